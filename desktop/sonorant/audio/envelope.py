"""The outline of sound for drawing: the lowest and highest sample of each pixel column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_STEP = 16


@dataclass(frozen=True, slots=True, eq=False)
class Envelope:
    """A pyramid of minima and maxima over blocks of 1, 16, 256, … samples, from which any zoom is drawn at once."""

    rate: int
    levels: tuple[tuple[Floats, Floats], ...]

    @classmethod
    def of(cls, samples: Floats, rate: int) -> Self:
        """Build the pyramid of mono `samples`, shape (n,), in about 10 ms per million samples."""
        levels = [(samples, samples)]
        while len(levels[-1][0]) > _STEP:
            low, high = levels[-1]
            levels.append((_by_blocks(np.minimum, low), _by_blocks(np.maximum, high)))
        return cls(rate, tuple(levels))

    @property
    def seconds(self) -> float:
        """The length of the sound."""
        return len(self.levels[0][0]) / self.rate

    def columns(self, start: float, end: float, width: int) -> tuple[Floats, Floats]:
        """The lowest and highest sample of `width` columns that share out `start` to `end` seconds.

        Both arrays have shape (width,). Columns outside the sound are 0. Every extreme is shown, at most one column
        away from its place.
        """
        low = np.zeros(width, np.float32)
        high = np.zeros(width, np.float32)
        edges = np.linspace(start * self.rate, end * self.rate, width + 1)
        level = self._level_for((edges[-1] - edges[0]) / max(width, 1))
        lows, highs = self.levels[level]
        inside = np.flatnonzero((edges[1:] > 0) & (edges[:-1] < len(self.levels[0][0])))
        if len(inside):
            places = np.floor(np.maximum(edges, 0) / _STEP**level).astype(np.int64)
            begins = places[inside]
            stop = min(max(int(places[inside[-1] + 1]), int(begins[-1]) + 1), len(lows))
            low[inside] = np.minimum.reduceat(lows[:stop], begins)
            high[inside] = np.maximum.reduceat(highs[:stop], begins)
        return low, high

    def _level_for(self, samples_per_column: float) -> int:
        """The coarsest level of which at least two blocks go into a column."""
        level = 0
        while level + 1 < len(self.levels) and 2 * _STEP ** (level + 1) <= samples_per_column:
            level += 1
        return level


def _by_blocks(extreme: np.ufunc, values: Floats) -> Floats:
    """The extreme of each `_STEP` values, the last block possibly shorter."""
    whole = len(values) // _STEP * _STEP
    blocks: Floats = reduce(extreme, (values[i:whole:_STEP] for i in range(_STEP)))
    return blocks if whole == len(values) else np.append(blocks, extreme.reduce(values[whole:]))
