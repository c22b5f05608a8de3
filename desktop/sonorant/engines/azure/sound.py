"""Sound as the service takes it: 16-bit mono at 16 kHz."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sonorant.audio.files import Audio, resample
from sonorant.engines.azure.wire import RATE

SHORTEST_SECONDS = 0.2
_SILENT = 10 ** (-60 / 20)
_LOUD = 10 ** (-40 / 20)


def pcm_of(audio: Audio) -> bytes:
    """A whole take."""
    return pcm16(resample(audio, RATE).samples)


def is_silent(audio: Audio) -> bool:
    """Whether there is nothing in it that would be worth sending."""
    return not len(audio.samples) or float(np.abs(audio.samples).max()) < _SILENT


def is_loud(samples: NDArray[np.float32]) -> bool:
    """Whether these samples are loud enough to be speech."""
    return bool(len(samples)) and float(np.sqrt(np.mean(np.square(samples)))) >= _LOUD


def quiet_after(audio: Audio, begin: float) -> float:
    """Seconds from `begin` on, at most a minute, in which nothing is loud enough to be speech."""
    step = audio.rate // 10
    rest = audio.samples[round(begin * audio.rate) :][: 600 * step]
    starts = range(0, len(rest), step)
    return next((start for start in starts if is_loud(rest[start : start + step])), len(rest)) / audio.rate


def pcm16(samples: NDArray[np.float32]) -> bytes:
    """Samples at `wire.RATE`, shape (n,), as bytes."""
    pcm: bytes = np.clip(np.rint(samples * 32767.0), -32768, 32767).astype("<i2").tobytes()
    return pcm
