"""How sure the scores are, measured on speakers that the models had not heard: a small table beside the models.

For each score, between which values the experts' own lies in four of five cases, by the value predicted, and how far it
moves with the same take recorded a little otherwise; for each sound, how many of the findings are right and how many
errors are found. The intervals hold that noise: each take that they were measured on was recorded once, by chance.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sonorant.assets import path as asset
from sonorant.engines.embedded.aggregates import PHONE_WRONG
from sonorant.engines.embedded.frontend import Floats
from sonorant.speech import scores as rules
from sonorant.speech.assessment import Interval
from sonorant.speech.failures import SonorantError
from sonorant.speech.phonemes import PHONES

FILE_NAME = "certainty.json"
ASPECTS = {"accuracy": 10.0, "fluency": 10.0, "prosody": 10.0, "word_accuracy": 10.0, "phone": 2.0}
"""The scores that have an interval (with `pronunciation`, which is made of three of them), and their best value."""
RELIABLE_PRECISION, RELIABLE_RECALL = 0.45, 0.25
"""A sound of which fewer findings are right, or fewer errors found, is not judged reliably."""
_SHARE = 0.8
_BAND = 5.0
_LEAST_ROWS = 40
_PRIOR = 10.0
"""As many further findings and errors as are assumed to be like those of all sounds: rare sounds prove little."""
_WRONG_BELOW = 1.0


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well errors of a sound are found: precision and recall (0–1), and how many there were to judge by."""

    precision: float
    recall: float
    errors: int

    @property
    def is_enough(self) -> bool:
        """Whether a finding can be relied on."""
        return self.precision >= RELIABLE_PRECISION and self.recall >= RELIABLE_RECALL


@dataclass(frozen=True, slots=True)
class Certainty:
    """What was measured.

    Attributes:
        bands: per score, predicted values in ascending order, and the interval at each; all 0–100.
        sounds: per sound of `PHONES`.
        noise: per score, its standard deviation over ways to record one take, as `repeatability` measures it; 0–100.
    """

    bands: Mapping[str, Sequence[tuple[float, float, float]]]
    sounds: Mapping[str, Reliability]
    noise: Mapping[str, float]

    def interval(self, name: str, value: float) -> Interval | None:
        """Where the experts' score lies in four of five cases when `value` (0–100) is predicted."""
        bands = self.bands.get(name)
        if not bands:
            return None
        at, low, high = np.array(bands).T
        below, above = float(np.interp(value, at, low - at)), float(np.interp(value, at, high - at))
        return (
            round(float(np.clip(value + min(below, 0.0), 0.0, 100.0)), 1),
            round(float(np.clip(value + max(above, 0.0), 0.0, 100.0)), 1),
        )

    def is_reliable(self, phone: str) -> bool:
        """Whether findings for a sound of `PHONES` can be relied on."""
        known = self.sounds.get(phone)
        return known is None or known.is_enough


def measure(
    predicted: Mapping[str, Floats],
    expert: Mapping[str, Floats],
    labels: NDArray[np.int32],
    noise: Mapping[str, float],
) -> Certainty:
    """Work out the table from what was predicted for speakers not trained on.

    Args:
        predicted, expert: scores by the names of `ASPECTS`.
        labels: number within `PHONES` of each phone, in the order of "phone".
        noise: see `repeatability.measure`.
    """
    ours = {name: 100.0 / best * predicted[name] for name, best in ASPECTS.items()}
    theirs = {name: 100.0 / best * expert[name] for name, best in ASPECTS.items()}
    ours["pronunciation"], theirs["pronunciation"] = _overall(ours), _overall(theirs)
    return Certainty(
        bands={name: _bands(ours[name], theirs[name]) for name in ours},
        sounds=_sounds(predicted["phone"], expert["phone"], labels),
        noise=noise,
    )


def save(certainty: Certainty, file: Path) -> None:
    """Write the table."""
    content = {
        "bands": {name: [list(band) for band in bands] for name, bands in certainty.bands.items()},
        "sounds": {
            phone: {"precision": each.precision, "recall": each.recall, "errors": each.errors}
            for phone, each in certainty.sounds.items()
        },
        "noise": dict(certainty.noise),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def read(file: Path) -> Certainty:
    """Read the table.

    Raises:
        SonorantError: the file is missing or damaged.
    """
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return Certainty(
            bands={name: [(at, low, high) for at, low, high in bands] for name, bands in content["bands"].items()},
            sounds={phone: Reliability(**each) for phone, each in content["sounds"].items()},
            noise={name: float(each) for name, each in content["noise"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SonorantError(f"The table “{file.name}” is missing or damaged: install Sonorant again.") from error


@lru_cache(maxsize=1)
def load() -> Certainty:
    """The table that comes with the application."""
    return read(asset("models", FILE_NAME))


def _overall(aspects: Mapping[str, Floats]) -> Floats:
    rows = zip(aspects["accuracy"], aspects["fluency"], aspects["prosody"], strict=True)
    return np.array([rules.pronunciation(float(a), float(f), None, float(p)) for a, f, p in rows], dtype=np.float32)


def _bands(ours: Floats, theirs: Floats) -> list[tuple[float, float, float]]:
    """Quantiles of the residuals in bands of the predicted values, each wide enough to hold some."""
    order = np.argsort(ours, kind="stable")
    bands: list[tuple[float, float, float]] = []
    first = 0
    for edge in np.arange(_BAND, 100.0 + _BAND, _BAND):
        last = int(np.searchsorted(ours[order], edge, side="right")) if edge < 100.0 else len(order)
        if last - first < _LEAST_ROWS and (edge < 100.0 or bands):
            continue
        part = order[first:last]
        low, high = np.quantile(theirs[part] - ours[part], ((1.0 - _SHARE) / 2, (1.0 + _SHARE) / 2))
        at = float(ours[part].mean())
        bands.append((round(at, 1), round(at + float(low), 1), round(at + float(high), 1)))
        first = last
    return bands


def _sounds(ours: Floats, theirs: Floats, labels: NDArray[np.int32]) -> dict[str, Reliability]:
    flagged, wrong = ours < PHONE_WRONG, theirs < _WRONG_BELOW
    precision = float(wrong[flagged].mean()) if flagged.any() else 0.0
    recall = float(flagged[wrong].mean()) if wrong.any() else 0.0
    found = {}
    for number, phone in enumerate(PHONES):
        own = labels == number
        hits = float((flagged & wrong & own).sum())
        found[phone] = Reliability(
            precision=round((hits + _PRIOR * precision) / (float((flagged & own).sum()) + _PRIOR), 3),
            recall=round((hits + _PRIOR * recall) / (float((wrong & own).sum()) + _PRIOR), 3),
            errors=int((wrong & own).sum()),
        )
    return found
