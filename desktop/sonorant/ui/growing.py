"""The outline of a recording while it grows, without Qt."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from sonorant.audio.envelope import Floats


class Outline(Protocol):
    """What a waveform can be drawn from; `sonorant.audio.envelope.Envelope` is one."""

    @property
    def seconds(self) -> float: ...

    def columns(self, start: float, end: float, width: int) -> tuple[Floats, Floats]: ...


class GrowingOutline:
    """The lowest and highest values of a recording, in pairs that are each `step` seconds long."""

    def __init__(self) -> None:
        self._step = 0.01
        self._low = np.zeros(1024, dtype=np.float32)
        self._high = np.zeros(1024, dtype=np.float32)
        self._count = 0

    @property
    def seconds(self) -> float:
        return self._count * self._step

    def extend(self, low: Floats, high: Floats, step: float) -> None:
        """Add pairs, shape (n,) each."""
        self._step = step
        needed = self._count + len(low)
        while needed > len(self._low):
            self._low = np.concatenate([self._low, np.zeros_like(self._low)])
            self._high = np.concatenate([self._high, np.zeros_like(self._high)])
        self._low[self._count : needed], self._high[self._count : needed] = low, high
        self._count = needed

    def columns(self, start: float, end: float, width: int) -> tuple[Floats, Floats]:
        """The lowest and highest value in each of `width` columns from `start` to `end` seconds; 0 outside."""
        lowest, highest = np.zeros(width, dtype=np.float32), np.zeros(width, dtype=np.float32)
        places = np.floor(np.linspace(start, end, width + 1) / self._step).astype(np.int64)
        inside = np.flatnonzero((places[:-1] >= 0) & (places[:-1] < self._count))
        if len(inside):
            stop = min(max(int(places[inside[-1] + 1]), int(places[inside[-1]]) + 1), self._count)
            lowest[inside] = np.minimum.reduceat(self._low[:stop], places[inside])
            highest[inside] = np.maximum.reduceat(self._high[:stop], places[inside])
        return lowest, highest
