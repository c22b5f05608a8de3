"""A take can be read at every moment of its making, and after every way in which that may end."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from sonorant.audio import files
from sonorant.audio.take import TakeWriter

RATE = 16_000


def ramp(length: int) -> np.ndarray:
    return (np.arange(length) % 30_000).astype(np.int16)


def test_what_was_appended_is_in_the_file(tmp_path: Path) -> None:
    take = TakeWriter(tmp_path / "a.wav", RATE)
    for part in np.array_split(ramp(50_001), 17):
        take.append(part)
    take.close()

    audio = files.read(tmp_path / "a.wav")
    assert audio.rate == RATE
    assert np.array_equal(np.round(audio.samples * 32768).astype(np.int16), ramp(50_001))


def test_after_every_flush_the_file_is_valid_and_complete(tmp_path: Path) -> None:
    take = TakeWriter(tmp_path / "a.wav", RATE)
    for count in range(1, 6):
        take.append(ramp(1000))
        take.flush()
        assert len(files.read(tmp_path / "a.wav").samples) == 1000 * count
        header = (tmp_path / "a.wav").read_bytes()[:44]
        assert int.from_bytes(header[40:44], "little") == 2000 * count
        assert int.from_bytes(header[4:8], "little") == 2000 * count + 36
    take.close()


def test_a_flush_is_due_four_times_a_second(tmp_path: Path) -> None:
    take = TakeWriter(tmp_path / "a.wav", RATE)
    sizes = set()
    end = time.monotonic() + 1.1
    while time.monotonic() < end:
        take.append(ramp(16))
        take.flush_if_due()
        sizes.add((tmp_path / "a.wav").stat().st_size)
        time.sleep(0.001)
    take.close()

    assert 4 <= len(sizes) <= 5


def test_an_older_take_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"older")

    with pytest.raises(FileExistsError):
        TakeWriter(tmp_path / "a.wav", RATE)
    assert (tmp_path / "a.wav").read_bytes() == b"older"


WRITE_UNTIL_KILLED = """
import sys, time, pathlib, numpy as np
from sonorant.audio.take import TakeWriter
take = TakeWriter(pathlib.Path(sys.argv[1]), 16000)
begun = time.monotonic()
done = 0
while True:
    due = int((time.monotonic() - begun) * 16000)
    take.append((np.arange(done, due) % 30_000).astype(np.int16))
    done = due
    take.flush_if_due()
    print(done, flush=True)
    time.sleep(0.005)
"""


@pytest.mark.parametrize("after", [0.3, 0.71, 1.13])
def test_a_kill_at_any_moment_costs_less_than_half_a_second(tmp_path: Path, after: float) -> None:
    path = tmp_path / "a.wav"
    writer = subprocess.Popen([sys.executable, "-c", WRITE_UNTIL_KILLED, str(path)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(after)
    writer.send_signal(signal.SIGKILL)
    appended = int(writer.communicate()[0].splitlines()[-1])

    left = np.round(files.read(path).samples * 32768).astype(np.int16)

    assert appended - len(left) < RATE / 2
    assert np.array_equal(left, ramp(len(left)))


FILL_THE_DISK = """
import resource, signal, sys, pathlib, numpy as np
from sonorant.audio.take import TakeWriter
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_001, 100_001))
take = TakeWriter(pathlib.Path(sys.argv[1]), 16000)
try:
    for _ in range(100):
        take.append(np.arange(1000).astype(np.int16))
        take.flush()
except OSError as error:
    print(error.strerror)
try:
    take.close()
except OSError as error:
    print(error.strerror)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_full_disk_is_told_and_what_was_written_is_a_valid_file(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"

    done = subprocess.run([sys.executable, "-c", FILL_THE_DISK, str(path)], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[:1] == ["File too large"]
    assert path.stat().st_size == 100_001
    assert int.from_bytes(path.read_bytes()[40:44], "little") == 99_956
    assert len(files.read(path).samples) == 99_956 // 2
