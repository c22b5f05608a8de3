"""Training of the recurrent network by gradient descent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sonorant.engines.embedded import sequence
from sonorant.engines.embedded.frontend import Floats
from sonorant.engines.embedded.sequence import Network, Numbers, Parameters
from sonorant.engines.embedded.shares import share_of

WIDTH = 160
EPOCHS = 5
_TAKES = 24
"""Takes per step."""
_RATE, _DECAY = 2e-3, 0.03
_STEEPEST = 1.0
"""Longest gradient that a step follows."""
_DROP, _DROP_FEATURES, _NOISE = 0.25, 0.3, 0.1
_PART = {"phone": 1.0, "word": 0.2 / 25.0, "take": 0.2 / 25.0}
"""How much the error of each kind of score counts: cross-entropy of phones, else squared."""


@dataclass(frozen=True, eq=False)
class Example:
    """A take with the experts' scores (NaN: not scored) by kind of `sequence.OUTPUTS`.

    Attributes:
        rows: features of its phones, shape (phones, features).
        label, word: of each phone, shape (phones,).
        scores: "phone" (phones, 1) 0–2, "word" (words, 2) and "take" (1, 4) 0–10.
        synthetic: whether a synthesiser said it.
    """

    rows: Floats
    label: Numbers
    word: Numbers
    scores: Mapping[str, Floats]
    synthetic: bool


def train(examples: Sequence[Example], members: Sequence[tuple[int, float]]) -> Network:
    """Train the members, each by its seed and what a synthetic take counts for it.

    The same examples and members give the same network.
    """
    rows = np.concatenate([example.rows for example in examples])
    empty = Network(rows.mean(axis=0), rows.std(axis=0) + np.float32(1e-6), ())
    trained = []
    for seed, share in members:
        used = [example for example in examples if share or not example.synthetic]
        trained.append(_member(used, [empty.standardise(example.rows) for example in used], seed, share))
    return Network(empty.mean, empty.spread, tuple(trained))


def _member(examples: Sequence[Example], rows: Sequence[Floats], seed: int, share: float) -> Parameters:
    # Needed for training only.
    import autograd.numpy as differentiable  # type: ignore[import-untyped]  # noqa: PLC0415
    from autograd import grad  # noqa: PLC0415

    generator = np.random.default_rng(seed)
    parameters = sequence.fresh(rows[0].shape[1], WIDTH, generator)

    def drop(values: Any, share: float = _DROP) -> Any:
        kept = generator.random(values.shape, dtype=np.float32) >= share
        return values * (kept / np.float32(1.0 - share))

    def error(parameters: Parameters, batch: _Batch, noisy: Floats) -> Any:
        state = sequence.states(parameters, noisy, batch.label, batch.mask, differentiable, drop)
        pooled = {"phone": state, "word": batch.words @ state, "take": batch.whole @ state}
        total: Any = 0.0
        for name, part in _PART.items():
            given, truth = sequence.head(parameters, name, pooled[name], differentiable, drop), batch.scores[name]
            if name == "phone":
                off = differentiable.logaddexp(0.0, given) - share_of(truth) * given
            else:
                off = (given - truth) ** 2
            count = max(float(batch.weight[name].sum()), 1.0)
            total = total + part * differentiable.sum(batch.weight[name] * off) / count
        return total

    slope = grad(error)
    optimiser = _AdamW(parameters, EPOCHS * -(-len(examples) // _TAKES))
    length = np.array([len(example.rows) for example in examples])
    for _ in range(EPOCHS):
        order = np.argsort(length + generator.uniform(0.0, 6.0, len(length)))
        pieces = [order[start : start + _TAKES] for start in range(0, len(order), _TAKES)]
        for piece in generator.permutation(len(pieces)):
            batch = _batch([examples[i] for i in pieces[piece]], [rows[i] for i in pieces[piece]], share)
            noise = generator.normal(0.0, _NOISE, batch.rows.shape).astype(np.float32)
            optimiser.step(slope(parameters, batch, drop(batch.rows + noise, _DROP_FEATURES)))
    return parameters


@dataclass(frozen=True, eq=False)
class _Batch:
    """Takes side by side, filled up with zeros; `words` and `whole` average phones to words and takes."""

    rows: Floats
    label: Numbers
    mask: Floats
    words: Floats
    whole: Floats
    scores: dict[str, Floats]
    weight: dict[str, Floats]


def _batch(examples: Sequence[Example], rows: Sequence[Floats], share: float) -> _Batch:
    takes, phones = len(examples), max(map(len, rows))
    words = max(len(example.scores["word"]) for example in examples)
    values = np.zeros((takes, phones, rows[0].shape[1]), dtype=np.float32)
    label = np.zeros((takes, phones), dtype=np.int64)
    mask = np.zeros((takes, phones), dtype=np.float32)
    of_word = np.zeros((takes, words, phones), dtype=np.float32)
    sizes = {"phone": phones, "word": words, "take": 1}
    scores = {
        name: np.full((takes, size, sequence.OUTPUTS[name]), np.nan, dtype=np.float32) for name, size in sizes.items()
    }
    for take, (example, own) in enumerate(zip(examples, rows, strict=True)):
        count = len(own)
        values[take, :count], label[take, :count], mask[take, :count] = own, example.label, 1.0
        of_word[take, example.word, np.arange(count)] = 1.0
        for name, given in example.scores.items():
            scores[name][take, : len(given)] = given
    weight = np.array([share if example.synthetic else 1.0 for example in examples], dtype=np.float32)[:, None, None]
    return _Batch(
        rows=values,
        label=label,
        mask=mask,
        words=of_word / np.maximum(of_word.sum(axis=2, keepdims=True), 1.0),
        whole=(mask / mask.sum(axis=1, keepdims=True))[:, None, :],
        scores={name: np.nan_to_num(given) for name, given in scores.items()},
        weight={name: weight * np.isfinite(given) for name, given in scores.items()},
    )


class _AdamW:
    """Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101).

    The rate rises over the first third of the steps and falls to nothing along half a cosine.
    """

    def __init__(self, parameters: dict[str, Floats], steps: int) -> None:
        self._parameters = parameters
        self._mean = {name: np.zeros_like(value) for name, value in parameters.items()}
        self._square = {name: np.zeros_like(value) for name, value in parameters.items()}
        self._steps = steps
        self._done = 0

    def step(self, slope: Mapping[str, Floats]) -> None:
        """Follow the gradient."""
        length = float(np.sqrt(sum(float((part.astype(np.float64) ** 2).sum()) for part in slope.values())))
        shorten = np.float32(min(1.0, _STEEPEST / max(length, 1e-12)))
        self._done += 1
        share = self._done / self._steps
        rate = _RATE * (share / 0.3 if share < 0.3 else 0.5 * (1.0 + np.cos(np.pi * (share - 0.3) / 0.7)))
        for name, value in self._parameters.items():
            part = slope[name].astype(np.float32) * shorten
            self._mean[name] = 0.9 * self._mean[name] + 0.1 * part
            self._square[name] = 0.999 * self._square[name] + 0.001 * part * part
            mean = self._mean[name] / (1.0 - 0.9**self._done)
            root = np.sqrt(self._square[name] / (1.0 - 0.999**self._done)) + 1e-8
            np.subtract(value, rate * (mean / root + _DECAY * value), out=value, casting="same_kind")
