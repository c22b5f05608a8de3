"""The main window: puts the parts side by side and connects them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMainWindow, QSizePolicy, QVBoxLayout, QWidget

from sonorant.audio.live import LiveEnvelope
from sonorant.practice.samples import Sample
from sonorant.practice.scenarios import Scenario
from sonorant.sessions.store import Session
from sonorant.ui.keys import bind_keys
from sonorant.ui.library import Library
from sonorant.ui.playback import Playback
from sonorant.ui.practice import Practice, Sound
from sonorant.ui.report_model import Place, Report, Span
from sonorant.ui.selection import Selection
from sonorant.ui.services import Services
from sonorant.ui.state import State, Take
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.banner import Banner, Notice
from sonorant.ui.widgets.common import Card
from sonorant.ui.widgets.practise_panel import PractisePanel
from sonorant.ui.widgets.prompt import Prompt
from sonorant.ui.widgets.report_panel import ReportPanel
from sonorant.ui.widgets.transport import Transport
from sonorant.ui.widgets.waveform import Waveform

OWN_TITLE = 36
"""Letters of a text of one's own that become the title of its session."""
FILES = "Recordings (*.wav *.flac *.ogg *.mp3 *.aiff *.aif);;All files (*)"


class MainWindow(QMainWindow):
    """Everything that the user sees.

    Signals:
        report_shown: a verdict is on the screen; carries the `Report`.
    """

    report_shown = Signal(object)

    def __init__(self, services: Services, scenarios: Sequence[Scenario], samples: Sequence[Sample]) -> None:
        super().__init__()
        self.setWindowTitle("Sonorant")
        self.resize(1280, 720)
        self._services, self._samples = services, samples
        self.report: Report | None = None
        self._focus_before: QWidget | None = None
        self._closing = False
        # The device and the rest have a thread each: a slow engine must not hold up the microphone.
        self.work, self.devices = Tasks(self), Tasks(self)
        self.practice = Practice(services, self.work, self.devices, self)
        self.playback = Playback(services.player, self.devices, self)
        self.library = Library(services.store, self.work, self)
        self.selection = Selection(self)
        self.panel = PractisePanel(scenarios, samples)
        self.prompt, self.waveform, self.transport = Prompt(), Waveform(), Transport()
        self.report_panel, self.banner = ReportPanel(), Banner()
        self._lay_out()
        self._connect()
        bind_keys(self)

    def start(self) -> None:
        """Look at what there is: devices, sessions, takes left behind. Call it once the window is shown."""
        self.practice.look_for_microphone()
        self.playback.look_for_loudspeaker()
        self.library.refresh()
        self.library.look_for_unfinished()
        self.panel.readings.setCurrentRow(0)

    def _lay_out(self) -> None:
        text, sound = Card(margin=18), Card()
        text.body.addWidget(self.prompt)
        text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        sound.body.addWidget(self.waveform, 1)
        sound.body.addWidget(self.transport)
        centre = QVBoxLayout()
        centre.setSpacing(12)
        centre.addWidget(self.banner)
        centre.addWidget(text)
        centre.addWidget(sound, 1)
        self.panel.setMinimumWidth(200)
        self.panel.setMaximumWidth(256)
        self.report_panel.setMinimumWidth(340)
        self.report_panel.setMaximumWidth(560)
        content = QWidget()
        layout = QHBoxLayout(content)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(12)
        layout.addWidget(self.panel, 3)
        layout.addLayout(centre, 5)
        layout.addWidget(self.report_panel, 4)
        self.setCentralWidget(content)

    def _connect(self) -> None:
        practice, playback, panel, transport = self.practice, self.playback, self.panel, self.transport
        practice.changed.connect(self._on_state)
        practice.listening.connect(self.waveform.start_live)
        practice.heard.connect(self._on_heard)
        practice.sounded.connect(self._on_sound)
        practice.progressed.connect(transport.show_progress)
        practice.judged.connect(self._on_judged)
        practice.saved.connect(self._on_saved)
        playback.moved.connect(self._on_moved)
        playback.changed.connect(self._on_playback)
        self.library.listed.connect(panel.show_sessions)
        self.library.unfinished.connect(self._on_unfinished)
        for source in (practice, playback, self.library):
            source.noticed.connect(self.banner.show_notice)
        panel.scenario_chosen.connect(self._on_scenario)
        panel.session_chosen.connect(practice.show_session)
        panel.session_deleted.connect(self.library.delete)
        panel.sample_chosen.connect(self.show_sample)
        self.prompt.typed.connect(self._on_typed)
        transport.record.connect(practice.record_or_stop)
        transport.play.connect(playback.toggle)
        transport.open_file.connect(self.ask_for_file)
        transport.assess.connect(practice.assess)
        transport.cancel.connect(practice.cancel)
        transport.look_again.connect(practice.look_for_microphone)
        self.report_panel.picked.connect(self.selection.set)
        self.report_panel.clicked.connect(self.hear)
        self.report_panel.stepped.connect(self.step)
        self.report_panel.sample_wanted.connect(self.show_planted_sample)
        self.waveform.picked.connect(self._on_span)
        self.selection.changed.connect(self.waveform.select)
        self.selection.changed.connect(self.report_panel.select)
        self._on_state(practice.state)

    # What the user asks for

    def ask_for_file(self) -> None:
        """Choose a recording to assess."""
        if not self.practice.state.can_open:
            return
        dialog = QFileDialog(self, "Open a recording", "", FILES)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

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

    def show_sample(self, sample: Sample) -> None:
        """Assess one of the bundled recordings, without saving the verdict."""
        self.panel.leave_readings()
        take = Take(sample.audio, sample.text, sample.title, keep=False, synthetic=sample.synthetic)
        self.practice.open_take(take)

    def show_planted_sample(self) -> None:
        """Assess the bundled recording that has errors in it."""
        self.show_sample(next(sample for sample in self._samples if sample.planted))

    # What the parts report

    def _on_state(self, state: State) -> None:
        focus = self.focusWidget()
        if state.text != self.prompt.shown:
            self.prompt.show_text(state.title, state.text)
        self.transport.show_state(state)
        self.panel.set_busy(state.busy)
        self.prompt.set_busy(state.busy)
        self._on_playback()
        # Disabling a control takes the keyboard away from it: give it back once that is over.
        if focus is not None and not focus.isEnabled():
            self._focus_before = focus
        elif not state.busy and self._focus_before is not None:
            self._focus_before.setFocus()
            self._focus_before = None

    def _on_playback(self) -> None:
        playback = self.playback
        self.transport.show_listening(self.practice.state.can_play, playback.playing, playback.available)

    def _on_heard(self, envelope: LiveEnvelope, seconds: float) -> None:
        self.waveform.feed(envelope.low, envelope.high, envelope.column_seconds)
        self.transport.level.show_peak(envelope.peak, envelope.clipped)
        self.transport.show_time(seconds)

    def _on_sound(self, sound: Sound | None) -> None:
        self.playback.take(sound.audio if sound else None)
        self.waveform.show_sound(sound.outline if sound else None)
        self.transport.show_time(sound.audio.seconds if sound else 0.0)

    def _on_judged(self, report: Report | None) -> None:
        take = self.practice.state.take
        self.report = report
        self.selection.set(None)
        self.waveform.show_report(report)
        self.setWindowTitle("Sonorant" if report is None or take is None else f"{take.title} – Sonorant")
        self.report_panel.show_report(report, synthetic=take is not None and take.synthetic)
        if report is not None:
            self.banner.clear()
            self.report_shown.emit(report)

    def _on_saved(self, session: Session) -> None:
        self.panel.current = session.id
        self.library.refresh()

    def _on_moved(self, seconds: float | None) -> None:
        self.waveform.set_playhead(seconds)
        sound = self.practice.sound
        self.transport.show_time(seconds if seconds is not None else sound.audio.seconds if sound else 0.0)

    def _on_span(self, span: Span) -> None:
        self.selection.set(span.place)
        around = 0.0 if span.end > span.start else 0.15  # what was left out has no sound: play where it should be
        self.playback.play(span.start - around, span.end + around)

    def _on_scenario(self, scenario: Scenario | None) -> None:
        if scenario is None:
            self._on_typed(self.prompt.edit())
        else:
            self.prompt.show_text(scenario.title, scenario.text)
            self.practice.choose(scenario.title, scenario.text)

    def _on_typed(self, text: str) -> None:
        self.practice.choose(shorten(text, OWN_TITLE, placeholder="…") or "Your own text", text)

    def _on_file(self, name: str) -> None:
        self.practice.open_file(Path(name))

    def _on_unfinished(self, take: Path) -> None:
        def open_it() -> None:
            state = self.practice.state
            self.practice.open_take(Take(take, state.text, "Recovered recording", any_text=True), assess=False)

        text = "A recording from last time has no verdict yet: open it, choose what was read, and assess it."
        self.banner.show_notice(Notice(text, (("Open it", open_it), ("Delete it", lambda: self.library.discard(take)))))

    # Closing, in two steps: what runs is asked to end, and when it has, the window closes.

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._closing and not self.work.busy and not self.devices.busy:
            event.accept()
            return
        event.ignore()
        if self._closing:
            return
        self._closing = True
        self.setEnabled(False)
        self.practice.shut_down()
        self.playback.stop()
        self.work.idle.connect(self.close)
        self.devices.idle.connect(self.close)
        self.devices.run(lambda _: self._services.player.close())
