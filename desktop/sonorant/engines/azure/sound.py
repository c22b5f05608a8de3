"""Sound as the service takes it: 16-bit mono at 16 kHz, without long silences."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sonorant.audio.files import Audio, resample
from sonorant.engines.azure.wire import RATE
from sonorant.speech.assessment import TICKS_PER_SECOND, Json

SHORTEST_SECONDS = 0.2
_SILENT = 10 ** (-60 / 20)
_LOUD = 10 ** (-40 / 20)
_QUIETER = 10 ** (-30 / 20)
"""How far under the loudest of a take nobody speaks any more."""
_CLICKS = 2
"""Steps that may be louder than all speech: a click, a door."""
_STEPS_PER_SECOND = 10
_STEP = RATE // _STEPS_PER_SECOND
_KEPT = _STEPS_PER_SECOND
"""Steps that are kept of a long silence at either end of it."""
_ABOVE_NOISE = 10 ** (6 / 20)
"""How far speech stands out from what is behind it; a fan is nowhere near so uneven."""
_NOISE_STEPS = 2 * _STEPS_PER_SECOND
"""Of so many steps the quietest tells how loud the noise is: speech has a gap in them, and a fan that starts to blow is
taken for speech no longer than that."""


@dataclass(frozen=True, slots=True)
class Shortened:
    """A take in which no silence is longer than two seconds: there is none that a service may listen to for long.

    Attributes:
        pcm: its bytes.
        loud_until: where the last of it that may be speech ends, in seconds.
        cuts: the places in it where something was taken out, and how much up to there, in ticks; in order.
    """

    pcm: bytes
    loud_until: float
    cuts: tuple[tuple[int, int], ...] = ()

    @property
    def seconds(self) -> float:
        """The length of what is left."""
        return len(self.pcm) / 2 / RATE

    def restored(self, answer: dict[str, Json], begin: int = 0) -> dict[str, Json]:
        """An answer of the service, or a part of one that begins at `begin`, on the time line of the whole take."""
        offset, duration, pause = answer.get("Offset"), answer.get("Duration"), answer.get("BreakLength")
        begin = offset if isinstance(offset, int) else begin
        moved = {key: self._restored(each, begin) for key, each in answer.items()}
        if isinstance(offset, int):
            moved["Offset"] = self._place(offset)
            if isinstance(duration, int):
                moved["Duration"] = self._place(offset + duration) - self._place(offset)
        if isinstance(pause, int):  # it ends where its word begins
            moved["BreakLength"] = self._place(begin) - self._place(begin - pause)
        return moved

    def _restored(self, value: Json, begin: int) -> Json:
        if isinstance(value, list):
            return [self._restored(each, begin) for each in value]
        return self.restored(value, begin) if isinstance(value, dict) else value

    def _place(self, ticks: int) -> int:
        before = bisect_left(self.cuts, (ticks, 0))
        return ticks + (self.cuts[before - 1][1] if before else 0)


def shortened(audio: Audio) -> Shortened:
    """A whole take, not empty, for the service, its long silences shortened."""
    samples = resample(audio, RATE).samples
    levels = _levels(samples)
    loud = levels >= _quiet_below(_loudest(levels))
    edges = [-1, *np.flatnonzero(loud).tolist(), len(levels)]
    keep = np.ones(len(levels), bool)
    cuts, gone = list[tuple[int, int]](), 0
    for before, after in pairwise(edges):
        start, end = before + 1 + _KEPT, after - _KEPT
        if start < end:
            keep[start:end] = False
            cuts.append((_ticks(start - gone), _ticks(gone + end - start)))
            gone += end - start
    pcm = pcm16(samples[np.repeat(keep, _STEP)[: len(samples)]] if cuts else samples)
    until = int(np.flatnonzero(loud[keep])[-1]) + 1
    return Shortened(pcm, until / _STEPS_PER_SECOND, tuple(cuts))


class Meter:
    """Finds out where the last of a sound that may be speech ends, as `shortened` does, while it is recorded."""

    def __init__(self) -> None:
        self.loud_until = 0.0
        self._seconds = 0.0
        self._loud = np.empty(0, np.float32)  # the loudest steps so far

    def feed(self, samples: NDArray[np.float32]) -> None:
        """Take the next samples, shape (n,), at `wire.RATE`."""
        if not len(samples):
            return
        levels = _levels(samples)
        self._loud = np.sort(np.concatenate([self._loud, levels]))[-_CLICKS - 1 :]
        loud = np.flatnonzero(levels >= _quiet_below(_loudest(self._loud)))
        if len(loud):
            self.loud_until = self._seconds + (int(loud[-1]) + 1) / _STEPS_PER_SECOND
        self._seconds += len(samples) / RATE


class Foreground:
    """Finds out how much of a sound at `rate` Hz may be speech, while it is recorded.

    That is what is loud enough and stands out from the steady noise behind it, such as that of a fan.
    """

    def __init__(self, rate: int) -> None:
        self._step = rate // _STEPS_PER_SECOND
        self._rest = np.empty(0, np.float32)  # less than a step
        self._before = np.empty(0, np.float32)  # the levels of the latest steps

    def feed(self, samples: NDArray[np.float32]) -> float:
        """Take the next samples, shape (n,); the seconds that may be speech of what was completed by them."""
        sound = np.concatenate([self._rest, samples])
        whole = len(sound) // self._step * self._step
        self._rest = sound[whole:]
        found = 0
        for level in _levels(sound[:whole], self._step):
            self._before = np.append(self._before, level)[-_NOISE_STEPS:]
            found += bool(level >= max(_LOUD, self._before.min() * _ABOVE_NOISE))
        return found / _STEPS_PER_SECOND


def is_silent(audio: Audio) -> bool:
    """Whether there is nothing in it that would be worth sending."""
    return float(np.abs(audio.samples).max(initial=0.0)) < _SILENT


def pcm16(samples: NDArray[np.float32]) -> bytes:
    """Samples at `wire.RATE`, shape (n,), as bytes."""
    pcm: bytes = np.clip(np.rint(samples * 32767.0), -32768, 32767).astype("<i2").tobytes()
    return pcm


def _loudest(levels: NDArray[np.float32]) -> float:
    """The level of the loudest step that is no click; a single word may have three steps."""
    return float(np.sort(levels)[-min(_CLICKS + 1, len(levels))])


def _quiet_below(loudest: float) -> float:
    """The level under which nothing is speech, in a take of which speech is so loud."""
    return min(_LOUD, loudest * _QUIETER)


def _levels(samples: NDArray[np.float32], step: int = _STEP) -> NDArray[np.float32]:
    """The level of each step; the last may be shorter, and is taken as if silence followed."""
    padded = np.pad(samples, (0, -len(samples) % step)).reshape(-1, step)
    found: NDArray[np.float32] = np.sqrt(np.einsum("ij,ij->i", padded, padded) / step)
    return found


def _ticks(steps: int) -> int:
    return steps * TICKS_PER_SECOND // _STEPS_PER_SECOND
