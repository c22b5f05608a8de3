"""Senone likelihoods of a take, computed block by block when they are asked for.

All 5126 senones of a minute are 120 MB, so only the last few blocks are kept; a short take is computed once.
"""

from __future__ import annotations

from collections import OrderedDict

import numpy as np

from sonorant.engines.embedded.acoustic_model import AcousticModel, Floats

_BLOCK = 500
_KEPT_BLOCKS = 8


class Likelihoods:
    """Rows of senone log-likelihoods for features of shape (frames, 39)."""

    def __init__(self, model: AcousticModel, features: Floats) -> None:
        self._model = model
        self._features = features
        self._blocks: OrderedDict[int, Floats] = OrderedDict()

    def rows(self, start: int, end: int) -> Floats:
        """Log-likelihoods of frames [start, end), shape (end - start, senones)."""
        parts = []
        for number in range(start // _BLOCK, (max(end, start + 1) - 1) // _BLOCK + 1):
            block = self._block(number)
            first = number * _BLOCK
            parts.append(block[max(start - first, 0) : max(end - first, 0)])
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _block(self, number: int) -> Floats:
        if number not in self._blocks:
            first = number * _BLOCK
            self._blocks[number] = self._model.likelihoods(self._features[first : first + _BLOCK])
            if len(self._blocks) > _KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(number)
        return self._blocks[number]
