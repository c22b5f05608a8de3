"""The measures of each mouth shape as seen from the front, and what lies between two of them."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from sonorant.speech.visemes import Shape


@dataclass(frozen=True, slots=True)
class Form:
    """A mouth from the front. The unit is half the width of a mouth at rest; heights are positive.

    Attributes:
        width: half the width, corner to middle.
        top, bottom: how far the opening reaches above and below the line between the corners.
        upper, lower: how thick the lips are.
        smile: how much higher the corners are than the middle.
        upper_teeth, lower_teeth: how far the teeth reach into the opening.
        tongue: how high the tongue stands in the opening, 0 (not to be seen) to 1 (at its upper edge).
        tip: how much of the tongue's tip shows in front of the teeth, 0 to 1.
        tucked: how far the lower lip is drawn in under the upper teeth, 0 to 1.
    """

    width: float
    top: float
    bottom: float
    upper: float = 0.24
    lower: float = 0.3
    smile: float = 0.04
    upper_teeth: float = 0.0
    lower_teeth: float = 0.0
    tongue: float = 0.0
    tip: float = 0.0
    tucked: float = 0.0

    def towards(self, other: Form, share: float) -> Form:
        """The form at `share` (0 to 1) of the way to another one."""
        return Form(*(mine + (its - mine) * share for mine, its in zip(astuple(self), astuple(other), strict=True)))


FORMS: dict[Shape, Form] = {
    Shape.REST: Form(1.04, 0.0, 0.0, upper=0.2, lower=0.26, smile=0.2),
    Shape.CLOSED: Form(0.94, 0.0, 0.0, upper=0.16, lower=0.2, smile=0.0),
    Shape.TEETH_ON_LIP: Form(0.98, 0.2, 0.0, lower=0.2, smile=0.03, upper_teeth=0.26, tucked=1.0),
    Shape.TONGUE_BETWEEN: Form(0.95, 0.18, 0.28, upper_teeth=0.14, tongue=0.5, tip=1.0),
    Shape.OPEN: Form(0.95, 0.3, 0.86, smile=0.0, upper_teeth=0.2, tongue=0.3),
    Shape.MID: Form(0.98, 0.22, 0.44, smile=0.03, upper_teeth=0.18, tongue=0.35),
    Shape.SPREAD: Form(1.24, 0.15, 0.22, upper=0.17, lower=0.2, smile=0.24, upper_teeth=0.17, tongue=0.5),
    Shape.ROUNDED: Form(0.64, 0.3, 0.48, upper=0.3, lower=0.34, smile=-0.02, tongue=0.2),
    Shape.PUCKERED: Form(0.5, 0.14, 0.18, upper=0.32, lower=0.37, smile=-0.02),
    Shape.HISS: Form(1.1, 0.15, 0.17, upper=0.18, lower=0.22, smile=0.14, upper_teeth=0.18, lower_teeth=0.15),
    Shape.HUSH: Form(0.7, 0.2, 0.24, upper=0.32, lower=0.35, smile=-0.02, upper_teeth=0.23, lower_teeth=0.21),
    Shape.TONGUE_UP: Form(0.98, 0.2, 0.36, smile=0.04, upper_teeth=0.16, tongue=0.86),
    Shape.TONGUE_BACK: Form(0.96, 0.2, 0.46, smile=0.03, upper_teeth=0.17, lower_teeth=0.1, tongue=0.28),
    Shape.R: Form(0.72, 0.2, 0.28, upper=0.29, lower=0.33, smile=-0.02, upper_teeth=0.14, tongue=0.4),
}
"""Every shape's form."""
