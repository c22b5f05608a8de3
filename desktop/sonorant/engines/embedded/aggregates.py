"""What the scores of words and of the whole take are judged by: summaries of its phones, pauses and melody."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded.features import VOWELS, Norms, duration_scores, normal_evidence, segment_means
from sonorant.engines.embedded.frontend import FRAMES_PER_SECOND, Floats
from sonorant.engines.embedded.hearing import Hearing
from sonorant.engines.embedded.sequence import Outputs

PHONE_WRONG, PHONE_WEAK = 1.2, 1.6
"""Phone scores (0–2) below which a phone counts as wrong or weak here."""
_PAUSES_SECONDS = (0.15, 0.3, 0.6)


def words_heard(heard: Hearing) -> NDArray[np.int64]:
    """Indices of the words that have phones, ascending, shape (words,)."""
    return np.unique(heard.phones.word).astype(np.int64)


def word_features(heard: Hearing, phone_scores: Floats, network: Outputs, norms: Norms) -> Floats:
    """One row per heard word, shape (words, features); `phone_scores` 0–2, shape (phones,)."""
    phones, evidence = heard.phones, heard.evidence
    deviation = duration_scores(phones, norms)
    usual = norms.score[phones.label]
    energy = segment_means(heard.energy, phones)
    starts = np.flatnonzero(np.diff(phones.word, prepend=-1))
    size = np.diff(starts, append=len(phones))
    last = starts + size - 1

    def mean(values: Floats) -> Floats:
        return np.asarray(np.add.reduceat(values, starts) / size, dtype=np.float32)

    def least_of(values: Floats) -> Floats:
        return np.minimum.reduceat(values, starts)

    def mean_where(chosen: NDArray[np.bool_]) -> Floats:
        """Mean score of the chosen phones, or of all where a word has none of them."""
        count = np.add.reduceat(chosen.astype(np.int64), starts)
        total = np.add.reduceat(np.where(chosen, phone_scores, np.float32(0.0)), starts)
        return np.asarray(np.where(count > 0, total / np.maximum(count, 1), mean(phone_scores)), dtype=np.float32)

    ordered = phone_scores[np.lexsort((phone_scores, phones.word))]
    vowels = VOWELS[phones.label]
    gaps = {word: end - start for word, start, end in heard.pauses_within()}
    words = words_heard(heard)
    table = np.stack(
        [
            mean(phone_scores),
            ordered[starts],
            ordered[np.minimum(starts + 1, last)],
            phone_scores[starts],
            phone_scores[last],
            mean_where(vowels),
            mean_where(~vowels),
            np.add.reduceat((phone_scores < PHONE_WRONG).astype(np.float32), starts),
            np.add.reduceat((phone_scores < PHONE_WEAK).astype(np.float32), starts),
            mean(phone_scores - usual),
            size,
            np.add.reduceat(vowels.astype(np.float32), starts),
            mean(evidence["free_margin"]),
            least_of(evidence["free_margin"]),
            mean(evidence["fixed_margin"]),
            mean(evidence["loop_mean"]),
            least_of(evidence["loop_mean"]),
            least_of(evidence["deletion_rate"]),
            least_of(evidence["insertion"]),
            evidence["insertion_ah"][last],
            mean(evidence["entropy"]),
            mean(deviation),
            np.maximum.reduceat(deviation, starts),
            least_of(deviation),
            np.maximum.reduceat(energy, starts),
            [gaps.get(int(word), 0) for word in words],
            [gaps.get(int(word) + 1, 0) for word in words],
        ],
        axis=1,
        dtype=np.float32,
        casting="same_kind",
    )
    average, least = table[:, 0], table[:, 1]
    count = len(table)
    padded = np.pad(average, 2, mode="edge")
    around = np.stack([padded[1 : 1 + count], padded[3 : 3 + count], padded[:count], padded[4 : 4 + count]], axis=1)
    take = [average.mean(), average.std(), average.min(), least.min()]
    take += [np.quantile(phone_scores, 0.2), phone_scores.mean()]
    whole = np.tile(np.array(take, dtype=np.float32), (count, 1))
    relative = np.stack([average - average.mean(), table[:, 24] - np.median(table[:, 24])], axis=1)
    judged = np.concatenate([network.words, np.tile(network.take, (count, 1))], axis=1)
    return np.concatenate([table, around, whole, relative, judged], axis=1).astype(np.float32)


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
