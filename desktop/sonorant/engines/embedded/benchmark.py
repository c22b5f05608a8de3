"""How well the engine agrees with experts: a labelled corpus judged by the models that ship."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sonorant.audio.files import read as read_audio
from sonorant.audio.files import resample
from sonorant.engines.embedded import acoustic_model, scoring_model
from sonorant.engines.embedded.aggregates import PHONE_WEAK, PHONE_WRONG
from sonorant.engines.embedded.corpus import LabelledWord, Utterance, read_corpus
from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.engines.embedded.frontend import RATE
from sonorant.engines.embedded.hearing import listen
from sonorant.engines.embedded.scoring_model import TAKE_ASPECTS, WORD_ASPECTS
from sonorant.speech.failures import NothingToJudge
from sonorant.speech.phonemes import base

Phones = Literal["corpus", "lexicon"]
Values = NDArray[np.float64]

LEVELS = {"below_1.0": (1.0, PHONE_WRONG), "below_1.5": (1.5, PHONE_WEAK)}
"""Kinds of phone to detect: expert score below the first counts as wrong, our score below the second as flagged."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """(ours, the experts') scores of one utterance; `seconds` of audio, `cost` in seconds of processor time."""

    phones: list[tuple[float, float]]
    words: dict[str, list[tuple[float, float]]]
    take: dict[str, tuple[float, float]]
    seconds: float
    cost: float


def run(
    labels: Path, audio: Path, limit: int | None = None, jobs: int = 1, phones: Phones = "corpus"
) -> dict[str, object]:
    """Judge the corpus (or its first `limit` utterances) and compare.

    Args:
        labels, audio: the corpus; see `corpus.read_corpus`.
        limit: how many utterances, ``None`` for all.
        jobs: processes to use.
        phones: take the corpus' own phones, or look the words up in the lexicon as the application does.

    Returns:
        Pearson correlations, mean squared errors, detection, real-time factor on one core; ready for JSON. A value
        that cannot be computed (too few utterances) is ``None``.

    Raises:
        UnusableInput: the corpus cannot be read.
    """
    utterances = read_corpus(labels, audio)[:limit]
    judge = partial(_judge, phones=phones)
    if jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            results = list(pool.map(judge, utterances, chunksize=8))
    else:
        results = [judge(utterance) for utterance in utterances]
    return _summary([result for result in results if result is not None], len(utterances))


def _judge(utterance: Utterance, phones: Phones) -> _Judged | None:
    model, scores = acoustic_model.load(), scoring_model.load()
    sound = read_audio(utterance.audio)
    begun = time.process_time()
    choices = [_choices(word, phones) for word in utterance.words]
    numbers = [[[model.index(phone) for phone in phones] for phones in ways] for ways in choices]
    try:
        heard = listen(model, resample(sound, RATE).samples, numbers)
    except NothingToJudge:
        return None
    judged = scores.judge(heard)
    cost = time.process_time() - begun
    pairs: list[tuple[float, float]] = []
    for index, (word, spoken) in enumerate(zip(utterance.words, heard.spoken, strict=True)):
        ours = judged.phones[heard.phones.word == index]
        pairs += _paired(choices[index][spoken.variant], ours, word)
    return _Judged(
        phones=pairs,
        words={
            name: [
                (float(score), float(getattr(word, name.removeprefix("word_"))))
                for score, word in zip(judged.words[name], utterance.words, strict=True)
            ]
            for name in WORD_ASPECTS
        },
        take={name: (judged.take[name], float(getattr(utterance, name))) for name in TAKE_ASPECTS},
        seconds=sound.seconds,
        cost=cost,
    )


def _choices(word: LabelledWord, phones: Phones) -> list[tuple[str, ...]]:
    if phones == "corpus":
        return [word.phones]
    found = load_lexicon().pronunciations(word.text.lower())
    return list(dict.fromkeys(tuple(base(phone) for phone in ways) for ways in found)) or [word.phones]


def _paired(said: tuple[str, ...], ours: NDArray[np.float32], word: LabelledWord) -> list[tuple[float, float]]:
    """Our and the experts' scores of the phones that both pronunciations share."""
    blocks = SequenceMatcher(None, said, word.phones, autojunk=False).get_matching_blocks()
    return [(float(ours[block.a + i]), word.phone_scores[block.b + i]) for block in blocks for i in range(block.size)]


def _summary(results: Sequence[_Judged], utterances: int) -> dict[str, object]:
    phones = np.array([pair for result in results for pair in result.phones])
    words = {name: np.array([pair for result in results for pair in result.words[name]]) for name in WORD_ASPECTS}
    takes = {name: np.array([result.take[name] for result in results]) for name in TAKE_ASPECTS}
    return {
        "phone_pcc": _pearson(phones),
        "word_accuracy_pcc": _pearson(words["word_accuracy"]),
        "word_total_pcc": _pearson(words["word_total"]),
        **{f"utterance_{name}_pcc": _pearson(takes[name]) for name in TAKE_ASPECTS},
        "phone_mse": _squared_error(phones),
        "word_accuracy_mse": _squared_error(words["word_accuracy"]),
        "utterance_total_mse": _squared_error(takes["total"]),
        "rtf": round(sum(result.cost for result in results) / max(sum(result.seconds for result in results), 1e-9), 4),
        "utterances": utterances,
        "unjudged": utterances - len(results),
        "detection": {name: _detection(phones, *limits) for name, limits in LEVELS.items()},
    }


def _pearson(pairs: Values) -> float | None:
    if len(pairs) < 2 or pairs[:, 0].std() == 0.0 or pairs[:, 1].std() == 0.0:
        return None
    return round(float(np.corrcoef(pairs[:, 0], pairs[:, 1])[0, 1]), 4)


def _squared_error(pairs: Values) -> float | None:
    return round(float(((pairs[:, 0] - pairs[:, 1]) ** 2).mean()), 4) if len(pairs) else None


def _detection(pairs: Values, wrong_below: float, flagged_below: float) -> dict[str, float | None]:
    if not len(pairs):
        return {"precision": None, "recall": None, "share": None}
    flagged, wrong = pairs[:, 0] < flagged_below, pairs[:, 1] < wrong_below
    hits = float((flagged & wrong).sum())
    return {
        "precision": round(hits / float(flagged.sum()), 4) if flagged.any() else None,
        "recall": round(hits / float(wrong.sum()), 4) if wrong.any() else None,
        "share": round(float(wrong.mean()), 4),
    }
