"""A recording that is killed at any moment is found again, less than its last second missing.

Ten kills as a rule; SONORANT_KILLS=50 in the environment asks for as many.
"""

from __future__ import annotations

import os
import random
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from sonorant.audio import files
from sonorant.sessions.store import Store
from sound_bench import Program
from virtual_microphone import VirtualMicrophone

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
KILLS = int(os.environ.get("SONORANT_KILLS", "10"))
AT_ONCE = 5
RECORD = """
from sonorant.audio.recorder import Recorder
from sonorant.sessions.store import Store
store = Store(pathlib.Path(sys.argv[1]))
take = store.new_take()
recorder = Recorder(take)
recorder.start()
tell(take.name, recorder.seconds)
input()
"""


def test_every_killed_recording_is_recovered(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    chance = random.Random()
    missing: dict[str, float] = {}
    for first in range(0, KILLS, AT_ONCE):
        with ExitStack() as stack:
            programs = [
                stack.enter_context(Program(RECORD, tmp_path, environment=microphone.environment))
                for _ in range(min(AT_ONCE, KILLS - first))
            ]
            begun = [(*program.told(), time.monotonic()) for program in programs]
            time.sleep(0.4)  # in its first quarter of a second nothing of a take is on disk
            for program, (name, before, since) in zip(programs, begun, strict=True):
                time.sleep(chance.uniform(0, 0.9))
                recorded = before + time.monotonic() - since
                program.process.kill()
                program.process.wait()
                missing[name] = recorded - files.read(tmp_path / "takes" / name).seconds

    assert len(missing) == KILLS
    assert {take.name for take in Store(tmp_path).unfinished()} == set(missing)
    assert max(missing.values()) < 1
