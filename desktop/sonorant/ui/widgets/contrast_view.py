"""A take under its model: both waveforms with their melody, and what differs in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from sonorant.ui import theme
from sonorant.ui.analysis import STEP_SECONDS, Pitch
from sonorant.ui.theme import Theme
from sonorant.ui.widgets.common import announce, label
from sonorant.ui.words import translate

if TYPE_CHECKING:
    from sonorant.ui.contrast import Contrast, Voiced

LANE, NAMES, GAP = 44, 62, 6
_LOWEST_SPAN = 8.0
"""Semitones that a lane shows at least, so that a flat voice looks flat."""


class Lanes(QWidget):
    """Both sounds from their first word to their last, on one scale of time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.contrast: Contrast | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("ui", "The model and you"))

    def sizeHint(self) -> QSize:
        return QSize(320, 2 * LANE + GAP)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.contrast is None:
            return
        colours = theme.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seconds = max(self.contrast.model.seconds, self.contrast.mine.seconds, 0.1)
        rows = ((translate("ui", "Model"), self.contrast.model), (translate("ui", "You"), self.contrast.mine))
        for number, (name, voiced) in enumerate(rows):
            top = number * (LANE + GAP)
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(0, top, NAMES, LANE), Qt.AlignmentFlag.AlignVCenter, name)
            wide = (self.width() - NAMES) * voiced.seconds / seconds
            _draw(painter, voiced, QRectF(NAMES, top, wide, LANE), colours)
        painter.end()


class ContrastView(QWidget):
    """The lanes with the sentences below; hidden while there is nothing to compare."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lanes, self.told = Lanes(), label("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.lanes)
        layout.addWidget(self.told)
        self.show_contrast(None)

    def show_contrast(self, contrast: Contrast | None) -> None:
        """Show a comparison, and let screen readers tell it; None for nothing."""
        self.lanes.contrast = contrast
        self.lanes.update()
        self.setVisible(contrast is not None)
        self.told.setText(" ".join(contrast.sentences()) if contrast is not None else "")
        self.lanes.setAccessibleDescription(self.told.text())
        if contrast is not None:
            announce(self, self.told.text())


def _draw(painter: QPainter, voiced: Voiced, where: QRectF, colours: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.track))
    painter.drawRoundedRect(where, 6, 6)
    columns = max(1, int(where.width()))
    samples = np.abs(voiced.sound.samples)
    if len(samples) < columns:
        return
    loudest = float(samples.max()) or 1.0
    peaks = np.maximum.reduceat(samples, np.linspace(0, len(samples), columns, endpoint=False).astype(int)) / loudest
    soft = QColor(colours.signal)
    soft.setAlphaF(0.5)
    painter.setPen(QPen(soft, 1))
    middle = where.center().y()
    for column, peak in enumerate(peaks.tolist()):
        reach = max(0.5, 0.46 * where.height() * peak)
        x = where.left() + column + 0.5
        painter.drawLine(QPointF(x, middle - reach), QPointF(x, middle + reach))
    _draw_melody(painter, voiced, where, colours)


def _draw_melody(painter: QPainter, voiced: Voiced, where: QRectF, colours: Theme) -> None:
    """The pitch in semitones around its own median: what is compared is the movement, not the height."""
    heard = voiced.hertz[np.isfinite(voiced.hertz)]
    if not len(heard):
        return
    median = float(np.median(heard))
    half = max(_LOWEST_SPAN, float(np.ptp(12 * np.log2(np.percentile(heard, [5, 95]))))) * 0.65
    painter.setPen(QPen(QColor(colours.accent), 2.2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    seconds = len(voiced.hertz) * STEP_SECONDS
    for line in Pitch(voiced.hertz).lines(0.0, seconds, int(where.width())):
        points = QPolygonF()
        for at, hertz in line:
            height = float(np.clip(12 * np.log2(hertz / median) / half, -1, 1))
            points.append(
                QPointF(
                    where.left() + where.width() * at / seconds, where.center().y() - 0.44 * where.height() * height
                )
            )
        painter.drawPolyline(points)
