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
from sonorant.engines.embedded.agreement import LEVELS, detection, pearson, squared_error
from sonorant.engines.embedded.corpus import LabelledWord, Utterance, read_corpus
from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.engines.embedded.frontend import RATE
from sonorant.engines.embedded.hearing import listen
from sonorant.engines.embedded.network import Miscues
from sonorant.engines.embedded.scoring_model import TAKE_ASPECTS, WORD_ASPECTS
from sonorant.speech.failures import NothingToJudge
from sonorant.speech.phonemes import base

Phones = Literal["corpus", "lexicon"]


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
        phones: take the corpus' own phones, all said in order; or look the words up in the lexicon and allow for
            miscues, as the application does (a word not heard scores 0, its phones are not compared).

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
        # The application looks for miscues; the corpus' own phones are those of what the experts heard.
        heard = listen(
            model, resample(sound, RATE).samples, numbers, miscues=Miscues() if phones == "lexicon" else None
        )
    except NothingToJudge:
        return None
    judged = scores.judge(heard)
    cost = time.process_time() - begun
    pairs: list[tuple[float, float]] = []
    words: dict[str, list[tuple[float, float]]] = {name: [] for name in WORD_ASPECTS}
    last_time = {spoken.text: index for index, spoken in enumerate(heard.spoken)}
    for text, word in enumerate(utterance.words):
        index = last_time.get(text)
        if index is not None:
            ours = judged.phones[heard.phones.word == index]
            pairs += _paired(choices[text][heard.spoken[index].variant], ours, word)
        for name in WORD_ASPECTS:
            score = 0.0 if index is None else float(judged.words[name][index])
            words[name].append((score, float(getattr(word, name.removeprefix("word_")))))
    return _Judged(
        phones=pairs,
        words=words,
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
    phones = _columns([pair for result in results for pair in result.phones])
    words = {name: _columns([pair for result in results for pair in result.words[name]]) for name in WORD_ASPECTS}
    takes = {name: _columns([result.take[name] for result in results]) for name in TAKE_ASPECTS}
    return {
        "phone_pcc": pearson(*phones),
        "word_accuracy_pcc": pearson(*words["word_accuracy"]),
        "word_total_pcc": pearson(*words["word_total"]),
        **{f"utterance_{name}_pcc": pearson(*takes[name]) for name in TAKE_ASPECTS},
        "phone_mse": squared_error(*phones),
        "word_accuracy_mse": squared_error(*words["word_accuracy"]),
        "utterance_total_mse": squared_error(*takes["total"]),
        "rtf": round(sum(result.cost for result in results) / max(sum(result.seconds for result in results), 1e-9), 4),
        "utterances": utterances,
        "unjudged": utterances - len(results),
        "detection": {name: detection(*phones, *limits) for name, limits in LEVELS.items()},
    }


def _columns(pairs: Sequence[tuple[float, float]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    table = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    return table[:, 0], table[:, 1]
