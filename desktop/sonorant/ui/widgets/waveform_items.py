"""What is drawn of the sound in the waveform, one class each. All paint in pixels, at places given in seconds."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from sonorant.ui.growing import Outline
from sonorant.ui.theme import LIGHT, Theme


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
