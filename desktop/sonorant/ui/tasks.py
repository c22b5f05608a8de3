"""The place where Qt meets threads: plain callables run in the background, their outcomes arrive on the GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from sonorant.speech.failures import Cancelled, Progress, SonorantError
from sonorant.ui.words import told, translate

T = TypeVar("T")
log = logging.getLogger(__name__)


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
    ) -> Task:
        """Queue `job`; exactly one of `done`, `failed` (one sentence) and `cancelled` follows, on the GUI thread."""
        task = Task(job, done, failed, progressed, cancelled)
        self._waiting.append(task)
        self._pool.start(_Runner(task, self._ended.emit, self._moved.emit))
        return task

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
