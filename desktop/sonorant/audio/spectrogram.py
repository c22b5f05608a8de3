"""How loud each frequency is over time, for drawing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sonorant.audio.files import Audio, resample

RATE = 16_000
STEP_SECONDS = 0.005
_SIZE = 256
_RANGE_DB = 60.0
_AT_ONCE = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Spectrogram:
    """`levels`, shape (frames, bands), from 0 (60 dB below the loudest, or less) to 255; frames of 5 ms, 0–8 kHz."""

    levels: NDArray[np.uint8]

    def columns(self, start: float, end: float, width: int) -> NDArray[np.uint8]:
        """The levels in `width` columns from `start` to `end` seconds, shape (width, bands); 0 outside."""
        out = np.zeros((width, self.levels.shape[1]), np.uint8)
        middles = start + (np.arange(width) + 0.5) * (end - start) / width
        frames = np.floor(middles / STEP_SECONDS).astype(np.int64)
        inside = (frames >= 0) & (frames < len(self.levels))
        out[inside] = self.levels[frames[inside]]
        return out


def spectrogram(audio: Audio) -> Spectrogram:
    """Work out the spectrogram, in about 5 ms per second of sound."""
    samples = resample(audio, RATE).samples
    step = round(STEP_SECONDS * RATE)
    padded = np.pad(samples, (_SIZE // 2, _SIZE))
    windows = np.lib.stride_tricks.sliding_window_view(padded, _SIZE)[::step][: len(samples) // step]
    window = np.hanning(_SIZE).astype(np.float32)
    power = np.empty((len(windows), _SIZE // 2), np.float32)
    for begin in range(0, len(windows), _AT_ONCE):
        spectrum = np.fft.rfft(windows[begin : begin + _AT_ONCE] * window)[:, : _SIZE // 2]
        power[begin : begin + _AT_ONCE] = spectrum.real**2 + spectrum.imag**2
    decibels = 10 * np.log10(power + 1e-9)
    top = decibels.max(initial=-50.0)
    return Spectrogram(np.round(np.clip((decibels - top) / _RANGE_DB + 1, 0, 1) * 255).astype(np.uint8))
