"""The row of controls under the waveform: record, pause, open, level and time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sonorant.ui import advice
from sonorant.ui.dates import clock
from sonorant.ui.icons import icon
from sonorant.ui.key_hints import key_of, with_key
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.state import Phase, State
from sonorant.ui.widgets.common import announce, button, label, restyle, row
from sonorant.ui.widgets.flow import Flow
from sonorant.ui.widgets.level import LevelMeter
from sonorant.ui.words import translate

WORDS = {
    Phase.STARTING: QT_TRANSLATE_NOOP("ui", "Opening the microphone…"),
    Phase.STOPPING: QT_TRANSLATE_NOOP("ui", "Finishing the recording…"),
    Phase.LOADING: QT_TRANSLATE_NOOP("ui", "Opening the recording…"),
    Phase.ASSESSING: QT_TRANSLATE_NOOP("ui", "Assessing your pronunciation…"),
}
RECORD_TIP = QT_TRANSLATE_NOOP("ui", "Record yourself reading the text")
STOP_TIP = QT_TRANSLATE_NOOP("ui", "End the recording and have it assessed")
PAUSED = QT_TRANSLATE_NOOP("ui", "Paused: nothing is recorded. Press Resume to go on.")


class Transport(QWidget):
    """Shows a `State`; says what was pressed.

    Signals:
        record, pause, open_file, assess, look_again: the buttons.
    """

    record = Signal()
    pause = Signal()
    open_file = Signal()
    assess = Signal()
    look_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mic = button(translate("ui", "Record"), "microphone", "primary", translate("ui", RECORD_TIP))
        self.mic.least_icon = 20
        self.mic.fit_icon()
        self.mic.setMinimumSize(132, 42)
        self.halt = button(
            translate("ui", "Pause"), "pause", tip=translate("ui", "Leave out what is said until you resume")
        )
        self.file = button(
            translate("ui", "Open file…"),
            "folder",
            tip=translate("ui", "Assess a recording from a file"),
            command="open",
        )
        self.again = button(translate("ui", "Assess"), "sparkle", tip=translate("ui", "Assess this recording"))
        self.look = button(translate("ui", "Look again"), tip=translate("ui", "Look for a microphone again"))
        self.level = LevelMeter()
        self.clock = label(clock(0), "clock")
        self.clock.setAccessibleName(translate("ui", "Elapsed time"))
        self.clock.setToolTip(translate("ui", "Elapsed time; {0}").format(translate("ui", advice.ADVISED)))
        self.said, self.warning = label("", "muted", wrap=True), label("", "note", wrap=True)
        self.said.setAccessibleName(translate("ui", "State"))
        self.warning.setAccessibleName(translate("ui", "Warning"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        above = Flow(self.mic, self.halt, self.file, self.clock, spacing=8, last_apart=True)
        below = row(self.said, spacing=8)
        below.setStretch(0, 1)
        below.addLayout(Flow(self.again, self.look, spacing=8))
        layout.addLayout(above)
        layout.addWidget(self.level)
        layout.addLayout(below)
        layout.addWidget(self.warning)
        self._recording = False
        for part, signal in (
            (self.mic, self.record),
            (self.halt, self.pause),
            (self.file, self.open_file),
            (self.again, self.assess),
            (self.look, self.look_again),
        ):
            part.clicked.connect(signal)

    def show_state(self, state: State) -> None:
        """Show what goes on and what can be done; again, when other keys do it."""
        why_not = state.why_not_record
        self._show_mic(state, why_not)
        self.halt.setVisible(state.recording)
        self.halt.setText(translate("ui", "Resume") if state.paused else translate("ui", "Pause"))
        self.halt.setAccessibleName(self.halt.text())
        self.halt.setIcon(icon("microphone" if state.paused else "pause"))
        self.file.setEnabled(state.can_open)
        self.file.setVisible(not state.recording)
        self.again.setVisible(state.can_assess)
        self.look.setVisible(bool(state.no_microphone) and not state.busy)
        self.level.setVisible(state.recording)
        if not state.recording:
            self.level.clear()
        self._warn(state.warning)
        if state.recording:
            self._recording = True
            if state.paused:
                self.say(translate("ui", PAUSED))
        else:
            self._recording = False
            self.say(translate("ui", WORDS.get(state.phase, "")) or why_not or self._hint(state))

    def show_recorded(self, seconds: float, paused: bool) -> None:
        """Show how long the recording is, and whether that is enough."""
        self.show_time(seconds)
        if self._recording and not paused:
            self.say(advice.on_time(seconds))

    def show_time(self, seconds: float) -> None:
        self.clock.setText(clock(seconds))

    def say(self, words: str) -> None:
        """Say what goes on; screen readers say it aloud when it changes."""
        if words != self.said.text():
            self.said.setText(words)
            announce(self.said, words)

    def _show_mic(self, state: State, why_not: str | None) -> None:
        self.mic.setEnabled(state.recording or why_not is None)
        self.mic.setText(translate("ui", "Assess my response") if state.recording else translate("ui", "Record"))
        self.mic.setAccessibleName(self.mic.text())
        self.mic.setIcon(icon("stop" if state.recording else "microphone", QPalette.ColorRole.Base))
        self.mic.tip = translate("ui", STOP_TIP) if state.recording else why_not or translate("ui", RECORD_TIP)
        self.mic.command = "record" if self.mic.isEnabled() else ""
        self.mic.setToolTip(with_key(self.mic.tip, key_of(self, self.mic.command)))
        self.mic.setAccessibleDescription(self.mic.toolTip())
        restyle(self.mic, "recording", state.recording)

    def _hint(self, state: State) -> str:
        if state.judged:
            following = key_of(self, "next")
            with_next = translate("ui", "Click a word or a sound to hear it. {0} goes to the next error.")
            return with_next.format(following) if following else translate("ui", "Click a word or a sound to hear it.")
        if state.can_assess:
            return translate("ui", "This recording has no verdict yet: press Assess.")
        record = with_key(translate("ui", "Record"), key_of(self, "record"))
        if state.talking:
            return (
                translate("ui", "Press {0} and say it.")
                if state.text
                else translate("ui", "Press {0} and answer: what you say is found among the suggestions.")
            ).format(record)
        if not state.text.strip() and state.freely:
            return translate("ui", "Press {0} and say what you like: it is recognised, and then judged.").format(record)
        short = advice.on_text(state.text)
        said = translate("ui", "Press {0} and read the text aloud.").format(record)
        return f"{said} {short}" if short else said

    def _warn(self, warning: str | None) -> None:
        if warning is not None and warning != self.warning.text():
            announce(self.warning, warning)
        self.warning.setText(warning or "")
        self.warning.setVisible(warning is not None)
