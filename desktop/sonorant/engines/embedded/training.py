"""Training of the scoring models from a labelled corpus, cross-validated over its speakers.

Models are stacked: phones first, words from phones, the whole take from both. Each level is trained on what the level
below predicts for speakers that it has not seen, so that no score is learned from its own answer.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sonorant.audio.files import read as read_audio
from sonorant.audio.files import resample
from sonorant.engines.embedded import acoustic_model, scoring_model, trees
from sonorant.engines.embedded.aggregates import take_features, word_features
from sonorant.engines.embedded.corpus import Utterance, read_corpus
from sonorant.engines.embedded.features import Norms, phone_features
from sonorant.engines.embedded.frontend import RATE, Floats
from sonorant.engines.embedded.hearing import Hearing, listen
from sonorant.engines.embedded.scoring_model import TAKE_ASPECTS, WORD_ASPECTS, ScoringModel
from sonorant.speech.failures import UnusableInput
from sonorant.speech.phonemes import PHONES

FOLDS = 5
_SEEDS = (1, 2)
_GOOD_PHONE = 1.8
_COMMON = {
    "objective": "regression",
    "verbose": -1,
    "deterministic": True,
    "force_row_wise": True,
    "feature_pre_filter": False,
    "bagging_freq": 1,
    "bagging_fraction": 0.8,
    "max_bin": 63,
}
_PHONE = {"learning_rate": 0.05, "num_leaves": 31, "min_data_in_leaf": 40, "feature_fraction": 0.3, "lambda_l2": 20.0}
_PHONE_TREES = 320
_WORD = {"learning_rate": 0.03, "num_leaves": 15, "min_data_in_leaf": 40, "feature_fraction": 0.4, "lambda_l2": 10.0}
_WORD_TREES = 250
_TAKE = {"learning_rate": 0.02, "num_leaves": 12, "min_data_in_leaf": 20, "feature_fraction": 0.25, "lambda_l2": 5.0}
_TAKE_TREES = 350

Rows = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Data:
    """Utterances with what was heard in them; `fold` tells which part each speaker is in, shape (utterances,)."""

    utterances: Sequence[Utterance]
    heard: Sequence[Hearing]
    fold: NDArray[np.int64]

    def rows(self, chosen: NDArray[np.bool_]) -> Rows:
        return np.flatnonzero(chosen)


@dataclass(frozen=True, eq=False)
class CrossValidation:
    """Predictions for speakers not trained on, and the experts' scores, by aspect; and Pearson correlations."""

    predicted: dict[str, Floats]
    expert: dict[str, Floats]

    def correlations(self) -> dict[str, float]:
        """Pearson correlation by aspect."""
        return {name: float(np.corrcoef(self.predicted[name], self.expert[name])[0, 1]) for name in self.predicted}


def train(labels: Path, audio: Path, out: Path, jobs: int = 1, say: Callable[[str], None] = print) -> None:
    """Train on the corpus, print the cross-validated table, and write the models into `out`.

    Raises:
        UnusableInput: the corpus cannot be read, or has too few speakers.
    """
    utterances = read_corpus(labels, audio)
    if len({utterance.speaker for utterance in utterances}) < FOLDS:
        raise UnusableInput(f"The corpus has fewer than {FOLDS} speakers: cross-validation needs at least that many.")
    say(f"Hearing {len(utterances)} utterances …")
    heard = hear_all(utterances, jobs)
    model, validation = fit(utterances, heard, jobs)
    table = validation.correlations()
    say(f"Pearson correlation with the experts, {FOLDS} folds over speakers:")
    for name, value in table.items():
        say(f"  {name:14} {value:.3f}")
    about = {
        "utterances": len(utterances),
        "cross_validation": {name: round(value, 4) for name, value in table.items()},
    }
    scoring_model.save(model, out / scoring_model.FILE_NAME, about)
    say(f"Written: {out / scoring_model.FILE_NAME}")


def hear_all(utterances: Sequence[Utterance], jobs: int) -> list[Hearing]:
    """Hear every utterance with the corpus' own phones."""
    if jobs <= 1:
        return [hear(utterance) for utterance in utterances]
    # One thread of linear algebra per process: the processes already fill the cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(hear, utterances, chunksize=16))


def hear(utterance: Utterance) -> Hearing:
    """Hear one utterance with the corpus' own phones."""
    model = acoustic_model.load()
    words = [[[model.index(phone) for phone in word.phones]] for word in utterance.words]
    return listen(model, resample(read_audio(utterance.audio), RATE).samples, words)


def fit(
    utterances: Sequence[Utterance], heard: Sequence[Hearing], jobs: int = 1
) -> tuple[ScoringModel, CrossValidation]:
    """Train all models and validate them over speakers."""
    speakers = sorted({utterance.speaker for utterance in utterances})
    shuffled = np.random.default_rng(0).permutation(len(speakers))
    fold_of = {speaker: int(shuffled[number]) % FOLDS for number, speaker in enumerate(speakers)}
    data = _Data(utterances, heard, np.array([fold_of[utterance.speaker] for utterance in utterances]))

    everyone = data.rows(np.full(len(utterances), True))
    norms = _norms(data, everyone)
    held_norms = [_norms(data, data.rows(data.fold != fold)) for fold in range(FOLDS)]
    unseen = [held_norms[fold] for fold in data.fold]

    phone_target = [_phone_scores(utterance) for utterance in utterances]
    phone_forest, phones = _phone_level(data, norms, held_norms, phone_target, jobs)
    forests = {"phone": phone_forest}
    predicted: dict[str, Floats] = {"phone": np.concatenate(phones)}
    expert: dict[str, Floats] = {"phone": np.concatenate(phone_target)}

    word_rows = [word_features(one, phones[i], unseen[i]) for i, one in enumerate(heard)]
    word_parts: dict[str, list[Floats]] = {}
    for name in WORD_ASPECTS:
        target = [_word_scores(utterance, name) for utterance in utterances]
        forests[name], word_parts[name] = _level(data, word_rows, target, _WORD, _WORD_TREES, jobs, 10.0)
        predicted[name], expert[name] = np.concatenate(word_parts[name]), np.concatenate(target)

    accuracy = word_parts["word_accuracy"]
    take_rows = [take_features(one, phones[i], accuracy[i], unseen[i])[None] for i, one in enumerate(heard)]
    for name in TAKE_ASPECTS:
        target = [np.array([getattr(utterance, name)], dtype=np.float32) for utterance in utterances]
        forests[name], parts = _level(data, take_rows, target, _TAKE, _TAKE_TREES, jobs, 10.0)
        predicted[name], expert[name] = np.concatenate(parts), np.concatenate(target)
    return ScoringModel(norms, forests, digest=""), CrossValidation(predicted, expert)


def _norms(data: _Data, rows: Rows) -> Norms:
    label = np.concatenate([data.heard[row].phones.label for row in rows])
    duration = np.log(np.concatenate([data.heard[row].phones.duration for row in rows]))
    score = np.concatenate([_phone_scores(data.utterances[row]) for row in rows])
    count = len(PHONES)
    mean, spread, usual = np.full(count, 2.0), np.full(count, 0.5), np.full(count, float(score.mean()))
    for phone in range(count):
        of_phone = label == phone
        good = duration[of_phone & (score >= _GOOD_PHONE)]
        if len(good) > 1:
            mean[phone], spread[phone] = good.mean(), max(float(good.std()), 0.1)
        if of_phone.any():
            usual[phone] = score[of_phone].mean()
    return Norms(*(values.astype(np.float32) for values in (mean, spread, usual)))


def _phone_scores(utterance: Utterance) -> Floats:
    return np.array([score for word in utterance.words for score in word.phone_scores], dtype=np.float32)


def _word_scores(utterance: Utterance, aspect: str) -> Floats:
    attribute = aspect.removeprefix("word_")
    return np.array([getattr(word, attribute) for word in utterance.words], dtype=np.float32)


def _phone_level(
    data: _Data, norms: Norms, held_norms: Sequence[Norms], target: Sequence[Floats], jobs: int
) -> tuple[trees.Forest, list[Floats]]:
    """The phone forest of all speakers, and predictions by forests that have not seen the speaker."""
    parts: list[Floats] = [np.empty(0, dtype=np.float32)] * len(data.heard)
    for fold in range(FOLDS):
        rows = [phone_features(one, held_norms[fold]) for one in data.heard]
        seen, unseen = data.rows(data.fold != fold), data.rows(data.fold == fold)
        forest = _forest([rows[i] for i in seen], [target[i] for i in seen], _PHONE, _PHONE_TREES, jobs)
        for i in unseen:
            parts[i] = np.clip(forest.predict(rows[i]), 0.0, 2.0)
    rows = [phone_features(one, norms) for one in data.heard]
    return _forest(rows, target, _PHONE, _PHONE_TREES, jobs), parts


def _level(
    data: _Data,
    rows: Sequence[Floats],
    target: Sequence[Floats],
    settings: dict[str, float],
    count: int,
    jobs: int,
    highest: float,
) -> tuple[trees.Forest, list[Floats]]:
    """The forest of all speakers, and predictions by forests that have not seen the speaker."""
    parts: list[Floats] = [np.empty(0, dtype=np.float32)] * len(rows)
    for fold in range(FOLDS):
        seen, unseen = data.rows(data.fold != fold), data.rows(data.fold == fold)
        forest = _forest([rows[i] for i in seen], [target[i] for i in seen], settings, count, jobs)
        for i in unseen:
            parts[i] = np.clip(forest.predict(rows[i]), 0.0, highest)
    return _forest(rows, target, settings, count, jobs), parts


def _forest(
    rows: Sequence[Floats], target: Sequence[Floats], settings: dict[str, float], count: int, jobs: int
) -> trees.Forest:
    """Train with every seed and average."""
    import lightgbm  # noqa: PLC0415 - needed for training only, and slow to import

    x, y = np.concatenate(rows), np.concatenate(target)
    dumps: list[dict[str, Any]] = []
    for seed in _SEEDS:
        parameters = {**_COMMON, **settings, "seed": seed, "num_threads": jobs}
        booster = lightgbm.train(parameters, lightgbm.Dataset(x, y, params=parameters), num_boost_round=count)
        dumps.append(booster.dump_model())
    return trees.from_lightgbm(dumps)
