"""How fast the embedded engine is and what it holds, against what it has to reach; not part of the tests.

    .venv/bin/pytest tests/benchmarks/bench_engine.py

Each case fails where its target is missed. Run it on a quiet machine: it times.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the real-time factor is that of one core

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]

from sonorant.audio.files import Audio, read
from sonorant.engines.embedded import EmbeddedAssessor, acoustic_model, scoring_model
from sonorant.engines.embedded.assessor import EmbeddedStream
from sonorant.speech.config import AssessmentConfig
from sonorant.ui.live_verdict import ASK_SECONDS, ASK_SHARE, PIECE_SECONDS
from synthetic_speech import SENTENCES, say

RATE = 16_000
MOST_BEHIND = 1.5
"""Seconds by which the engine may be behind the speaker, once, when the speaker is learned after ten seconds."""
NOTHING_TO_JUDGE = 3
PAUSE = np.zeros(RATE // 2, dtype=np.float32)
MEMORY = """
import sys, pathlib, resource
from sonorant.cli import main
code = main(["assess", *sys.argv[1:], "--format", "json"])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture(scope="module")
def take(tmp_path_factory):
    """`take(seconds)`: a file of that length with half a second between sentences, and its text in a file."""
    folder = tmp_path_factory.mktemp("takes")
    said = [say(sentence, "slt").audio.samples for sentence in SENTENCES]

    def make(seconds: float) -> tuple[Path, Path]:
        sound, text = folder / f"{seconds}.wav", folder / f"{seconds}.txt"
        parts, words, length, number = [], [], 0.0, 0
        while length < seconds:
            parts += [said[number % len(said)], PAUSE]
            words.append(SENTENCES[number % len(said)])
            length += (len(parts[-2]) + len(PAUSE)) / RATE
            number += 1
        soundfile.write(sound, np.concatenate(parts), RATE)
        text.write_text(" ".join(words), encoding="utf-8")
        return sound, text

    return make


def config(text: Path) -> AssessmentConfig:
    return AssessmentConfig(
        text.read_text(encoding="utf-8"), enable_miscue=True, enable_prosody=True, nbest_phoneme_count=5
    )


def fed(audio: Audio, text: Path) -> tuple[EmbeddedStream, float]:
    """A stream that has heard the take but for its end, fed and asked as the window does, and by how many seconds it
    was behind the speaker at most.

    The time is made up: sound comes in real time, and work takes as long as it does.
    """
    stream = EmbeddedAssessor().open_stream(config(text), audio.rate)
    size = round(PIECE_SECONDS * audio.rate)
    now = ask_at = lag = 0.0
    for start in range(0, len(audio.samples), size):
        piece = audio.samples[start : start + size]
        come = (start + len(piece)) / audio.rate
        now = max(now, come) + seconds_of(lambda piece=piece: stream.feed(piece))
        if now < come + PIECE_SECONDS and come >= ask_at:
            answer = seconds_of(stream.partial)
            now += answer
            ask_at = come + max(ASK_SECONDS, ASK_SHARE * answer)
        lag = max(lag, now - come)
    return stream, lag


def seconds_of(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def test_models_load_within_a_fifth_of_a_second(benchmark):
    def load() -> None:
        acoustic_model.load.cache_clear()
        scoring_model.load.cache_clear()
        acoustic_model.load()
        scoring_model.load()

    benchmark.pedantic(load, rounds=5)
    assert benchmark.stats["min"] <= 0.2


def test_a_take_is_judged_in_less_than_a_twelfth_of_its_length(benchmark, take):
    sound, text = take(60.0)
    audio = read(sound)
    benchmark.pedantic(lambda: EmbeddedAssessor().assess(audio, config(text)), rounds=3)
    benchmark.extra_info["real-time factor"] = benchmark.stats["min"] / audio.seconds
    assert benchmark.stats["min"] <= 0.08 * audio.seconds


@pytest.mark.parametrize(("seconds", "limit"), [(30.0, 0.3), (600.0, 1.5)])
@pytest.mark.timeout(1800)
def test_after_the_last_word_the_report_comes_at_once(benchmark, take, seconds, limit, capsys):
    sound, text = take(seconds)
    audio = read(sound)
    lags = []

    def recorded():
        stream, lag = fed(audio, text)
        lags.append(lag)
        return (stream,), {}

    benchmark.pedantic(EmbeddedStream.finish, setup=recorded, rounds=2)
    benchmark.extra_info["longest lag"] = min(lags)
    with capsys.disabled():
        print(f"\n{seconds:.0f} s: at most {min(lags):.2f} s behind the speaker")
    assert benchmark.stats["min"] <= limit
    assert min(lags) <= MOST_BEHIND


def test_five_seconds_in_a_process_of_their_own(benchmark, take):
    sound, text = take(5.0)
    command = [sys.executable, "-m", "sonorant", "assess", str(sound), "--text-file", str(text)]
    benchmark.pedantic(lambda: subprocess.run(command, check=True, capture_output=True), rounds=3)
    assert benchmark.stats["min"] <= 1.2


@pytest.mark.skipif(sys.platform != "linux", reason="the unit of the peak is another one elsewhere")
@pytest.mark.parametrize(("seconds", "limit"), [(600.0, 300), (3600.0, 500)])
@pytest.mark.timeout(1800)
def test_a_long_take_needs_little_memory(benchmark, take, seconds, limit):
    sound, text = take(seconds)
    assert megabytes(benchmark, 0, sound, "--text-file", text) <= limit


@pytest.mark.skipif(sys.platform != "linux", reason="as above")
@pytest.mark.parametrize(("seconds", "limit"), [(180.0, 200), (3600.0, 350)])
@pytest.mark.timeout(3600)
def test_without_a_text_it_needs_little_memory_either(benchmark, take, seconds, limit):
    sound, _ = take(seconds)
    assert megabytes(benchmark, 0, sound) <= limit


@pytest.mark.skipif(sys.platform != "linux", reason="as above")
@pytest.mark.parametrize("text", [(), ("--text", "The river is wide.")], ids=["no text", "text"])
def test_an_hour_of_silence_is_refused_within_seconds_and_not_held(benchmark, tmp_path, text):
    sound = tmp_path / "silence.wav"
    soundfile.write(sound, np.zeros(3600 * RATE, dtype=np.int16), RATE)
    assert megabytes(benchmark, NOTHING_TO_JUDGE, sound, *text) <= 150
    assert benchmark.stats["max"] <= 10.0


def megabytes(benchmark, code: int, *arguments: object) -> int:
    """What a process of its own takes at most to assess, which ends with `code`."""
    command = [sys.executable, "-c", MEMORY, *map(str, arguments)]
    done = benchmark.pedantic(lambda: subprocess.run(command, check=False, capture_output=True), rounds=1)
    assert done.returncode == code, done.stderr.decode()
    peak = int(done.stderr.split()[-1])
    benchmark.extra_info["megabytes"] = peak
    return peak
