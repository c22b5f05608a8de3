"""Which letter of a word stands for which phonemes: alignment learnt from pronounced words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from sonorant.speech.graphemes import unlike
from sonorant.speech.phonemes import base

Pronunciation: TypeAlias = tuple[str, ...]


class Graphone(NamedTuple):
    """A letter and the zero to two ARPABET phonemes, with stress, that it stands for."""

    letter: str
    phones: Pronunciation


START = Graphone("^", ())
STOP = Graphone("$", ())

_MOST = 2
_ROUNDS = 4
_SAMPLE = 20_000
_WORST = 0.01
"""Share of the entries that align worst, mostly abbreviations that are spelled, and are left out."""

_Costs: TypeAlias = dict[Graphone, float]


def align(entries: Sequence[tuple[str, Pronunciation]]) -> list[list[Graphone]]:
    """The words as graphones, those left out that cannot be aligned well. Deterministic."""
    step = max(1, len(entries) // _SAMPLE)
    costs: _Costs = {}
    for _ in range(_ROUNDS):
        costs = _learn([path for entry in entries[::step] if (path := _best(*entry, costs)[1])])
    aligned = [(cost / len(path), path) for entry in entries for cost, path in [_best(*entry, costs)] if path]
    limit = sorted(cost for cost, _ in aligned)[int((1 - _WORST) * (len(aligned) - 1))]
    return [path for cost, path in aligned if cost <= limit]


def _learn(paths: list[list[Graphone]]) -> _Costs:
    counts = Counter(graphone for path in paths for graphone in path)
    letters = Counter(graphone.letter for path in paths for graphone in path)
    return {graphone: -math.log(count / letters[graphone.letter]) for graphone, count in counts.items()}


def _cost(graphone: Graphone, costs: _Costs) -> float:
    if costs:
        return costs.get(graphone, 12.0)
    # Before anything is learnt: every letter likes the one phoneme that it usually stands for.
    fits = [unlike(graphone.letter, base(phone)) for phone in graphone.phones]
    return 1.0 if not fits else min(fits) + 1.5 * (len(fits) - 1)


def _best(word: str, phones: Pronunciation, costs: _Costs) -> tuple[float, list[Graphone]]:
    """The cheapest way to share the phonemes among the letters, and its cost; no graphones if there is none."""
    count = len(phones)
    reached: list[float] = [0.0] + [math.inf] * count
    back: list[list[Graphone | None]] = []
    for letter in word:
        best = [math.inf] * (count + 1)
        came: list[Graphone | None] = [None] * (count + 1)
        for end, graphone, start in _steps(letter, phones, reached):
            cost = reached[start] + _cost(graphone, costs)
            if cost < best[end]:
                best[end], came[end] = cost, graphone
        reached = best
        back.append(came)
    path: list[Graphone] = []
    end = count
    for came in reversed(back):
        chosen = came[end]
        if chosen is None:
            return math.inf, []
        path.append(chosen)
        end -= len(chosen.phones)
    return reached[count], path[::-1]


def _steps(letter: str, phones: Pronunciation, reached: list[float]) -> Iterator[tuple[int, Graphone, int]]:
    for start, cost in enumerate(reached):
        if cost < math.inf:
            for end in range(start, min(start + _MOST, len(phones)) + 1):
                yield end, Graphone(letter, phones[start:end]), start
