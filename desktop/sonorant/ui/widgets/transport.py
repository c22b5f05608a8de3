"""The row of controls under the waveform: record, pause, open, level and time."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sonorant.ui import advice
from sonorant.ui.icons import icon
from sonorant.ui.state import Phase, State
from sonorant.ui.widgets.common import announce, button, label, restyle, row
from sonorant.ui.widgets.level import LevelMeter

WORDS = {
    Phase.STARTING: "Opening the microphone…",
    Phase.STOPPING: "Finishing the recording…",
    Phase.LOADING: "Opening the recording…",
    Phase.ASSESSING: "Assessing your pronunciation…",
}
RECORD_TIP = "Record yourself reading the text (R)"
STOP_TIP = "End the recording and have it assessed (R)"
PAUSED = "Paused: nothing is recorded. Press Resume to go on."


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
        self.mic = button("Record", "microphone", "primary", RECORD_TIP)
        self.mic.setIconSize(QSize(20, 20))
        self.mic.setMinimumSize(132, 42)
        self.halt = button("Pause", "pause", tip="Leave out what is said until you resume")
        self.file = button("Open file…", "folder", tip="Assess a recording from a file (Ctrl+O)")
        self.again = button("Assess", "sparkle", tip="Assess this recording")
        self.look = button("Look again", tip="Look for a microphone again")
        self.level = LevelMeter()
        self.clock = label("0:00.0", "clock")
        self.clock.setAccessibleName("Elapsed time")
        self.clock.setToolTip(f"Elapsed time; {advice.ADVISED}")
        self.said, self.warning = label("", "muted", wrap=True), label("", "note", wrap=True)
        self.said.setAccessibleName("State")
        self.warning.setAccessibleName("Warning")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        above = row(self.mic, self.halt, self.file, 1, self.clock, spacing=8)
        below = row(self.said, self.again, self.look, spacing=8)
        below.setStretch(0, 1)
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
        why_not = state.why_not_record
        self._show_mic(state, why_not)
        self.halt.setVisible(state.recording)
        self.halt.setText("Resume" if state.paused else "Pause")
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
                self.say(PAUSED)
        else:
            self._recording = False
            self.say(WORDS.get(state.phase) or why_not or _hint(state))

    def show_recorded(self, seconds: float, paused: bool) -> None:
        """Show how long the recording is, and whether that is enough."""
        self.show_time(seconds)
        if self._recording and not paused:
            self.say(advice.on_time(seconds))

    def show_time(self, seconds: float) -> None:
        self.clock.setText(f"{int(seconds // 60)}:{seconds % 60:04.1f}")

    def say(self, words: str) -> None:
        """Say what goes on; screen readers say it aloud when it changes."""
        if words != self.said.text():
            self.said.setText(words)
            announce(self.said, words)

    def _show_mic(self, state: State, why_not: str | None) -> None:
        self.mic.setEnabled(state.recording or why_not is None)
        self.mic.setText("Assess my response" if state.recording else "Record")
        self.mic.setAccessibleName(self.mic.text())
        self.mic.setIcon(icon("stop" if state.recording else "microphone", QPalette.ColorRole.Base))
        self.mic.setToolTip(STOP_TIP if state.recording else why_not or RECORD_TIP)
        self.mic.setAccessibleDescription(self.mic.toolTip())
        restyle(self.mic, "recording", state.recording)

    def _warn(self, warning: str | None) -> None:
        if warning is not None and warning != self.warning.text():
            announce(self.warning, warning)
        self.warning.setText(warning or "")
        self.warning.setVisible(warning is not None)


def _hint(state: State) -> str:
    if state.judged:
        return "Click a word or a sound to hear it. F8 goes to the next error."
    if state.can_assess:
        return "This recording has no verdict yet: press Assess."
    short = advice.on_text(state.text)
    return "Press Record (R) and read the text aloud." + (f" {short}" if short else "")
