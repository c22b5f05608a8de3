"""Training of the scoring models from a labelled corpus, cross-validated over its speakers.

Models are stacked: phones first, words from phones, the whole take from both. Each level is trained on what the level
below predicts for speakers that it has not seen, so that no score is learned from its own answer. Synthetic speech with
planted errors is added to the training; its voices are speakers like others, and it takes no part in the table. Nor do
utterances of the corpus that are held against exchanged words: from them one forest learns gross errors of real voices.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sonorant.audio.files import read as read_audio
from sonorant.audio.files import resample
from sonorant.engines.embedded import (
    acoustic_model,
    certainty,
    exchanged,
    repeatability,
    scoring_model,
    sequence_training,
    synthetic,
)
from sonorant.engines.embedded.aggregates import PHONE_WRONG, take_features, word_features
from sonorant.engines.embedded.agreement import LEVELS, detection
from sonorant.engines.embedded.corpus import Origin, Utterance, read_corpus
from sonorant.engines.embedded.features import NORMED, Norms, PhoneFeatures, phone_features
from sonorant.engines.embedded.frontend import RATE, Floats
from sonorant.engines.embedded.hearing import Hearing, listen
from sonorant.engines.embedded.scoring_model import (
    PHONE_FORESTS,
    TAKE_ASPECTS,
    WORD_ASPECTS,
    ScoringModel,
    mixed,
    phone_scores,
)
from sonorant.engines.embedded.sequence import Network, Outputs
from sonorant.engines.embedded.sequence_training import Example
from sonorant.engines.embedded.shares import score_of, share_of
from sonorant.engines.embedded.synthetic import CLEAR_ERROR, FLAWLESS
from sonorant.engines.embedded.trees import Forest, from_lightgbm
from sonorant.speech.failures import UnusableInput
from sonorant.speech.phonemes import PHONES

FOLDS = 5
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


@dataclass(frozen=True, slots=True)
class _Member:
    """A forest: its seed, and what utterances count in it that are not as the corpus has them."""

    seed: int
    synthetic: float = 0.0
    exchanged: float = 0.0


@dataclass(frozen=True, slots=True)
class _Settings:
    """How a forest is fitted.

    Attributes:
        shares: whether scores are learned as shares of the best, so that the forest gives their logit.
        members: forests that are averaged.
        trees: how many each of them has.
        parameters: LightGBM's for them.
    """

    members: tuple[_Member, ...]
    trees: int
    parameters: dict[str, float]
    shares: bool = False


SYNTHETIC_SHARE = 0.64
"""Synthetic utterances per utterance of the corpus."""
SYNTHETIC_WEIGHT = 0.5
EXCHANGED_WEIGHT = 0.25
_BOTH = (_Member(1, SYNTHETIC_WEIGHT), _Member(2, SYNTHETIC_WEIGHT))
_NETWORKS = ((1, 0.0), (2, SYNTHETIC_WEIGHT))
"""The networks that are averaged: the seed, and what a synthetic utterance counts against one of the corpus."""
_PHONE = _Settings(
    tuple(_Member(seed, SYNTHETIC_WEIGHT, EXCHANGED_WEIGHT) for seed in (3, 5)),
    600,
    {"learning_rate": 0.03, "num_leaves": 31, "min_data_in_leaf": 40, "feature_fraction": 0.3, "lambda_l2": 20.0},
    shares=True,
)
_LEARNERS = replace(_PHONE, members=(_Member(1), _Member(2), _Member(4)))
_PHONE_FORESTS = {"phone_learners": _LEARNERS, "phone_gross": _PHONE}
_WORD = _Settings(
    _BOTH,
    250,
    {"learning_rate": 0.03, "num_leaves": 15, "min_data_in_leaf": 40, "feature_fraction": 0.4, "lambda_l2": 10.0},
)
_TAKE = _Settings(
    _BOTH,
    350,
    {"learning_rate": 0.02, "num_leaves": 12, "min_data_in_leaf": 20, "feature_fraction": 0.25, "lambda_l2": 5.0},
)

Rows = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Data:
    """Utterances with what was heard in them; `fold` tells which part each speaker is in, shape (utterances,)."""

    utterances: Sequence[Utterance]
    heard: Sequence[Hearing]
    fold: NDArray[np.int64]

    def real(self) -> Rows:
        """The utterances of the corpus."""
        return self.of(Origin.CORPUS)

    def of(self, origin: Origin) -> Rows:
        """The utterances that come from there."""
        return np.flatnonzero([utterance.origin is origin for utterance in self.utterances])

    def seen(self, fold: int | None) -> Rows:
        """The utterances to train on where `fold` is held out; all of them for ``None``."""
        return np.flatnonzero(self.fold != fold) if fold is not None else np.arange(len(self.fold))

    def unseen(self, fold: int) -> Rows:
        """The utterances of the fold that is held out."""
        return np.flatnonzero(self.fold == fold)


@dataclass(frozen=True, eq=False)
class CrossValidation:
    """Predictions for speakers not trained on, and the experts' scores, by aspect; gross errors likewise.

    Attributes:
        gross: predicted and true phone scores of the utterances that are not as the corpus has them, by origin.
        labels: the phones of the corpus, shape (phones,).
    """

    predicted: dict[str, Floats]
    expert: dict[str, Floats]
    gross: dict[Origin, tuple[Floats, Floats]]
    labels: NDArray[np.int32]

    def detection_by_phone(self) -> dict[str, dict[str, float | None]]:
        """Precision and recall for phones that the experts score below 1.0, per phone."""
        limits = LEVELS["below_1.0"]
        ours, experts = self.predicted["phone"], self.expert["phone"]
        return {
            phone: detection(ours[self.labels == number], experts[self.labels == number], *limits)
            for number, phone in enumerate(PHONES)
        }

    def correlations(self) -> dict[str, float]:
        """Pearson correlation by aspect, on the corpus."""
        return {name: float(np.corrcoef(self.predicted[name], self.expert[name])[0, 1]) for name in self.predicted}

    def gross_rates(self, origin: Origin) -> tuple[float, float]:
        """Share of clearly wrong phones that are found, and of right ones that are flagged."""
        predicted, truth = self.gross[origin]
        flagged = predicted < PHONE_WRONG
        return float(flagged[truth == CLEAR_ERROR].mean()), float(flagged[truth == FLAWLESS].mean())


def train(labels: Path, audio: Path, out: Path, jobs: int = 1, say: Callable[[str], None] = print) -> None:
    """Train on the corpus, print the cross-validated table, and write the models into `out`.

    Raises:
        UnusableInput: the corpus cannot be read or has too few speakers, or flite is not installed.
    """
    corpus = read_corpus(labels, audio)
    if len({utterance.speaker for utterance in corpus}) < FOLDS:
        raise UnusableInput(f"The corpus has fewer than {FOLDS} speakers: cross-validation needs at least that many.")
    with tempfile.TemporaryDirectory() as folder:
        count = round(len(corpus) * SYNTHETIC_SHARE)
        say(f"Saying {count} synthetic utterances …")
        made = synthetic.make([utterance.text for utterance in corpus], count, Path(folder))
        utterances = [*corpus, *made, *exchanged.make(corpus)]
        say(f"Hearing {len(utterances)} utterances …")
        heard = hear_all(utterances, jobs)
    say("Training …")
    model, validation = fit(utterances, heard, jobs)
    table = validation.correlations()
    _print_table(validation, say)
    about = {"utterances": len(corpus), "cross_validation": {name: round(value, 4) for name, value in table.items()}}
    scoring_model.save(model, out / scoring_model.FILE_NAME, about)
    say("Recording takes a little otherwise …")
    noise = repeatability.measure(corpus, model, jobs)
    _print_noise(noise, say)
    sure = certainty.measure(validation.predicted, validation.expert, validation.labels, noise)
    certainty.save(sure, out / certainty.FILE_NAME)
    say(f"Written: {out / scoring_model.FILE_NAME}, {out / certainty.FILE_NAME}")


def _print_table(validation: CrossValidation, say: Callable[[str], None]) -> None:
    say(f"Pearson correlation with the experts, {FOLDS} folds over speakers:")
    for name, value in validation.correlations().items():
        say(f"  {name:14} {value:.3f}")
    for name, limits in LEVELS.items():
        found = detection(validation.predicted["phone"], validation.expert["phone"], *limits)
        say(f"Detection of phones {name}: precision {_share(found, 'precision')}, recall {_share(found, 'recall')}")
    say("By phone, below 1.0: precision, recall, share of phones that are")
    for phone, found in validation.detection_by_phone().items():
        say(f"  {phone:3} {_share(found, 'precision')} {_share(found, 'recall')} {_share(found, 'share')}")
    for origin, name in ((Origin.SYNTHESISER, "Planted in voices"), (Origin.EXCHANGED, "Exchanged words of speakers")):
        hits, false = validation.gross_rates(origin)
        say(f"{name} not trained on: {hits:.1%} of clear errors found, {false:.1%} of right phones flagged")


def _print_noise(noise: Mapping[str, float], say: Callable[[str], None]) -> None:
    say("Repeatable noise, standard deviation of a score (0–100) over ways to record one take:")
    for name, deviation in noise.items():
        say(f"  {name:14} {deviation:.2f}")


def _share(found: dict[str, float | None], name: str) -> str:
    value = found[name]
    return "   –" if value is None else f"{value:.2f}"


def hear_all(utterances: Sequence[Utterance], jobs: int) -> list[Hearing]:
    """Hear every utterance with the corpus' own phones."""
    if jobs <= 1:
        return [hear(utterance) for utterance in utterances]
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
    data = _Data(utterances, heard, _folds(utterances))
    norms = [_norms(data, np.intersect1d(data.seen(fold), data.real())) for fold in (None, *range(FOLDS))]
    held = [norms[fold + 1] for fold in data.fold]
    real = data.real()

    phone_target = [_phone_scores(utterance) for utterance in utterances]
    fitting = _Fitting(data, jobs)
    features = [[phone_features(one, of_fold) for one in heard] for of_fold in norms]
    network, outputs = fitting.network(features)
    forests: dict[str, Forest] = {}
    by_forest: dict[str, list[Floats]] = {}
    for name in PHONE_FORESTS:
        forests[name], by_forest[name] = fitting.level(
            lambda fold: [one.table for one in features[fold + 1]],
            phone_target,
            _PHONE_FORESTS[name],
            features[0][0].named,
        )
    phones = [
        phone_scores(by_learners, by_gross, output.phones)
        for by_learners, by_gross, output in zip(*by_forest.values(), outputs, strict=True)
    ]
    predicted = {"phone": np.concatenate([phones[i] for i in real])}
    expert = {"phone": np.concatenate([phone_target[i] for i in real])}

    word_rows = [word_features(one, phones[i], outputs[i], held[i]) for i, one in enumerate(heard)]
    accuracy: list[Floats] = []
    for column, name in enumerate(WORD_ASPECTS):
        target = [_word_scores(utterance, name) for utterance in utterances]
        forests[name], parts = fitting.level(lambda _: word_rows, target, _WORD)
        parts = [mixed("word", part, output.words[:, column]) for part, output in zip(parts, outputs, strict=True)]
        accuracy = parts if name == "word_accuracy" else accuracy
        predicted[name] = np.concatenate([parts[i] for i in real])
        expert[name] = np.concatenate([target[i] for i in real])

    take_rows = [take_features(one, phones[i], accuracy[i], outputs[i], held[i])[None] for i, one in enumerate(heard)]
    for column, name in enumerate(TAKE_ASPECTS):
        target = [np.array([getattr(utterance, name)], dtype=np.float32) for utterance in utterances]
        forests[name], parts = fitting.level(lambda _: take_rows, target, _TAKE)
        predicted[name] = np.concatenate([mixed("take", parts[i], outputs[i].take[column]) for i in real])
        expert[name] = np.concatenate([target[i] for i in real])
    gross = {
        origin: (_joined(phones, data.of(origin)), _joined(phone_target, data.of(origin)))
        for origin in (Origin.SYNTHESISER, Origin.EXCHANGED)
    }
    labels = np.concatenate([heard[i].phones.label for i in real])
    return ScoringModel(norms[0], network, forests, digest=""), CrossValidation(predicted, expert, gross, labels)


def _joined(parts: Sequence[Floats], rows: Rows) -> Floats:
    return np.concatenate([parts[i] for i in rows]) if len(rows) else np.empty(0, dtype=np.float32)


def _example(utterance: Utterance, heard: Hearing, rows: Floats) -> Example:
    scores = {
        "phone": _phone_scores(utterance)[:, None],
        "word": np.stack([_word_scores(utterance, name) for name in WORD_ASPECTS], axis=1),
        "take": np.array([[getattr(utterance, name) for name in TAKE_ASPECTS]], dtype=np.float32),
    }
    return Example(rows, heard.phones.label, heard.phones.word, scores, utterance.origin is Origin.SYNTHESISER)


def _folds(utterances: Sequence[Utterance]) -> NDArray[np.int64]:
    """The fold of each utterance; a speaker is in one fold only, and real and synthetic ones are dealt out apart."""
    fold_of: dict[str, int] = {}
    for origin in (Origin.CORPUS, Origin.SYNTHESISER):
        speakers = sorted({utterance.speaker for utterance in utterances if utterance.origin is origin})
        shuffled = np.random.default_rng(0).permutation(len(speakers))
        fold_of |= {speaker: int(shuffled[number]) % FOLDS for number, speaker in enumerate(speakers)}
    return np.array([fold_of[utterance.speaker] for utterance in utterances])


def _norms(data: _Data, rows: Rows) -> Norms:
    label = np.concatenate([data.heard[row].phones.label for row in rows])
    duration = np.log(np.concatenate([data.heard[row].phones.duration for row in rows]))
    score = np.concatenate([_phone_scores(data.utterances[row]) for row in rows])
    count = len(PHONES)
    evidence = np.stack(
        [np.concatenate([data.heard[row].evidence[name] for row in rows]) for name in NORMED], axis=1, dtype=np.float64
    )
    mean, spread, usual = np.full(count, 2.0), np.full(count, 0.5), np.full(count, float(score.mean()))
    evidence_mean = np.tile(evidence.mean(axis=0), (count, 1))
    evidence_spread = np.tile(evidence.std(axis=0), (count, 1))
    for phone in range(count):
        of_phone = label == phone
        good = of_phone & (score >= _GOOD_PHONE)
        if good.sum() > 1:
            mean[phone], spread[phone] = duration[good].mean(), max(float(duration[good].std()), 0.1)
            evidence_mean[phone], evidence_spread[phone] = evidence[good].mean(axis=0), evidence[good].std(axis=0)
        if of_phone.any():
            usual[phone] = score[of_phone].mean()
    evidence_spread = np.maximum(evidence_spread, 1e-3)
    return Norms(*(values.astype(np.float32) for values in (mean, spread, usual, evidence_mean, evidence_spread)))


def _phone_scores(utterance: Utterance) -> Floats:
    return np.array([score for word in utterance.words for score in word.phone_scores], dtype=np.float32)


def _word_scores(utterance: Utterance, aspect: str) -> Floats:
    attribute = aspect.removeprefix("word_")
    return np.array([getattr(word, attribute) for word in utterance.words], dtype=np.float32)


@dataclass(frozen=True, eq=False)
class _Fitting:
    """What models are fitted to, and with how many threads."""

    data: _Data
    jobs: int

    def network(self, features: Sequence[Sequence[PhoneFeatures]]) -> tuple[Network, list[Outputs]]:
        """The network of all speakers, and outputs of networks that have not seen the speaker.

        `features[0]` are those for training on all, `features[fold + 1]` those where `fold` is held out.
        """
        jobs = [self._examples(features[0], self.data.seen(None))]
        jobs += [self._examples(features[fold + 1], self.data.seen(fold)) for fold in range(FOLDS)]
        train = partial(sequence_training.train, members=_NETWORKS)
        if self.jobs <= 1:
            networks = [train(job) for job in jobs]
        else:
            with ProcessPoolExecutor(self.jobs) as pool:
                networks = list(pool.map(train, jobs))
        outputs = []
        for i, fold in enumerate(self.data.fold):
            phones = self.data.heard[i].phones
            outputs.append(networks[fold + 1].judge(features[fold + 1][i].rows, phones.label, phones.word))
        return networks[0], outputs

    def _examples(self, features: Sequence[PhoneFeatures], chosen: Rows) -> list[Example]:
        return [
            _example(self.data.utterances[i], self.data.heard[i], features[i].rows)
            for i in np.setdiff1d(chosen, self.data.of(Origin.EXCHANGED))
        ]

    def level(
        self,
        rows: Callable[[int], Sequence[Floats]],
        target: Sequence[Floats],
        settings: _Settings,
        named: Sequence[int] = (),
    ) -> tuple[Forest, list[Floats]]:
        """The forest of all speakers, and predictions by forests that have not seen the speaker.

        `rows(fold)` gives the features where `fold` is held out, or with -1 those for training on all; their
        columns `named` name a kind.
        """
        parts: list[Floats] = [np.empty(0, dtype=np.float32)] * len(target)
        for fold in range(FOLDS):
            forest = self._forest(rows(fold), target, self.data.seen(fold), settings, named)
            for i in self.data.unseen(fold):
                given = forest.predict(rows(fold)[i])
                parts[i] = score_of(given) if settings.shares else given
        return self._forest(rows(-1), target, self.data.seen(None), settings, named), parts

    def _forest(
        self,
        rows: Sequence[Floats],
        target: Sequence[Floats],
        chosen: Rows,
        settings: _Settings,
        named: Sequence[int],
    ) -> Forest:
        """Train all members; targets that are NaN are left out."""
        import lightgbm  # noqa: PLC0415 - needed for training only, and slow to import

        y = np.concatenate([target[i] for i in chosen])
        x = np.concatenate([rows[i] for i in chosen])
        origin = np.concatenate([np.full(len(target[i]), self.data.utterances[i].origin) for i in chosen])
        dumps: list[dict[str, Any]] = []
        for member in settings.members:
            weight = np.where(origin == Origin.SYNTHESISER, member.synthetic, 1.0)
            weight = np.where(origin == Origin.EXCHANGED, member.exchanged, weight)
            used = np.isfinite(y) & (weight > 0)
            parameters = {**_COMMON, **settings.parameters, "seed": member.seed, "num_threads": self.jobs}
            if settings.shares:
                parameters["objective"] = "cross_entropy"
            wanted = share_of(y[used]) if settings.shares else y[used]
            data = lightgbm.Dataset(
                x[used], wanted, weight=weight[used], params=parameters, categorical_feature=list(named)
            )
            dumps.append(lightgbm.train(parameters, data, num_boost_round=settings.trees).dump_model())
        return from_lightgbm(dumps)
