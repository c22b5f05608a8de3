"""One take on view: its waveform, its report and its sound, with one selection for all of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sonorant.audio.files import Audio
from sonorant.audio.spectrogram import Spectrogram, spectrogram
from sonorant.speech.assessment import Assessment
from sonorant.speech.failures import Progress
from sonorant.ui.analysis import Pitch, PitchTracker
from sonorant.ui.playback import Playback
from sonorant.ui.practice import Sound
from sonorant.ui.report_model import Place, Report, Span, build, tip
from sonorant.ui.selection import Selection
from sonorant.ui.tasks import Task, Tasks
from sonorant.ui.turns import next_turn
from sonorant.ui.widgets.common import announce
from sonorant.ui.widgets.json_view import as_json
from sonorant.ui.widgets.play_bar import PlayBar
from sonorant.ui.widgets.report_panel import ReportPanel
from sonorant.ui.widgets.tabs import ErrorTabs
from sonorant.ui.widgets.waveform import PITCH, SPECTROGRAM, SYLLABLES, Waveform
from sonorant.ui.words import translate

LANES = {"syllables": SYLLABLES, "spectrogram": SPECTROGRAM, "pitch": PITCH}
AROUND = 0.15
"""Seconds played on each side of what was left out: it has no sound of its own."""
AT_ONCE = 600
"""Rows that are marked within a frame: a minute of speech. More are marked in the background."""


class Viewer(QObject):
    """Connects the widgets that show a take; a page lays them out. `work` computes what the optional lanes show.

    Signals:
        moved: seconds into the take that sound now, or its length when it is quiet.
        replaced: another take is on view, or none.
    """

    moved = Signal(float)
    replaced = Signal()

    def __init__(
        self,
        playback: Playback,
        work: Tasks,
        pitch: PitchTracker,
        parent: QObject | None = None,
        waveform: Waveform | None = None,
        report_panel: ReportPanel | None = None,
    ) -> None:
        """Widgets that are not given are made here, which takes some time."""
        super().__init__(parent)
        self.playback = playback
        self._work, self._pitch = work, pitch
        self.waveform, self.report_panel, self.play_bar = (
            waveform or Waveform(),
            report_panel or ReportPanel(),
            PlayBar(),
        )
        self.selection = Selection(self)
        self.report: Report | None = None
        self._seconds = 0.0
        self._synthetic = False
        self._marking: Task | None = None
        self._audio: Audio | None = None
        self._analysed: Audio | None = None
        self._connect()

    def _connect(self) -> None:
        playback, bar = self.playback, self.play_bar
        playback.changed.connect(self.show_listening)
        bar.play.connect(self.toggle)
        bar.from_here.connect(self.play_from_here)
        bar.looped.connect(playback.set_loop)
        bar.sped.connect(playback.set_speed)
        bar.zoomed.connect(self._on_zoom)
        bar.lane_toggled.connect(self._on_lane)
        self.waveform.stretched.connect(self._on_stretch)
        self.selection.stretched.connect(self.waveform.select_stretch)
        self.selection.sounded.connect(self.waveform.set_sounding)
        playback.moved.connect(self._on_moved)
        self.report_panel.picked.connect(self.selection.set)
        self.report_panel.clicked.connect(self.hear)
        self.report_panel.stepped.connect(self.step)
        self.waveform.picked.connect(self._on_span)
        self.selection.changed.connect(self.waveform.select)
        self.selection.changed.connect(self.report_panel.select)
        self.selection.sounded.connect(self.report_panel.set_sounding)
        self.report_panel.remarked.connect(self._mark_anew)
        self.report_panel.raw_wanted.connect(self._on_raw_wanted)
        for view in (self.waveform, self.report_panel.table):
            ErrorTabs(view, self._tab)

    @property
    def audio(self) -> Audio | None:
        """The take's sound, if there is one."""
        return self._audio

    def prepare(self) -> None:
        """Let the report take its style now, while nothing goes on: when it comes it should be there at once."""
        for each in self.report_panel.findChildren(QWidget):
            each.ensurePolished()

    def show_sound(self, sound: Sound | None) -> None:
        """Show a take's sound, or that there is none."""
        self._audio, self._analysed = sound.audio if sound else None, None
        self._seconds = sound.audio.seconds if sound else 0.0
        self.selection.set_stretch(None)
        self.playback.take(sound.audio if sound else None)
        self.waveform.show_sound(sound.outline if sound else None)
        self.replaced.emit()
        self.moved.emit(self._seconds)
        self.show_listening()
        self._analyse()

    def show_report(self, report: Report | None, synthetic: bool = False) -> None:
        """Show the verdict on it, or that there is none; marked as strictly as the user wants."""
        self.selection.set(None)
        self._synthetic = synthetic
        self._mark(report)

    def _mark(self, report: Report | None) -> None:
        """Show a verdict marked as strictly as the user wants, and without what is hidden."""
        if self._marking is not None:
            self._marking.cancel()
            self._marking = None
        wanted = self.report_panel.strictness.value, self.report_panel.kinds.hidden
        if report is None or (report.strictness, report.hidden) == wanted:
            self._show(report)
        elif len(report.rows) <= AT_ONCE:
            self._show(build(report.raw, *wanted))
        else:
            if self.report is None or self.report.raw is not report.raw:
                self._show(None)  # what was shown before is of another sound
                self.report_panel.show_progress(1.0)
            self._marking = self._work.run(lambda _: build(report.raw, *wanted), done=self._show)

    def _show(self, report: Report | None) -> None:
        self.report = report
        self.report_panel.show_report(report, self._synthetic)
        if report is None:
            self._show_on_waveform(report)
        else:  # laid out and painted in a turn of its own, so that no turn is long
            next_turn(self, lambda: self._show_on_waveform(report))

    def _show_on_waveform(self, report: Report | None) -> None:
        if self.report is not report:
            return
        self.waveform.show_report(report)
        place = self.selection.place
        if place is not None:
            self.selection.set(None)
            self.selection.set(place)

    def _mark_anew(self) -> None:
        if self.report is not None:
            self._mark(self.report)

    def _on_raw_wanted(self) -> None:
        if self.report is not None:
            raw = self.report.raw
            self._work.run(lambda _: as_json(raw), done=lambda text: self._on_raw(raw, text))

    def _on_raw(self, raw: Assessment, text: str) -> None:
        if self.report is not None and self.report.raw is raw:
            self.report_panel.json.show_text(text)

    def _tab(self, way: int) -> bool:
        """Go to the next or previous error, but not round at the ends; whether there was one."""
        report, place = self.report, self.selection.place
        if report is None or not report.errors or place == report.errors[-1 if way > 0 else 0]:
            return False
        if report.step(place, way) == report.errors[0 if way > 0 else -1] and place is not None:
            return False
        self.step(way)
        return True

    def toggle(self) -> None:
        """Stop, or play what is selected: a stretch of the time, a word, a sound, or else everything."""
        place = self.selection.place
        chosen = self.selection.stretch or (self._times(place) if place is not None else None)
        self.playback.toggle(*(chosen or (0.0, None)))

    def play_from_here(self) -> None:
        """Play on from the selected stretch or place."""
        row = self.report.row(self.selection.place) if self.report and self.selection.place else None
        start = self.selection.stretch[0] if self.selection.stretch else row.start if row else None
        self.playback.play(start or 0.0)

    def show_listening(self, allowed: bool = True) -> None:
        """Show in the bar whether something can be played, and whether it plays."""
        playable = allowed and self._audio is not None
        self.play_bar.show_listening(playable, self.playback.playing, self.playback.available)

    def step(self, way: int) -> None:
        """Go to the next (1) or previous (-1) error and play it."""
        place = self.report.step(self.selection.place, way) if self.report else None
        if place is not None:
            self.selection.set(place)
            self.hear(place)
            if not self.report_panel.table.hasFocus():  # there screen readers read the line
                announce(self.report_panel, self._in_words(place))

    def _in_words(self, place: Place) -> str:
        """What is said aloud of an error that one goes to."""
        row, word = (self.report.row(each) if self.report else None for each in (place, Place(place.word)))
        if row is None or word is None:
            return ""
        return tip(row) if place.is_word else translate("ui", "In “{0}”: {1}").format(word.name, tip(row))

    def hear(self, place: Place) -> None:
        """Play a word or a phoneme."""
        times = self._times(place)
        if times is not None:
            self.playback.play(*times)

    def _times(self, place: Place) -> tuple[float, float] | None:
        """From when to when (seconds) a word or a phoneme is heard; None where nothing of it was said."""
        row = self.report.row(place) if self.report else None
        if row is None or row.start is None or row.end is None:
            return None
        return _audible(row.start, row.end)

    def _on_stretch(self, stretch: tuple[float, float]) -> None:
        if self.selection.place is not None:
            self.selection.set(None)
        self.selection.set_stretch(stretch)

    def _on_zoom(self, factor: float) -> None:
        if factor:
            self.waveform.zoom(factor)
        else:
            self.waveform.fit()

    def _on_lane(self, lane: str, shown: bool) -> None:
        self.waveform.show_lane(LANES[lane], shown)
        self._analyse()

    def _analyse(self) -> None:
        """Work out what the optional lanes show, if they are shown and it is not known yet."""
        lanes, audio = self.play_bar.lanes, self._audio
        wanted = lanes["spectrogram"].isChecked() or lanes["pitch"].isChecked()
        if not wanted or audio is None or audio is self._analysed:
            return
        self._analysed = audio

        def analyse(_: Progress) -> tuple[Audio, Spectrogram, Pitch]:
            return audio, spectrogram(audio), Pitch(self._pitch(audio))

        self._work.run(analyse, done=self._on_analysed)

    def _on_analysed(self, analysed: tuple[Audio, Spectrogram, Pitch]) -> None:
        audio, levels, pitch = analysed
        if audio is self._audio:
            self.waveform.show_analysis(levels, pitch)

    def _on_span(self, span: Span | None) -> None:
        if span is None:
            self.selection.set(None)
            return
        self.selection.set(span.place)
        self.playback.play(*_audible(span.start, span.end))

    def _on_moved(self, seconds: float | None) -> None:
        self.waveform.set_playhead(seconds)
        self.selection.set_sounding(self.report.sounding_at(seconds) if self.report and seconds is not None else None)
        self.moved.emit(self._seconds if seconds is None else seconds)


def _audible(start: float, end: float) -> tuple[float, float]:
    """What is played of a span, in seconds: what has no length, with what is around it."""
    around = 0.0 if end > start else AROUND
    return start - around, end + around
