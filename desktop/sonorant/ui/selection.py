"""Time and selection, known to waveform, transcript and table at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from sonorant.ui.report_model import Place


class Selection(QObject):
    """What all views point at: a place of the report, a stretch of time, and the place that sounds now.

    Signals:
        changed: carries the selected `Place`, or None.
        stretched: carries the selected stretch of time, (from, to) in seconds, or None.
        sounded: carries the `Place` of the phoneme or word that sounds now, or None.
    """

    changed = Signal(object)
    stretched = Signal(object)
    sounded = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place: Place | None = None
        self.stretch: tuple[float, float] | None = None
        self.sounding: Place | None = None

    def set(self, place: Place | None) -> None:
        """Select a place; a stretch of time is then no longer selected."""
        self.set_stretch(None)
        if place != self.place:
            self.place = place
            self.changed.emit(place)

    def set_stretch(self, stretch: tuple[float, float] | None) -> None:
        if stretch != self.stretch:
            self.stretch = stretch
            self.stretched.emit(stretch)

    def set_sounding(self, place: Place | None) -> None:
        if place != self.sounding:
            self.sounding = place
            self.sounded.emit(place)
