"""The partner's voice: made in the background, played, and known while it sounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from sonorant.speech.failures import Progress
from sonorant.ui.playback import Playback
from sonorant.ui.tasks import Tasks, until_stopped
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import told, translate
from sonorant.voices.base import Spoken, Voice, VoiceFailed


class Voicing(QObject):
    """Says texts with the voice that is chosen. All methods are for the GUI thread and return at once.

    Signals:
        began: carries the `Spoken` that is played from now on.
        moved: seconds into it that sound now, or None when it is quiet.
        noticed: carries a `Notice`.
    """

    began = Signal(object)
    moved = Signal(object)
    noticed = Signal(object)

    def __init__(
        self, voice: Callable[[], Voice | None], tasks: Tasks, playback: Playback, parent: QObject | None = None
    ) -> None:
        """`voice` gives the voice, or None where nothing is spoken; it is not asked on the GUI thread."""
        super().__init__(parent)
        self._voice, self._tasks, self.playback = voice, tasks, playback
        self.spoken: Spoken | None = None
        playback.moved.connect(self.moved)
        playback.noticed.connect(self.noticed)

    def make(self, text: str, done: Callable[[Spoken], None], failed: Callable[[str], None] | None = None) -> None:
        """Have `text` spoken and hand the sound to `done`; nothing follows where there is no voice.

        Why it could not be spoken goes to `failed`, or else is noticed.
        """

        def say(progress: Progress) -> Spoken | None:
            voice = until_stopped(self._voice, progress)
            return None if voice is None else voice.speak(text, progress=progress)

        def said(spoken: Spoken | None) -> None:
            if spoken is not None:
                done(spoken)

        self._tasks.run(say, done=said, failed=failed or self._on_failed)

    def make_all(self, texts: Mapping[int, str], done: Callable[[Mapping[int, Spoken]], None]) -> None:
        """Have several texts spoken and hand the sounds to `done`; none where there is no voice.

        A text that cannot be spoken is left out; how many these are is noticed.
        """

        def say(progress: Progress) -> tuple[dict[int, Spoken], list[str]]:
            made, failures = dict[int, Spoken](), list[str]()
            voice = until_stopped(self._voice, progress)
            if voice is None:
                return made, failures
            for number, text in texts.items():
                try:
                    made[number] = voice.speak(text, progress=progress)
                except VoiceFailed as failure:
                    failures.append(str(failure))
            return made, failures

        def said(outcome: tuple[dict[int, Spoken], list[str]]) -> None:
            made, failures = outcome
            if failures:
                left = translate("ui", "Turns left without a voice: {0}. {1}")
                self._on_failed(left.format(len(failures), told(failures[-1])))
            done(made)

        def failed(why: str) -> None:
            self._on_failed(why)
            done({})

        self._tasks.run(say, done=said, failed=failed)

    def say(self, text: str) -> None:
        """Speak a text once."""
        self.make(text, self.play)

    def play(self, spoken: Spoken) -> None:
        """Play what was spoken."""
        self.spoken = spoken
        self.playback.take(spoken.audio)
        self.began.emit(spoken)
        self.playback.play()

    def stop(self) -> None:
        self.playback.stop()

    def _on_failed(self, why: str) -> None:
        self.noticed.emit(Notice(why))
