"""Days along an axis, written as the language of the window writes them, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtGui import QFontMetricsF

from sonorant.ui.dates import CLOCK, DAY, SHORT_DAY, shown

HOUR, SECONDS = 3600, 86_400
STEPS = (HOUR // 4, HOUR, 3 * HOUR, 6 * HOUR, *(days * SECONDS for days in (1, 2, 7, 14, 28, 91, 182, 364)))
"""Seconds between two marks; where there is no room even for the longest, it is doubled again and again."""
EARLIEST, LATEST = SECONDS, 4e9
"""Moments that all systems can name."""
FAR = 90 * SECONDS
"""From there on days are written with their year."""
AIR = 1.4
"""How much wider than what is written its place is."""


class DayAxis(pg.AxisItem):  # type: ignore[misc]
    """For moments in seconds since 1970; days begin at midnight by the clock of this computer."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.enableAutoSIPrefix(False)

    def tickValues(self, first: float, last: float, size: float) -> list[tuple[float, list[float]]]:
        """The moments between two that are written on `size` pixels, and the seconds from one to the next."""
        first, last = (min(max(moment, EARLIEST), LATEST) for moment in (first, last))
        step = self._step(last - first, size)
        day = datetime.fromtimestamp(first).date()
        if step < SECONDS:
            midnight = datetime.combine(day, time()).timestamp()
            hours = [midnight + place * step for place in range(int((last - midnight) // step) + 1)]
            return [(step, [moment for moment in hours if moment >= first])]
        days = step // SECONDS
        day += timedelta(days=days - day.toordinal() % days)  # the same days however the view is moved
        marks = []
        while (moment := datetime.combine(day, time()).timestamp()) <= last:
            marks.append(moment)
            day += timedelta(days=days)
        return [(step, marks)]

    def tickStrings(self, moments: Sequence[float], _scale: float, spacing: float) -> list[str]:
        """Hours, days, or days with their years, by the seconds between two of them."""
        return [shown(datetime.fromtimestamp(moment).astimezone(), _form(spacing)) for moment in moments]

    def _step(self, seconds: float, size: float) -> int:
        metrics, widest, per_pixel = QFontMetricsF(self.font()), datetime(2000, 12, 30).astimezone(), seconds / size

        def fits(step: int) -> bool:
            return step >= AIR * per_pixel * metrics.horizontalAdvance(shown(widest, _form(step)))

        step = next((each for each in STEPS if fits(each)), STEPS[-1])
        while not fits(step):
            step *= 2
        return step


def _form(spacing: float) -> str:
    return CLOCK if spacing < SECONDS else SHORT_DAY if spacing < FAR else DAY
