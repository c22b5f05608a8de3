"""Senone likelihoods of a take, computed block by block when they are asked for.

All 5126 senones of a minute are 120 MB, so only the last few blocks are kept; a short take is computed once. The
features that they are computed from are kept until `forget`.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable

import numpy as np

from sonorant.engines.embedded.acoustic_model import AcousticModel, Floats

BLOCK = 200
"""Frames per block."""
_KEPT_BLOCKS = 6


class Likelihoods:
    """Rows of senone log-likelihoods for features that come in blocks of `BLOCK` frames (the last may be shorter)."""

    def __init__(self, model: AcousticModel) -> None:
        self._model = model
        self._features: deque[Floats] = deque()
        self._forgotten = 0
        self._computed: OrderedDict[int, Floats] = OrderedDict()

    def extend(self, features: Floats) -> Floats:
        """Take the next block of features, shape (frames, 39); gives its likelihoods, shape (frames, senones)."""
        self._features.append(features)
        return self._block(self._forgotten + len(self._features) - 1)

    def rows(self, start: int, end: int) -> Floats:
        """Log-likelihoods of frames [start, end), shape (end - start, senones)."""
        return _between(self._block, start, end)

    def features(self, start: int, end: int) -> Floats:
        """Features of frames [start, end), shape (end - start, 39)."""
        return _between(lambda number: self._features[number - self._forgotten], start, end)

    def forget(self, frame: int) -> None:
        """No frame before `frame` will be asked for."""
        while self._forgotten < frame // BLOCK:
            self._features.popleft()
            self._computed.pop(self._forgotten, None)
            self._forgotten += 1

    def _block(self, number: int) -> Floats:
        if number not in self._computed:
            self._computed[number] = self._model.likelihoods(self._features[number - self._forgotten])
            if len(self._computed) > _KEPT_BLOCKS:
                self._computed.popitem(last=False)
        self._computed.move_to_end(number)
        return self._computed[number]


def _between(block: Callable[[int], Floats], start: int, end: int) -> Floats:
    """Frames [start, end) of what `block` gives by its number."""
    numbers = range(start // BLOCK, (max(end, start + 1) - 1) // BLOCK + 1)
    parts = [block(number)[max(start - number * BLOCK, 0) : end - number * BLOCK] for number in numbers]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
