"""The outline of sound that is still being recorded."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_COLUMN_SECONDS = 0.01
FULL_SCALE = 32768.0


@dataclass(frozen=True, slots=True, eq=False)
class LiveEnvelope:
    """What was heard since the last question.

    `low` and `high`, shape (n,), are the extremes (-1 to 1) of `n` columns of `column_seconds` each; `peak` (0–1) is
    the greatest level among them and `clipped` says that some of it was too loud for the device.
    """

    low: NDArray[np.float32]
    high: NDArray[np.float32]
    column_seconds: float
    peak: float
    clipped: bool


class LiveOutline:
    """Collects columns of 10 ms from one thread and hands them out on another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rate = 100
        self._size = 1
        self._rest = np.zeros(0, np.int16)
        self._columns: list[tuple[NDArray[np.int16], NDArray[np.int16]]] = []
        self._clipped = False

    def begin(self, rate: int) -> None:
        """Set the rate of the samples in Hz, before the first of them."""
        self._rate = rate
        self._size = max(1, round(rate * _COLUMN_SECONDS))

    def add(self, samples: NDArray[np.int16]) -> None:
        """Take the next samples, shape (n,)."""
        samples = np.concatenate([self._rest, samples])
        whole = len(samples) // self._size * self._size
        columns = samples[:whole].reshape(-1, self._size)
        self._rest = samples[whole:]
        clipped = _is_clipped(columns.ravel())
        with self._lock:
            self._columns.append((columns.min(axis=1), columns.max(axis=1)))
            self._clipped |= clipped

    def drain(self) -> LiveEnvelope:
        """The columns since the last call."""
        with self._lock:
            columns, self._columns = self._columns, []
            clipped, self._clipped = self._clipped, False
        low = _joined([low for low, _ in columns])
        high = _joined([high for _, high in columns])
        peak = max(float(high.max(initial=0)), -float(low.min(initial=0)))
        return LiveEnvelope(low, high, self._size / self._rate, peak, clipped)


def _joined(parts: list[NDArray[np.int16]]) -> NDArray[np.float32]:
    whole = np.concatenate(parts) if parts else np.zeros(0, np.int16)
    return whole.astype(np.float32) / np.float32(FULL_SCALE)


def _is_clipped(samples: NDArray[np.int16]) -> bool:
    """Whether three samples in a row are at full scale: a single one may be an honest peak."""
    full = (samples == 32767) | (samples == -32768)
    return bool((full[2:] & full[1:-1] & full[:-2]).any())
