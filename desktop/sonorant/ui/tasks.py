"""The place where Qt meets threads: plain callables run in the background, their outcomes arrive on the GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from sonorant.speech.failures import Cancelled, Progress, SonorantError
from sonorant.ui.words import told, translate

T = TypeVar("T")
log = logging.getLogger(__name__)
_LOOK_SECONDS = 0.05
"""How often it is asked whether to go on waiting."""


def _ignore(*_: object) -> None:
    pass


@dataclass(eq=False)
class Task:
    """A job on its way. `cancel` may be called from any thread; nothing of a cancelled job arrives but `cancelled`."""

    job: Callable[[Progress], Any]
    done: Callable[[Any], None]
    failed: Callable[[str], None]
    progressed: Callable[[float], None]
    cancelled: Callable[[], None]
    lasting: bool = False
    _stop: Event = field(default_factory=Event)

    def cancel(self) -> None:
        self._stop.set()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()


@dataclass(frozen=True)
class _Outcome:
    task: Task
    result: Any = None
    failure: str | None = None
    cancelled: bool = False


class Tasks(QObject):
    """Runs jobs one after the other on one thread that stays the same, off the GUI thread.

    Signals:
        idle: the last job has ended and its outcome has been delivered.
    """

    idle = Signal()
    _ended = Signal(object)
    _moved = Signal(object, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._waiting: list[Task] = []
        self._ending = False
        # Methods of an object that lives on the GUI thread: anything else would run on the worker's thread.
        self._ended.connect(self._deliver)
        self._moved.connect(self._deliver_progress)

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    def run(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], None] = _ignore,
        failed: Callable[[str], None] = _ignore,
        progressed: Callable[[float], None] = _ignore,
        cancelled: Callable[[], None] = _ignore,
        lasting: bool = False,
    ) -> Task:
        """Queue `job`; exactly one of `done`, `failed` (one sentence) and `cancelled` follows, on the GUI thread.

        `lasting`: the user wants what it leaves behind, so `end` does not cancel it.
        """
        task = Task(job, done, failed, progressed, cancelled, lasting)
        self._waiting.append(task)
        if self._ending and not lasting:
            task.cancel()
        self._pool.start(_Runner(task, self._ended.emit, self._moved.emit))
        return task

    def end(self) -> None:
        """Cancel all jobs but the lasting ones, and so those that are still to come: the window closes."""
        self._ending = True
        for task in self._waiting:
            if not task.lasting:
                task.cancel()

    def _deliver(self, outcome: _Outcome) -> None:
        task = outcome.task
        self._waiting.remove(task)
        try:
            if outcome.cancelled or task.stopping:
                task.cancelled()
            elif outcome.failure is not None:
                task.failed(told(outcome.failure))
            else:
                task.done(outcome.result)
        finally:
            if not self._waiting:
                self.idle.emit()

    def _deliver_progress(self, task: Task, share: float) -> None:
        if not task.stopping:
            task.progressed(share)


def until_stopped(ask: Callable[[], T], progress: Progress) -> T:
    """What `ask` returns or raises; for what cannot be stopped, such as a question to a service.

    Raises Cancelled as soon as `progress` asks to stop; `ask` then ends on a thread of its own, and nobody hears of it.
    """
    answers: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(ask())
        except BaseException as failure:
            failures.append(failure)

    thread = Thread(target=run, name="question", daemon=True)
    thread.start()
    while thread.is_alive():
        progress(0.0)
        thread.join(_LOOK_SECONDS)
    if failures:
        raise failures[0]
    return answers[0]


class _Runner(QRunnable):
    def __init__(self, task: Task, ended: Callable[[_Outcome], None], moved: Callable[[Task, float], None]) -> None:
        super().__init__()
        self._task, self._ended, self._moved = task, ended, moved
        self._reported = -1.0

    def run(self) -> None:
        self._ended(self._outcome())

    def _outcome(self) -> _Outcome:
        task = self._task
        try:
            self._progress(0.0)
            return _Outcome(task, result=task.job(self._progress))
        except Cancelled:
            return _Outcome(task, cancelled=True)
        except SonorantError as failure:
            return _Outcome(task, failure=str(failure))
        except Exception as failure:  # the last line of defence: no failure may vanish on a worker thread
            log.exception("a background job failed")
            said = translate("ui", "Something went wrong inside Sonorant ({0}); nothing recorded is lost.")
            return _Outcome(task, failure=said.format(type(failure).__name__))

    def _progress(self, share: float) -> None:
        if self._task.stopping:
            raise Cancelled
        if share - self._reported >= 0.01:  # an engine may call for each frame: do not flood the GUI's queue
            self._reported = share
            self._moved(self._task, share)
