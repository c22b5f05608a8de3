"""What the tests of recording and playing work with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

RATE = 44_100

NOTHING_CONNECTED = {"PULSE_SERVER": "unix:/nowhere"}
"""The environment of a computer without any sound device, unless it has a real sound card."""

SOUND_CARDS = Path("/proc/asound/cards")
without_sound_card = pytest.mark.skipif(
    sys.platform != "linux" or (SOUND_CARDS.exists() and "no soundcards" not in SOUND_CARDS.read_text()),
    reason="this computer has a sound card",
)


def chirp(seconds: float = 2.0) -> NDArray[np.float32]:
    """A tone that never repeats itself, so that a gap or a repetition would show."""
    moments = np.arange(round(seconds * RATE)) / RATE
    return (0.5 * np.sin(2 * np.pi * (200 * moments + 400 * moments**2))).astype(np.float32)


def found(played: NDArray[np.float32], heard: NDArray[np.float32]) -> tuple[int, float]:
    """Where `played` begins in `heard`, and how alike they are from there on (1: the same shape)."""
    size = len(played) + len(heard)
    likeness = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(played, size)), size)
    place = int(likeness[: len(heard)].argmax())
    part = heard[place : place + len(played)]
    played = played[: len(part)]
    return place, float(part @ played / np.sqrt((part @ part) * (played @ played)))


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
