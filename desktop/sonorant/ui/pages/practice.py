"""The page on which one speaks: what to say on the left, the take in the middle, the report on the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sonorant.audio.live import LiveEnvelope
from sonorant.engines.base import Partial
from sonorant.practice.conversations import Conversation
from sonorant.practice.samples import Sample
from sonorant.practice.scenarios import Scenario
from sonorant.ui.conversation_room import ConversationRoom
from sonorant.ui.first_frame import FirstFrame
from sonorant.ui.kept_texts import KeptTexts
from sonorant.ui.library import Library
from sonorant.ui.practice import Practice
from sonorant.ui.report_model import Place, Report
from sonorant.ui.state import Phase, State, Take, title_of
from sonorant.ui.viewer import Viewer
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.widgets.common import Card, Column, label
from sonorant.ui.widgets.open_file import ask_for_file
from sonorant.ui.widgets.panes import Panes
from sonorant.ui.widgets.prompt import Prompt
from sonorant.ui.widgets.scenario_picker import ScenarioPicker
from sonorant.ui.widgets.transport import Transport
from sonorant.ui.words import translate

if TYPE_CHECKING:
    from sonorant.ui.coach_room import CoachRoom

PREPARE_MILLISECONDS = 200
OWN, FIRST = "own", "market-morning"
"""The name under which the text of one's own is kept, and the reading to begin with."""
RECOGNISED = 160
"""Letters of what was recognised that are shown while one speaks: the last ones."""
RECORDINGS = (".wav", ".flac", ".ogg", ".mp3", ".aiff", ".aif")
FILES = " ".join(f"*{ending}" for ending in RECORDINGS)


class PracticePage(QWidget):
    """Joins the take at hand to the widgets that show it.

    Signals:
        noticed: carries a `Notice`.
        report_shown: a verdict is on the screen, or (None) no longer; carries the `Report`.
    """

    noticed = Signal(object)
    report_shown = Signal(object)

    def __init__(
        self,
        practice: Practice,
        library: Library,
        viewer: Viewer,
        own_texts: KeptTexts,
        scenarios: Sequence[Scenario],
        samples: Sequence[Sample],
        conversations: Sequence[Conversation],
        room: ConversationRoom,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.practice, self.viewer, self.room = practice, viewer, room
        self._library, self._own_texts, self._samples = library, own_texts, samples
        self._talking = self._judged = False
        self._editing = OWN  # the name of the text that the editor holds, when it is in view
        self.setAcceptDrops(True)
        self._focus_before: QWidget | None = None
        self.picker = ScenarioPicker(scenarios, samples, conversations)
        self.prompt, self.transport = Prompt(), Transport()
        self.recognised = label("", "muted", wrap=True)
        self.recognised.setAccessibleName(translate("ui", "What was recognised so far"))
        self.recognised.hide()
        self._lay_out()
        self._connect()
        self.picker.choose(FIRST)

    def _lay_out(self) -> None:
        text, sound = Card(margin=18), Card()
        self._text, self._sound = text, sound
        text.body.addWidget(self.prompt)
        text.body.addWidget(self.recognised)
        sound.body.addWidget(self.viewer.waveform, 1)
        sound.body.addWidget(self.viewer.play_bar)
        sound.body.addWidget(self.transport)
        middle = QWidget()
        centre = QVBoxLayout(middle)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(12)
        centre.addWidget(text)
        centre.addWidget(self.room.card, 3)
        self.room.card.hide()
        centre.addWidget(sound, 1)
        report = self.viewer.report_panel
        self.picker.setMinimumWidth(180)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Panes("practice", ((self.picker, 250, 0), (Column(middle), 548, 5), (report, 430, 2))))

    def _connect(self) -> None:
        practice, playback, picker, transport = self.practice, self.viewer.playback, self.picker, self.transport
        practice.changed.connect(self._on_state)
        practice.listening.connect(self.viewer.waveform.start_live)
        practice.heard.connect(self._on_heard)
        practice.sounded.connect(self.viewer.show_sound)
        practice.progressed.connect(self.viewer.report_panel.show_progress)
        practice.judged.connect(self._on_judged)
        self.viewer.moved.connect(transport.show_time)
        self.viewer.report_panel.sample_wanted.connect(self.show_planted_sample)
        playback.changed.connect(self._on_playback)
        self._library.unfinished.connect(self._on_unfinished)
        practice.saved.connect(self._library.take_note)
        for source in (practice, playback, self._own_texts):
            source.noticed.connect(self.noticed)
        self._own_texts.loaded.connect(self._on_texts)
        self._own_texts.taken.connect(self._on_text_taken)
        picker.scenario_chosen.connect(self._on_scenario)
        picker.conversation_chosen.connect(self._on_conversation)
        self.room.noticed.connect(self.noticed)
        self.room.kept.noticed.connect(self.noticed)
        self.room.kept.listed.connect(picker.show_own)
        self.room.record_wanted.connect(practice.record_or_stop)
        picker.sample_chosen.connect(self.show_sample)
        self.prompt.typed.connect(self._on_typed)
        transport.record.connect(practice.record_or_stop)
        transport.pause.connect(practice.pause_or_resume)
        practice.read.connect(self._on_read)
        practice.recognised.connect(self._on_recognised)
        self.viewer.selection.sounded.connect(self._on_sounded)
        transport.open_file.connect(self.ask_for_file)
        transport.assess.connect(practice.assess)
        self.viewer.report_panel.cancelled.connect(practice.cancel)
        transport.look_again.connect(practice.look_for_microphone)
        self._on_state(practice.state)

    def start(self) -> None:
        """Fetch the texts of last time, and make ready for a report."""
        self._own_texts.load()
        self.room.kept.load()
        QTimer.singleShot(PREPARE_MILLISECONDS, self.viewer, self.viewer.prepare)

    def let_drill(self, coach: CoachRoom) -> None:
        """Show the drill that goes on above what is to be said, and those that are due in the list."""
        self._text.body.insertWidget(0, coach.bar)
        coach.drilling.due.connect(self.picker.show_due)
        coach.drill_begun.connect(self.picker.leave)
        self.picker.drill_chosen.connect(coach.practise)
        self.picker.drill_unwanted.connect(coach.ask_to_remove)
        self.picker.scenario_chosen.connect(coach.leave)
        self.picker.conversation_chosen.connect(coach.leave)
        coach.drilling.look()

    def enter(self) -> None:
        """The page comes into view."""

    def leave(self) -> None:
        """Another page comes into view, or the window closes: fall silent."""
        self.viewer.playback.stop()
        self.room.conversing.voice.stop()
        self._own_texts.flush()

    # What the user asks for

    def ask_for_file(self) -> None:
        """Choose a recording to assess."""
        if not self.practice.state.can_open:
            return
        kinds = translate("ui", "Recordings ({0});;All files (*)").format(FILES)
        ask_for_file(self, translate("ui", "Open a recording"), kinds, self.practice.open_file)

    def show_sample(self, sample: Sample) -> None:
        """Assess one of the bundled recordings, without saving the verdict."""
        self.picker.leave()
        take = Take(sample.audio, sample.text, sample.title, keep=False, synthetic=sample.synthetic)
        self.practice.open_take(take)

    def show_planted_sample(self) -> None:
        """Assess the bundled recording that has errors in it."""
        self.show_sample(next(sample for sample in self._samples if sample.planted))

    # What the parts report

    def _on_state(self, state: State) -> None:
        focus = self.window().focusWidget()
        if state.text != self.prompt.shown and not state.talking:
            self.prompt.show_text(state.title, state.text)
        self.transport.show_state(state)
        if not state.recording:
            self.recognised.hide()
        if state.phase != Phase.ASSESSING:
            self.viewer.report_panel.show_progress(None)
        self.picker.set_busy(state.busy)
        self.prompt.set_busy(state.busy)
        self.room.show_state(state)
        self._show_mode(state)
        self._on_playback()
        # Disabling a control takes the keyboard away from it: give it back once that is over.
        if focus is not None and not focus.isEnabled():
            self._focus_before = focus
        elif not state.busy and self._focus_before is not None:
            self._focus_before.setFocus()
            self._focus_before = None

    def _on_playback(self) -> None:
        state = self.practice.state
        self.viewer.play_bar.setVisible(not state.recording and (state.judged or not state.talking))
        self.viewer.show_listening(state.can_play)
        if not self.viewer.playback.playing:
            self.prompt.highlight(None)

    def _on_heard(self, envelope: LiveEnvelope, seconds: float) -> None:
        self.viewer.waveform.feed(envelope.low, envelope.high, envelope.column_seconds)
        self.transport.level.show_peak(envelope.peak, envelope.clipped)
        self.transport.show_recorded(seconds, self.practice.state.paused)

    def _on_read(self, partial: Partial) -> None:
        """The engine knows how far the reader has come."""
        from sonorant.speech.normalise import tokens  # noqa: PLC0415 - the engine has loaded it by now, the start has not

        words = [] if partial.span else tokens(self.practice.state.text)
        last = words[partial.words_read - 1] if 0 < partial.words_read <= len(words) else None
        span = partial.span or (last and (last.start, last.end))
        if span and self.practice.state.recording:
            self.prompt.highlight(span)
        if partial.scores is not None and self.practice.state.recording:
            self.viewer.report_panel.show_partial(partial.scores)

        self.recognised.setText(_end_of(partial.text))
        self.recognised.setVisible(bool(partial.text) and self.practice.state.recording)

    def _on_recognised(self, text: str) -> None:
        """What was said freely is known, or nobody knows it: let it be corrected or typed, and then assessed."""
        hint = translate("ui", "Is this what you said? Correct it where it is not, then press Assess.")
        if not text:
            hint = translate("ui", "Type what you said, then press Assess: it is judged on this machine.")
        self._own_texts.set(self._editing, text)
        self.prompt.edit(self.prompt.title.text(), text, hint)
        self._choose_typed()
        (self.transport.again if text else self.prompt.editor).setFocus()

    def _on_sounded(self, place: Place | None) -> None:
        """A word of the take is heard."""
        report = self.viewer.report
        words = report.assessment.words or () if report else ()
        self.prompt.highlight(words[place.word].span if place is not None else None)

    def _on_judged(self, report: Report | None) -> None:
        take = self.practice.state.take
        self.viewer.show_report(report, synthetic=take is not None and take.synthetic)
        self.report_shown.emit(report)
        if report is not None and self.isVisible():
            FirstFrame(self.viewer.report_panel.ring, self.practice.report_painted)
        elif report is not None:
            self.practice.report_painted()

    def _on_scenario(self, scenario: Scenario | None) -> None:
        if scenario is None:
            self._edit(OWN, translate("ui", "Your own text"), "")
        elif scenario.kind == "topic":
            hint = translate("ui", "{0} Write down what you are going to say, and say it.").format(scenario.text)
            self._edit(scenario.id, scenario.title, hint)
        else:
            self.prompt.show_text(scenario.title, scenario.text, scenario.hint)
            self.practice.choose(scenario.title, scenario.text, scenario.id)

    def _on_conversation(self, conversation: Conversation) -> None:
        self.room.open(conversation)

    def _show_mode(self, state: State) -> None:
        """A text to read with its waveform, or a conversation, with the waveform of the answer that is on view."""
        if state.talking == self._talking and state.judged == self._judged:
            return
        self._talking, self._judged = state.talking, state.judged
        self._text.setVisible(not state.talking)
        self.room.card.setVisible(state.talking)
        self.viewer.waveform.setVisible(not state.talking or state.judged)
        # Under a text the controls are last; under a conversation they stay where they are when a waveform comes.
        self._sound.body.insertWidget(0 if state.talking else 2, self.transport)

    def _edit(self, name: str, title: str, hint: str) -> None:
        self._editing = name
        self.prompt.edit(title, self._own_texts.get(name), hint)
        self._choose_typed()

    def _on_texts(self) -> None:
        if self.prompt.editing and not self.prompt.shown:
            self._edit(self._editing, self.prompt.title.text(), self.prompt.hint.text())

    def _on_text_taken(self, text: str) -> None:
        self._own_texts.set(OWN, text)
        self.picker.choose_own_text()
        self._edit(OWN, translate("ui", "Your own text"), "")

    def _on_typed(self, text: str) -> None:
        self._own_texts.set(self._editing, text)
        self._choose_typed()

    def _choose_typed(self) -> None:
        text = self.prompt.shown
        if self._editing == OWN:
            self.practice.choose(title_of(text) or translate("ui", "Your own text"), text)
        else:
            self.practice.choose(self.prompt.title.text(), text, self._editing)

    def _on_unfinished(self, take: Path, others: int) -> None:
        def open_it() -> None:
            state = self.practice.state
            if state.busy:
                self._library.offer()  # the offer stands until it can be taken
                return
            self.practice.open_take(
                Take(take, state.text, translate("ui", "Recovered recording"), any_text=True), assess=False
            )

        text = translate(
            "ui", "A recording from last time has no verdict yet: open it, choose what was read, and assess it."
        )
        if others:
            more = translate(
                "ui", "{0} recordings from last time have no verdict yet: open the newest, then the others are offered."
            )
            text = more.format(others + 1)
        ways = (
            (translate("ui", "Open it"), open_it),
            (translate("ui", "Delete it"), lambda: self._library.discard(take)),
        )
        self.noticed.emit(Notice(text, ways))

    # Files that are dropped: a recording is opened, anything else is taken for a text.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = self._dropped(event)
        if path is None:
            return
        event.acceptProposedAction()
        if path.suffix.lower() in RECORDINGS:
            self.practice.open_file(path)
        else:
            self._own_texts.take_file(path)

    def _dropped(self, event: QDropEvent) -> Path | None:
        urls = event.mimeData().urls()
        local = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        return local[0] if len(local) == 1 and not self.practice.state.busy else None


def _end_of(text: str) -> str:
    """The end of a text, from the beginning of a word on."""
    return text if len(text) <= RECOGNISED else f"… {text[-RECOGNISED:].partition(' ')[2]}"
