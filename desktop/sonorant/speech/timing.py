"""Ticks of 100 ns, seconds, and the spans between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from sonorant.speech.assessment import FRAME_TICKS, TICKS_PER_SECOND


class Timed(Protocol):
    """A word, syllable or phoneme: anything with an offset and a duration in ticks."""

    @property
    def offset(self) -> int | None: ...  # noqa: D102

    @property
    def duration(self) -> int | None: ...  # noqa: D102


def to_seconds(ticks: int) -> float:
    """Ticks as seconds."""
    return ticks / TICKS_PER_SECOND


def to_ticks(seconds: float) -> int:
    """Seconds as the nearest tick."""
    return round(seconds * TICKS_PER_SECOND)


def span(unit: Timed) -> tuple[int, int] | None:
    """Start and end of a unit in ticks, or None if it has no place in time (an omitted word)."""
    if unit.offset is None or unit.duration is None:
        return None
    return unit.offset, unit.offset + unit.duration


def close_gaps(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans (ticks, in order) with every gap of exactly one frame closed; longer gaps are silence and stay.

    A unit's duration leaves out its last frame, so units that touch seem to be one frame apart.
    """
    closed = [
        (start, following if following - end == FRAME_TICKS else end)
        for (start, end), (following, _) in pairwise(spans)
    ]
    return [*closed, *spans[-1:]]
