"""From samples to cepstra: the front end that the acoustic model was trained with.

Values as in the model's `feat.params`: 16 kHz, 25.6 ms Hamming window every 10 ms, 25 mel filters from 130 to 6800 Hz,
13 cepstra with lifter 22, mean subtracted per utterance, and sphinx' deltas. The model's noise removal is left out on
purpose: it costs accuracy in assessment.

The filters can be warped for the length of the speaker's vocal tract: `alpha` above 1 for shorter tracts (children).

No room is as still as digital silence. Its energies lie so far below all speech that they would govern the mean that is
subtracted, and a single word among them would fit no sound of the model: such frames count as those of a quiet room.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Floats = NDArray[np.float32]

RATE = 16_000
HOP = 160
WINDOW = 410
FRAMES_PER_SECOND = RATE // HOP
_FFT = 512
_FFT_BLOCK = 4096
_FILTERS = 25
_LOWEST, _HIGHEST = 130.0, 6800.0
CEPSTRA = 13
_LIFTER = 22
_PRE_EMPHASIS = 0.97
_LOG_FLOOR = 1e-4
_DIGITAL_SILENCE = 0.05
"""Of a sample of 16 bits, root mean square: no recording is as quiet, but fades and rates changed leave traces."""
_QUIET_ROOM = 10.0
"""In the same unit (-70 dB of full scale): what stands for digital silence."""


class Spectra:
    """Power spectra of a stream of 16 kHz samples; the same whatever the sizes of its pieces."""

    def __init__(self) -> None:
        self._rest = np.empty(0, dtype=np.float32)
        self._before: np.float32 | None = None
        self._frames = 0

    def feed(self, samples: Floats) -> Floats:
        """Take samples in [-1, 1]; gives the spectra of the frames that are whole now, shape (frames, 257)."""
        scaled = np.asarray(samples, dtype=np.float32) * np.float32(32768.0)
        if len(scaled):
            first = scaled[:1] if self._before is None else scaled[:1] - np.float32(_PRE_EMPHASIS) * self._before
            emphasised = np.concatenate([first, scaled[1:] - np.float32(_PRE_EMPHASIS) * scaled[:-1]])
            self._before = scaled[-1]
            self._rest = np.concatenate([self._rest, emphasised])
        return self._take(max(0, (len(self._rest) - WINDOW) // HOP + 1))

    def finish(self) -> Floats:
        """The one frame of a stream that was shorter than a window; nothing otherwise."""
        if self._frames:
            return self._take(0)
        self._rest = np.pad(self._rest, (0, WINDOW - len(self._rest)))
        return self._take(1)

    def _take(self, count: int) -> Floats:
        if not count:
            return np.empty((0, _FFT // 2 + 1), dtype=np.float32)
        frames = sliding_window_view(self._rest, WINDOW)[::HOP][:count]
        window = np.hamming(WINDOW).astype(np.float32)
        blocks = []
        for start in range(0, count, _FFT_BLOCK):
            spectrum = np.fft.rfft(frames[start : start + _FFT_BLOCK] * window, _FFT)
            power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
            power[power.mean(axis=1) < _white(_DIGITAL_SILENCE).mean()] = _white(_QUIET_ROOM)
            blocks.append(power)
        self._rest = self._rest[count * HOP :]
        self._frames += count
        return np.concatenate(blocks)


@lru_cache(maxsize=2)
def _white(amplitude: float) -> Floats:
    """The expected power spectrum of white noise of so much of a 16-bit sample, pre-emphasised, shape (257,)."""
    emphasis = np.abs(1.0 - _PRE_EMPHASIS * np.exp(-2j * np.pi * np.arange(_FFT // 2 + 1) / _FFT)) ** 2
    return np.asarray(amplitude**2 * (np.hamming(WINDOW) ** 2).sum() * emphasis, dtype=np.float32)


def power_spectrum(samples: Floats) -> Floats:
    """Power spectra of 16 kHz `samples` in [-1, 1]; shape (frames, 257), at least one frame."""
    spectra = Spectra()
    return np.concatenate([spectra.feed(samples), spectra.finish()])


def log_mel(power: Floats, alpha: float = 1.0) -> Floats:
    """Log mel energies, shape (frames, 25), with the filters warped by `alpha`."""
    energies: Floats = power @ _filterbank(round(alpha, 4))
    energies += np.float32(_LOG_FLOOR)
    return np.log(energies, out=energies)


def cepstra(mel: Floats) -> Floats:
    """Liftered cepstra, shape (frames, 13)."""
    static: Floats = mel @ _cosine_transform()
    return static


DELTA_REACH = 3
"""Frames on either side that a frame's deltas depend on."""


def with_deltas(static: Floats) -> Floats:
    """Cepstra with first and second differences: (frames, 13) gives (frames - 2 * `DELTA_REACH`, 39)."""
    count = len(static) - 2 * DELTA_REACH

    def at(shift: int) -> Floats:
        return static[DELTA_REACH + shift : DELTA_REACH + shift + count]

    delta = at(2) - at(-2)
    double = (at(3) - at(-1)) - (at(1) - at(-3))
    return np.concatenate([at(0), delta, double], axis=1)


def features(power: Floats, alpha: float) -> Floats:
    """The acoustic model's features of a whole stretch, its own mean subtracted, shape (frames, 39).

    The filters are warped by `alpha`.
    """
    static = cepstra(log_mel(power, alpha))
    return with_deltas(np.pad(static - static.mean(axis=0), ((DELTA_REACH, DELTA_REACH), (0, 0)), mode="edge"))


def _mel(hertz: NDArray[np.float64] | float) -> NDArray[np.float64]:
    return np.asarray(2595.0 * np.log10(1.0 + np.asarray(hertz) / 700.0))


def _warp(hertz: NDArray[np.float64], alpha: float) -> NDArray[np.float64]:
    """Linear by `alpha` up to a knee, then a straight line to the top, which stays below the Nyquist frequency."""
    top = min(_HIGHEST * alpha, 7900.0)
    knee = 0.85 * min(_HIGHEST, top / alpha)
    slope = (top - alpha * knee) / (_HIGHEST - knee)
    return np.where(hertz <= knee, alpha * hertz, alpha * knee + slope * (hertz - knee))


@lru_cache(maxsize=64)
def _filterbank(alpha: float) -> Floats:
    """Triangular filters of unit area on the FFT bins, shape (257, 25)."""
    mel_edges = np.linspace(_mel(_LOWEST), _mel(_HIGHEST), _FILTERS + 2)
    edges = _warp(700.0 * (10.0 ** (mel_edges / 2595.0) - 1.0), alpha)
    step = RATE / _FFT
    edges = np.floor(edges / step + 0.5) * step
    bins = np.arange(_FFT // 2 + 1)[:, None] * step
    left, centre, right = edges[:-2], edges[1:-1], edges[2:]
    with np.errstate(divide="ignore", invalid="ignore"):
        rising = (bins - left) / (centre - left)
        falling = (right - bins) / (right - centre)
    triangles = np.clip(np.nan_to_num(np.minimum(rising, falling)), 0.0, None)
    return np.asarray(triangles * (2.0 / (right - left)), dtype=np.float32)


@lru_cache(maxsize=1)
def _cosine_transform() -> Floats:
    """Orthonormal DCT-II with the lifter folded in, shape (25, 13)."""
    order = np.arange(CEPSTRA)
    basis = np.cos(np.pi * order[None, :] * (np.arange(_FILTERS)[:, None] + 0.5) / _FILTERS)
    basis *= np.where(order == 0, np.sqrt(1.0 / _FILTERS), np.sqrt(2.0 / _FILTERS))
    basis *= 1.0 + _LIFTER / 2.0 * np.sin(np.pi * order / _LIFTER)
    return basis.astype(np.float32)
