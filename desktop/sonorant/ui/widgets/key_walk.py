"""How the arrow keys go through the sounds of a take, and with Shift select a stretch of its time."""

from __future__ import annotations

from collections.abc import Sequence

from sonorant.ui.report_model import Place, Span


class KeyWalk:
    """Knows where the keys began and how far they have come; `spans` are the sounds in the order of their times."""

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        self._spans = spans
        self._reach: tuple[int, int] | None = None

    def forget(self) -> None:
        """Something else was selected meanwhile."""
        self._reach = None

    def step(self, selected: Place | None, way: int) -> Span | None:
        """The next (1) or previous (-1) sound; where none is selected, the first of the word or of the take."""
        if not self._spans:
            return None
        here = self._reach[1] if self._reach is not None else self._index_of(selected)
        return self._spans[self._index_from(selected) if here is None else self._limited(here + way)]

    def reach(self, selected: Place | None, way: int) -> tuple[float, float] | None:
        """The stretch of time, from and to in seconds, with one sound more or less at the end that moves."""
        if not self._spans:
            return None
        if self._reach is None:
            start = self._index_from(selected)
            self._reach = start, start
        else:
            anchor, end = self._reach
            self._reach = anchor, self._limited(end + way)
        first, last = (self._spans[each] for each in sorted(self._reach))
        return first.start, last.end

    @property
    def end(self) -> float:
        """The middle of the sound at the end that moves, in seconds."""
        span = self._spans[self._reach[1] if self._reach is not None else 0]
        return (span.start + span.end) / 2

    def _limited(self, index: int) -> int:
        return min(max(0, index), len(self._spans) - 1)

    def _index_of(self, place: Place | None) -> int | None:
        return next((i for i, span in enumerate(self._spans) if span.place == place), None)

    def _index_from(self, place: Place | None) -> int:
        """The index of a sound; of a word, that of its first sound."""
        index = self._index_of(place)
        if index is not None:
            return index
        word = place.word if place is not None else 0
        return next((i for i, span in enumerate(self._spans) if span.place.word >= word), 0)
