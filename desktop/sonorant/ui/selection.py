"""What is selected, known to all views at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from sonorant.ui.report_model import Place


class Selection(QObject):
    """The place that waveform, transcript and table all point at.

    Signals:
        changed: carries the new `Place`, or None.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place: Place | None = None

    def set(self, place: Place | None) -> None:
        if place != self.place:
            self.place = place
            self.changed.emit(place)
