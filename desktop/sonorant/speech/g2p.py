"""Pronunciations of words that no dictionary has: a joint n-gram model of letters and sounds.

A word is a sequence of graphones: a letter with the zero to two phonemes that it stands for. The model counts graphone
n-grams and smooths them with interpolated Kneser-Ney; a beam search finds the likeliest graphones for the letters of a
word. All n-grams of one order are a sorted array of integers, nine bits for each graphone.
"""

from __future__ import annotations

import io
import lzma
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sonorant.speech.graphones import START, STOP, Graphone, align

Pronunciation: TypeAlias = tuple[str, ...]
_Keys: TypeAlias = NDArray[np.int64]

_ORDER = 6
_BITS = 9
_DISCOUNT = 0.9
_BEAM = 16


@dataclass(frozen=True, slots=True)
class _Level:
    """The n-grams of one order: sorted keys with their counts, and the histories that they share."""

    keys: _Keys
    counts: NDArray[np.float64]
    histories: _Keys
    totals: NDArray[np.float64]
    kinds: NDArray[np.float64]

    @classmethod
    def of(cls, keys: _Keys, counts: NDArray[np.int64]) -> _Level:
        histories, first = np.unique(keys >> _BITS, return_index=True)
        totals = np.add.reduceat(counts, first).astype(float)
        kinds = np.diff(np.append(first, len(keys))).astype(float)
        return cls(keys, counts.astype(float), histories, totals, kinds)


def _find(sorted_keys: _Keys, wanted: _Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    places = np.minimum(np.searchsorted(sorted_keys, wanted), len(sorted_keys) - 1)
    return places, sorted_keys[places] == wanted


class Model:
    """A trained model; the position of a graphone in `graphones` is its number, 0 the start and 1 the end of a word."""

    def __init__(self, graphones: Sequence[Graphone], ngrams: Sequence[tuple[_Keys, NDArray[np.int64]]]) -> None:
        self.graphones = list(graphones)
        self.ngrams = ngrams
        self._levels = [_Level.of(keys, counts) for keys, counts in ngrams]
        by_letter: dict[str, list[int]] = {}
        for number, graphone in enumerate(graphones):
            by_letter.setdefault(graphone.letter, []).append(number)
        self._by_letter = {letter: np.array(numbers) for letter, numbers in by_letter.items()}

    def pronounce(self, word: str, count: int = 1) -> list[Pronunciation]:
        """The `count` likeliest pronunciations, best first; letters that the model has never seen are silent."""
        recent = (1 << _BITS * (_ORDER - 1)) - 1
        beam: list[tuple[float, int, tuple[int, ...]]] = [(0.0, 0, ())]  # log probability, history, graphones
        for letter in [*word.lower(), STOP.letter]:
            candidates = self._by_letter.get(letter)
            if candidates is None:
                continue
            histories = np.array([history for _, history, _ in beam])
            scores = np.array([[score] for score, _, _ in beam]) + self._log_probabilities(histories, candidates)
            likeliest = np.argsort(-scores, axis=None, kind="stable")[:_BEAM]
            extended = []
            for row, column in (divmod(int(place), len(candidates)) for place in likeliest):
                number, (_, history, path) = int(candidates[column]), beam[row]
                extended.append((float(scores[row, column]), ((history << _BITS) | number) & recent, (*path, number)))
            beam = extended
        found = dict.fromkeys(tuple(p for n in path for p in self.graphones[n].phones) for _, _, path in beam)
        return [phones for phones in found if phones][:count]

    def _log_probabilities(self, histories: _Keys, candidates: _Keys) -> NDArray[np.float64]:
        """Log probability of each candidate after each history: an array (histories, candidates)."""
        probability = np.full((len(histories), len(candidates)), 1.0 / len(self.graphones))
        for order, level in enumerate(self._levels, start=1):
            history = histories & ((1 << _BITS * (order - 1)) - 1)
            place, known = _find(level.histories, history)
            total = np.where(known, level.totals[place], 1.0)[:, None]
            kinds = np.where(known, level.kinds[place], 0.0)[:, None]
            seen, there = _find(level.keys, (history[:, None] << _BITS) | candidates)
            counts = np.where(there & known[:, None], level.counts[seen] - _DISCOUNT, 0.0)
            lower = np.where(known[:, None], _DISCOUNT * kinds / total, 1.0)
            probability = counts / total + lower * probability
        logarithms: NDArray[np.float64] = np.log(probability)
        return logarithms


def train(entries: Iterable[tuple[str, Pronunciation]]) -> Model:
    """Train on words (lower case letters and apostrophes) with their pronunciations. Deterministic."""
    aligned = align(list(entries))
    vocabulary = Counter(graphone for path in aligned for graphone in path)
    graphones = [START, STOP, *(graphone for graphone, _ in vocabulary.most_common((1 << _BITS) - 2))]
    numbers = {graphone: number for number, graphone in enumerate(graphones)}
    paths = [[numbers[each] for each in path] for path in aligned if all(each in numbers for each in path)]
    stream = np.array([number for path in paths for number in [*[0] * (_ORDER - 1), *path, 1]], dtype=np.int64)
    keys = np.zeros(len(stream) - _ORDER + 1, dtype=np.int64)
    for place in range(_ORDER):
        keys = (keys << _BITS) | stream[place : len(keys) + place]
    ngrams = [np.unique(keys[stream[_ORDER - 1 :] != 0], return_counts=True)]
    for order in range(_ORDER - 1, 0, -1):
        # Kneser-Ney: a shorter n-gram counts as often as there are different graphones before it.
        shorter = ngrams[0][0] & ((1 << _BITS * order) - 1)
        ngrams.insert(0, np.unique(shorter, return_counts=True))
    return Model(graphones, ngrams)


def pack(model: Model) -> bytes:
    """The model as the bytes of one compressed file."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for n, (keys, counts) in enumerate(model.ngrams):
        arrays[f"histories{n}"] = _planes(np.diff(keys >> _BITS, prepend=0))
        arrays[f"last{n}"] = (keys & ((1 << _BITS) - 1)).astype("<u2")
        arrays[f"counts{n}"] = np.minimum(counts, 65535).astype("<u2")
    graphones = "\n".join(f"{each.letter} {' '.join(each.phones)}" for each in model.graphones)
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, graphones=np.frombuffer(graphones.encode(), dtype=np.uint8), **arrays)
    return lzma.compress(buffer.getvalue())


def unpack(data: bytes) -> Model:
    """The model of `pack`."""
    with np.load(io.BytesIO(lzma.decompress(data)), allow_pickle=False) as arrays:
        lines = [line.partition(" ") for line in arrays["graphones"].tobytes().decode().split("\n")]
        ngrams = [
            (
                (np.cumsum(_whole(arrays[f"histories{n}"])) << _BITS) | arrays[f"last{n}"],
                arrays[f"counts{n}"].astype(np.int64),
            )
            for n in range(_ORDER)
        ]
    return Model([Graphone(letter, tuple(phones.split())) for letter, _, phones in lines], ngrams)


def _planes(numbers: _Keys) -> NDArray[np.uint8]:
    """The bytes of the numbers, all lowest ones first: most of the higher ones are zero and pack to nothing."""
    return np.ascontiguousarray(numbers.astype("<i8").view(np.uint8).reshape(-1, 8).T)


def _whole(planes: NDArray[np.uint8]) -> _Keys:
    return np.ascontiguousarray(planes.T).view("<i8").reshape(-1).astype(np.int64)


def errors(model: Model, words: Iterable[tuple[str, Sequence[Pronunciation]]]) -> tuple[float, float]:
    """The shares of words and of phonemes that the model gets wrong, stress apart.

    A word is right if the best pronunciation is one of those given; phonemes are counted against the nearest of them.
    """
    wrong = total = edits = phones = 0
    for word, variants in words:
        guess = [phone.rstrip("012") for phone in (model.pronounce(word) or [()])[0]]
        distance, length = min(
            (_distance(guess, [phone.rstrip("012") for phone in each]), len(each)) for each in variants
        )
        wrong, total, edits, phones = wrong + bool(distance), total + 1, edits + distance, phones + length
    return wrong / max(1, total), edits / max(1, phones)


def _distance(left: Sequence[str], right: Sequence[str]) -> int:
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        previous, row[0] = row[0], i
        for j, b in enumerate(right, start=1):
            previous, row[j] = row[j], min(previous + (a != b), row[j] + 1, row[j - 1] + 1)
    return row[-1]
