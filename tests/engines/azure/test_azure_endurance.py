"""Much of it: many takes in a row, a long one, and an end in the middle."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from azure_bench import ALL, LONGEST, PLANTED, repeated, repeated_text, settled
from emulators.azure.process import KEY, EmulatorProcess
from sonorant.audio.files import Audio
from sonorant.engines.azure.assessor import AzureAssessor

LEAVE_IN_THE_MIDDLE = """
import sys, threading, time
import numpy as np
from pathlib import Path
from sonorant.audio.files import Audio
from sonorant.azure_account import Account
from sonorant.vault import Secret
from sonorant.engines.azure.assessor import AzureAssessor
from sonorant.sessions.ledger import Ledger
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import Cancelled

endpoint, key, folder, how = sys.argv[1:]
account = Account(Secret(key), endpoint=endpoint)
ledger = Ledger(Path(folder))
ledger.consent(account.destination)
engine = AzureAssessor(account, ledger)
noise = np.random.default_rng(1).normal(0, 0.1, 16_000 * 5).astype(np.float32)
config = AssessmentConfig(reference_text="hello there")
if how == "stream":
    engine.open_stream(config, 16_000).feed(noise)
elif how == "held":
    stream = engine.open_stream(config, 48_000)
    stream.feed(noise)
    threading.Thread(target=lambda held: time.sleep(60), args=(stream,), daemon=True).start()
    stream.cancel()
elif how == "assess":
    threading.Thread(target=engine.assess, args=(Audio(noise, 16_000), config), daemon=True).start()
else:
    began = time.monotonic()
    def cancel(_share):
        if time.monotonic() - began > 0.5:
            raise Cancelled
    try:
        engine.assess(Audio(noise, 16_000), config, cancel)
    except Cancelled:
        pass
time.sleep(0.5)
print("leaving", flush=True)
"""


def memory() -> float:
    """Megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def assess_in_a_row(engine: AzureAssessor, take: Audio, times: int) -> tuple[float, int]:
    """What so many assessments make memory (MB) and the number of threads grow by."""
    for _ in range(3):
        engine.assess(take, ALL)
    assert settled()
    gc.collect()
    held, threads = memory(), threading.active_count()
    native = len(list(Path("/proc/self/task").iterdir()))
    for _ in range(times):
        engine.assess(take, ALL)
    assert settled()
    gc.collect()
    more = len(list(Path("/proc/self/task").iterdir())) - native
    return memory() - held, max(more, threading.active_count() - threads)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the numbers from /proc")
class TestManyTakesInARow:
    def test_twenty_leave_no_thread_and_hardly_any_memory_behind(self, engine: AzureAssessor, planted: Audio) -> None:
        grown, threads = assess_in_a_row(engine, planted, 20)
        assert threads <= 0
        assert grown < 8

    @pytest.mark.slow
    def test_a_hundred_take_no_more_than_twenty(self, engine: AzureAssessor, planted: Audio) -> None:
        grown, threads = assess_in_a_row(engine, planted, 100)
        assert threads <= 0
        assert grown < 8

    def test_failures_leave_nothing_behind_either(
        self, engine: AzureAssessor, planted: Audio, service: EmulatorProcess
    ) -> None:
        service.misbehave(upgrade=401)
        before = threading.active_count()
        for _ in range(10):
            with pytest.raises(Exception, match="key"):
                engine.assess(planted, ALL)
        assert settled()
        assert threading.active_count() <= before


@pytest.mark.slow
def test_ten_minutes_in_a_file_are_one_verdict(engine: AzureAssessor, planted: Audio) -> None:
    times = 80
    take = repeated(planted, times)
    assert take.seconds > 600
    judged = engine.assess(take, repeated_text(times))
    found = [word.offset for word in judged.words or () if word.word == "boats" and word.offset is not None]
    period = take.seconds / times
    assert found == pytest.approx([(5.6 + period * turn) * 1e7 for turn in range(times)], abs=4e6)
    assert judged.scores.completeness is not None
    assert judged.scores.completeness > 90
    assert judged.duration == pytest.approx(take.seconds * 1e7, rel=0.01)


@pytest.mark.slow
def test_ten_minutes_that_are_recorded_are_one_verdict(engine: AzureAssessor, planted: Audio) -> None:
    times = 80
    take = repeated(planted, 1)
    text = repeated_text(times)
    words = len(PLANTED.text.split())
    stream = engine.open_stream(text, take.rate)
    for turn in range(times):
        stream.feed(take.samples)
        deadline = time.monotonic() + 10
        while stream.partial().words_read < turn * words:  # nearly as fast as it is answered
            assert time.monotonic() < deadline, f"it fell behind at {turn}"
            time.sleep(0.01)
    assert stream.seconds > 600
    began = time.monotonic()
    judged = stream.finish()
    assert time.monotonic() - began < LONGEST
    found = [word.offset for word in judged.words or () if word.word == "boats" and word.offset is not None]
    assert found == pytest.approx([(5.6 + take.seconds * turn) * 1e7 for turn in range(times)], abs=4e6)
    assert judged.scores.completeness is not None
    assert judged.scores.completeness > 90


@pytest.mark.parametrize("how", ["stream", "held", "assess", "cancel"])
@pytest.mark.parametrize("fault", [{}, {"silent": "turn"}], ids=str)
def test_a_program_that_ends_in_the_middle_ends_at_once_and_well(
    service: EmulatorProcess, tmp_path: Path, how: str, fault: dict[str, object]
) -> None:
    service.misbehave(**fault, late=5 if not fault else 0)
    command = [sys.executable, "-c", LEAVE_IN_THE_MIDDLE, service.endpoint, KEY, str(tmp_path), how]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "leaving\n"
        began = time.monotonic()
        assert process.wait(10) == 0
        assert time.monotonic() - began < 2.0
        assert process.stderr.read() == ""
