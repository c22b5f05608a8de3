"""Measures of agreement between our scores and the experts'."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded.aggregates import PHONE_WEAK, PHONE_WRONG

Values: TypeAlias = NDArray[np.float32] | NDArray[np.float64]

LEVELS = {"below_1.0": (1.0, PHONE_WRONG), "below_1.5": (1.5, PHONE_WEAK)}
"""Kinds of phone to detect: expert score below the first counts as wrong, our score below the second as flagged."""


def pearson(ours: Values, experts: Values) -> float | None:
    """Correlation of two lists of equal length; ``None`` where it is not defined."""
    if len(ours) < 2 or ours.std() == 0.0 or experts.std() == 0.0:
        return None
    return round(float(np.corrcoef(ours, experts)[0, 1]), 4)


def squared_error(ours: Values, experts: Values) -> float | None:
    """Mean squared error; ``None`` for empty lists."""
    return round(float(((ours - experts) ** 2).mean()), 4) if len(ours) else None


def detection(ours: Values, experts: Values, wrong_below: float, flagged_below: float) -> dict[str, float | None]:
    """Precision and recall of flagging phones, and the share of phones that are wrong."""
    if not len(ours):
        return {"precision": None, "recall": None, "share": None}
    flagged, wrong = ours < flagged_below, experts < wrong_below
    hits = float((flagged & wrong).sum())
    return {
        "precision": round(hits / float(flagged.sum()), 4) if flagged.any() else None,
        "recall": round(hits / float(wrong.sum()), 4) if wrong.any() else None,
        "share": round(float(wrong.mean()), 4),
    }
