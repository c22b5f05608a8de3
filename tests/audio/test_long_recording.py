"""Half an hour of recording, fed to the real recorder at a hundred times its pace, fills no memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile  # type: ignore[import-untyped]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]

RECORD = """
import pathlib, sys, time
sys.path.insert(0, sys.argv[2])
import fed_recorder
from sonorant.audio.recorder import Recorder
fed_recorder.install(lambda: recorder.seconds)
recorder = Recorder(pathlib.Path(sys.argv[1]))
memory = lambda: int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * 4096
recorder.start()
most = {True: 0, False: 0}  # in the first ten minutes, and after them
while recorder.seconds < 30 * 60 and recorder.failure is None:
    recorder.drain()  # as the window does
    early = recorder.seconds < 600
    most[early] = max(most[early], memory())
    time.sleep(0.01)
recorder.stop()
print(recorder.failure, most[False] - most[True])
"""


def test_memory_stays_flat_for_half_an_hour(tmp_path: Path) -> None:
    take = tmp_path / "take.wav"
    command = [sys.executable, "-c", RECORD, str(take), str(Path(__file__).parent)]
    # What is written at once is a quarter of a second by the clock, which is half a minute of sound at this pace.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}

    done = subprocess.run(command, env=plain, capture_output=True, text=True, check=True, timeout=200)

    failure, grown = done.stdout.split()
    assert failure == "None"
    assert int(grown) < 8_000_000  # the sound itself is 170 MB
    assert soundfile.info(take).duration >= 30 * 60
