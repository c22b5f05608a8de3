"""What is drawn in the waveform, one class each. All paint in pixels, at places given in seconds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from sonorant.speech.marks import Mark
from sonorant.ui.growing import Outline
from sonorant.ui.report_model import Place, Span
from sonorant.ui.theme import LIGHT, Theme, mark_colour

PATTERNS = {
    Mark.SUBSTITUTION: Qt.BrushStyle.BDiagPattern,
    Mark.DELETION: Qt.BrushStyle.VerPattern,
    Mark.INSERTION: Qt.BrushStyle.FDiagPattern,
    Mark.MISPRONOUNCED: Qt.BrushStyle.DiagCrossPattern,
    Mark.OMITTED: Qt.BrushStyle.VerPattern,
    Mark.ADDED: Qt.BrushStyle.FDiagPattern,
    Mark.REPEATED: Qt.BrushStyle.CrossPattern,
    Mark.PAUSE: Qt.BrushStyle.HorPattern,
    Mark.MISSING_PAUSE: Qt.BrushStyle.Dense6Pattern,
    Mark.MONOTONE: Qt.BrushStyle.HorPattern,
}
BADGE = 16.0
"""Side of a letter badge in pixels."""


def tint(colour: str, alpha: int) -> QColor:
    """The colour with an opacity from 0 to 255."""
    result = QColor(colour)
    result.setAlpha(alpha)
    return result


class _Item(pg.GraphicsObject):  # type: ignore[misc]
    """Covers its whole view box and repaints when that moves."""

    theme: Theme = LIGHT

    def __init__(self) -> None:
        super().__init__()
        self._bounds = QRectF()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def viewRangeChanged(self) -> None:
        self.viewTransformChanged()

    def viewTransformChanged(self) -> None:
        box = self.getViewBox()
        if box is not None:
            self.prepareGeometryChange()  # the scene asks for the old bounds now, so they change only after it
            self._bounds = QRectF(box.viewRect())
            self.update()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        transform = painter.worldTransform()
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, transform, transform.mapRect(self.boundingRect()))
        painter.restore()

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        raise NotImplementedError


class SignalItem(_Item):
    """The sound itself: one lowest and highest value per pixel column."""

    outline: Outline | None = None
    gain = 1.0

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        middle = transform.map(QPointF(0, 0)).y()
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
        columns = int(area.width() * painter.device().devicePixelRatio())
        if self.outline is None or columns < 2:
            return
        view = self.boundingRect()
        low, high = self.outline.columns(view.left(), view.right(), columns)
        # Half a pixel each way keeps silence visible as a line.
        scale = area.height() / 2 * self.gain
        x = np.linspace(area.left(), area.right(), columns)
        top, bottom = middle - np.maximum(high * scale, 0.5), middle - np.minimum(low * scale, -0.5)
        until = transform.map(QPointF(self.outline.seconds, 0)).x()
        shown = (x >= transform.map(QPointF(0, 0)).x()) & (x <= until)
        if not shown.any():
            return
        xs = np.concatenate([x[shown], x[shown][::-1]])
        ys = np.concatenate([top[shown], bottom[shown][::-1]])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.signal))
        painter.drawPolygon(pg.functions.arrayToQPolygonF(xs, ys))


class MarksItem(_Item):
    """Errors painted over the signal: a tinted, patterned span from top to bottom and a letter badge above it."""

    spans: Sequence[Span] = ()
    selected: Place | None = None

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        painter.setClipRect(area)
        busy = [area.left()] * 3
        for span in self.spans:
            rect = _rect(span, transform, area, least=2.0)
            if rect.right() < area.left() or rect.left() > area.right():
                continue
            chosen = span.place == self.selected
            if span.mark is None:
                if chosen:
                    painter.fillRect(rect, tint(self.theme.accent, 40))
                continue
            colour = mark_colour(self.theme, span.mark)
            painter.fillRect(rect, tint(colour, 70 if chosen else 34))
            painter.fillRect(rect, QBrush(tint(colour, 110), PATTERNS[span.mark]))
            painter.setPen(QPen(QColor(colour), 2 if chosen else 1))
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
            painter.drawLine(rect.topRight(), rect.bottomRight())
            middle = rect.center().x()
            level = next((i for i, edge in enumerate(busy) if middle - BADGE / 2 >= edge), 0)
            busy[level] = middle + BADGE / 2 + 1
            top = QPointF(middle - BADGE / 2, area.top() + 3 + level * (BADGE + 2))
            _badge(painter, QRectF(top.x(), top.y(), BADGE, BADGE), span.mark, colour, self.theme)


class LaneItem(_Item):
    """A row of labelled spans at their times: the words, or the phonemes."""

    spans: Sequence[Span] = ()
    selected: Place | None = None
    size = 10.0

    def at(self, seconds: float, reach: float) -> Span | None:
        """The span at a time; one that took no time is found within `reach` seconds."""
        held = [span for span in self.spans if span.start <= seconds < span.end]
        near = [span for span in self.spans if span.end == span.start and abs(span.start - seconds) <= reach]
        return next(iter([*near, *held]), None)

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        painter.setClipRect(area)
        font = QFont(painter.font())
        font.setPointSizeF(self.size)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        for span in self.spans:
            rect = _rect(span, transform, area.adjusted(0, 2, 0, -2), least=3.0)
            if rect.right() < area.left() or rect.left() > area.right():
                continue
            colour = mark_colour(self.theme, span.mark)
            chosen = span.place == self.selected
            painter.fillRect(rect, QColor(self.theme.accent_soft if chosen else self.theme.track))
            if span.mark is not None:
                painter.fillRect(rect, tint(colour, 30))
                painter.fillRect(rect, QBrush(tint(colour, 60), PATTERNS[span.mark]))
            # The edge stands exactly at the start of the span.
            painter.setPen(QPen(QColor(self.theme.card), 1))
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
            if span.mark is not None:
                painter.fillRect(QRectF(rect.left(), rect.bottom() - 3, rect.width(), 3), QColor(colour))
            if chosen:
                painter.setPen(QPen(QColor(self.theme.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
            if metrics.horizontalAdvance(span.label) + 4 <= rect.width():
                painter.setPen(QColor(colour if span.mark is not None else self.theme.text))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, span.label)


class PlayheadItem(_Item):
    """Where playing is."""

    seconds: float | None = None

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        if self.seconds is None:
            return
        x = transform.map(QPointF(self.seconds, 0)).x()
        painter.setPen(QPen(QColor(self.theme.accent), 2))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))


def _rect(span: Span, transform: QTransform, area: QRectF, least: float) -> QRectF:
    left, right = (transform.map(QPointF(seconds, 0)).x() for seconds in (span.start, span.end))
    if right - left < least:
        left, right = (left + right - least) / 2, (left + right + least) / 2
    return QRectF(left, area.top(), right - left, area.height())


def _badge(painter: QPainter, rect: QRectF, mark: Mark, colour: str, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(rect, 4, 4)
    font = QFont(painter.font())
    font.setPixelSize(11)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(theme.card))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, mark.letter)
