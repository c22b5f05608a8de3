"""A virtual microphone for the tests of this folder, and a way to run code where PortAudio sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from virtual_microphone import VirtualMicrophone, virtual_microphone

NOTHING_CONNECTED = {"PULSE_SERVER": "unix:/nowhere"}
"""The environment of a computer without any sound device, unless it has a real sound card."""

SOUND_CARDS = Path("/proc/asound/cards")
without_sound_card = pytest.mark.skipif(
    sys.platform != "linux" or (SOUND_CARDS.exists() and "no soundcards" not in SOUND_CARDS.read_text()),
    reason="this computer has a sound card",
)


@pytest.fixture(scope="session")
def microphone() -> Iterator[VirtualMicrophone]:
    if sys.platform != "linux":
        pytest.skip("the virtual microphone is made of PulseAudio and ALSA")
    with virtual_microphone() as running:
        yield running


class Program:
    """Python code in a process of its own, as PortAudio reads the environment only once.

    The code prints JSON lines with `tell(...)` and waits for the test with `input()`.
    """

    def __init__(self, code: str, *arguments: object, environment: dict[str, str]) -> None:
        prelude = "import json, sys, time, pathlib\ntell = lambda *v: print(json.dumps(v), flush=True)\n"
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", prelude + code, *map(str, arguments)],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def told(self) -> Any:
        """The values of the next line that the program tells."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"the program ended with {self.process.wait()}"
        return json.loads(line)

    def go_on(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
