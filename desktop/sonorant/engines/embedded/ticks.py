"""From the engine's frames to Azure's ticks."""

from __future__ import annotations

from sonorant.speech.assessment import FRAME_TICKS

BOUNDARY_SHIFT = 50_000
"""Ticks from the beginning of a frame to the boundary that it stands for, measured on synthetic speech."""


def offset_of(frame: int) -> int:
    """Ticks at which the frame begins, as far as boundaries go."""
    return max(0, frame * FRAME_TICKS + BOUNDARY_SHIFT)


def duration_of(start: int, end: int) -> int:
    """Ticks of frames [start, end) by Azure's convention: the last is left out, so units that touch are one apart."""
    return max(0, (end - start - 1) * FRAME_TICKS)
