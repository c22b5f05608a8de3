"""How far scores move when nothing that counts does: one take, begun a little later, louder, with faint noise."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np

from sonorant.audio.files import read as read_audio
from sonorant.audio.files import resample
from sonorant.engines.embedded import acoustic_model
from sonorant.engines.embedded.corpus import Utterance
from sonorant.engines.embedded.frontend import RATE, Floats
from sonorant.engines.embedded.hearing import listen
from sonorant.engines.embedded.scoring_model import ScoringModel
from sonorant.speech import scores as rules

TAKES = 60
"""Utterances that it is measured on."""
_LATER = (0.002, 0.005, 0.007)
"""Seconds; the engine hears in steps of 0.01."""
_LOUDER = (-1.0, 1.0)
_NOISE = -60.0
"""Decibels, of the noise relative to full scale."""


def measure(utterances: Sequence[Utterance], model: ScoringModel, jobs: int = 1) -> dict[str, float]:
    """Standard deviation (0–100) of each score over the ways one take may be recorded, by its name in `certainty`.

    `TAKES` of the utterances are taken, spread evenly; each is judged as it is and in all of `variants`.
    """
    chosen = utterances[:: max(1, len(utterances) // TAKES)][:TAKES]
    if jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            variances = list(pool.map(partial(_variances, model=model), chosen))
    else:
        variances = [_variances(utterance, model) for utterance in chosen]
    return {
        name: round(float(np.sqrt(np.mean(np.concatenate([each[name] for each in variances])))), 2)
        for name in variances[0]
    }


def variants(samples: Floats) -> list[Floats]:
    """The same take as it might as well have been recorded; 16 kHz `samples` in [-1, 1]."""
    noise = np.random.default_rng(0).normal(scale=_ratio(_NOISE), size=len(samples))
    return [
        *(samples[round(later * RATE) :] for later in _LATER),
        *(np.clip(_ratio(louder) * samples, -1.0, 1.0).astype(np.float32) for louder in _LOUDER),
        np.clip(samples + noise, -1.0, 1.0).astype(np.float32),
    ]


def _variances(utterance: Utterance, model: ScoringModel) -> dict[str, Floats]:
    """Variance of each score of the utterance, and of those of its words and phones."""
    samples = resample(read_audio(utterance.audio), RATE).samples
    rows = [_scores(each, utterance, model) for each in (samples, *variants(samples))]
    return {name: np.stack([row[name] for row in rows]).var(axis=0, ddof=1) for name in rows[0]}


def _scores(samples: Floats, utterance: Utterance, model: ScoringModel) -> dict[str, Floats]:
    hears = acoustic_model.load()
    words = [[[hears.index(phone) for phone in word.phones]] for word in utterance.words]
    judged = model.judge(listen(hears, samples, words))
    aspects = {name: 10.0 * judged.take[name] for name in ("accuracy", "fluency", "prosody")}
    overall = rules.pronunciation(aspects["accuracy"], aspects["fluency"], None, aspects["prosody"])
    return {
        **{name: np.array([score]) for name, score in aspects.items()},
        "word_accuracy": 10.0 * judged.words["word_accuracy"],
        "phone": 50.0 * judged.phones,
        "pronunciation": np.array([overall]),
    }


def _ratio(decibel: float) -> float:
    return float(10.0 ** (decibel / 20.0))
