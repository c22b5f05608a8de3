"""How loud the microphone hears."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QWidget

from sonorant.ui.widgets.common import label, meter, restyle, row
from sonorant.ui.words import translate

FLOOR = -60.0
"""Decibels relative to full scale at the left end of the bar."""


class LevelMeter(QWidget):
    """A bar for the peak level and the same in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = meter(translate("ui", "Input level"))
        self.words = label("", "muted9")
        layout = row(self.bar, self.words, spacing=10)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.clear()

    def show_peak(self, peak: float, clipped: bool) -> None:
        """Show a peak from 0 to 1 of full scale; `clipped` says that it was too loud."""
        decibels = 20 * math.log10(max(peak, 1e-6))
        self.bar.setValue(round(100 * max(0.0, 1 - decibels / FLOOR)))
        too_quiet = decibels < -40
        restyle(self.bar, "band", "poor" if clipped else "fair" if too_quiet else "good")
        peak_words = translate("ui", "Peak {0:.0f} dB").format(max(decibels, FLOOR))
        words = (
            translate("ui", "Clipping: speak softer")
            if clipped
            else translate("ui", "{0}, very quiet").format(peak_words)
            if too_quiet
            else peak_words
        )
        self.words.setText(words)
        self.bar.setAccessibleDescription(words)

    def clear(self) -> None:
        self.bar.setValue(0)
        self.words.setText(translate("ui", "Input level"))
