"""Judging while the take is recorded: partial text, scores so far, pauses, lost connections."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from azure_bench import ALL, FAN, LONGEST, PATIENCE, PLANTED, in_noise, paused, settled
from emulators.azure.process import EmulatorProcess
from sonorant.audio.files import Audio, resample
from sonorant.azure_account import Account
from sonorant.engines.azure import AzureFailure, Options, Trouble
from sonorant.engines.azure.assessor import AzureAssessor
from sonorant.engines.azure.stream import Stream
from sonorant.engines.base import StreamingAssessor
from sonorant.sessions.ledger import FILE, Ledger
from sonorant.speech.assessment import Assessment
from sonorant.speech.failures import Cancelled, NothingToJudge, UnusableInput
from sonorant.speech.marks import Mark, of_word

PAUSE = 3.9
"""Seconds: in the middle of the planted take's pause."""


@pytest.fixture(autouse=True)
def _all_threads_end() -> Iterator[None]:
    yield
    assert settled()


def feed(stream: Stream, audio: Audio, begin: float = 0.0, end: float = 1e9, faster: float = 20.0) -> None:
    """Feed a part of a take, given by seconds, so many times faster than life."""
    step = audio.rate // 10
    for start in range(round(begin * audio.rate), min(len(audio.samples), round(end * audio.rate)), step):
        stream.feed(audio.samples[start : min(start + step, round(end * audio.rate))])
        time.sleep(0.1 / faster)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Another program writes into the ledger in this folder, and takes its time."""
    with closing(sqlite3.connect(folder / FILE)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.rollback()


def until(condition: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


def offset(assessment: Assessment, word: str) -> float:
    [found] = [each for each in assessment.words or () if each.word == word]
    assert found.offset is not None
    return found.offset / 1e7


def test_is_a_stream_as_the_application_knows_them(engine: AzureAssessor, planted: Audio) -> None:
    as_such: StreamingAssessor = engine
    stream = as_such.open_stream(ALL, planted.rate)
    stream.feed(planted.samples)
    assert stream.finish().words


def test_text_comes_at_once_and_scores_with_each_phrase(engine: AzureAssessor, planted: Audio) -> None:
    stream = engine.open_stream(ALL, planted.rate)
    feed(stream, planted, end=2.5)
    until(lambda: stream.partial().text)
    assert stream.partial().words_read > 0
    assert stream.partial().scores is None

    feed(stream, planted, begin=2.5, end=6.0)
    until(lambda: stream.partial().scores)
    scores = stream.partial().scores
    assert scores is not None
    assert scores.completeness is None, "the text is not at its end"
    assert scores.pronunciation is not None
    assert 12 <= stream.partial().words_read <= 23

    feed(stream, planted, begin=6.0)
    verdict = stream.finish()
    assert verdict.scores.completeness is not None
    assert offset(verdict, "boats") == pytest.approx(5.6, abs=0.4)


def test_the_verdict_tells_of_breaks_as_that_on_a_whole_take_does(engine: AzureAssessor, planted: Audio) -> None:
    stream = engine.open_stream(ALL, planted.rate)
    feed(stream, planted)
    found = [
        [word.word for word in verdict.words or () if Mark.PAUSE in of_word(word)]
        for verdict in (engine.assess(planted, ALL), stream.finish())
    ]
    assert found == [["in"], ["in"]]


def test_the_rate_of_the_device_does_not_matter(engine: AzureAssessor, planted: Audio) -> None:
    stream = engine.open_stream(ALL, 48_000)
    feed(stream, resample(planted, 48_000))
    assert stream.seconds == pytest.approx(planted.seconds, abs=0.01)
    assert offset(stream.finish(), "boats") == pytest.approx(5.6, abs=0.4)


def test_a_pause_takes_no_time_of_the_take(engine: AzureAssessor, planted: Audio, service: EmulatorProcess) -> None:
    stream = engine.open_stream(ALL, planted.rate)
    feed(stream, planted, end=PAUSE)
    stream.pause()
    feed(stream, planted, end=2.0)  # passed over
    time.sleep(1.0)
    stream.resume()
    feed(stream, planted, begin=PAUSE)
    verdict = stream.finish()
    assert stream.seconds == pytest.approx(planted.seconds, abs=0.01)
    assert offset(verdict, "boats") == pytest.approx(5.6, abs=0.4)
    assert sum(turn["seconds"] for turn in service.turns()) == pytest.approx(planted.seconds, abs=0.2)


def test_a_pause_may_be_longer_than_any_patience(account: Account, ledger: Ledger, planted: Audio) -> None:
    stream = AzureAssessor(account, ledger, Options(patience=PATIENCE)).open_stream(ALL, planted.rate)
    feed(stream, planted, end=PAUSE)
    stream.pause()
    time.sleep(PATIENCE + 0.5)
    stream.resume()
    feed(stream, planted, begin=PAUSE)
    assert stream.finish().words


@pytest.mark.parametrize("code", [1000, 1001, 1006, 1011])
def test_a_connection_lost_on_the_way_leaves_no_trace_in_time(
    engine: AzureAssessor, service: EmulatorProcess, planted: Audio, code: int
) -> None:
    service.misbehave(close=code, after=4.6, times=1)
    stream = engine.open_stream(ALL, planted.rate)
    feed(stream, planted, faster=8)
    verdict = stream.finish()
    assert len(service.connections()) == 2
    starts = [word.offset for word in verdict.words or () if word.offset is not None]
    assert starts == sorted(starts)
    assert offset(verdict, "think") == pytest.approx(0.36, abs=0.2)
    assert offset(verdict, "boats") == pytest.approx(5.6, abs=0.4)
    assert verdict.scores.completeness is not None
    assert verdict.scores.completeness > 90


@pytest.mark.parametrize("code", [1000, 1001, 1006, 4408])
def test_a_service_that_hangs_up_in_a_pause_is_called_again(
    impatient: AzureAssessor, service: EmulatorProcess, planted: Audio, code: int
) -> None:
    service.misbehave(close=code, after=PAUSE, times=1)
    stream = impatient.open_stream(ALL, planted.rate)
    feed(stream, planted, end=PAUSE + 0.1)
    stream.pause()
    until(lambda: service.turns()[0]["seconds"] >= PAUSE)
    time.sleep(PATIENCE + 0.5)
    stream.resume()
    feed(stream, planted, begin=PAUSE + 0.1)
    verdict = stream.finish()
    assert len(service.connections()) == 2
    assert offset(verdict, "think") == pytest.approx(0.36, abs=0.2)
    assert offset(verdict, "boats") == pytest.approx(5.6, abs=0.4)


def test_silence_of_the_speaker_is_no_silence_of_the_service(account: Account, ledger: Ledger, planted: Audio) -> None:
    stream = AzureAssessor(account, ledger, Options(patience=PATIENCE)).open_stream(ALL, planted.rate)
    silence = Audio(np.zeros(planted.rate * 4, np.float32), planted.rate)
    feed(stream, silence, faster=2)
    feed(stream, planted)
    assert offset(stream.finish(), "think") == pytest.approx(4.36, abs=0.2)


def test_nor_is_a_fan_speech(account: Account, ledger: Ledger, planted: Audio, service: EmulatorProcess) -> None:
    service.misbehave(noise=FAN)
    stream = AzureAssessor(account, ledger, Options(patience=PATIENCE)).open_stream(ALL, planted.rate)
    waiting = in_noise(Audio(np.zeros(planted.rate * 6, np.float32), planted.rate), FAN)
    feed(stream, waiting, faster=2)
    feed(stream, planted)
    assert offset(stream.finish(), "think") == pytest.approx(6.36, abs=0.2)


@pytest.mark.parametrize("level", [0.0, FAN], ids=["in silence", "beside a fan"])
def test_a_service_that_falls_silent_is_noticed_while_the_speaker_goes_on(
    impatient: AzureAssessor, service: EmulatorProcess, planted: Audio, level: float
) -> None:
    service.misbehave(silent="turn", after=1.0, noise=level)
    planted = in_noise(planted, level)
    stream = impatient.open_stream(ALL, planted.rate)
    feed(stream, planted, faster=4)
    feed(stream, planted, faster=4)
    until(lambda: not stream.alive, 5.0)
    stream.feed(planted.samples)  # the recorder need not know
    with pytest.raises(AzureFailure) as raised:
        stream.finish()
    assert raised.value.trouble is Trouble.TIME_OUT


@pytest.mark.parametrize(
    ("fault", "trouble", "within"),
    [
        ({"upgrade": 401}, Trouble.KEY, 1.5),
        ({"upgrade": 429}, Trouble.THROTTLED, 3.0),
        ({"close": 1011, "after": 1.0}, Trouble.SERVICE, 3.0),
        ({"slow": 8}, Trouble.TIME_OUT, LONGEST),
        ({"slow": 3, "silent": "turn"}, Trouble.TIME_OUT, LONGEST),
        ({"silent": "turn"}, Trouble.TIME_OUT, LONGEST),
    ],
    ids=str,
)
def test_a_failing_service_ends_it_in_time(
    engine: AzureAssessor,
    service: EmulatorProcess,
    planted: Audio,
    fault: dict[str, object],
    trouble: Trouble,
    within: float,
) -> None:
    service.misbehave(**fault)
    stream = engine.open_stream(ALL, planted.rate)
    stream.feed(planted.samples)
    began = time.monotonic()
    with pytest.raises(AzureFailure) as raised:
        stream.finish()
    assert raised.value.trouble is trouble
    assert time.monotonic() - began < within


def test_a_turn_that_never_ends_does_not_matter_once_everything_is_answered(
    engine: AzureAssessor, service: EmulatorProcess, planted: Audio
) -> None:
    service.misbehave(silent="end")
    stream = engine.open_stream(ALL, planted.rate)
    stream.feed(planted.samples)
    began = time.monotonic()
    assert (stream.finish().scores.completeness or 0) > 90
    assert time.monotonic() - began < LONGEST


def test_silence_is_nothing_to_judge(engine: AzureAssessor) -> None:
    stream = engine.open_stream(ALL, 16_000)
    stream.feed(np.zeros(16_000, np.float32))
    with pytest.raises(NothingToJudge):
        stream.finish()


@pytest.mark.parametrize("fault", [{}, {"silent": "turn"}, {"slow": 8}], ids=str)
def test_cancelling_is_immediate(
    engine: AzureAssessor, service: EmulatorProcess, planted: Audio, fault: dict[str, object]
) -> None:
    service.misbehave(**fault)
    stream = engine.open_stream(ALL, planted.rate)
    stream.feed(planted.samples)
    began = time.monotonic()
    stream.cancel()
    stream.feed(planted.samples)
    assert time.monotonic() - began < 0.1


def test_what_is_over_is_not_judged_again(engine: AzureAssessor, planted: Audio) -> None:
    finished = engine.open_stream(ALL, planted.rate)
    finished.feed(planted.samples)
    finished.finish()
    finished.feed(planted.samples)
    assert finished.seconds == pytest.approx(planted.seconds)
    with pytest.raises(RuntimeError, match="finished before"):
        finished.finish()

    cancelled = engine.open_stream(ALL, planted.rate)
    cancelled.feed(planted.samples)
    cancelled.cancel()
    with pytest.raises(Cancelled):
        cancelled.finish()


@pytest.mark.parametrize("rate", [-16_000, 0])
def test_at_a_rate_that_no_sound_has_nothing_is_sent(engine: AzureAssessor, ledger: Ledger, rate: int) -> None:
    with pytest.raises(UnusableInput, match="sample rate"):
        engine.open_stream(ALL, rate)
    assert ledger.entries() == []


def test_finishing_can_be_cancelled(engine: AzureAssessor, service: EmulatorProcess, planted: Audio) -> None:
    service.misbehave(silent="turn")
    stream = engine.open_stream(ALL, planted.rate)
    stream.feed(planted.samples)

    def cancel(_share: float) -> None:
        raise Cancelled

    began = time.monotonic()
    with pytest.raises(Cancelled):
        stream.finish(cancel)
    assert time.monotonic() - began < 0.5


def test_the_ledger_follows_what_was_sent(engine: AzureAssessor, ledger: Ledger, planted: Audio) -> None:
    stream = engine.open_stream(ALL, planted.rate)
    [entry] = ledger.entries()
    assert entry.disclosure.seconds == 0
    stream.feed(planted.samples)
    stream.finish()
    [entry] = ledger.entries()
    assert entry.disclosure.seconds == pytest.approx(planted.seconds, abs=0.01)
    assert entry.disclosure.characters == len(PLANTED.text)


def test_the_ledger_is_at_most_a_second_behind_while_nothing_is_answered_yet(
    engine: AzureAssessor, ledger: Ledger, planted: Audio, service: EmulatorProcess
) -> None:
    service.misbehave(late=5)
    stream = engine.open_stream(ALL, planted.rate)
    for seconds in (3.0, 5.0):
        stream.feed(planted.samples[round(stream.seconds * planted.rate) : round(seconds * planted.rate)])
        until(lambda sent=seconds: ledger.entries()[0].disclosure.seconds == pytest.approx(sent), 3.0)  # type: ignore[misc]
    ledger.clear()
    stream.feed(planted.samples[5 * planted.rate :])
    until(
        lambda: [round(entry.disclosure.seconds, 1) for entry in ledger.entries()] == [round(planted.seconds, 1)], 3.0
    )
    stream.cancel()


def test_a_ledger_that_is_held_by_another_program_delays_no_verdict(
    engine: AzureAssessor, ledger: Ledger, planted: Audio, tmp_path: Path
) -> None:
    stream = engine.open_stream(ALL, planted.rate)
    feed(stream, planted)
    with held(tmp_path):
        began = time.monotonic()
        assert stream.finish().words
        assert time.monotonic() - began < 2.0, "that is how long the ledger waits"
    [entry] = ledger.entries()
    assert entry.disclosure.seconds == pytest.approx(planted.seconds, abs=0.01)


def test_free_speech_counts_the_words_that_are_recognised(
    engine: AzureAssessor, service: EmulatorProcess, planted: Audio
) -> None:
    service.misbehave(said=PLANTED.text)
    stream = engine.open_stream(replace(ALL, reference_text=""), planted.rate)
    feed(stream, paused(planted, planted.seconds, 1.0))
    until(lambda: "home" in stream.partial().text and stream.partial().scores)
    read = stream.partial().words_read
    verdict = stream.finish()
    assert verdict.scores.completeness is None
    assert read == len(verdict.words or ())
