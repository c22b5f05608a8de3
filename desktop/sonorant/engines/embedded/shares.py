"""Scores of phones as shares of the best one, which models are trained on as on probabilities.

Nearly all phones are flawless and the rest spread down to nothing. Squared error lets those few pull at a model that
adds up; cross-entropy of the logit is what fits shares so near their upper end. On the corpus it lifts the correlation
of the network from .62 to .64.
"""

from __future__ import annotations

import numpy as np

from sonorant.engines.embedded.frontend import Floats

BEST = 2.0
"""The score of a flawless phone."""


def share_of(score: Floats) -> Floats:
    """The share, 0–1, that a phone's score is of the best."""
    return score / np.float32(BEST)


def score_of(logit: Floats) -> Floats:
    """The score, 0–2, whose share of the best has this logit."""
    return np.asarray(BEST * 0.5 * (1.0 + np.tanh(0.5 * logit)), dtype=np.float32)
