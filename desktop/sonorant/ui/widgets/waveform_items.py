"""What is drawn in the waveform, one class each. All paint in pixels, at places given in seconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from sonorant.speech.marks import Mark
from sonorant.ui.growing import Outline
from sonorant.ui.report_model import Place
from sonorant.ui.theme import LIGHT, Theme, mark_colour
from sonorant.ui.widgets.spans_on_screen import SpansOnScreen

PATTERNS = {
    Mark.SUBSTITUTION: Qt.BrushStyle.BDiagPattern,
    Mark.DELETION: Qt.BrushStyle.VerPattern,
    Mark.INSERTION: Qt.BrushStyle.FDiagPattern,
    Mark.MISPRONOUNCED: Qt.BrushStyle.DiagCrossPattern,
    Mark.OMITTED: Qt.BrushStyle.Dense5Pattern,
    Mark.ADDED: Qt.BrushStyle.Dense4Pattern,
    Mark.REPEATED: Qt.BrushStyle.CrossPattern,
    Mark.PAUSE: Qt.BrushStyle.HorPattern,
    Mark.MISSING_PAUSE: Qt.BrushStyle.Dense6Pattern,
    Mark.MONOTONE: Qt.BrushStyle.Dense7Pattern,
}
BADGE, LEVELS = 16.0, 3
"""Side of a letter badge in pixels, and how many may stand one above the other."""
PATTERNED = 8.0
"""Pixels that a span needs for a pattern or a name to be told."""


def tint(colour: str, alpha: int) -> QColor:
    """The colour with an opacity from 0 to 255."""
    result = QColor(colour)
    result.setAlpha(alpha)
    return result


class Item(pg.GraphicsObject):  # type: ignore[misc]
    """Covers its whole view box and repaints when that moves."""

    theme: Theme = LIGHT
    font = QFont()

    def __init__(self) -> None:
        super().__init__()
        self._bounds = QRectF()
        # The playhead moves sixty times a second: what lies under it is drawn once and kept.
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

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


class SignalItem(Item):
    """The sound itself: one lowest and highest value per pixel column."""

    outline: Outline | None = None
    gain = 1.0

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        middle = transform.map(QPointF(0, 0)).y()
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
        columns = 2 * int(area.width() * painter.device().devicePixelRatio())  # two in each pixel soften the edge
        if self.outline is None or columns < 2:
            return
        view = self.boundingRect()
        low, high = self.outline.columns(view.left(), view.right(), columns)
        # Each column reaches to the one before it, as the sound does.
        high[1:], low[1:] = np.maximum(high[1:], low[:-1]), np.minimum(low[1:], high[:-1])
        ratio = painter.device().devicePixelRatio()
        height = int(area.height() * ratio)
        axis = (middle - area.top()) * ratio
        until = transform.map(QPointF(self.outline.seconds, 0)).x()
        x = np.linspace(area.left(), area.right(), columns)
        shown = (x >= transform.map(QPointF(0, 0)).x()) & (x <= until)
        # Half a pixel each way keeps silence visible as a line.
        scale = height / 2 * self.gain
        top, bottom = axis - np.maximum(high * scale, 0.5), axis - np.minimum(low * scale, -0.5)
        rows = np.arange(height, dtype=np.float32)[:, np.newaxis] + 0.5
        # Filling cells is several times faster than a polygon with thousands of corners.
        cells = ((rows > top) & (rows < bottom) & shown).view(np.uint8)
        width = columns // 2
        wide = np.zeros((height, -(-width // 4) * 4), np.uint8)  # lines of pictures begin at multiples of four
        wide[:, :width] = cells[:, ::2] + cells[:, 1::2]
        image = QImage(wide.data, width, height, wide.shape[1], QImage.Format.Format_Indexed8)
        image.setColorTable([tint(self.theme.signal, share).rgba() for share in (0, 128, 255)])
        painter.drawImage(area, image)


class MarksItem(Item):
    """Errors painted over the signal: a tinted, patterned span from top to bottom and a letter badge above it."""

    spans = SpansOnScreen()
    selected: Place | None = None

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        painter.setClipRect(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # upright edges need none, and it takes time
        busy = [area.left()] * LEVELS
        slivers: dict[str, list[QRectF]] = defaultdict(list)
        badges: list[tuple[QRectF, Mark, str]] = []
        for span, rect in self.spans.single(transform, area, least=2.0):
            chosen = span.place == self.selected
            if span.mark is None:
                if chosen:
                    painter.fillRect(rect, tint(self.theme.accent, 40))
                continue
            colour = mark_colour(self.theme, span.mark)
            if rect.width() < PATTERNED and not chosen:
                slivers[colour].append(rect)
            else:
                painter.fillRect(rect, tint(colour, 70 if chosen else 34))
                painter.fillRect(rect, QBrush(tint(colour, 110), PATTERNS[span.mark]))
                painter.setPen(QPen(QColor(colour), 2 if chosen else 1))
                painter.drawLine(rect.topLeft(), rect.bottomLeft())
                painter.drawLine(rect.topRight(), rect.bottomRight())
            middle = rect.center().x()
            level = next((i for i, edge in enumerate(busy) if middle - BADGE / 2 >= edge), None)
            if level is None:  # there is no room for more letters: nearer, there will be
                continue
            busy[level] = middle + BADGE / 2 + 1
            top = QPointF(middle - BADGE / 2, area.top() + 3 + level * (BADGE + 2))
            badges.append((QRectF(top.x(), top.y(), BADGE, BADGE), span.mark, colour))
        _fill(painter, [(tint(colour, 110), rects) for colour, rects in slivers.items()])
        for rect, mark, colour in badges:
            _badge(painter, rect, mark, colour, self.theme)


class LaneItem(Item):
    """A row of labelled spans at their times: the words, the syllables or the phonemes."""

    spans = SpansOnScreen()
    selected: Place | None = None
    sounding: Place | None = None

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        painter.setClipRect(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        lane = area.adjusted(0, 2, 0, -2)
        _fill(painter, [(QColor(self.theme.track), list(self.spans.together(transform, lane)))])
        slivers: dict[str, list[QRectF]] = defaultdict(list)
        painter.setFont(self.font)
        metrics = painter.fontMetrics()
        for span, rect in self.spans.single(transform, lane, least=3.0):
            colour = mark_colour(self.theme, span.mark)
            chosen = span.place == self.selected
            sounds = span.place == self.sounding
            if rect.width() < PATTERNED and not chosen and not sounds:
                slivers[self.theme.track if span.mark is None else colour].append(rect.adjusted(1, 0, 0, 0))
                continue
            painter.fillRect(rect, QColor(self.theme.accent_soft if chosen or sounds else self.theme.track))
            if span.mark is not None:
                painter.fillRect(rect, tint(colour, 30))
                painter.fillRect(rect, QBrush(tint(colour, 60), PATTERNS[span.mark]))
            # The edge stands exactly at the start of the span.
            painter.setPen(QPen(QColor(self.theme.card), 1))
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
            if span.mark is not None or sounds:
                line = self.theme.accent if sounds else colour
                painter.fillRect(QRectF(rect.left(), rect.bottom() - 3, rect.width(), 3), QColor(line))
            if chosen:
                painter.setPen(QPen(QColor(self.theme.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
            if metrics.horizontalAdvance(span.label) + 4 <= rect.width():
                painter.setPen(QColor(colour))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, span.label)
        _fill(painter, [(QColor(colour), rects) for colour, rects in slivers.items()])


class StretchItem(Item):
    """The stretch of time that is selected."""

    stretch: tuple[float, float] | None = None

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        if self.stretch is None:
            return
        left, right = (transform.map(QPointF(seconds, 0)).x() for seconds in self.stretch)
        rect = QRectF(left, area.top(), right - left, area.height()).intersected(area)
        painter.fillRect(rect, tint(self.theme.accent, 45))
        painter.setPen(QPen(QColor(self.theme.accent), 1))
        painter.drawLine(rect.topLeft(), rect.bottomLeft())
        painter.drawLine(rect.topRight(), rect.bottomRight())


class WindowItem(Item):
    """In the overview: the part of the take that is in view, and where the errors are."""

    window = (0.0, 0.0)
    spans = SpansOnScreen()

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        ticks: dict[str, list[QRectF]] = defaultdict(list)
        for span, rect in self.spans.single(transform, area, least=1.5):
            ticks[mark_colour(self.theme, span.mark)].append(rect.adjusted(0, area.height() - 4, 0, 0))
        _fill(painter, [(QColor(colour), rects) for colour, rects in ticks.items()])
        left, right = (transform.map(QPointF(seconds, 0)).x() for seconds in self.window)
        rect = QRectF(left, area.top(), max(4.0, right - left), area.height()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(rect, tint(self.theme.accent, 36))
        painter.setPen(QPen(QColor(self.theme.accent), 1.5))
        painter.drawRoundedRect(rect, 3, 3)


class PlayheadItem(Item):
    """Where playing is: a line that repaints no more than itself when it moves."""

    WIDTH = 2

    def __init__(self) -> None:
        super().__init__()
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self.setZValue(10)
        self.seconds: float | None = None

    def move(self, seconds: float | None) -> None:
        self.seconds = seconds
        self.setVisible(seconds is not None)
        self.viewTransformChanged()

    def viewTransformChanged(self) -> None:
        box = self.getViewBox()
        if box is not None:
            self.prepareGeometryChange()
            view = QRectF(box.viewRect())
            half = 2 * self.WIDTH * view.width() / max(1.0, box.width())
            self._bounds = QRectF((self.seconds or 0.0) - half, view.top(), 2 * half, view.height())
            self.update()

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        if self.seconds is not None:
            x = transform.map(QPointF(self.seconds, 0)).x()
            painter.setPen(QPen(QColor(self.theme.accent), self.WIDTH))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))


def _fill(painter: QPainter, rects: Sequence[tuple[QColor, list[QRectF]]]) -> None:
    """Fill many rectangles at once, which is faster than each by itself."""
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, several in rects:
        painter.setBrush(colour)
        painter.drawRects(several)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _badge(painter: QPainter, rect: QRectF, mark: Mark, colour: str, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    font = QFont(painter.font())
    font.setPixelSize(11)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(theme.card))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, mark.letter)
