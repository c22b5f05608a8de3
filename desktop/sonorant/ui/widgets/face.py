"""A drawn face whose mouth follows what a voice says."""

from __future__ import annotations

import time

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from sonorant.speech.visemes import Shape
from sonorant.ui import theme
from sonorant.ui.theme import Theme
from sonorant.ui.widgets.mouth import colours_for, draw
from sonorant.ui.widgets.mouth_form import FORMS, Form
from sonorant.ui.words import translate
from sonorant.voices.base import Spoken

EARLY = 0.02
"""Seconds by which a shape is shown before its sound: what a frame takes to the screen, and lips come first in life."""
BLEND = 0.06
"""Seconds within which a mouth goes from one shape to the next."""


class Face(QWidget):
    """Looks at the learner; speaks along with a sound that is played elsewhere.

    Whoever plays calls `follow` with each position of the player. Where less motion is wanted the face keeps still; a
    ring around it says that it speaks.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape, self.speaking, self._still = Shape.REST, False, False
        self._spoken: Spoken | None = None
        self._form, self._from, self._changed = FORMS[Shape.REST], FORMS[Shape.REST], 0.0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(translate("ui", "The partner's face"))
        self._describe()

    def set_still(self, still: bool) -> None:
        """Whether less motion is wanted."""
        self._still = still
        if still:
            self.show_shape(Shape.REST)

    def speak_along(self, spoken: Spoken | None) -> None:
        """Set what is going to be played; None when nothing is."""
        self._spoken = spoken
        self.follow(None)

    def follow(self, seconds: float | None) -> None:
        """The player is at this place (seconds in the sound), or (None) plays nothing."""
        speaking = seconds is not None and self._spoken is not None
        if speaking != self.speaking:
            self.speaking = speaking
            self._describe()
            self.update()
        if seconds is None or self._spoken is None or not self._moves():
            self.show_shape(Shape.REST)
        else:
            self.show_shape(self._spoken.shape_at(seconds + EARLY))

    def show_shape(self, shape: Shape) -> None:
        """Show a mouth shape from now on; the mouth moves there within `BLEND`."""
        if shape is not self.shape:
            self._from, self._changed = self._now(), time.monotonic()
            self.shape = shape
            self.update()
        elif self._moving():
            self.update()

    def _moves(self) -> bool:
        """Whether motion is wanted, by the setting and by the system."""
        return not self._still and self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0

    def _moving(self) -> bool:
        return self._form != FORMS[self.shape]

    def _now(self) -> Form:
        """The mouth's form at this moment, between two shapes."""
        share = 1.0 if self._still or not self.speaking else (time.monotonic() - self._changed) / BLEND
        target = FORMS[self.shape]
        return target if share >= 1.0 else self._from.towards(target, share * share * (3 - 2 * share))

    def _describe(self) -> None:
        self.setAccessibleDescription(translate("ui", "speaks") if self.speaking else translate("ui", "is silent"))

    def sizeHint(self) -> QSize:
        return QSize(180, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, 80)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._form = self._now()
        colours = theme.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height() * 0.9)
        painter.translate(self.width() / 2, self.height() / 2)
        painter.scale(side / 200, side / 200)
        if self.speaking:
            ring = QColor(colours.accent)
            ring.setAlphaF(0.35)
            painter.setPen(QPen(ring, 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(0, 2), 97, 97)
        _draw_head(painter, colours)
        _draw_eyes(painter, colours)
        draw(painter, self._form, QPointF(0, 38), 25, colours_for(self.palette()))
        painter.end()
        if self._moving():
            self.update()


def _draw_head(painter: QPainter, colours: Theme) -> None:
    """Hair behind, ears, a head, and the headset of someone who is on the line."""
    dark = colours is theme.DARK
    skin, shade = QColor("#f2c9ad" if not dark else "#d9a98a"), QColor("#e3ae8f" if not dark else "#bd8a6c")
    hair = QColor("#4a3a5e" if not dark else "#6d5a8c")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(hair)
    painter.drawEllipse(QRectF(-70, -88, 140, 132))
    painter.setBrush(shade)
    painter.drawEllipse(QPointF(-65, 6), 11, 16)
    painter.drawEllipse(QPointF(65, 6), 11, 16)
    head = QPainterPath(QPointF(-64, -18))
    head.cubicTo(-64, -72, 64, -72, 64, -18)
    head.cubicTo(66, 52, 44, 88, 0, 88)
    head.cubicTo(-44, 88, -66, 52, -64, -18)
    painter.setBrush(skin)
    painter.drawPath(head)
    fringe = QPainterPath(QPointF(-66, -8))
    fringe.cubicTo(-72, -74, -20, -84, 8, -80)
    fringe.cubicTo(56, -78, 72, -40, 66, -8)
    fringe.cubicTo(58, -34, 44, -42, 30, -46)
    fringe.cubicTo(2, -34, -36, -36, -50, -34)
    fringe.cubicTo(-58, -28, -62, -18, -66, -8)
    painter.setBrush(hair)
    painter.drawPath(fringe)
    blush = QColor("#e2687f")
    blush.setAlphaF(0.22)
    painter.setBrush(blush)
    for side in (-1, 1):
        painter.drawEllipse(QPointF(side * 41, 25), 12, 8)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(shade, 3, c=Qt.PenCapStyle.RoundCap))
    nose = QPainterPath(QPointF(-5, 16))
    nose.quadTo(0, 21, 5, 16)
    painter.drawPath(nose)
    _draw_headset(painter, colours)


def _draw_headset(painter: QPainter, colours: Theme) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.accent), 6, c=Qt.PenCapStyle.RoundCap))
    painter.drawArc(QRectF(-75, -92, 150, 190), 12 * 16, 156 * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.accent))
    for side in (-1, 1):
        painter.drawRoundedRect(QRectF(side * 72 - 10, -12, 20, 38), 9, 9)


def _draw_eyes(painter: QPainter, colours: Theme) -> None:
    ink = QColor("#2b2338" if colours is theme.LIGHT else "#33284a")
    for side in (-1, 1):
        eye = QPainterPath()
        eye.addEllipse(QPointF(side * 26, -6), 11, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#ffffff"))
        painter.drawPath(eye)
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(side * 25.5, -6), 7.5, 8)
        painter.setBrush(QColor("#ffffff"))
        painter.drawEllipse(QPointF(side * 25.5 + 2.5, -9), 2.2, 2.2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 3, c=Qt.PenCapStyle.RoundCap))
        lid = QPainterPath(QPointF(side * 14.5, -10))
        lid.cubicTo(side * 19, -18, side * 33, -18, side * 38, -9)
        painter.drawPath(lid)
        brow = QPainterPath(QPointF(side * 15, -28))
        brow.quadTo(side * 26, -33, side * 38, -27)
        painter.drawPath(brow)
