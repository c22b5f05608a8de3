"""The row of controls under the waveform: record, play, open, level and time."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sonorant.ui.icons import icon
from sonorant.ui.state import Phase, State
from sonorant.ui.widgets.common import button, label, restyle, row
from sonorant.ui.widgets.level import LevelMeter

WORDS = {
    Phase.STARTING: "Opening the microphone…",
    Phase.RECORDING: "Recording: read the text aloud, then press stop.",
    Phase.STOPPING: "Finishing the recording…",
    Phase.LOADING: "Opening the recording…",
    Phase.ASSESSING: "Assessing your pronunciation…",
}


NO_LOUDSPEAKER = "No sound output was found, so nothing can be played; reports work all the same."


class Transport(QWidget):
    """Shows a `State`; says what was pressed.

    Signals:
        record, play, open_file, assess, look_again: the buttons.
    """

    record = Signal()
    play = Signal()
    open_file = Signal()
    assess = Signal()
    look_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mic = button("Record", "microphone", "primary", "Record yourself reading the text (R)")
        self.mic.setIconSize(QSize(20, 20))
        self.mic.setMinimumSize(132, 42)
        self.listen = button("Play", "play", tip="Play the recording (Space)")
        self.file = button("Open file…", "folder", tip="Assess a recording from a file (Ctrl+O)")
        self.again = button("Assess", "sparkle", tip="Assess this recording")
        self.look = button("Look again", tip="Look for a microphone again")
        self.level = LevelMeter()
        self.clock = label("0:00.0", "clock")
        self.clock.setAccessibleName("Elapsed time")
        self.clock.setMinimumWidth(self.clock.fontMetrics().horizontalAdvance("00:00.0") * 3 // 2)
        self.clock.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.said = label("", "muted", wrap=True)
        self.silent = label(NO_LOUDSPEAKER, "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(row(self.mic, self.listen, self.file, self.level, 1, self.clock, spacing=10))
        below = row(self.said, self.again, self.look, spacing=10)
        below.setStretch(0, 1)
        layout.addLayout(below)
        layout.addWidget(self.silent)
        for part, signal in (
            (self.mic, self.record),
            (self.listen, self.play),
            (self.file, self.open_file),
            (self.again, self.assess),
            (self.look, self.look_again),
        ):
            part.clicked.connect(signal)

    def show_state(self, state: State) -> None:
        why_not = state.why_not_record
        self.mic.setEnabled(state.recording or why_not is None)
        self.mic.setText("Stop" if state.recording else "Record")
        self.mic.setAccessibleName(self.mic.text())
        self.mic.setIcon(icon("stop" if state.recording else "microphone", QPalette.ColorRole.Base))
        self.mic.setToolTip(why_not or "Record yourself reading the text (R)")
        self.mic.setAccessibleDescription(self.mic.toolTip())
        restyle(self.mic, "recording", state.recording)
        self.file.setEnabled(state.can_open)
        self.again.setVisible(state.can_assess)
        self.look.setVisible(bool(state.no_microphone) and not state.busy)
        if not state.recording:
            self.level.clear()
        for part in (self.listen, self.file):
            part.setVisible(not state.recording)
        self.level.setVisible(state.recording)
        self.said.setText(WORDS.get(state.phase) or why_not or _hint(state))

    def show_listening(self, playable: bool, playing: bool, loudspeaker: bool) -> None:
        """Show whether there is something to play, and something to play it on."""
        self.listen.setEnabled(playable and loudspeaker)
        self.listen.setText("Stop" if playing else "Play")
        self.listen.setAccessibleName("Stop playing" if playing else "Play")
        self.listen.setIcon(icon("stop" if playing else "play"))
        tip = "Play the recording (Space)" if loudspeaker else NO_LOUDSPEAKER
        self.listen.setToolTip(tip)
        self.listen.setAccessibleDescription(tip)
        self.silent.setVisible(not loudspeaker)

    def show_time(self, seconds: float) -> None:
        self.clock.setText(f"{int(seconds // 60)}:{seconds % 60:04.1f}")


def _hint(state: State) -> str:
    if state.judged:
        return "Click a word or a sound to hear it. F8 goes to the next error."
    if state.can_assess:
        return "This recording has no verdict yet: press Assess."
    return "Press Record (R) and read the text aloud."
