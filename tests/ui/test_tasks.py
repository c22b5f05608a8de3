from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread, Signal
from pytestqt.qtbot import QtBot

from sonorant.speech.failures import Cancelled, Progress, UnusableInput, no_progress
from sonorant.ui.tasks import Tasks, until_stopped


class Ending:
    """How a task ended, and on which thread that was said."""

    def __init__(self) -> None:
        self.said: list[tuple[str, object]] = []
        self.threads: set[QThread] = set()

    def of(self, name: str):
        def note(value: object = None) -> None:
            self.said.append((name, value))
            self.threads.add(QThread.currentThread())

        return note

    def asked_for(self) -> dict[str, object]:
        return {name: self.of(name) for name in ("done", "failed", "progressed", "cancelled")}

    @property
    def last(self) -> tuple[str, object]:
        return self.said[-1]


@pytest.fixture
def tasks(qtbot: QtBot):
    tasks = Tasks()
    yield tasks
    qtbot.waitUntil(lambda: not tasks.busy)
    with qtbot.waitSignal(tasks.destroyed):
        tasks.deleteLater()


def test_a_result_and_the_progress_arrive_on_the_gui_thread_and_the_job_runs_elsewhere(
    qtbot: QtBot, tasks: Tasks
) -> None:
    ending = Ending()
    ran_on: list[QThread] = []

    def job(progress: Progress) -> int:
        ran_on.append(QThread.currentThread())
        progress(0.5)
        return 42

    with qtbot.waitSignal(tasks.idle):
        tasks.run(job, **ending.asked_for())

    assert ending.said == [("progressed", 0.0), ("progressed", 0.5), ("done", 42)]
    assert ending.threads == {QThread.currentThread()}
    assert ran_on != [QThread.currentThread()]


def test_a_known_failure_arrives_as_its_sentence(qtbot: QtBot, tasks: Tasks) -> None:
    def job(_: Progress) -> None:
        raise UnusableInput("The file is empty.")

    ending = Ending()
    with qtbot.waitSignal(tasks.idle):
        tasks.run(job, **ending.asked_for())

    assert ending.last == ("failed", "The file is empty.")


def test_an_unknown_failure_is_logged_and_arrives_as_a_sentence(
    qtbot: QtBot, tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    def job(_: Progress) -> None:
        raise ZeroDivisionError

    ending = Ending()
    with qtbot.waitSignal(tasks.idle):
        tasks.run(job, **ending.asked_for())

    name, sentence = ending.last
    assert name == "failed"
    assert "ZeroDivisionError" in str(sentence)
    assert "a background job failed" in caplog.text
    caplog.clear()


def test_cancelling_ends_a_running_job_at_its_next_progress(qtbot: QtBot, tasks: Tasks) -> None:
    started, ended = threading.Event(), threading.Event()

    def job(progress: Progress) -> None:
        try:
            while True:
                started.set()
                progress(0.5)
        except Cancelled:
            ended.set()
            raise

    ending = Ending()
    task = tasks.run(job, **ending.asked_for())
    assert started.wait(5)
    with qtbot.waitSignal(tasks.idle):
        task.cancel()

    assert ended.is_set()
    assert ending.last == ("cancelled", None)


def test_a_job_cancelled_while_it_waits_never_runs(qtbot: QtBot, tasks: Tasks) -> None:
    gate, ran = threading.Event(), threading.Event()
    ending = Ending()
    tasks.run(lambda _: gate.wait(5))
    tasks.run(lambda _: ran.set(), **ending.asked_for()).cancel()
    with qtbot.waitSignal(tasks.idle):
        gate.set()

    assert not ran.is_set()
    assert ending.said == [("cancelled", None)]


def test_a_result_that_comes_after_the_cancelling_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    gate, started = threading.Event(), threading.Event()

    def job(_: Progress) -> int:
        started.set()
        gate.wait(5)
        return 42

    ending = Ending()
    task = tasks.run(job, **ending.asked_for())
    assert started.wait(5)
    task.cancel()
    with qtbot.waitSignal(tasks.idle):
        gate.set()

    assert ending.last == ("cancelled", None)
    assert ("done", 42) not in ending.said


def test_jobs_run_one_after_the_other_on_the_same_thread(qtbot: QtBot, tasks: Tasks) -> None:
    order: list[tuple[int, int]] = []
    with qtbot.waitSignal(tasks.idle):
        for number in range(20):
            tasks.run(lambda _, number=number: order.append((number, threading.get_ident())))

    assert [number for number, _ in order] == list(range(20))
    assert len({thread for _, thread in order}) == 1


def test_a_flood_of_progress_is_thinned_before_it_reaches_the_window(qtbot: QtBot, tasks: Tasks) -> None:
    def job(progress: Progress) -> None:
        for step in range(10_000):
            progress(step / 10_000)

    ending = Ending()
    with qtbot.waitSignal(tasks.idle):
        tasks.run(job, **ending.asked_for())

    assert 50 <= len(ending.said) <= 102


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the thread in /proc")
def test_the_thread_ends_with_the_runner(qtbot: QtBot) -> None:
    ran_on: list[int] = []
    parent = QObject()
    tasks = Tasks(parent)
    with qtbot.waitSignal(tasks.idle):
        tasks.run(lambda _: ran_on.append(threading.get_native_id()))
    thread = Path(f"/proc/self/task/{ran_on[0]}")
    assert thread.exists()

    with qtbot.waitSignal(parent.destroyed):
        parent.deleteLater()

    qtbot.waitUntil(lambda: not thread.exists())  # the system tells of it a little later


def test_signals_cost_no_references() -> None:
    """PySide6 6.12.0 takes one of True at each signal, and Python 3.11 aborts after some thousand."""

    class Source(QObject):
        told = Signal(object)

    source = Source()
    before = sys.getrefcount(True)
    for _ in range(100):
        source.told.emit(None)

    assert abs(sys.getrefcount(True) - before) < 50


def test_at_the_end_all_is_cancelled_but_what_is_to_last(qtbot: QtBot, tasks: Tasks) -> None:
    before, lasting, after = Ending(), Ending(), Ending()
    begun = threading.Event()

    def job(progress: Progress) -> None:
        begun.set()
        until_stopped(lambda: threading.Event().wait(3), progress)

    tasks.run(job, **before.asked_for())
    tasks.run(lambda _: 42, **lasting.asked_for(), lasting=True)
    assert begun.wait(5)
    began = time.monotonic()
    tasks.end()
    tasks.run(lambda _: 42, **after.asked_for())
    qtbot.waitUntil(lambda: not tasks.busy)

    assert time.monotonic() - began < 2
    assert [ending.last for ending in (before, lasting, after)] == [
        ("cancelled", None),
        ("done", 42),
        ("cancelled", None),
    ]


def test_a_question_that_cannot_be_stopped_gives_its_answer_or_its_failure() -> None:
    assert until_stopped(lambda: 42, no_progress) == 42
    with pytest.raises(UnusableInput, match="Nobody knows"):
        until_stopped(lambda: _fail("Nobody knows."), no_progress)


def _fail(why: str) -> None:
    raise UnusableInput(why)
