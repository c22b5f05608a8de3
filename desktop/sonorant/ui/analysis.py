"""What can be seen of a voice besides its waveform, worked out in the background when it is asked for; without Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sonorant.audio.files import Audio

STEP_SECONDS = 0.01

PitchTracker: TypeAlias = Callable[[Audio], NDArray[np.float32]]
"""Gives the pitch in Hz for each 10 ms of a sound, NaN where there is no voice."""


@dataclass(frozen=True, slots=True, eq=False)
class Pitch:
    """The pitch of a take: `hertz`, shape (frames,), each 10 ms, NaN where there is no voice."""

    hertz: NDArray[np.float32]

    def lines(self, start: float, end: float, width: int) -> Iterator[list[tuple[float, float]]]:
        """The unbroken lines of (seconds, Hz) from `start` to `end` seconds, about one point for each of `width`."""
        first, last = max(0, int(start / STEP_SECONDS) - 1), int(end / STEP_SECONDS) + 2
        every = max(1, (last - first) // max(1, width))
        hertz = self.hertz[first:last:every]
        seconds = (first + every * np.arange(len(hertz)) + 0.5) * STEP_SECONDS
        voiced = np.concatenate([[0], np.isfinite(hertz), [0]]).astype(np.int8)
        changes = np.flatnonzero(np.diff(voiced))
        for begin, stop in zip(changes[::2], changes[1::2], strict=True):
            if stop - begin > 1:
                yield list(zip(seconds[begin:stop].tolist(), hertz[begin:stop].tolist(), strict=True))
