"""Which of many spans are worth drawing one by one at the zoom in view, worked out for all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from sonorant.ui.report_model import Span

NARROW = 6.0
"""Pixels below which a span without an error is drawn together with its neighbours, and errors thin each other out."""


class SpansOnScreen:
    """Spans in the order of their starts; finding those in view takes no longer for ten minutes than for one."""

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        self.spans = tuple(sorted(spans, key=lambda span: span.start))
        self._starts = np.array([span.start for span in self.spans], dtype=np.float64)
        self._ends = np.array([span.end for span in self.spans], dtype=np.float64)
        self._marked = np.array([span.mark is not None for span in self.spans], dtype=np.bool_)

    def at(self, seconds: float, reach: float) -> Span | None:
        """The span at a time; one that took no time is found within `reach` seconds."""
        near = np.flatnonzero((self._ends == self._starts) & (np.abs(self._starts - seconds) <= reach))
        held = np.flatnonzero((self._starts <= seconds) & (seconds < self._ends))
        return next((self.spans[i] for i in (*near, *held)), None)

    def single(self, transform: QTransform, area: QRectF, least: float) -> Iterator[tuple[Span, QRectF]]:
        """The spans to be drawn by themselves, each with its place, at least `least` pixels wide."""
        left, right = self._edges(transform)
        wide = right - left
        shown = np.flatnonzero((right >= area.left()) & (left <= area.right()) & (self._marked | (wide >= NARROW)))
        last = -np.inf
        for i in shown:
            x, width = float(left[i]), float(wide[i])
            if width < NARROW:
                if x < last + NARROW:
                    continue
                last = x
            if width < least:
                x, width = x + (width - least) / 2, least
            yield self.spans[i], QRectF(x, area.top(), width, area.height())

    def together(self, transform: QTransform, area: QRectF) -> Iterator[QRectF]:
        """The stretches that spans too narrow to be told apart cover."""
        left, right = self._edges(transform)
        narrow = (right >= area.left()) & (left <= area.right()) & ~self._marked & (right - left < NARROW)
        if not narrow.any():
            return
        columns = int(area.width()) + 2
        steps = np.zeros(columns + 1, dtype=np.int64)
        for edges, way in ((left, 1), (right, -1)):
            places = np.clip(np.round(edges[narrow] - area.left()), 0, columns).astype(np.int64)
            np.add.at(steps, places, way)
        covered = np.concatenate([[0], np.cumsum(steps) > 0, [0]]).astype(np.int8)
        changes = np.flatnonzero(np.diff(covered))
        for begin, end in zip(changes[::2], changes[1::2], strict=True):
            yield QRectF(area.left() + begin, area.top(), end - begin, area.height())

    def _edges(self, transform: QTransform) -> tuple[np.ndarray, np.ndarray]:
        """Where each span begins and ends, in pixels."""
        zero, one = (transform.map(QPointF(seconds, 0)).x() for seconds in (0.0, 1.0))
        return zero + self._starts * (one - zero), zero + self._ends * (one - zero)
