"""What speaks for a word said again, and for a word left out: numbers, and a judgement made of them.

A path that may go back or leave words out finds such things by chance where a voice fits the model badly, and
hesitant learners must not be told so. A claim is therefore believed for what holds in any voice: two times of the same
word sound alike, whoever says them; a word that was left out has hardly room, and what was heard is as likely without.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded.acoustic_model import AcousticModel, Floats
from sonorant.engines.embedded.alignment import Aligner, Unit, align
from sonorant.engines.embedded.network import Ints, Miscues, Words
from sonorant.speech.failures import NothingToJudge

Numbers: TypeAlias = dict[str, float]
Span: TypeAlias = tuple[int, int]

_MOST_PHONES = 8.0
"""As many phones left out count."""
_LONGEST_COMPARED = 80
"""Frames of a word that are compared with its other time."""
_SAID_AGAIN: Numbers = {
    "constant": 3.594,
    "distance": -0.084,
    "nearer": 0.062,
    "misfit": -0.103,
    "gain": 0.039,
    "longest": -0.027,
    "deficit": -0.541,
    "words": 0.37,
    "phones": 0.212,
    "otherwise": -1.226,
    "ratio": -0.322,
}
_LEFT_OUT: Numbers = {
    "constant": 3.2,
    "gain": 0.187,
    "length": -0.162,
    "worst": 0.214,
    "misfit": -0.292,
    "deficit": -1.42,
    "phones": 0.125,
    "end": -3.621,
}
"""Logistic regressions, for those of `of_said_again` and `of_left_out`.

Fitted on what a generous alignment claims in 530 sentences of flite with words left out, added, said again or broken
off, 110 of espeak-ng, 340 utterances of 125 learners as they are (no claim holds), and 340 of theirs with words cut
out, doubled or put in from elsewhere. By hand, what is left out counts less the worse the model fits the voice: a word
that a learner did say must not count as 0. `tests/measure.py miscues` measures other sentences.
"""


@dataclass(frozen=True, eq=False)
class Heard:
    """A piece of the take.

    Attributes:
        model: the acoustic model.
        rows: log-likelihoods of its frames, shape (frames, senones).
        cepstra: of its frames, the channel's mean subtracted, shape (frames, 13).
        deficit: how far the text's states usually lie below the best of all in this voice.
    """

    model: AcousticModel
    rows: Floats
    cepstra: Floats
    deficit: float

    def part(self, start: int, end: int) -> Heard:
        """The frames [start, end) of it."""
        return replace(self, rows=self.rows[start:end], cepstra=self.cepstra[start:end])

    def misfit(self, senones: Ints) -> Floats:
        """How much worse than the voice usually does each frame fits its senone; -1 is the last of all."""
        fit: Floats = self.rows.max(axis=1) - self.rows[np.arange(len(senones)), senones] - np.float32(self.deficit)
        return fit


@dataclass(frozen=True, eq=False)
class _Reading:
    """Words laid over a piece of the take; of each frame its log-likelihood and how badly it fits."""

    units: Sequence[Unit]
    likelihood: Floats
    misfit: Floats

    def units_of(self, first: int, last: int) -> list[Unit]:
        """The phones of the words from `first` to before `last`."""
        return [unit for unit in self.units if first <= unit.word < last]


def _read(heard: Heard, words: Words, miscues: Miscues | None = None) -> _Reading | None:
    """`words` laid over the piece; ``None`` where it is too short for them."""
    if not words:
        return None
    try:
        found = align(heard.model, words, heard.rows, miscues=miscues)
    except NothingToJudge:
        return None
    return _Reading(found.units, *_fit(heard, found, miscues))


def _fit(heard: Heard, found: Aligner, miscues: Miscues | None) -> tuple[Floats, Floats]:
    senones = np.concatenate(found.senones)
    best = heard.rows.max(axis=1)
    other = best - np.float32(miscues.inserted_margin if miscues else 0.0)
    likelihood = np.where(senones >= 0, heard.rows[np.arange(len(best)), senones], other)
    return likelihood, best - likelihood - np.float32(heard.deficit)


def of_left_out(heard: Heard, before: Words, left_out: Words, after: Words) -> Numbers | None:
    """Numbers for words left out between others; ``None`` where there is no room for them at all.

    Args:
        heard: the piece of the take that holds the words beside them.
        before, after: one word, or none at an end of the text.
        left_out: the words that may be missing.
    """
    whole = _read(heard, [*before, *left_out, *after])
    without = _read(heard, [*before, *after])
    if whole is None or without is None:
        return None
    said = whole.units_of(len(before), len(before) + len(left_out))
    lengths = np.array([unit.end - unit.start for unit in said])
    gain = without.likelihood - whole.likelihood
    changed = np.abs(gain) > 1e-3
    return {
        "gain": float(gain.sum() / max(1, changed.sum())),
        "length": float(lengths.mean()),
        "worst": max(float(whole.misfit[unit.start : unit.end].mean()) for unit in said),
        "misfit": float(without.misfit[changed].mean()) if changed.any() else 0.0,
        "deficit": heard.deficit,
        "phones": min(float(len(said)), _MOST_PHONES),
        "end": float(not before or not after),
    }


def of_said_again(heard: Heard, words: Words, again: Span, same: int, inserting: Miscues) -> Numbers | None:
    """Numbers for words said again; ``None`` where there is no room for them.

    Args:
        heard: the piece of the take with the words of both times and those beside them.
        words: all words of the piece in the order in which they seem to be said.
        again: which of them were said the time that does not count.
        same: how many of these come again at once, 1 at least.
        inserting: allows nothing but speech that is not in the text.
    """
    whole = _read(heard, words)
    inserted = _read(heard, [*words[: again[0]], *words[again[1] :]], inserting)
    if whole is None or inserted is None:
        return None
    said = whole.units_of(*again)
    start, end = said[0].start, said[-1].end
    first_time = whole.units_of(again[0], again[0] + same)
    next_time = whole.units_of(again[1], again[1] + same)[: len(first_time)]
    there = heard.cepstra[next_time[0].start : next_time[-1].end]
    apart = distance(heard.cepstra[first_time[0].start : first_time[-1].end], there)
    others = [
        distance(heard.cepstra[units[0].start : units[-1].end], there)
        for index in range(len(words))
        if not again[0] <= index < again[1] + same and (units := whole.units_of(index, index + 1))
    ]
    return {
        "distance": apart,
        "nearer": float(np.mean(others)) - apart if others else 0.0,
        "misfit": float(whole.misfit[next_time[0].start : next_time[-1].end].mean()),
        "gain": float((whole.likelihood - inserted.likelihood).sum() / (end - start)),
        "longest": float(max(unit.end - unit.start for unit in whole.units if unit.word >= 0)),
        "deficit": heard.deficit,
        "words": float(again[1] - again[0]),
        "phones": min(float(len(said)), _MOST_PHONES),
        "otherwise": float(same < again[1] - again[0]),
        "ratio": float(abs(np.log(len(there) / (first_time[-1].end - first_time[0].start)))),
    }


def distance(one: Floats, other: Floats) -> float:
    """How different two stretches sound: mean distance of their cepstra along the best warp of time."""
    one, other = one[:_LONGEST_COMPARED], other[:_LONGEST_COMPARED]
    rows, columns = len(one), len(other)
    apart: NDArray[np.float32] = np.sqrt(((one[:, None] - other[None]) ** 2).sum(axis=2))
    # Antidiagonal by antidiagonal; `cost[d]` holds cells (i, d - i) by i. A step ahead in both counts twice.
    before = np.full(rows + 1, np.inf)
    last = np.full(rows + 1, np.inf)
    for diagonal in range(rows + columns - 1):
        low, high = max(0, diagonal - columns + 1), min(rows, diagonal + 1)
        index = np.arange(low, high)
        here = apart[index, diagonal - index]
        current = np.full(rows + 1, np.inf)
        both = before[index] + 2.0 * here
        one_step = np.minimum(last[index], last[index + 1]) + here
        current[index + 1] = np.minimum(both, one_step) if diagonal else 2.0 * here
        before, last = last, current
    return float(last[rows] / (rows + columns))


def is_said_again(numbers: Numbers) -> bool:
    """Whether words with these numbers were said again."""
    return _weighed(numbers, _SAID_AGAIN) > 0.0


def is_left_out(numbers: Numbers) -> bool:
    """Whether words with these numbers were left out."""
    return _weighed(numbers, _LEFT_OUT) > 0.0


def _weighed(numbers: Numbers, weights: Numbers) -> float:
    return weights["constant"] + sum(weights.get(name, 0.0) * value for name, value in numbers.items())
