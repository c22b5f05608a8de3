"""How loud the microphone hears."""

from __future__ import annotations

import math

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QWidget

from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.widgets.common import announce, label, meter, restyle, row
from sonorant.ui.words import translate

FLOOR, TOO_QUIET = -60.0, -40.0
"""Decibels relative to full scale: at the left end of the bar, and below which one speaks too softly."""
CLIPPING = QT_TRANSLATE_NOOP("ui", "Clipping: speak softer")
HOLD_MILLISECONDS = 3000
"""How long words stand, so that they can be read: levels come 25 times a second."""


class LevelMeter(QWidget):
    """A bar for the peak level; in words the highest of the last seconds, and whether it was too high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = meter(translate("ui", "Input level"))
        self.words = label("", "muted9")
        self._highest = FLOOR
        self._quieter, self._softer = QDeadlineTimer(0), QDeadlineTimer(0)
        layout = row(self.bar, self.words, spacing=10)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.clear()

    def show_peak(self, peak: float, clipped: bool) -> None:
        """Show a peak from 0 to 1 of full scale; `clipped` says that it was too loud."""
        decibels = max(20 * math.log10(max(peak, 1e-6)), FLOOR)
        self.bar.setValue(round(100 * (1 - decibels / FLOOR)))
        if decibels >= self._highest or self._quieter.hasExpired():
            self._highest = decibels
            self._quieter.setRemainingTime(HOLD_MILLISECONDS)
        if clipped:
            if self._softer.hasExpired():
                announce(self, translate("ui", CLIPPING))
            self._softer.setRemainingTime(HOLD_MILLISECONDS)
        too_loud, too_quiet = not self._softer.hasExpired(), self._highest < TOO_QUIET
        restyle(self.bar, "band", "poor" if too_loud else "fair" if too_quiet else "good")
        peak_words = translate("ui", "Peak {0:.0f} dB").format(self._highest)
        words = (
            translate("ui", CLIPPING)
            if too_loud
            else translate("ui", "{0}, very quiet").format(peak_words)
            if too_quiet
            else peak_words
        )
        self.words.setText(words)
        self.bar.setAccessibleDescription(words)

    def clear(self) -> None:
        self._highest = FLOOR
        self._quieter, self._softer = QDeadlineTimer(0), QDeadlineTimer(0)
        self.bar.setValue(0)
        self.words.setText(translate("ui", "Input level"))
