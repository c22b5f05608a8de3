"""The real recorder on a sound system made of Python that delivers some hundred times as fast as time goes by."""

from __future__ import annotations

import sys
import threading
import time
import types
from collections.abc import Callable
from typing import Any

import numpy as np

RATE = 48_000
BLOCK = RATE // 10
PACE = 150


class PortAudioError(Exception):
    pass


class InputStream:
    """Calls back with blocks of 0.1 s of a tone, never more than 2 s of sound ahead of what `taken` says."""

    taken: Callable[[], float]

    def __init__(self, callback: Callable[..., None], **_: Any) -> None:
        self._callback = callback
        self.active = False
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self.active = True
        self._thread.start()

    def stop(self, **_: Any) -> None:
        self.active = False

    close = stop

    def _run(self) -> None:
        block = (10_000 * np.sin(np.arange(BLOCK) * 0.05)).astype(np.int16)[:, np.newaxis]
        status = types.SimpleNamespace(input_overflow=False)
        begun, given = time.monotonic(), 0.0
        while self.active:
            if given - type(self).taken() > 2 or given > PACE * (time.monotonic() - begun):
                time.sleep(0.0005)
                continue
            self._callback(block, BLOCK, None, status)
            given += BLOCK / RATE


def install(taken: Callable[[], float]) -> None:
    """Take the place of sounddevice in this process; `taken` gives the seconds that were recorded so far."""
    InputStream.taken = staticmethod(taken)
    device = {"name": "tone", "hostapi": 0, "max_input_channels": 1, "default_samplerate": float(RATE)}
    module: Any = types.ModuleType("sounddevice")
    module.PortAudioError = PortAudioError
    module.InputStream = InputStream
    module.query_hostapis = lambda: [{"name": "none"}]
    module.query_devices = lambda kind=None: device if kind else [device]
    module._initialize = module._terminate = lambda: None
    sys.modules["sounddevice"] = module
