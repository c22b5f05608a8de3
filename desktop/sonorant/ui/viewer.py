"""One take on view: its waveform, its report and its sound, with one selection for all of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from sonorant.ui.playback import Playback
from sonorant.ui.practice import Sound
from sonorant.ui.report_model import Place, Report, Span, build
from sonorant.ui.selection import Selection
from sonorant.ui.widgets.report_panel import ReportPanel
from sonorant.ui.widgets.waveform import Waveform

AROUND = 0.15
"""Seconds played on each side of what was left out: it has no sound of its own."""


class Viewer(QObject):
    """Connects the widgets that show a take; a page lays them out.

    Signals:
        moved: seconds into the take that sound now, or its length when it is quiet.
    """

    moved = Signal(float)

    def __init__(self, playback: Playback, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.playback = playback
        self.waveform, self.report_panel = Waveform(), ReportPanel()
        self.selection = Selection(self)
        self.report: Report | None = None
        self._seconds = 0.0
        self._synthetic = False
        playback.moved.connect(self._on_moved)
        self.report_panel.picked.connect(self.selection.set)
        self.report_panel.clicked.connect(self.hear)
        self.report_panel.stepped.connect(self.step)
        self.waveform.picked.connect(self._on_span)
        self.selection.changed.connect(self.waveform.select)
        self.selection.changed.connect(self.report_panel.select)
        self.selection.sounded.connect(self.report_panel.set_sounding)
        self.report_panel.remarked.connect(self._mark_anew)
        self.waveform.tab = self.report_panel.table.tab = self._tab

    def show_sound(self, sound: Sound | None) -> None:
        """Show a take's sound, or that there is none."""
        self._seconds = sound.audio.seconds if sound else 0.0
        self.playback.take(sound.audio if sound else None)
        self.waveform.show_sound(sound.outline if sound else None)
        self.moved.emit(self._seconds)

    def show_report(self, report: Report | None, synthetic: bool = False) -> None:
        """Show the verdict on it, or that there is none; marked as strictly as the user wants."""
        self.selection.set(None)
        self._synthetic = synthetic
        self._show(self._marked(report) if report is not None else None)

    def _show(self, report: Report | None) -> None:
        self.report = report
        self.waveform.show_report(report)
        self.report_panel.show_report(report, self._synthetic)

    def _marked(self, report: Report) -> Report:
        strictness, hidden = self.report_panel.strictness.value, self.report_panel.kinds.hidden
        if (report.strictness, report.hidden) == (strictness, hidden):
            return report
        return build(report.raw, strictness, hidden)

    def _mark_anew(self) -> None:
        if self.report is None:
            return
        place = self.selection.place
        self._show(self._marked(self.report))
        self.selection.set(None)
        self.selection.set(place)

    def _tab(self, way: int) -> bool:
        """Go to the next or previous error, but not round at the ends; whether there was one."""
        report, place = self.report, self.selection.place
        if report is None or not report.errors or place == report.errors[-1 if way > 0 else 0]:
            return False
        if report.step(place, way) == report.errors[0 if way > 0 else -1] and place is not None:
            return False
        self.step(way)
        return True

    def step(self, way: int) -> None:
        """Go to the next (1) or previous (-1) error and play it."""
        place = self.report.step(self.selection.place, way) if self.report else None
        if place is not None:
            self.selection.set(place)
            self.hear(place)

    def hear(self, place: Place) -> None:
        """Play a word or a phoneme."""
        row = self.report.row(place) if self.report else None
        if row is not None and row.start is not None:
            self.playback.play(row.start, row.end)

    def _on_span(self, span: Span) -> None:
        self.selection.set(span.place)
        around = 0.0 if span.end > span.start else AROUND
        self.playback.play(span.start - around, span.end + around)

    def _on_moved(self, seconds: float | None) -> None:
        self.waveform.set_playhead(seconds)
        self.selection.set_sounding(self.report.sounding_at(seconds) if self.report and seconds is not None else None)
        self.moved.emit(self._seconds if seconds is None else seconds)
