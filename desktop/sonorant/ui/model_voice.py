"""How it should sound: the chosen voice says a text, alone or back to back with the learner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from sonorant.audio.files import Audio
from sonorant.audio.player import Player
from sonorant.speech.failures import Progress
from sonorant.ui.playback import Playback
from sonorant.ui.tasks import Task, Tasks, until_stopped
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import translate
from sonorant.voices.base import Spoken, Voice, VoiceFailed

BETWEEN_MILLISECONDS = 250


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """Something to be heard: a stretch of sound (seconds), and what is said in it if the voice says it."""

    audio: Audio
    start: float = 0.0
    end: float | None = None
    spoken: Spoken | None = None


class ModelVoice(QObject):
    """Asks the voice in the background and plays what it says. All methods return at once.

    `voice` gives the voice that is chosen now, or None; it is not asked on the GUI thread.

    Signals:
        changed: it began or ended to prepare or to play.
        spoken: carries the `Spoken` that is heard from now on, or None for the learner and for silence.
        moved: seconds into what is heard, or None.
        reached: carries the `WordTime` that is said now, with its place in the text, or None.
        ended: all was heard to its end.
        noticed: carries a `Notice`.
    """

    changed = Signal()
    spoken = Signal(object)
    moved = Signal(object)
    reached = Signal(object)
    ended = Signal()
    noticed = Signal(object)

    def __init__(
        self, voice: Callable[[], Voice | None], player: Player, tasks: Tasks, devices: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._voice, self._player, self._tasks = voice, player, tasks
        self.playback = Playback(player, devices, self)
        self.said: Spoken | None = None
        self._speaking: Task | None = None
        self._waiting: list[_Piece] = []
        self._sounding: _Piece | None = None
        self._pause = QTimer(self, interval=BETWEEN_MILLISECONDS, singleShot=True)
        self._pause.timeout.connect(self._next)
        self.playback.moved.connect(self._on_moved)
        self.playback.changed.connect(self._on_playback)
        self.playback.noticed.connect(self._on_notice)

    @property
    def active(self) -> bool:
        """Whether something is prepared or heard."""
        return self._speaking is not None or self._sounding is not None or bool(self._waiting)

    def say(self, text: str) -> None:
        """Let the voice say a text."""
        self._prepare(text, lambda spoken: [_of(spoken)])

    def back_to_back(self, text: str, mine: Audio, start: float, end: float) -> None:
        """Let the voice say a text, then play how the learner said it (`start` to `end`, seconds), then again."""
        self._prepare(text, lambda spoken: [_of(spoken), _Piece(mine, start, end), _of(spoken)])

    def stop(self) -> None:
        """Fall silent, and forget what was still to come."""
        if self._speaking is not None:
            self._speaking.cancel()
            self._speaking = None
        self._waiting.clear()
        self._pause.stop()
        was, self._sounding = self._sounding, None
        self.playback.stop()
        if was is not None:
            self._tell_silence()
        self.changed.emit()

    def _prepare(self, text: str, pieces: Callable[[Spoken], Sequence[_Piece]]) -> None:
        self.stop()

        def speak(progress: Progress) -> Spoken:
            voice = until_stopped(self._voice, progress)
            if voice is None:
                raise VoiceFailed(
                    translate("ui", "There is no voice: choose one in the settings, or install flite or espeak-ng.")
                )
            return voice.speak(text, progress=progress)

        def done(spoken: Spoken) -> None:
            if self._speaking is task:
                self._speaking = None
                self.said = spoken
                self._waiting = list(pieces(spoken))
                self._next()

        def failed(why: str) -> None:
            if self._speaking is task:
                self._speaking = None
                self.changed.emit()
                self.noticed.emit(Notice(why))

        task = self._speaking = self._tasks.run(speak, done=done, failed=failed)
        self.changed.emit()

    def _next(self) -> None:
        piece = self._waiting.pop(0)
        self._sounding = None
        self.playback.take(piece.audio)
        self._sounding = piece
        self.spoken.emit(piece.spoken)
        if not self.playback.available:
            self._waiting.clear()
            self._sounding = None
            self.noticed.emit(Notice(translate("ui", "No loudspeaker was found: connect one to listen.")))
        self.playback.play(piece.start, piece.end)
        self.changed.emit()

    def _on_playback(self) -> None:
        if self.playback.playing or self._sounding is None:
            return
        self._sounding = None
        if self._player.owner is not self.playback or self._player.failure is not None:
            self._waiting.clear()  # somebody else plays now, or nothing can be heard
        self._tell_silence()
        if self._waiting:
            self._pause.start()
            return
        self.changed.emit()
        if self._player.owner is self.playback and self._player.failure is None:
            self.ended.emit()

    def _on_moved(self, seconds: float | None) -> None:
        spoken = self._sounding.spoken if self._sounding else None
        if seconds is None or spoken is None:
            self.reached.emit(None)
        else:
            self.reached.emit(spoken.word_at(seconds))
        self.moved.emit(seconds)

    def _on_notice(self, notice: Notice) -> None:
        self.noticed.emit(notice)

    def _tell_silence(self) -> None:
        self.moved.emit(None)
        self.reached.emit(None)
        self.spoken.emit(None)


def _of(spoken: Spoken) -> _Piece:
    return _Piece(spoken.audio, spoken=spoken)
