"""Senone likelihoods of a take, computed block by block when they are asked for.

All 5126 senones of a minute are 120 MB, so only the last few blocks are kept; a short take is computed once.
"""

from __future__ import annotations

from collections import OrderedDict

import numpy as np

from sonorant.engines.embedded.acoustic_model import AcousticModel, Floats

BLOCK = 200
"""Frames per block."""
_KEPT_BLOCKS = 6


class Likelihoods:
    """Rows of senone log-likelihoods for features that come in blocks of `BLOCK` frames (the last may be shorter)."""

    def __init__(self, model: AcousticModel) -> None:
        self._model = model
        self._features: list[Floats] = []
        self._computed: OrderedDict[int, Floats] = OrderedDict()

    def extend(self, features: Floats) -> Floats:
        """Take the next block of features, shape (frames, 39); gives its likelihoods, shape (frames, senones)."""
        self._features.append(features)
        return self._block(len(self._features) - 1)

    def rows(self, start: int, end: int) -> Floats:
        """Log-likelihoods of frames [start, end), shape (end - start, senones)."""
        numbers = range(start // BLOCK, (max(end, start + 1) - 1) // BLOCK + 1)
        parts = [self._block(number)[max(start - number * BLOCK, 0) : end - number * BLOCK] for number in numbers]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def features(self, start: int, end: int) -> Floats:
        """Features of frames [start, end), shape (end - start, 39)."""
        numbers = range(start // BLOCK, (max(end, start + 1) - 1) // BLOCK + 1)
        parts = [self._features[number][max(start - number * BLOCK, 0) : end - number * BLOCK] for number in numbers]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _block(self, number: int) -> Floats:
        if number not in self._computed:
            self._computed[number] = self._model.likelihoods(self._features[number])
            if len(self._computed) > _KEPT_BLOCKS:
                self._computed.popitem(last=False)
        self._computed.move_to_end(number)
        return self._computed[number]
