"""Listening: plays the take or a span of it and says where the sound is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from sonorant.audio.files import Audio
from sonorant.audio.player import Player
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import told

TICK_MILLISECONDS = 16


class Playback(QObject):
    """Plays on the GUI's behalf; nothing here waits for a device.

    Signals:
        moved: seconds into the take that sound now, or None when it is quiet.
        noticed: carries a `Notice`.
        changed: whether there is a loudspeaker, or whether it plays, has changed.
    """

    moved = Signal(object)
    noticed = Signal(object)
    changed = Signal()

    def __init__(self, player: Player, devices: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player, self._devices = player, devices
        self._audio: Audio | None = None
        self.available = True
        self.playing = False
        self.speed, self.loop = 1.0, False
        self._asked: tuple[float, float | None] = (0.0, None)  # from and to, in seconds
        self._all = True  # whether all of it plays, or the rest of it at another speed
        self._timer = QTimer(self, interval=TICK_MILLISECONDS)
        self._timer.timeout.connect(self._tick)

    def look_for_loudspeaker(self) -> None:
        self._devices.run(lambda _: self._player.available, done=self._on_found)

    def take(self, audio: Audio | None) -> None:
        """Set what is played."""
        self.stop()
        self._audio = audio

    def play(self, start: float = 0.0, end: float | None = None) -> None:
        if self._audio is None or not self.available:
            return
        self._asked, self._all = (start, end), True
        self._begin(self._audio, start)
        self._timer.start()
        self._set_playing(True)

    def _begin(self, audio: Audio, start: float) -> None:
        self._player.owner = self
        self._player.play(audio, start, self._asked[1], speed=self.speed, loop=self.loop and self._all)

    def set_speed(self, speed: float) -> None:
        """Play at another speed, 0.5 to 1.5, from now on; what plays goes on with it where it is."""
        self.speed = speed
        place = self._player.position() if self._sounds else None
        if place is not None and self._audio is not None:
            self._all = False
            self._begin(self._audio, place)

    def set_loop(self, loop: bool) -> None:
        """Play again and again from now on, or not; what plays goes on, and begins again when it comes to its end."""
        self.loop = loop
        if self._sounds and self._all:
            self._player.set_loop(loop)

    def toggle(self, start: float = 0.0, end: float | None = None) -> None:
        """Stop, or play from `start` to `end`."""
        if self.playing:
            self.stop()
        else:
            self.play(start, end)

    @property
    def _sounds(self) -> bool:
        """Whether what is heard is asked for here."""
        return self.playing and self._player.owner is self

    def stop(self) -> None:
        """Fall silent; what somebody else plays goes on."""
        if self._player.owner is self:
            self._player.stop()
        self._end()

    def _tick(self) -> None:
        if self._player.owner is not self:
            self._end()
            return
        position = self._player.position()
        if position is not None:
            self.moved.emit(position)
            return
        if self.loop and not self._all and self._player.failure is None:
            self.play(*self._asked)
            return
        self._end()
        if self._player.failure is not None:
            self.noticed.emit(Notice(told(self._player.failure)))

    def _end(self) -> None:
        self._timer.stop()
        self.moved.emit(None)
        self._set_playing(False)

    def _on_found(self, available: bool) -> None:
        self.available = available
        self.changed.emit()

    def _set_playing(self, playing: bool) -> None:
        if playing != self.playing:
            self.playing = playing
            self.changed.emit()
