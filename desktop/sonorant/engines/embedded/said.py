"""What was said in the place of each phone, as far as the evidence and the scores tell: worked out for all of a take.

One phone after the other would take several times as long.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded import certainty
from sonorant.engines.embedded.comparison import Evidence, Ints
from sonorant.engines.embedded.frontend import Floats
from sonorant.engines.embedded.hearing import Hearing
from sonorant.engines.embedded.scoring_model import Judgement
from sonorant.speech.assessment import Interval
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.phonemes import PHONES, name

_TOGETHER = 1024
"""Phones whose likely sounds are worked out together."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the evidence and the scores say of all phones and words of a take, worked out together.

    Attributes:
        edges: the first phone of each heard word, and the number of phones at the end.
        words, phones: accuracies 0–100, one decimal.
        word_intervals, phone_intervals: where the experts' accuracy lies, by the accuracy.
        likely: per phone the numbers within `PHONES` of the sounds most likely said, as many as are asked for.
        strength: how likely each of these was said, the most likely of all 100.
        rival: per phone the sound other than the expected one that was most likely said.
        names: of `PHONES`, in the alphabet asked for.
    """

    edges: list[int]
    words: list[float]
    phones: list[float]
    word_intervals: dict[float, Interval | None]
    phone_intervals: dict[float, Interval | None]
    likely: list[list[int]]
    strength: list[list[float]]
    rival: list[int]
    names: list[str]


def rounded(score: float) -> float:
    """A score as it is told: with one decimal."""
    return round(score, 1)


def said_of(heard: Hearing, judged: Judgement, config: AssessmentConfig) -> Said:
    """What was said in `heard`, as far as `config` asks for it."""
    own = heard.phones.label
    words = [rounded(10.0 * accuracy) for accuracy in judged.words["word_accuracy"].tolist()]
    phones = [rounded(min(100.0, 50.0 * score)) for score in judged.phones.tolist()]
    likely: list[list[int]] = []
    strength: list[list[float]] = []
    rival: list[int] = []
    for first in range(0, len(own), _TOGETHER):
        part = slice(first, first + _TOGETHER)
        strengths = _strengths(heard.evidence, part, own[part], np.array(phones[part]))
        order = np.argsort(-strengths, axis=1, kind="stable")
        asked = order[:, : config.nbest_phoneme_count]
        likely += asked.tolist()
        strength += np.take_along_axis(strengths, asked, axis=1).tolist()
        rival += np.where(order[:, 0] == own[part], order[:, 1], order[:, 0]).tolist()
    return Said(
        edges=np.searchsorted(heard.phones.word, np.arange(len(heard.spoken) + 1)).tolist(),
        words=words,
        phones=phones,
        word_intervals=_intervals("word_accuracy", words),
        phone_intervals=_intervals("phone", phones),
        likely=likely,
        strength=strength,
        rival=rival,
        names=[name(phone, config.phoneme_alphabet) for phone in PHONES],
    )


def _intervals(name: str, accuracies: list[float]) -> dict[float, Interval | None]:
    """Where the experts' scores of that name lie, by the accuracy; many units have the same."""
    return {accuracy: certainty.load().interval(name, accuracy) for accuracy in set(accuracies)}


def _strengths(evidence: Evidence, part: slice, own: Ints, accuracy: NDArray[np.float64]) -> Floats:
    """How likely each of `PHONES` was said in the place of the phones in `part`, the most likely 100; (phones, 39).

    The expected phone stands at its own score; the others share what is missing to 100 as the evidence divides it.
    """
    rows = np.arange(len(own))
    heard = evidence["loop_all"][part, : len(PHONES)]
    moved = -evidence["free_ratios"][part]
    weight = 0.5 * heard + 0.25 * np.minimum(moved, 20.0)
    weight[rows, own] = -np.inf
    share = np.exp(weight - weight.max(axis=1, keepdims=True))
    # At 60, where a phoneme counts as wrong, the best of the others draws level.
    strength = share * np.maximum(0.6 * (100.0 - accuracy), 1.0).astype(np.float32)[:, None]
    strength[rows, own] = 0.4 * accuracy
    return np.asarray(100.0 * strength / strength.max(axis=1, keepdims=True), dtype=np.float32)
