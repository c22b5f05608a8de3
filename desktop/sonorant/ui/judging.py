"""All answers of a conversation are assessed, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from sonorant.speech.failures import NothingToJudge, Progress, UnusableInput
from sonorant.ui.engines import Judge, config_for
from sonorant.ui.lines import ChatLine
from sonorant.ui.report_model import Report, build
from sonorant.ui.settings import Engine
from sonorant.ui.tasks import Task, Tasks
from sonorant.ui.words import told


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer was judged: its number in the conversation, and its report or why there is none."""

    number: int
    line: ChatLine
    report: Report | str


class Judging(QObject):
    """All methods are for the GUI thread and return at once.

    Signals:
        judged: carries a `Judged`.
        progressed: share that is done, 0 to 1.
    """

    judged = Signal(object)
    progressed = Signal(float)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task: Task | None = None

    def judge(
        self, by: Judge, lines: Sequence[ChatLine], done: Callable[[], None], failed: Callable[[str], None]
    ) -> None:
        """Have those of these lines judged that wait for it; then `done`, or `failed` (empty: given up)."""
        left = [(number, line) for number, line in enumerate(lines) if waits(line, by.engine)]

        def judge(progress: Progress) -> None:
            for count, (number, line) in enumerate(left):
                report = _report(by, line, part(progress, count, len(left)))
                self.judged.emit(Judged(number, line, report))

        self._task = self._tasks.run(
            judge,
            done=lambda _: done(),
            failed=failed,
            progressed=self.progressed.emit,
            cancelled=lambda: failed(""),
        )

    def cancel(self) -> None:
        """Give up; what is assessed by then stays."""
        if self._task is not None:
            self._task.cancel()


def waits(line: ChatLine, engine: Engine) -> bool:
    """Whether this is an answer that can be assessed and that this engine has not judged."""
    return line.judgeable and (line.report is None or line.report.raw.engine != engine)


def part(progress: Progress, done: int, count: int) -> Progress:
    """The progress of one of several jobs, as a share of them all."""
    return lambda share: progress((done + share) / count)


def _report(by: Judge, line: ChatLine, progress: Progress) -> Report | str:
    """The report on an answer, or why there is none: one answer that cannot be judged is no reason to stop."""
    assert line.sound is not None
    try:
        return build(by.assessor.assess(line.sound.audio, config_for(line.text, by.locale, by.scenario_id), progress))
    except NothingToJudge as why:
        return told(str(why))
    except UnusableInput as why:
        if by.destination:  # of the account, not of the answer: the next one would fare no better
            raise
        return told(str(why))
