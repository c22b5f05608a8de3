"""Slower or faster without another pitch: overlapping pieces are laid where their waves fit best (WSOLA)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SLOWEST, FASTEST = 0.5, 1.5
_HOP_SECONDS = 0.02
_SEARCH_SECONDS = 0.012
"""How far a piece may be shifted to fit: a period of a voice as low as 80 Hz."""
_BLOCK_PIECES = 25


def stretched(samples: Floats, rate: int, speed: float) -> Iterator[Floats]:
    """`samples`, shape (n,), at `speed` times the speed (0.5 to 1.5), in blocks of about half a second.

    Together the blocks have shape (n / speed,). They come as they are asked for, at a fortieth of the time that they
    last, so that playing can begin with the first.
    """
    hop = max(2, round(rate * _HOP_SECONDS))
    if speed == 1.0 or len(samples) < 2 * hop:
        yield samples
        return
    length = round(len(samples) / speed)
    ready: list[Floats] = []
    given = 0
    for piece in _pieces(samples, hop, round(rate * _SEARCH_SECONDS), speed, length):
        ready.append(piece)
        if len(ready) == _BLOCK_PIECES:
            yield np.concatenate(ready)
            given += len(ready) * hop
            ready = []
    rest = np.concatenate([*ready, np.zeros(hop, np.float32)])[: max(0, length - given)]
    if len(rest):
        yield rest


def _pieces(samples: Floats, hop: int, search: int, speed: float, length: int) -> Iterator[Floats]:
    """Pieces of `hop` samples each; the fading end of one piece lies over the rising start of the next."""
    rise: Floats = (0.5 - 0.5 * np.cos(np.pi * (np.arange(hop) + 0.5) / hop)).astype(np.float32)
    padded = np.concatenate([samples, np.zeros(3 * hop + 2 * search, np.float32)])
    yield padded[:hop]
    place = 0
    for number in range(1, -(-length // hop)):
        follows = padded[place + hop : place + 2 * hop]  # what would come next if nothing was changed
        first = max(0, min(round(number * hop * speed), len(samples)) - search)
        place = first + _best_fit(padded[first : first + hop + 2 * search], follows)
        yield (follows * rise[::-1] + padded[place : place + hop] * rise).astype(np.float32, copy=False)


def _best_fit(among: Floats, wanted: Floats) -> int:
    """Where in `among` the wave of `wanted` recurs best; the middle if nothing is to be heard."""
    likeness = np.correlate(among, wanted, "valid")
    power = np.concatenate([[0.0], np.cumsum(among.astype(np.float64) ** 2)])
    strength = np.sqrt(power[len(wanted) :] - power[: -len(wanted)])
    if strength.max() < 1e-6:
        return len(likeness) // 2
    return int(np.argmax(likeness / np.maximum(strength, 0.05 * strength.max())))
