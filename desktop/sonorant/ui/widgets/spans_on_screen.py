"""Many spans at the zoom in view, worked out for all at once: which to draw by themselves, what the others cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from sonorant.speech.marks import Mark
from sonorant.ui.report_model import Place, Span

WIDE = 8.0
"""Pixels from which on a span is drawn by itself: enough for a pattern or a name."""
APART = 3.0
"""Pixels from which on a narrower span keeps a distance to the one before it."""
MARKS = tuple(Mark)
NOTHING, UNMARKED, MARKED = 0, 1, 2
"""What a column of pixels holds; from `MARKED` on an error, in the order of `MARKS`."""


class SpansOnScreen:
    """Spans in the order of their starts; finding those in view takes no longer for ten minutes than for one."""

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        self.spans = tuple(sorted(spans, key=lambda span: span.start))
        self._starts = np.array([span.start for span in self.spans], dtype=np.float64)
        self._ends = np.array([span.end for span in self.spans], dtype=np.float64)
        kinds = [UNMARKED if span.mark is None else MARKED + MARKS.index(span.mark) for span in self.spans]
        self._kinds = np.array(kinds, dtype=np.uint8)
        self._index = {span.place: number for number, span in enumerate(self.spans)}

    def at(self, seconds: float, reach: float) -> Span | None:
        """The span at a time; one that took no time is found within `reach` seconds."""
        near = np.flatnonzero((self._ends == self._starts) & (np.abs(self._starts - seconds) <= reach))
        held = np.flatnonzero((self._starts <= seconds) & (seconds < self._ends))
        return next((self.spans[i] for i in (*near, *held)), None)

    def of(self, place: Place) -> Span | None:
        """The span of a place; of two the later one, as that is what was said and not the pause before it."""
        number = self._index.get(place)
        return None if number is None else self.spans[number]

    def wide(
        self, transform: QTransform, area: QRectF, least: float, also: tuple[Place | None, ...] = ()
    ) -> Iterator[tuple[Span, QRectF]]:
        """The spans to be drawn by themselves, and those of `also`, each with its place, no narrower than `least`."""
        left, right = self._edges(transform)
        asked = np.zeros(len(self.spans), dtype=np.bool_)
        asked[[self._index[place] for place in also if place in self._index]] = True
        wanted = (right >= area.left()) & (left <= area.right()) & ((right - left >= WIDE) | asked)
        for i in np.flatnonzero(wanted).tolist():
            x, width = float(left[i]), float(right[i] - left[i])
            if width < least:
                x, width = x + (width - least) / 2, least
            yield self.spans[i], QRectF(x, area.top(), width, area.height())

    def narrow(self, transform: QTransform, area: QRectF, least: float) -> NDArray[np.uint8]:
        """What the other spans make of each column of pixels, shape (width of the area,); errors cover the rest."""
        columns = np.zeros(max(1, round(area.width())), dtype=np.uint8)
        left, right = self._edges(transform)
        seen = (right >= area.left()) & (left <= area.right()) & (right - left < WIDE)
        if not seen.any():
            return columns
        left, right, kinds = left[seen] - area.left(), right[seen] - area.left(), self._kinds[seen]
        middle, half = (left + right) / 2, np.maximum(right - left, np.where(kinds >= MARKED, least, 0.0)) / 2
        begin = np.round(middle - half + (right - left >= APART))
        end = np.round(middle + half)
        for kind in np.unique(kinds):
            covered = _covered(begin[kinds == kind], end[kinds == kind], len(columns))
            columns[covered] = kind
        return columns

    def marked(self, transform: QTransform, area: QRectF) -> Iterator[tuple[float, Span]]:
        """The errors in view, each with where its middle is, in pixels."""
        left, right = self._edges(transform)
        shown = (right >= area.left()) & (left <= area.right()) & (self._kinds >= MARKED)
        middles = (left[shown] + right[shown]) / 2
        for middle, number in zip(middles.tolist(), np.flatnonzero(shown).tolist(), strict=True):
            yield middle, self.spans[number]

    def _edges(self, transform: QTransform) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Where each span begins and ends, in pixels."""
        zero, one = (transform.map(QPointF(seconds, 0)).x() for seconds in (0.0, 1.0))
        return zero + self._starts * (one - zero), zero + self._ends * (one - zero)


def _covered(begin: NDArray[np.float64], end: NDArray[np.float64], width: int) -> NDArray[np.bool_]:
    """The columns that at least one of the stretches covers."""
    steps = np.zeros(width + 1, dtype=np.int64)
    for edges, way in ((begin, 1), (end, -1)):
        np.add.at(steps, np.clip(edges, 0, width).astype(np.int64), way)
    covered: NDArray[np.bool_] = np.cumsum(steps[:-1]) > 0
    return covered
