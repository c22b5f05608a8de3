"""A small recurrent network that judges each phone of a take in the light of all those around it.

Two layers of gated recurrent units (Cho et al. 2014, arXiv 1406.1078) run over the phones in both directions. From
their states come scores of the phones, of the words (mean state of a word's phones) and of the take (mean of all).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded.frontend import Floats
from sonorant.engines.embedded.shares import score_of
from sonorant.speech.phonemes import PHONES

Parameters: TypeAlias = Mapping[str, Any]
Drop: TypeAlias = Callable[[Any], Any]
Numbers: TypeAlias = NDArray[np.int32] | NDArray[np.int64]
RowsOf: TypeAlias = Callable[[int, int], NDArray[np.float32]]
"""Gives the features of the phones [first, last)."""

LAYERS = 2
OUTPUTS = {"phone": 1, "word": 2, "take": 4}
"""Scores per phone; per word: accuracy, total; per take: accuracy, fluency, prosody, total."""
_SCALE = {"phone": (2.4, 1.0), "word": (8.0, 5.0), "take": (6.5, 5.0)}
"""Where what a head gives lies: middle, and what an output of 1 adds to it."""
_FARTHEST = 5.0
"""Standard deviations beyond which a feature is clipped."""
_CORE, _AROUND = 224, 24
"""Phones judged in one piece, and those on either side that are heard with them."""
_TOGETHER = 8
"""Pieces judged side by side: the memory for them does not grow with the take."""


@dataclass(frozen=True, eq=False)
class Outputs:
    """What the network makes of a take; words and take are not clipped.

    Attributes:
        phones: 0–2, shape (phones,).
        words: 0–10 by heard word and aspect, shape (words, 2).
        take: 0–10 by aspect, shape (4,).
    """

    phones: Floats
    words: Floats
    take: Floats


@dataclass(frozen=True, eq=False)
class Network:
    """Networks of one shape, whose outputs are averaged, and what their features are standardised by."""

    mean: Floats
    spread: Floats
    members: tuple[Parameters, ...]

    def judge(self, rows: Floats, label: Numbers, word: Numbers) -> Outputs:
        """Score a take from the features of its phones, shape (phones, features), their labels and words."""
        return self.judge_in_parts(lambda first, last: rows[first:last], label, word)

    def judge_in_parts(self, rows: RowsOf, label: Numbers, word: Numbers) -> Outputs:
        """The same where the features are only put together when they are needed.

        A long take is heard in pieces that overlap: what is further away hardly matters, and the walk stays short.
        """
        count = len(label)
        starts = np.flatnonzero(np.diff(word, prepend=-1))
        sums = [_Sums(member, starts, count) for member in self.members]
        step = _TOGETHER * _CORE
        for first in range(0, count, step):
            last = min(first + step, count)
            begin, end = max(0, first - _AROUND), min(count, last + _AROUND)
            given = self.standardise(rows(begin, end))
            for each in sums:
                each.add(first, _states_of_part(each.parameters, given, label[begin:end], first - begin, last - begin))
        return _mean_of([each.outputs() for each in sums])

    def judge_each(self, takes: Sequence[tuple[Floats, Numbers, Numbers]]) -> list[Outputs]:
        """Score short takes (as `judge` takes them), each for itself but all in one walk, as long as the longest."""
        counts = [len(label) for _, label, _ in takes]
        shape = len(takes), max(counts)
        rows = np.zeros((*shape, len(self.mean)), dtype=np.float32)
        labels, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.float32)
        for index, (own, label, _) in enumerate(takes):
            rows[index, : len(label)] = self.standardise(own)
            labels[index, : len(label)] = label
            mask[index, : len(label)] = 1.0
        parts: list[list[Outputs]] = [[] for _ in takes]
        for member in self.members:
            every = states(member, rows, labels, mask)
            for index, (_, _, word) in enumerate(takes):
                sums = _Sums(member, np.flatnonzero(np.diff(word, prepend=-1)), counts[index])
                sums.add(0, every[index, : counts[index]])
                parts[index].append(sums.outputs())
        return [_mean_of(each) for each in parts]

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """The networks as named arrays for saving; half precision changes no score by more than a hundredth."""
        named = {f"{prefix}.mean": self.mean, f"{prefix}.spread": self.spread}
        for number, member in enumerate(self.members):
            named |= {f"{prefix}.{number}.{name}": value.astype(np.float16) for name, value in member.items()}
        return named

    def standardise(self, rows: Floats) -> Floats:
        """Features as the networks take them."""
        return np.asarray(np.clip((rows - self.mean) / self.spread, -_FARTHEST, _FARTHEST), dtype=np.float32)


def _mean_of(parts: Sequence[Outputs]) -> Outputs:
    return Outputs(
        phones=_mean([part.phones for part in parts]),
        words=_mean([part.words for part in parts]),
        take=_mean([part.take for part in parts]),
    )


def _mean(values: Sequence[Floats]) -> Floats:
    return np.asarray(np.mean(values, axis=0), dtype=np.float32)


def from_arrays(arrays: Mapping[str, NDArray[Any]], prefix: str) -> Network:
    """The networks that `Network.arrays` gave.

    Raises:
        KeyError: something is missing.
    """
    members: list[dict[str, Floats]] = []
    while any(name.startswith(f"{prefix}.{len(members)}.") for name in arrays):
        start = f"{prefix}.{len(members)}."
        members.append(
            {name.removeprefix(start): arrays[name].astype(np.float32) for name in arrays if name.startswith(start)}
        )
    return Network(arrays[f"{prefix}.mean"], arrays[f"{prefix}.spread"], tuple(members))


class _Sums:
    """What one network makes of a take, from the states of its phones as they come."""

    def __init__(self, parameters: Parameters, starts: Numbers, count: int) -> None:
        """`starts` are the first phones of the words of a take of `count` phones."""
        self.parameters = parameters
        self._starts = starts
        self._size = np.diff(starts, append=count)[:, None].astype(np.float32)
        self._phones = np.empty(count, dtype=np.float32)
        width = 2 * parameters["0.own"].shape[1]
        self._words = np.zeros((len(starts), width), dtype=np.float32)
        self._take = np.zeros(width, dtype=np.float32)

    def add(self, first: int, state: Floats) -> None:
        """Take the states of the phones from `first` on, shape (phones, 2 · width)."""
        last = first + len(state)
        self._phones[first:last] = score_of(head(self.parameters, "phone", state)[:, 0])
        word, behind = (int(np.searchsorted(self._starts, at, side="right")) - 1 for at in (first, last - 1))
        starts = np.maximum(self._starts[word : behind + 1] - first, 0)
        self._words[word : behind + 1] += np.add.reduceat(state, starts, axis=0)
        self._take += state.sum(axis=0)

    def outputs(self) -> Outputs:
        """The scores once all states are known."""
        return Outputs(
            phones=self._phones,
            words=head(self.parameters, "word", self._words / self._size),
            take=head(self.parameters, "take", self._take / np.float32(len(self._phones))),
        )


def _states_of_part(parameters: Parameters, rows: Floats, label: Numbers, first: int, last: int) -> Floats:
    """States of the phones [first, last), shape (phones, 2 · width); the other `rows` are their surroundings."""
    count = len(rows)
    if count <= _CORE:
        whole = states(parameters, rows[None], label[None], np.ones((1, count), dtype=np.float32))
        return np.asarray(whole[0, first:last], dtype=np.float32)
    phone = np.arange(first, last, _CORE)[:, None] + np.arange(-_AROUND, _CORE + _AROUND)
    inside = (phone >= 0) & (phone < count)
    chosen = np.where(inside, phone, 0)
    part = states(parameters, rows[chosen], label[chosen], inside.astype(np.float32))
    return np.asarray(part[:, _AROUND : _AROUND + _CORE].reshape(-1, part.shape[2])[: last - first], dtype=np.float32)


def _keep(values: Any) -> Any:
    return values


def states(parameters: Parameters, rows: Any, label: Numbers, mask: Floats, xp: Any = np, drop: Drop = _keep) -> Any:
    """States of the phones of several takes, shape (takes, phones, 2 · width).

    `rows` (takes, phones, features) are standardised; `mask` (takes, phones) is 0 where a take has no phone. `xp` is
    numpy or a module of the same functions that can be differentiated.
    """
    middle = rows @ parameters["in.weight"] + parameters["in.bias"]
    state = drop(_silu(middle, xp)) + parameters["phones"][label]
    for layer in range(LAYERS):
        state = _recurrent(parameters, layer, drop(state) if layer else state, mask, xp)
    return state


def head(parameters: Parameters, name: str, state: Any, xp: Any = np, drop: Drop = _keep) -> Any:
    """What kind `name` in `OUTPUTS` gets for states of shape (…, 2 · width): scores, but of phones the logit of one."""
    middle = _silu(drop(state) @ parameters[f"{name}.weight"] + parameters[f"{name}.bias"], xp)
    centre, scale = _SCALE[name]
    return centre + scale * (drop(middle) @ parameters[f"{name}.out"])


def _silu(values: Any, xp: Any) -> Any:
    return values * _logistic(values, xp)


def _logistic(values: Any, xp: Any) -> Any:
    return 0.5 * (1.0 + xp.tanh(0.5 * values))


def _recurrent(parameters: Parameters, layer: int, inputs: Any, mask: Floats, xp: Any) -> Any:
    """One layer over the phones (axis 1) and back; where the mask is 0 the state stays."""
    takes, phones, size = inputs.shape
    weight, own, bias, own_bias = (parameters[f"{layer}.{name}"] for name in ("weight", "own", "bias", "own_bias"))
    width = own.shape[1]
    both = xp.stack([inputs, inputs[:, ::-1]])
    gates = xp.reshape(both, (2, takes * phones, size)) @ weight + bias
    gates = xp.reshape(gates, (2, takes, phones, 3 * width))
    keep = np.stack([mask, mask[:, ::-1]])[..., None]
    state = np.zeros((2, takes, width), dtype=np.float32)
    walk = []
    for phone in range(phones):
        given, recalled = gates[:, :, phone], state @ own
        gate = _logistic(given[..., : 2 * width] + recalled[..., : 2 * width], xp)
        reset, update = gate[..., :width], gate[..., width:]
        fresh = xp.tanh(given[..., 2 * width :] + reset * (recalled[..., 2 * width :] + own_bias))
        state = state + keep[:, :, phone] * (1.0 - update) * (fresh - state)
        walk.append(state)
    out = xp.stack(walk, axis=2)
    return xp.concatenate([out[0], out[1][:, ::-1]], axis=-1)


def fresh(features: int, width: int, generator: np.random.Generator) -> dict[str, Floats]:
    """Parameters to begin with."""

    def drawn(*shape: int, fan_in: int) -> Floats:
        limit = fan_in**-0.5
        return generator.uniform(-limit, limit, shape).astype(np.float32)

    parameters = {
        "in.weight": drawn(features, width, fan_in=features),
        "in.bias": np.zeros(width, dtype=np.float32),
        "phones": generator.normal(0.0, 1.0, (len(PHONES), width)).astype(np.float32),
    }
    for layer in range(LAYERS):
        size = 2 * width if layer else width
        parameters |= {
            f"{layer}.weight": drawn(2, size, 3 * width, fan_in=width),
            f"{layer}.own": drawn(2, width, 3 * width, fan_in=width),
            f"{layer}.bias": np.zeros((2, 1, 3 * width), dtype=np.float32),
            f"{layer}.own_bias": np.zeros((2, 1, width), dtype=np.float32),
        }
    for name, count in OUTPUTS.items():
        parameters |= {
            f"{name}.weight": drawn(2 * width, width, fan_in=2 * width),
            f"{name}.bias": np.zeros(width, dtype=np.float32),
            f"{name}.out": drawn(width, count, fan_in=width),
        }
    return parameters
