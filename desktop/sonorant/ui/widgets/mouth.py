"""Mouths from the front, drawn: lips, teeth and tongue."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sonorant.speech.visemes import Shape
from sonorant.ui import theme
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.widgets.mouth_form import FORMS, Form
from sonorant.ui.words import translate

TITLES = {
    Shape.REST: QT_TRANSLATE_NOOP("ui", "Mouth at rest"),
    Shape.CLOSED: QT_TRANSLATE_NOOP("ui", "Lips closed"),
    Shape.TEETH_ON_LIP: QT_TRANSLATE_NOOP("ui", "Upper teeth on the lower lip"),
    Shape.TONGUE_BETWEEN: QT_TRANSLATE_NOOP("ui", "Tongue tip between the teeth"),
    Shape.OPEN: QT_TRANSLATE_NOOP("ui", "Mouth wide open"),
    Shape.MID: QT_TRANSLATE_NOOP("ui", "Mouth half open"),
    Shape.SPREAD: QT_TRANSLATE_NOOP("ui", "Lips spread"),
    Shape.ROUNDED: QT_TRANSLATE_NOOP("ui", "Lips rounded"),
    Shape.PUCKERED: QT_TRANSLATE_NOOP("ui", "Lips tightly rounded"),
    Shape.HISS: QT_TRANSLATE_NOOP("ui", "Teeth together, lips apart"),
    Shape.HUSH: QT_TRANSLATE_NOOP("ui", "Teeth together, lips pushed forward"),
    Shape.TONGUE_UP: QT_TRANSLATE_NOOP("ui", "Tongue tip behind the upper teeth"),
    Shape.TONGUE_BACK: QT_TRANSLATE_NOOP("ui", "Back of the tongue raised"),
    Shape.R: QT_TRANSLATE_NOOP("ui", "Tongue pulled back, lips a little round"),
}


@dataclass(frozen=True, slots=True)
class Colours:
    """Of a drawn mouth."""

    lip: str
    line: str
    teeth: str
    tongue: str
    groove: str
    inside: str


ON_LIGHT = Colours("#d9667b", "#9d3550", "#ffffff", "#e98a94", "#c8606f", "#5a1f33")
ON_DARK = Colours("#e57f92", "#8f2f4a", "#fbf8f4", "#d77786", "#a94b60", "#2b0d18")


def colours_for(palette: QPalette) -> Colours:
    """Those that suit the theme that a widget with this palette is shown in."""
    return ON_DARK if theme.of(palette) is theme.DARK else ON_LIGHT


def draw(painter: QPainter, form: Form, middle: QPointF, unit: float, colours: Colours) -> None:
    """Draw a mouth around `middle`; `unit` is half the width of a mouth at rest in pixels."""
    painter.save()
    painter.translate(middle)
    painter.scale(unit, unit)
    opening, lips = _opening(form), _lips(form)
    line = QPen(QColor(colours.line), 0.045, j=Qt.PenJoinStyle.RoundJoin, c=Qt.PenCapStyle.RoundCap)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.lip))
    painter.drawPath(lips)
    if form.top + form.bottom > 0.03:
        painter.setBrush(QColor(colours.inside))
        painter.drawPath(opening)
        painter.save()
        painter.setClipPath(opening)
        _draw_inside(painter, form, colours)
        painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(line)
    painter.drawPath(opening)
    soft = QColor(colours.line)
    soft.setAlphaF(0.55)
    painter.setPen(QPen(soft, 0.035))
    painter.drawPath(lips)
    if form.tip > 0.05:
        _draw_tip(painter, form, colours)
    _draw_shine(painter, form)
    painter.restore()


class MouthPicture(QWidget):
    """A mouth shape from the front, with its description for screen readers."""

    def __init__(self, shape: Shape = Shape.REST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape = shape
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.set_shape(shape)

    def set_shape(self, shape: Shape) -> None:
        self.shape = shape
        title = translate("ui", TITLES[shape])
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, 48)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = min(self.width() / 2.9, self.height() / 2.2)
        middle = QPointF(self.width() / 2, self.height() / 2 - 0.22 * unit)
        draw(painter, FORMS[self.shape], middle, unit, colours_for(self.palette()))
        painter.end()


def _corner(form: Form) -> float:
    return -form.smile


def _opening(form: Form) -> QPainterPath:
    """The edge between lips and mouth; a line where it is closed."""
    width, corner = form.width - 0.06, _corner(form)
    bottom = form.bottom * (1 - form.tucked) + 0.1 * form.tucked
    path = QPointF(-width, corner)
    opening = QPainterPath(path)
    # A closed mouth still has the soft wave of its upper lip.
    wave = 0.05 * max(0.0, 1 - form.top / 0.1)
    opening.cubicTo(-0.62 * width, -form.top + 0.01, -0.3 * width, -form.top - wave, 0, -form.top + wave)
    opening.cubicTo(0.3 * width, -form.top - wave, 0.62 * width, -form.top + 0.01, width, corner)
    opening.cubicTo(0.74 * width, bottom * 0.92 + 0.03, 0.4 * width, bottom + 0.02, 0, bottom + wave)
    opening.cubicTo(-0.4 * width, bottom + 0.02, -0.74 * width, bottom * 0.92 + 0.03, -width, corner)
    return opening


def _lips(form: Form) -> QPainterPath:
    width, corner = form.width, _corner(form)
    top, bottom = -(form.top + form.upper), form.bottom + form.lower * (1 - 0.25 * form.tucked)
    peak = 0.2 + 0.12 * max(0.0, 1 - width)  # where the upper lip is highest, and how deep the dip is between
    dip = top + 0.06 * min(1.0, width)
    lips = QPainterPath(QPointF(-width, corner))
    lips.cubicTo(-0.86 * width, corner * 0.5 + 0.45 * top, -(peak + 0.26) * width, top, -peak * width, top)
    lips.cubicTo(-0.5 * peak * width, top, -0.06 * width, dip, 0, dip)
    lips.cubicTo(0.06 * width, dip, 0.5 * peak * width, top, peak * width, top)
    lips.cubicTo((peak + 0.26) * width, top, 0.86 * width, corner * 0.5 + 0.45 * top, width, corner)
    lips.cubicTo(0.9 * width, 0.62 * bottom, 0.55 * width, bottom, 0, bottom)
    lips.cubicTo(-0.55 * width, bottom, -0.9 * width, 0.62 * bottom, -width, corner)
    return lips


def _draw_inside(painter: QPainter, form: Form, colours: Colours) -> None:
    height = form.top + form.bottom
    if form.tongue > 0.02:
        _draw_tongue(painter, form, height, colours)
    painter.setPen(QPen(QColor(colours.groove), 0.012))
    painter.setBrush(QColor(colours.teeth))
    if form.upper_teeth > 0.02:
        _draw_teeth(painter, form.width, -form.top - 0.12, -form.top + form.upper_teeth)
    if form.lower_teeth > 0.02:
        _draw_teeth(painter, 0.92 * form.width, form.bottom + 0.12, form.bottom - form.lower_teeth)


def _draw_tongue(painter: QPainter, form: Form, height: float, colours: Colours) -> None:
    top = form.bottom - form.tongue * height
    wide = 0.74 * form.width
    tongue = QPainterPath(QPointF(-wide, form.bottom + 0.2))
    tongue.cubicTo(-wide, top + 0.05, -0.5 * wide, top, 0, top + 0.03)
    tongue.cubicTo(0.5 * wide, top, wide, top + 0.05, wide, form.bottom + 0.2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.tongue))
    painter.drawPath(tongue)
    painter.setPen(QPen(QColor(colours.groove), 0.03, c=Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(0, top + 0.1), QPointF(0, max(top + 0.12, form.bottom - 0.06)))


def _draw_teeth(painter: QPainter, width: float, gum: float, edge: float) -> None:
    """A row of ten teeth between two heights; the outer ones are narrower and end a little sooner."""
    across = (0.22, 0.42, 0.6, 0.76, 0.9)
    way = 1 if edge > gum else -1
    for side in (-1, 1):
        near = 0.0
        for number, far in enumerate(across):
            left, right = sorted((side * near * width, side * far * width))
            rect = QRectF(QPointF(left, gum), QPointF(right, edge - way * 0.012 * number**1.5)).normalized()
            painter.drawRoundedRect(rect, 0.04, 0.04)
            near = far


def _draw_tip(painter: QPainter, form: Form, colours: Colours) -> None:
    """The tongue's tip over the lower lip, below the upper teeth."""
    wide, top = 0.42, -form.top + form.upper_teeth - 0.02
    bottom = top + 0.16 + 0.24 * form.tip
    tip = QPainterPath(QPointF(-wide, top))
    tip.lineTo(wide, top)
    tip.cubicTo(wide + 0.06, bottom, 0.2, bottom + 0.04, 0, bottom + 0.02)
    tip.cubicTo(-0.2, bottom + 0.04, -wide - 0.06, bottom, -wide, top)
    painter.setPen(QPen(QColor(colours.groove), 0.03))
    painter.setBrush(QColor(colours.tongue))
    painter.drawPath(tip)
    painter.setPen(QPen(QColor(colours.groove), 0.025, c=Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(0, top + 0.06), QPointF(0, bottom - 0.1))


def _draw_shine(painter: QPainter, form: Form) -> None:
    """A soft light on the lower lip."""
    if form.tucked > 0.5:
        return
    light = QColor("#ffffff")
    light.setAlphaF(0.35)
    painter.setPen(QPen(light, 0.05, c=Qt.PenCapStyle.RoundCap))
    height, wide = form.bottom + 0.52 * form.lower, 0.2 * form.width
    shine = QPainterPath(QPointF(-wide, height - 0.01))
    shine.quadTo(0, height + 0.03, wide, height - 0.01)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shine)
