"""How a take is listened to and looked at: play, from here, loop, speed, and what the waveform shows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton, QVBoxLayout, QWidget

from sonorant.ui.icons import icon
from sonorant.ui.key_hints import key_of, with_key
from sonorant.ui.numbers import Number
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.widgets.common import button, label
from sonorant.ui.widgets.flow import Flow
from sonorant.ui.words import translate

SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5)
NO_LOUDSPEAKER = QT_TRANSLATE_NOOP(
    "ui", "No sound output was found, so nothing can be played; reports work all the same."
)
PLAY_TIP = QT_TRANSLATE_NOOP("ui", "Play the recording, or what is selected of it")


class PlayBar(QWidget):
    """Says what was pressed.

    Signals:
        play, from_here: the buttons.
        looped: carries whether what is played begins again and again.
        sped: carries the speed, 0.5 to 1.5.
        zoomed: carries the factor of the time in view; 0 for all of it.
        lane_toggled: carries "syllables", "spectrogram" or "pitch", and whether it is shown.
    """

    play = Signal()
    from_here = Signal()
    looped = Signal(bool)
    sped = Signal(float)
    zoomed = Signal(float)
    lane_toggled = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.listen = button(translate("ui", "Play"), "play", tip=translate("ui", PLAY_TIP), command="play")
        self.here = button(
            translate("ui", "Play from here"), "from-here", "quiet", translate("ui", "Play on from what is selected")
        )
        self.loop = button(translate("ui", "Loop"), "loop", "quiet", translate("ui", "Play it again and again"))
        self.loop.setCheckable(True)
        self.speed = QComboBox()
        self.speed.setAccessibleName(translate("ui", "Speed"))
        self.speed.setToolTip(translate("ui", "How fast it is played; the pitch stays the same"))
        for speed in SPEEDS:
            self.speed.addItem(f"{Number(speed):g}×", speed)
        self.speed.setCurrentIndex(SPEEDS.index(1.0))
        self.view = QToolButton()
        self.view.setObjectName("view")
        self.view.setText(translate("ui", "View ▾"))
        self.view.setAccessibleName(translate("ui", "View"))
        self.view.setToolTip(translate("ui", "What the waveform shows, and how near"))
        self.view.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.silent = label(translate("ui", NO_LOUDSPEAKER), "muted9", wrap=True)
        self.silent.hide()
        self.lanes: dict[str, QAction] = {}
        self._fill_view()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(Flow(self.listen, self.here, self.loop, self.speed, self.view))
        layout.addWidget(self.silent)
        self.listen.clicked.connect(self.play)
        self.here.clicked.connect(self.from_here)
        self.loop.toggled.connect(self.looped)
        self.speed.currentIndexChanged.connect(self._on_speed)

    def _fill_view(self) -> None:
        menu = QMenu(self)
        for name, lane in (
            (translate("ui", "&Syllables"), "syllables"),
            (translate("ui", "S&pectrogram"), "spectrogram"),
            (translate("ui", "Pi&tch"), "pitch"),
        ):
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setData(lane)
            action.toggled.connect(self._on_lane)
            self.lanes[lane] = action
        menu.addSeparator()
        for name, factor in (
            (translate("ui", "Zoom &in\t+"), 0.5),
            (translate("ui", "Zoom &out\t−"), 2.0),
            (translate("ui", "&Whole recording\t0"), 0.0),
        ):
            action = menu.addAction(name)
            action.setData(factor)
            action.triggered.connect(self._on_zoom)
        self.view.setMenu(menu)

    def show_listening(self, playable: bool, playing: bool, loudspeaker: bool) -> None:
        """Show whether there is something to play, and something to play it on."""
        for part in (self.listen, self.here):
            part.setEnabled(playable and loudspeaker)
        self.listen.setText(translate("ui", "Stop") if playing else translate("ui", "Play"))
        self.listen.setAccessibleName(translate("ui", "Stop playing") if playing else translate("ui", "Play"))
        self.listen.setIcon(icon("stop" if playing else "play"))
        tip = translate("ui", PLAY_TIP if loudspeaker else NO_LOUDSPEAKER)
        self.listen.tip, self.listen.command = tip, "play" if loudspeaker else ""
        self.listen.setToolTip(with_key(tip, key_of(self, self.listen.command)))
        self.listen.setAccessibleDescription(self.listen.toolTip())
        self.silent.setVisible(playable and not loudspeaker)

    def _on_speed(self, _index: int) -> None:
        self.sped.emit(self.speed.currentData())

    def _on_lane(self, shown: bool) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.lane_toggled.emit(sender.data(), shown)

    def _on_zoom(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.zoomed.emit(sender.data())
