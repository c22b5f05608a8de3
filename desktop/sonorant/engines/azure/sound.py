"""Sound as the service takes it: 16-bit mono at 16 kHz."""

from __future__ import annotations

import numpy as np
import soxr  # type: ignore[import-untyped]
from numpy.typing import NDArray

from sonorant.audio.files import Audio, resample
from sonorant.engines.azure.wire import RATE

SHORTEST_SECONDS = 0.2
_SILENT = 10 ** (-60 / 20)
_LOUD = 10 ** (-40 / 20)


def pcm_of(audio: Audio) -> bytes:
    """A whole take."""
    return _pcm(resample(audio, RATE).samples)


def is_silent(audio: Audio) -> bool:
    """Whether there is nothing in it that would be worth sending."""
    return not len(audio.samples) or float(np.abs(audio.samples).max()) < _SILENT


def is_loud(samples: NDArray[np.float32]) -> bool:
    """Whether these samples are loud enough to be speech."""
    return bool(len(samples)) and float(np.sqrt(np.mean(np.square(samples)))) >= _LOUD


class Converter:
    """Turns sound that comes in pieces at `rate` Hz into bytes for the service."""

    def __init__(self, rate: int) -> None:
        self._resampler = None if rate == RATE else soxr.ResampleStream(rate, RATE, 1, dtype="float32")

    def convert(self, samples: NDArray[np.float32], *, last: bool = False) -> bytes:
        """The next piece, shape (n,); the `last` one brings out what is still inside."""
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(np.ascontiguousarray(samples, np.float32), last=last)
        return _pcm(samples)


def _pcm(samples: NDArray[np.float32]) -> bytes:
    pcm: bytes = np.clip(np.rint(samples * 32767.0), -32768, 32767).astype("<i2").tobytes()
    return pcm
