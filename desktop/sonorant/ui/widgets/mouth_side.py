"""Mouths from the side, as if cut through the middle: lips, teeth, palate and tongue, and where the sound is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sonorant.speech.visemes import Shape
from sonorant.ui import theme
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.widgets.mouth import TITLES, Colours, colours_for
from sonorant.ui.words import translate

Point = tuple[float, float]
WIDE, HIGH = 180.0, 176.0
"""The picture's own units; the face looks to the left."""

SEEN_FROM_THE_SIDE = QT_TRANSLATE_NOOP("ui", "{0}, seen from the side")


@dataclass(frozen=True, slots=True)
class Side:
    """A mouth from the side, in the picture's units.

    Attributes:
        jaw: how far the lower jaw is down.
        tongue: its tip, blade, body and back.
        pushed: how far the lips are pushed forward.
        gap: how far they are apart beyond what the jaw does; None where they touch.
        tucked: the lower lip touches the upper teeth.
        spot: where the air is stopped or squeezed, if anywhere.
    """

    jaw: float
    tongue: tuple[Point, Point, Point, Point]
    pushed: float = 0.0
    gap: float | None = 4.0
    tucked: bool = False
    spot: Point | None = None


_AT_REST = ((58.0, 103.0), (74.0, 94.0), (100.0, 87.0), (131.0, 108.0))
SIDES: dict[Shape, Side] = {
    Shape.REST: Side(3, _AT_REST, gap=None),
    Shape.CLOSED: Side(3, _AT_REST, gap=None, spot=(33, 98)),
    Shape.TEETH_ON_LIP: Side(5, ((60, 108), (75, 101), (100, 94), (131, 110)), tucked=True, spot=(46, 97)),
    Shape.TONGUE_BETWEEN: Side(9, ((41, 101), (60, 98), (97, 90), (131, 110)), gap=5, spot=(47, 99)),
    Shape.OPEN: Side(24, ((62, 129), (80, 125), (106, 115), (135, 116)), gap=6),
    Shape.MID: Side(13, ((60, 116), (77, 108), (103, 98), (133, 110)), gap=5),
    Shape.SPREAD: Side(5, ((59, 105), (74, 87), (98, 76), (127, 98)), gap=4, spot=(90, 73)),
    Shape.ROUNDED: Side(13, ((68, 119), (84, 112), (110, 96), (134, 98)), pushed=7, gap=2),
    Shape.PUCKERED: Side(6, ((72, 112), (88, 103), (113, 83), (131, 88)), pushed=11, gap=0, spot=(24, 101)),
    Shape.HISS: Side(3, ((54, 93), (67, 87), (97, 88), (131, 108)), gap=4, spot=(55, 90)),
    Shape.HUSH: Side(4, ((63, 91), (76, 80), (101, 80), (131, 104)), pushed=8, gap=3, spot=(72, 78)),
    Shape.TONGUE_UP: Side(7, ((57, 84), (69, 89), (98, 92), (131, 110)), gap=4, spot=(57, 83)),
    Shape.TONGUE_BACK: Side(9, ((62, 114), (78, 107), (106, 86), (125, 78)), gap=4, spot=(121, 76)),
    Shape.R: Side(7, ((69, 88), (80, 96), (106, 88), (132, 106)), pushed=4, gap=3, spot=(70, 80)),
}
"""Every shape from the side."""

_SKIN = {"light": ("#f6dcc9", "#d8ab8e"), "dark": ("#7d5f4e", "#b98c70")}


class SidePicture(QWidget):
    """A mouth shape from the side, with its description for screen readers."""

    def __init__(self, shape: Shape = Shape.REST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.set_shape(shape)

    def set_shape(self, shape: Shape) -> None:
        self.shape = shape
        title = translate("ui", SEEN_FROM_THE_SIDE).format(translate("ui", TITLES[shape]))
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, 176)

    def minimumSizeHint(self) -> QSize:
        return QSize(90, 88)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / WIDE, self.height() / HIGH)
        painter.translate((self.width() - scale * WIDE) / 2, (self.height() - scale * HIGH) / 2)
        painter.scale(scale, scale)
        draw(painter, SIDES[self.shape], colours_for(self.palette()), colours)
        painter.end()


def draw(painter: QPainter, side: Side, colours: Colours, window: theme.Theme) -> None:
    """Draw a mouth from the side into a square of `WIDE` by `HIGH`."""
    skin, edge = (QColor(each) for each in _SKIN[window.name])
    painter.setPen(QPen(edge, 1.6, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(skin)
    painter.drawPath(_head(side))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.inside))
    painter.drawPath(_hollow(side))
    painter.setPen(QPen(QColor(colours.groove), 1.4))
    painter.setBrush(QColor(colours.tongue))
    painter.drawPath(_tongue(side))
    _draw_palate(painter, skin, edge)
    painter.setPen(QPen(QColor(colours.groove), 0.8))
    painter.setBrush(QColor(colours.teeth))
    painter.drawPath(_polygon([(46, 80), (55, 80), (54, 88), (50, 97), (46.5, 96)]))
    jaw = side.jaw
    painter.drawPath(_polygon([(48, 101 + jaw), (51.5, 100 + jaw), (56, 112 + jaw), (55, 120 + jaw), (48, 120 + jaw)]))
    painter.setPen(QPen(QColor(colours.line), 1.2))
    painter.setBrush(QColor(colours.lip))
    for lip in _lips(side):
        painter.drawPath(lip)
    if side.spot is not None:
        ring = QColor(window.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ring, 2.4))
        painter.drawEllipse(QPointF(*side.spot), 9, 9)


def _head(side: Side) -> QPainterPath:
    """From the bridge of the nose down to the chin and neck, and back up behind."""
    jaw = side.jaw
    head = QPainterPath(QPointF(52, 4))
    head.cubicTo(44, 22, 34, 34, 22, 50)
    head.cubicTo(14, 60, 22, 68, 34, 68)
    head.cubicTo(39, 70, 37, 78, 36, 84)
    head.lineTo(44, 96)
    head.lineTo(44, 104 + jaw)
    head.cubicTo(36, 112 + jaw, 40, 118 + jaw, 40, 122 + jaw)
    head.cubicTo(36, 132 + jaw, 42, 144 + jaw, 56, 146 + jaw * 0.8)
    head.cubicTo(78, 150 + jaw * 0.6, 92, 152 + jaw * 0.4, 104, 174)
    head.lineTo(176, 174)
    head.lineTo(176, 4)
    head.closeSubpath()
    return head


def _hollow(side: Side) -> QPainterPath:
    """The mouth, the nose above it and the throat behind both."""
    jaw = side.jaw
    nose = QPainterPath(QPointF(34, 64))
    nose.cubicTo(44, 46, 60, 40, 90, 40)
    nose.cubicTo(124, 40, 150, 44, 158, 60)
    nose.lineTo(132, 66)
    nose.cubicTo(110, 58, 80, 58, 60, 64)
    nose.cubicTo(50, 66, 42, 66, 34, 64)
    mouth = QPainterPath(QPointF(36, 98))
    mouth.lineTo(48, 94)
    mouth.cubicTo(52, 84, 56, 80, 62, 76)
    mouth.cubicTo(76, 66, 100, 66, 118, 72)
    mouth.lineTo(134, 66)
    mouth.lineTo(158, 56)
    mouth.cubicTo(164, 90, 162, 130, 160, 174)
    mouth.lineTo(124, 174)
    mouth.lineTo(104, 150 + jaw * 0.3)
    mouth.lineTo(58, 122 + jaw)
    mouth.lineTo(36, 102 + jaw)
    mouth.closeSubpath()
    return nose.united(mouth)


def _tongue(side: Side) -> QPainterPath:
    tip, blade, body, back = side.tongue
    jaw = side.jaw
    floor = 122 + jaw
    under = (tip[0] + 9, min(tip[1] + 11, floor))
    low = ((under[0] + 74) / 2 + 1, max((under[1] + floor) / 2, under[1] + 1))
    outline = [(148, 176), (146, 140), back, body, blade, tip, under, low, (80, floor + 8), (100, 152), (118, 176)]
    return _smooth(outline)


def _draw_palate(painter: QPainter, skin: QColor, edge: QColor) -> None:
    """The hard palate with the ridge behind the teeth, and the soft palate that closes the nose."""
    palate = QPainterPath(QPointF(46, 82))
    palate.cubicTo(52, 82, 56, 80, 62, 76)
    palate.cubicTo(76, 65, 98, 65, 116, 71)
    palate.cubicTo(126, 74, 136, 82, 140, 92)
    palate.cubicTo(146, 92, 148, 84, 146, 78)
    palate.cubicTo(142, 68, 136, 62, 126, 60)
    palate.cubicTo(104, 56, 78, 56, 58, 62)
    palate.cubicTo(48, 66, 40, 66, 34, 68)
    palate.cubicTo(38, 70, 37, 78, 36, 82)
    palate.closeSubpath()
    painter.setPen(QPen(edge, 1.4))
    painter.setBrush(skin)
    painter.drawPath(palate)


def _lips(side: Side) -> tuple[QPainterPath, QPainterPath]:
    push, jaw = side.pushed, side.jaw
    closed = side.gap is None
    low = 97.5 if closed else 97.0
    upper = _smooth(
        [(38, 79), (34 - push, 84), (29 - push, 91), (31 - push, low), (38 - push * 0.6, low), (44, 92), (44, 82)]
    )
    top = low + 0.4 if closed else 97.0 + jaw * 0.9 + (side.gap or 0.0)
    if side.tucked:
        lower = _smooth([(47, 98), (43, 99), (36, 103), (33, 110), (37, 118 + jaw), (45, 119 + jaw), (47, 108)])
    else:
        drop = max(0.0, top - 98)
        lower = _smooth(
            [
                (44, top + 3),
                (38 - push * 0.6, top),
                (31 - push, top + 1),
                (29 - push, top + 7),
                (34 - push * 0.7, 115 + drop * 0.9),
                (41, 119 + drop * 0.9),
                (46, 112 + drop * 0.8),
            ]
        )
    return upper, lower


def _polygon(points: Sequence[Point]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    path.closeSubpath()
    return path


def _smooth(points: Sequence[Point]) -> QPainterPath:
    """A closed curve through points (Catmull-Rom as Bézier curves)."""
    around = [points[-1], *points, points[0], points[1]]
    path = QPainterPath(QPointF(*points[0]))
    for number, (start, end) in enumerate(pairwise([*points, points[0]])):
        before, after = around[number], around[number + 3]
        one = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        two = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path.cubicTo(QPointF(*one), QPointF(*two), QPointF(*end))
    return path
