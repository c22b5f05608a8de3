"""The optional lanes under the waveform: the spectrogram and the pitch of the voice."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF, QTransform

from sonorant.audio.spectrogram import Spectrogram
from sonorant.ui.analysis import Pitch
from sonorant.ui.widgets.waveform_items import Item
from sonorant.ui.words import translate

LOWEST_HZ, HIGHEST_HZ = 60.0, 500.0
LINES_HZ = (100, 200, 400)
SMALL = 0.75
"""The size of their names, by that of the window's text."""


class SpectrogramItem(Item):
    """Frequencies upwards, time to the right, the louder the darker (the brighter in the dark)."""

    spectrogram: Spectrogram | None = None

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        if self.spectrogram is None or area.width() < 2:
            return
        view = self.boundingRect()
        columns = int(area.width()) // 4 * 4  # lines of pictures begin at multiples of four
        levels = self.spectrogram.columns(view.left(), view.right(), columns)
        picture = np.ascontiguousarray(levels.T[::-1])
        height, width = picture.shape
        image = QImage(picture.data, width, height, width, QImage.Format.Format_Indexed8)
        image.setColorTable(_colours(self.theme.card, self.theme.text))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, image)


class PitchItem(Item):
    """The height of the voice as a line, broken where there is no voice, on a scale of octaves."""

    pitch: Pitch | None = None

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        painter.setClipRect(area)

        def height(hertz: float) -> float:
            share = math.log2(hertz / LOWEST_HZ) / math.log2(HIGHEST_HZ / LOWEST_HZ)
            return area.bottom() - min(max(share, 0.0), 1.0) * area.height()

        font = painter.font()
        font.setPointSizeF(SMALL * font.pointSizeF())
        painter.setFont(font)
        texts = [translate("ui", "{0} Hz").format(hertz) for hertz in LINES_HZ]
        label = QRectF(area.left() + 2, 0, 0, painter.fontMetrics().height())
        label.setWidth(max(painter.fontMetrics().horizontalAdvance(text) for text in texts))
        for hertz, text in zip(LINES_HZ, texts, strict=True):
            painter.setPen(QPen(QColor(self.theme.border), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(label.right() + 4, height(hertz)), QPointF(area.right(), height(hertz)))
            painter.setPen(QColor(self.theme.muted))
            label.moveTop(max(area.top(), height(hertz) - label.height() / 2))
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        if self.pitch is None:
            return
        view = self.boundingRect()
        painter.setPen(QPen(QColor(self.theme.accent), 2))
        for line in self.pitch.lines(view.left(), view.right(), int(area.width())):
            points = [QPointF(transform.map(QPointF(seconds, 0)).x(), height(hertz)) for seconds, hertz in line]
            painter.drawPolyline(QPolygonF(points))


def _colours(ground: str, ink: str) -> list[int]:
    """256 colours from the ground to the ink."""
    low, high = QColor(ground), QColor(ink)

    def between(a: int, b: int, share: int) -> int:
        return a + (b - a) * share // 255

    return [
        QColor(
            between(low.red(), high.red(), share),
            between(low.green(), high.green(), share),
            between(low.blue(), high.blue(), share),
        ).rgb()
        for share in range(256)
    ]
