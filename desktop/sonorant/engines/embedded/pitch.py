"""Voice pitch: normalised cross-correlation per frame, made smooth by the best path over a few candidates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sonorant.engines.embedded.frontend import HOP, RATE, Floats

LOWEST_HZ, HIGHEST_HZ = 60.0, 500.0
_HALF_RATE = RATE // 2
_WINDOW = 320
_FIRST_LAG = int(_HALF_RATE / HIGHEST_HZ)
_LAST_LAG = int(np.ceil(_HALF_RATE / LOWEST_HZ))
_CANDIDATES = 5
_VOICING_THRESHOLD = 0.55
_JUMP_COST = 1.2
_SWITCH_COST = 0.15
_SHORT_LAG_BONUS = 0.06
_ENERGY_FLOOR = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Pitch:
    """Per 10 ms frame: `log_hz` natural logarithm of the pitch (NaN where unvoiced), `voicing` correlation 0–1."""

    log_hz: Floats
    voicing: Floats


def track(samples: Floats, frames: int) -> Pitch:
    """The pitch of 16 kHz `samples`, for `frames` frames of the front end."""
    half = samples[: len(samples) // 2 * 2].reshape(-1, 2).mean(axis=1) if len(samples) > 1 else samples
    correlation = _correlation(half, frames)
    lags, values = _candidates(correlation)
    states = _best_path(lags, values)
    rows = np.arange(frames)
    voiced = states < _CANDIDATES
    picked = np.minimum(states, _CANDIDATES - 1)
    log_hz = np.where(voiced, np.log(_HALF_RATE / lags[rows, picked]), np.nan).astype(np.float32)
    return Pitch(log_hz, np.clip(correlation.max(axis=1), 0.0, 1.0))


def _correlation(half: Floats, frames: int) -> Floats:
    """Normalised cross-correlation, shape (frames, lags from `_FIRST_LAG` - 1 to `_LAST_LAG` + 1)."""
    span = _WINDOW + _LAST_LAG + 1
    hop = HOP // 2
    padded = np.pad(half, (_WINDOW // 2, max(0, frames * hop + span - len(half))))
    view = sliding_window_view(padded, span)[::hop][:frames]
    out = np.empty((frames, _LAST_LAG - _FIRST_LAG + 3), dtype=np.float32)
    for start in range(0, frames, 4096):
        block = view[start : start + 4096]
        block = block - block.mean(axis=1, keepdims=True)
        size = 1024
        cross = np.fft.irfft(np.conj(np.fft.rfft(block[:, :_WINDOW], size)) * np.fft.rfft(block, size), size)
        energy = np.cumsum(np.pad(block.astype(np.float64) ** 2, ((0, 0), (1, 0))), axis=1)
        window_energy = energy[:, _WINDOW:] - energy[:, :-_WINDOW]
        lags = slice(_FIRST_LAG - 1, _LAST_LAG + 2)
        scale = np.sqrt(window_energy[:, :1] * window_energy[:, lags]) + _ENERGY_FLOOR * _WINDOW
        out[start : start + 4096] = cross[:, lags] / scale
    return out


def _candidates(correlation: Floats) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The highest peaks of each frame: lags in samples (interpolated) and their values, shape (frames, 5)."""
    middle = correlation[:, 1:-1]
    peak = (middle >= correlation[:, :-2]) & (middle > correlation[:, 2:])
    lag = np.arange(_FIRST_LAG, _LAST_LAG + 1)
    weighted = middle + _SHORT_LAG_BONUS * (1.0 - lag / _LAST_LAG)
    ranked = np.where(peak, weighted, -1.0)
    best = np.argpartition(-ranked, _CANDIDATES, axis=1)[:, :_CANDIDATES]
    rows = np.arange(len(correlation))[:, None]
    left, centre, right = correlation[rows, best], correlation[rows, best + 1], correlation[rows, best + 2]
    curve = left - 2.0 * centre + right
    shift = np.where(np.abs(curve) > 1e-6, 0.5 * (left - right) / np.where(curve == 0, 1.0, curve), 0.0)
    lags = best + _FIRST_LAG + np.clip(shift, -0.5, 0.5)
    return lags.astype(np.float64), ranked[rows, best].astype(np.float64)


def _best_path(lags: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Per frame the number of the candidate taken, `_CANDIDATES` where unvoiced."""
    frames = len(lags)
    local = np.concatenate([values, np.full((frames, 1), _VOICING_THRESHOLD)], axis=1)
    log_lag = np.log(lags)
    back = np.zeros((frames, _CANDIDATES + 1), dtype=np.int64)
    score = local[0]
    move = np.full((_CANDIDATES + 1, _CANDIDATES + 1), -_SWITCH_COST)
    move[-1, -1] = 0.0
    columns = np.arange(_CANDIDATES + 1)
    for frame in range(1, frames):
        move[:-1, :-1] = -_JUMP_COST * np.abs(log_lag[frame - 1][:, None] - log_lag[frame][None, :])
        total = score[:, None] + move
        back[frame] = total.argmax(axis=0)
        score = total[back[frame], columns] + local[frame]
    path = np.empty(frames, dtype=np.int64)
    path[-1] = int(score.argmax())
    for frame in range(frames - 1, 0, -1):
        path[frame - 1] = back[frame, path[frame]]
    return path
