"""An answer in a conversation between its recording and its words: they are found out, or it is thrown away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sonorant.speech.failures import Progress, Silence
from sonorant.ui.free_answers import FreeAnswers
from sonorant.ui.practice import Sound
from sonorant.ui.services import Services
from sonorant.ui.state import Take
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import told, translate

if TYPE_CHECKING:
    from sonorant.engines.embedded.candidates import Choice


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What was said, before it is known what it was."""

    take: Take
    sound: Sound


class Hearing(QObject):
    """Holds one answer at a time. All methods are for the GUI thread and return at once.

    An answer that is given up leaves no recording behind. One that waits when the window closes does: it is found at
    the next start.

    Signals:
        chosen: carries the sentence that was said, or None for none of them.
        recognised: carries what was said freely, to be confirmed; empty where it has to be typed.
        unheard: carries why there is no answer any more.
        retried: what was said freely is looked for once more.
        noticed: carries a `Notice`.
    """

    chosen = Signal(object)
    recognised = Signal(str)
    unheard = Signal(str)
    retried = Signal()
    noticed = Signal(object)

    def __init__(self, services: Services, free: FreeAnswers, work: Tasks, shelf: Tasks, parent: QObject) -> None:
        """`work` is where the engine works, `shelf` where is stored."""
        super().__init__(parent)
        self._choose, self._store = services.choose, services.store
        self._free, self._work, self._shelf = free, work, shelf
        self.answer: Answer | None = None

    def hear(self, answer: Answer, candidates: Sequence[str], freely: bool) -> None:
        """Find out which of some sentences was said; with `freely` (or without any) also what else, if possible."""
        self.answer = answer
        if not candidates:
            self._recognise(answer)
            return

        def choose(progress: Progress) -> Choice | Silence:
            try:
                return self._choose(answer.sound.audio, candidates, progress)
            except Silence as silence:
                return silence

        def heard(found: Choice | Silence) -> None:
            if self.answer is not answer:
                return
            if isinstance(found, Silence):
                self._on_silence(told(str(found)))
            elif found.index is None and freely and self._free.possible:
                self._recognise(answer)
            else:
                self.chosen.emit(None if found.index is None else candidates[found.index])

        def failed(why: str) -> None:
            if self.answer is answer:
                self.answer = None
                self.unheard.emit(why)

        self._work.run(choose, done=heard, failed=failed)

    def hand_over(self) -> Answer | None:
        """The answer that waits, which is no longer held here."""
        answer, self.answer = self.answer, None
        return answer

    def discard(self) -> Answer | None:
        """Throw the answer that waits away with its recording, if there is one; which that was."""
        self._free.cancel()
        answer = self.hand_over()
        if answer is not None:
            path = answer.take.path
            self._shelf.run(lambda _: self._store.discard(path), failed=lambda why: self.noticed.emit(Notice(why)))
        return answer

    def cancel(self) -> None:
        """Give up finding out what was said freely: it has to be typed."""
        if self._free.busy and self.answer is not None:
            self._free.cancel()
            self.recognised.emit("")

    def _recognise(self, answer: Answer) -> None:
        def as_long_as_it_waits(tell: Callable[[str], None]) -> Callable[[str], None]:
            return lambda words: tell(words) if self.answer is answer else None

        def again() -> None:
            if self.answer is answer and not self._free.busy:
                self.retried.emit()
                self._recognise(answer)

        def failed(why: str) -> None:
            said = translate("ui", "{0} The recording is kept.").format(why)
            self.recognised.emit("")
            self.noticed.emit(Notice(said, ((translate("ui", "Try again"), again),)))

        self._free.recognise(
            answer.sound,
            as_long_as_it_waits(self.recognised.emit),
            as_long_as_it_waits(failed),
            as_long_as_it_waits(self._on_silence),
        )

    def _on_silence(self, why: str) -> None:
        self.unheard.emit(why)
        self.discard()
