"""What was said freely in a conversation is recognised by an engine that can, to be confirmed by who said it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from sonorant.speech.failures import Progress, Silence
from sonorant.ui.consent import Gate, Outgoing
from sonorant.ui.engines import Engines
from sonorant.ui.practice import Sound
from sonorant.ui.tasks import Task, Tasks
from sonorant.ui.words import told, translate


class FreeAnswers(QObject):
    """Recognises one answer at a time. All methods are for the GUI thread and return at once.

    Signals:
        progressed: share that is done, 0 to 1.
    """

    progressed = Signal(float)

    def __init__(self, engines: Engines, gate: Gate, work: Tasks, parent: QObject) -> None:
        """`work` is where the engine works."""
        super().__init__(parent)
        self._engines, self._gate, self._work = engines, gate, work
        self._attempt: object | None = None
        self._task: Task | None = None

    @property
    def possible(self) -> bool:
        """Whether the engine that is chosen can recognise what is said."""
        judge = self._engines.now
        return judge.transcribe is not None and not judge.problem

    @property
    def busy(self) -> bool:
        return self._attempt is not None

    def recognise(
        self,
        sound: Sound,
        done: Callable[[str], None],
        failed: Callable[[str], None],
        silent: Callable[[str], None],
    ) -> None:
        """Have an answer recognised, after consent; its text goes to `done`.

        Why there is none goes to `failed`, or to `silent` where nothing was said.
        """
        self.cancel()
        judge, seconds = self._engines.now, sound.audio.seconds
        transcribe = judge.transcribe
        if transcribe is None or judge.problem:
            failed(judge.problem or translate("ui", "Only Azure Speech recognises free answers."))
            return
        attempt = self._attempt = object()

        def over(tell: Callable[[str], None], words: str) -> None:
            if self._attempt is attempt:  # it may have been given up meanwhile
                self._attempt = self._task = None
                self.progressed.emit(1.0)
                tell(words)

        def recognise(progress: Progress) -> str | Silence:
            try:
                return transcribe(sound.audio, progress)
            except Silence as silence:
                return silence

        def recognised(found: str | Silence) -> None:
            if isinstance(found, Silence):
                over(silent, told(str(found)))
            else:
                over(done, found)

        def allowed() -> None:
            if self._attempt is attempt:
                self._task = self._work.run(
                    recognise,
                    done=recognised,
                    failed=lambda why: over(failed, why),
                    progressed=self.progressed.emit,
                )

        def refused() -> None:
            over(failed, translate("ui", "Nothing was sent."))

        self._gate.ask(Outgoing(judge.destination, seconds), allowed, refused)

    def cancel(self) -> None:
        """Give it up at once; nothing more is heard of it."""
        if self._task is not None:
            self._task.cancel()
        if self._attempt is not None:
            self._attempt = self._task = None
            self.progressed.emit(1.0)
