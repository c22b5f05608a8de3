"""The take is handed to the engine while it is recorded, and the engine is not asked more than it can answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from sonorant import assets
from sonorant.audio.files import Audio, read
from sonorant.engines.base import Partial
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.practice import samples
from sonorant.speech.assessment import Assessment
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import UnusableInput
from sonorant.ui import live_verdict
from sonorant.ui.live_verdict import LiveVerdict
from sonorant.ui.tasks import Tasks
from window_stage import Judge, Stage, Stream

RATE = 16_000
PIECE = np.zeros(RATE * 3 // 10, np.float32)
CONFIG = AssessmentConfig("On Saturday I go to the market.")


@pytest.fixture
def work(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.end()
    qtbot.waitUntil(lambda: not tasks.busy)


@pytest.fixture
def stream() -> Stream:
    return Stream(Judge())


@pytest.fixture
def live(work: Tasks, stream: Stream) -> LiveVerdict:
    verdict = LiveVerdict(work)
    verdict.begin(lambda _config, _rate: stream, CONFIG, RATE)
    return verdict


def say(live: LiveVerdict, seconds: float, work: Tasks, qtbot: QtBot) -> None:
    """Let so much sound come, each piece when the one before has been dealt with."""
    for _ in range(round(seconds * RATE / len(PIECE))):
        live.feed(PIECE)
        qtbot.waitUntil(lambda: not work.busy)


def test_what_comes_while_the_worker_is_busy_is_fed_as_one_and_asked_for_once(
    live: LiveVerdict, work: Tasks, stream: Stream, qtbot: QtBot
) -> None:
    gate = threading.Event()
    work.run(lambda _: gate.wait())
    for _ in range(100):
        live.feed(PIECE)
    gate.set()
    qtbot.waitUntil(lambda: not work.busy)

    assert stream.pieces == [len(PIECE), 99 * len(PIECE)]
    assert stream.asked == 1


def test_what_waits_at_the_end_is_part_of_the_take(
    live: LiveVerdict, work: Tasks, stream: Stream, qtbot: QtBot
) -> None:
    gate = threading.Event()
    work.run(lambda _: gate.wait())
    for _ in range(10):
        live.feed(PIECE)
    live.finish(lambda _: pytest.fail("there is a stream"), lambda _: None, pytest.fail, lambda _: None)
    gate.set()
    qtbot.waitUntil(lambda: not work.busy)

    assert sum(stream.pieces) == 10 * len(PIECE)
    assert stream.finished == 1


@pytest.mark.parametrize("why", ["dead", "refuses", "mistaken"])
def test_an_engine_that_hears_no_more_is_not_asked_for_the_verdict(
    live: LiveVerdict, work: Tasks, stream: Stream, qtbot: QtBot, caplog: pytest.LogCaptureFixture, why: str
) -> None:
    stream.alive = why != "dead"
    stream.refuses = {"refuses": UnusableInput("No."), "mistaken": ValueError("No.")}.get(why)
    instead, given = Judge().answer, list[Assessment]()
    assert isinstance(instead, Assessment)
    live.finish(lambda _: instead, given.append, pytest.fail, lambda _: None)
    qtbot.waitUntil(lambda: not work.busy)

    assert given == [instead]
    assert (stream.asked, stream.finished) == (0, 0)
    assert ("the verdict so far is lost" in caplog.text) == (why == "mistaken")
    caplog.clear()


def test_a_take_that_begins_while_the_last_one_is_still_fed_is_fed_too(
    live: LiveVerdict, work: Tasks, stream: Stream, qtbot: QtBot
) -> None:
    gate = threading.Event()
    work.run(lambda _: gate.wait())
    live.feed(PIECE)
    second = Stream(Judge())
    live.begin(lambda _config, _rate: second, CONFIG, RATE)
    live.feed(PIECE)
    live.feed(PIECE)
    gate.set()
    qtbot.waitUntil(lambda: not work.busy)

    assert sum(second.pieces) == 2 * len(PIECE)
    assert (stream.pieces, second.asked) == ([], 1)


def test_the_engine_is_asked_at_most_once_a_second(
    live: LiveVerdict, work: Tasks, stream: Stream, qtbot: QtBot
) -> None:
    heard: list[Partial] = []
    live.heard.connect(heard.append)
    say(live, 6.0, work, qtbot)
    assert 5 <= stream.asked == len(heard) <= 6


def test_an_engine_that_answers_slowly_is_asked_less_often(
    live: LiveVerdict, work: Tasks, stream: Stream, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_verdict, "perf_counter", lambda: 0.5 * stream.asked)  # each answer takes half a second
    say(live, 12.0, work, qtbot)
    assert 2 <= stream.asked <= 3


@pytest.mark.slow
def test_the_window_shows_the_scores_so_far_of_the_engine_on_this_machine(stage: Stage, qtbot: QtBot) -> None:
    sample = next(each for each in samples.load(assets.path("samples")) if each.id == "flawless")
    sound, text = read(sample.audio), " ".join([sample.text] * 3)
    stage.hears = Audio(np.tile(sound.samples, 3), sound.rate)
    stage.assessor = EmbeddedAssessor()
    stage.open_stream = EmbeddedAssessor().open_stream
    window = stage.open()
    panel = window.practice_page.viewer.report_panel
    window.practice.choose("Long", text)
    window.practice.record()
    qtbot.waitUntil(lambda: panel.count.text() == "So far; the rest comes when you stop.", timeout=60_000)

    assert panel.ring.score is not None
    assert panel.ring.score > 70
    qtbot.waitUntil(lambda: stage.microphones[-1].place >= len(stage.hears.samples), timeout=60_000)
    window.practice.stop()
    qtbot.waitUntil(lambda: window.practice.state.judged, timeout=60_000)
    assert panel.ring.score > 70
