"""What the scores of words and of the whole take are judged by: summaries of its phones, pauses and melody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded.comparison import Ints
from sonorant.engines.embedded.features import VOWELS, Norms, duration_scores, normal_evidence, segment_means
from sonorant.engines.embedded.frontend import FRAMES_PER_SECOND, Floats
from sonorant.engines.embedded.hearing import Hearing
from sonorant.engines.embedded.sequence import Outputs

PHONE_WRONG, PHONE_WEAK = 1.2, 1.6
"""Phone scores (0–2) below which a phone counts as wrong or weak here."""
_PAUSES_SECONDS = (0.15, 0.3, 0.6)


def word_features(heard: Hearing, phone_scores: Floats, network: Outputs, norms: Norms) -> Floats:
    """One row per heard word, shape (words, features); `phone_scores` 0–2, shape (phones,)."""
    words = _Words.of(heard.phones.word)
    average, least = words.mean(phone_scores), words.least(phone_scores)
    loudness = words.most(segment_means(heard.energy, heard.phones))
    own = np.stack(
        [
            *_score_columns(heard, phone_scores, words, norms),
            *_evidence_columns(heard, words),
            *_duration_columns(duration_scores(heard.phones, norms), words),
            loudness,
            *_gap_columns(heard, words),
        ],
        axis=1,
        dtype=np.float32,
        casting="same_kind",
    )
    take = [average.mean(), average.std(), average.min(), least.min()]
    take += [np.quantile(phone_scores, 0.2), phone_scores.mean()]
    relative = np.stack([average - average.mean(), loudness - np.median(loudness)], axis=1)
    parts = [
        own,
        _neighbours(average),
        np.tile(np.array(take, dtype=np.float32), (len(own), 1)),
        relative,
        network.words,
        np.tile(network.take, (len(own), 1)),
    ]
    return np.concatenate(parts, axis=1).astype(np.float32)


@dataclass(frozen=True, eq=False)
class _Words:
    """Which phones make up which word; sums up their values, shape (phones,), as one for each word, shape (words,).

    Attributes:
        number: which word of the text it is.
        first, last: the places of its first and its last phone.
        size: how many phones it has.
    """

    number: Ints
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    size: NDArray[np.int64]

    @staticmethod
    def of(word: Ints) -> _Words:
        """`word`: which word each phone is of, ascending, shape (phones,)."""
        first = np.flatnonzero(np.diff(word, prepend=-1))
        size = np.diff(first, append=len(word))
        return _Words(word[first], first, first + size - 1, size)

    def mean(self, values: Floats) -> Floats:
        return np.asarray(np.add.reduceat(values, self.first) / self.size, dtype=np.float32)

    def least(self, values: Floats) -> Floats:
        return np.minimum.reduceat(values, self.first)

    def most(self, values: Floats) -> Floats:
        return np.maximum.reduceat(values, self.first)

    def count(self, chosen: NDArray[np.bool_]) -> Floats:
        return np.add.reduceat(chosen.astype(np.float32), self.first)

    def mean_of(self, chosen: NDArray[np.bool_], values: Floats) -> Floats:
        """The mean over the chosen phones, or over all where a word has none of them."""
        number = self.count(chosen)
        total = np.add.reduceat(np.where(chosen, values, np.float32(0.0)), self.first)
        return np.asarray(np.where(number > 0, total / np.maximum(number, 1), self.mean(values)), dtype=np.float32)


def _score_columns(heard: Hearing, scores: Floats, words: _Words, norms: Norms) -> list[NDArray[Any]]:
    """What the scores of its phones make of a word, and how many phones and vowels it has."""
    phones = heard.phones
    vowels = VOWELS[phones.label]
    ordered = scores[np.lexsort((scores, phones.word))]
    return [
        words.mean(scores),
        ordered[words.first],
        ordered[np.minimum(words.first + 1, words.last)],
        scores[words.first],
        scores[words.last],
        words.mean_of(vowels, scores),
        words.mean_of(~vowels, scores),
        words.count(scores < PHONE_WRONG),
        words.count(scores < PHONE_WEAK),
        words.mean(scores - norms.score[phones.label]),
        words.size,
        words.count(vowels),
    ]


def _evidence_columns(heard: Hearing, words: _Words) -> list[NDArray[Any]]:
    evidence = heard.evidence
    return [
        words.mean(evidence["free_margin"]),
        words.least(evidence["free_margin"]),
        words.mean(evidence["fixed_margin"]),
        words.mean(evidence["loop_mean"]),
        words.least(evidence["loop_mean"]),
        words.least(evidence["deletion_rate"]),
        words.least(evidence["insertion"]),
        evidence["insertion_ah"][words.last],
        words.mean(evidence["entropy"]),
    ]


def _duration_columns(deviation: Floats, words: _Words) -> list[NDArray[Any]]:
    return [words.mean(deviation), words.most(deviation), words.least(deviation)]


def _gap_columns(heard: Hearing, words: _Words) -> list[NDArray[Any]]:
    """How long the speaker waits before each word and after it, in frames."""
    gaps = {word: end - start for word, start, end in heard.pauses_within()}
    return [np.array([gaps.get(int(number) + after, 0) for number in words.number]) for after in (0, 1)]


def _neighbours(average: Floats) -> Floats:
    """The mean scores of the words before and after each word, and of those beyond them, shape (words, 4)."""
    count = len(average)
    padded = np.pad(average, 2, mode="edge")
    return np.stack([padded[1 : 1 + count], padded[3 : 3 + count], padded[:count], padded[4 : 4 + count]], axis=1)


def take_features(heard: Hearing, phone_scores: Floats, word_scores: Floats, network: Outputs, norms: Norms) -> Floats:
    """One row for the take, shape (features,); `word_scores` 0–10 of the heard words."""
    phones = heard.phones
    deviation = duration_scores(phones, norms)
    first, last = int(phones.start[0]), int(phones.end[-1])
    spoken = int(phones.duration.sum())
    words = len(word_scores)
    ordered = np.sort(word_scores)
    row = [
        *(phone_scores.mean(), phone_scores.std(), phone_scores.min()),
        *np.quantile(phone_scores, (0.05, 0.1, 0.25, 0.5)),
        (phone_scores < PHONE_WRONG).mean(),
        (phone_scores < PHONE_WEAK).mean(),
        (phone_scores - norms.score[phones.label]).mean(),
        *(word_scores.mean(), word_scores.std(), ordered[0], ordered[min(1, words - 1)], (word_scores < 6).mean()),
        *_evidence_summary(heard),
        *_normal_summary(heard, norms),
        *(len(phones), words, last - first),
        len(phones) / max(last - first, 1),
        len(phones) / max(spoken, 1),
        words / max(last - first, 1),
        *_pause_summary(heard, words),
        *(deviation.mean(), deviation.std(), np.abs(deviation).mean(), deviation.max(), deviation.min()),
        *np.quantile(deviation, (0.1, 0.25, 0.75, 0.9)),
        *rhythm(heard),
        *_melody(heard),
        heard.alpha,
        *network.take,
        *network.words.mean(axis=0),
    ]
    return np.array(row, dtype=np.float32)


def _normal_summary(heard: Hearing, norms: Norms) -> list[float]:
    """Evidence against what is usual for each phone: mean, lowest fifth."""
    summary: list[float] = []
    for values in normal_evidence(heard, norms).values():
        summary += [float(values.mean()), float(np.quantile(values, 0.2))]
    return summary


def _evidence_summary(heard: Hearing) -> list[float]:
    evidence = heard.evidence
    summary: list[float] = []
    for name in ("free_margin", "fixed_margin", "loop_mean", "loop", "posterior", "entropy", "certainty", "own"):
        values = evidence[name]
        summary += [float(values.mean()), float(np.quantile(values, 0.2)), float(values.std())]
    return [
        *summary,
        float(evidence["deletion_rate"].mean()),
        float(evidence["deletion"].min()),
        float(evidence["insertion"].mean()),
        float(evidence["insertion_ah"].mean()),
        float(evidence["insertion"].min()),
        float(evidence["free_rank"].mean()),
    ]


def _pause_summary(heard: Hearing, words: int) -> list[float]:
    first, last = int(heard.phones.start[0]), int(heard.phones.end[-1])
    inner = np.array([end - start for _, start, end in heard.pauses_within()], dtype=float)
    seconds = inner / FRAMES_PER_SECOND
    total = float(seconds.sum())
    return [
        total,
        total * FRAMES_PER_SECOND / max(last - first, 1),
        total / words,
        float(seconds.max(initial=0.0)),
        *(float((seconds > limit).sum()) for limit in _PAUSES_SECONDS),
        *(float((seconds > limit).sum()) / words for limit in _PAUSES_SECONDS),
        words / (1.0 + float((seconds > _PAUSES_SECONDS[0]).sum())),
    ]


def rhythm(heard: Hearing) -> list[float]:
    """Normalised pairwise variability of vowels and of all phones, and the spread of vowel durations."""
    phones = heard.phones
    duration = phones.duration.astype(np.float64)
    vowel = duration[VOWELS[phones.label]]
    return [
        _pairwise_variability(vowel),
        _pairwise_variability(duration),
        float(np.log(vowel).std()) if len(vowel) > 1 else 0.0,
        float(np.log(duration).std()),
        float(vowel.sum() / duration.sum()),
    ]


def _pairwise_variability(durations: NDArray[np.float64]) -> float:
    """Mean of |a - b| / ((a + b) / 2) over neighbours (nPVI, Grabe and Low 2002, without the factor 100)."""
    if len(durations) < 2:
        return 0.0
    one, two = durations[:-1], durations[1:]
    return float((np.abs(one - two) / ((one + two) / 2.0)).mean())


def _melody(heard: Hearing) -> list[float]:
    """Range and movement of pitch, in natural logarithm of Hz, and of loudness, over the spoken part."""
    phones = heard.phones
    first, last = int(phones.start[0]), int(phones.end[-1])
    log_hz, energy = heard.pitch.log_hz[first:last], heard.energy[first:last]
    known = np.flatnonzero(np.isfinite(log_hz))
    vowels = VOWELS[phones.label]
    loudness = segment_means(heard.energy, phones)[vowels]
    shape = [float(energy.std()), float(loudness.std()) if len(loudness) else 0.0]
    if len(known) < 5:
        return [*shape, len(known) / max(last - first, 1), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    values = log_hz[known]
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    slope = np.polyfit(known / FRAMES_PER_SECOND, values, 1)[0]
    steps = np.diff(values)[np.diff(known) == 1]
    ending = values[-max(5, len(values) // 5) :].mean() - values.mean()
    return [
        *shape,
        len(known) / max(last - first, 1),
        float(values.std()),
        float(high - low),
        float(middle),
        float(slope),
        float(np.abs(steps).mean()) if len(steps) else 0.0,
        float(ending),
    ]
