"""From evidence to numbers that a small model can judge by.

Every feature comes from what was said and from its phonetic neighbourhood; none tells which word or text it is, so that
the models judge the speaker and not the prompt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded.comparison import VOWEL_BEFORE, Phones
from sonorant.engines.embedded.frontend import FRAMES_PER_SECOND, Floats
from sonorant.engines.embedded.hearing import Hearing
from sonorant.speech.phonemes import PHONES, is_vowel

VOWELS = np.array([is_vowel(phone) for phone in PHONES])
"""Which of `PHONES` are vowels, shape (39,)."""


NORMED = ("certainty", "deletion_rate", "fixed_margin", "free_margin", "loop_least", "loop_mean", "own", "posterior")
"""Evidence that is compared with what is usual for the phone."""
_LABELS = ("label", "free_rival", "insertion_phone")
"""Columns that name a phone: trees can tell sets of phones apart, a network cannot use them as numbers."""
NO_PHONE = len(PHONES)
"""In the place of a phone's number: the take begins or ends there."""


@dataclass(frozen=True, eq=False)
class Norms:
    """How phones usually are in good speech, per phone of `PHONES`.

    Attributes:
        duration, spread: mean and standard deviation of the logarithm of the number of frames, shape (39,).
        score: mean expert score over all training speakers, 0–2, shape (39,).
        evidence, evidence_spread: mean and standard deviation of the evidence in `NORMED`, shape (39, evidence).
    """

    duration: Floats
    spread: Floats
    score: Floats
    evidence: Floats
    evidence_spread: Floats


@dataclass(frozen=True, eq=False)
class PhoneFeatures:
    """What phones are judged by.

    Attributes:
        table: for trees, shape (phones, features).
        named: the columns of `table` that name a phone of `PHONES`, or ``NO_PHONE``.
        rows: those that do not, for the network, shape (phones, features).
    """

    table: Floats
    named: tuple[int, ...]
    rows: Floats


@dataclass(frozen=True, eq=False)
class PhoneColumns:
    """The same by name, each of shape (phones, n): the rows of a long take are put together a stretch at a time."""

    blocks: Mapping[str, Floats]

    def table(self, first: int, last: int) -> Floats:
        """What trees judge the phones [first, last) by."""
        return np.concatenate([block[first:last] for block in self.blocks.values()], axis=1)

    def named(self) -> tuple[int, ...]:
        """The columns of the table that name a phone."""
        names = [name for name, block in self.blocks.items() for _ in range(block.shape[1])]
        return tuple(column for column, name in enumerate(names) if name.startswith(_LABELS))

    def rows(self, first: int, last: int) -> Floats:
        """What the network judges the phones [first, last) by."""
        chosen = [block[first:last] for name, block in self.blocks.items() if not name.startswith(_LABELS)]
        return np.concatenate(chosen, axis=1)


def phone_features(heard: Hearing, norms: Norms) -> PhoneFeatures:
    """One row of features per phone."""
    columns, count = phone_columns(heard, norms), len(heard.phones)
    return PhoneFeatures(columns.table(0, count), columns.named(), columns.rows(0, count))


def phone_columns(heard: Hearing, norms: Norms) -> PhoneColumns:
    """The features of the phones by name."""
    evidence = {name: column for name, column in heard.evidence.items() if name != VOWEL_BEFORE}
    columns = {**evidence, **_measures(heard, norms)}
    normal = normal_evidence(heard, norms)
    columns |= _context(heard.phones, columns, norms)
    columns |= _against_the_usual(heard.phones, normal)
    columns |= _utterance(heard, columns)
    count = len(heard.phones)
    return PhoneColumns(
        {name: np.asarray(columns[name], dtype=np.float32).reshape(count, -1) for name in sorted(columns)}
    )


def normal_evidence(heard: Hearing, norms: Norms) -> dict[str, Floats]:
    """The evidence in `NORMED` in standard deviations from what is usual for the phone in good speech."""
    label = heard.phones.label
    off = {
        name: (heard.evidence[name] - norms.evidence[label, column]) / norms.evidence_spread[label, column]
        for column, name in enumerate(NORMED)
    }
    return {name: np.clip(values, -_FARTHEST, _FARTHEST) for name, values in off.items()}


def duration_scores(phones: Phones, norms: Norms) -> Floats:
    """How long each phone is against good speech, in standard deviations of its logarithm."""
    return (np.log(phones.duration) - norms.duration[phones.label]) / norms.spread[phones.label]


def segment_means(values: Floats, phones: Phones) -> Floats:
    """Mean of a per-frame track over each phone, ignoring NaN; 0 where nothing is left."""
    known = np.isfinite(values)
    total = np.concatenate([[0.0], np.cumsum(np.where(known, values, 0.0), dtype=np.float64)])
    count = np.concatenate([[0], np.cumsum(known)])
    seen = count[phones.end] - count[phones.start]
    return np.asarray((total[phones.end] - total[phones.start]) / np.maximum(seen, 1), dtype=np.float32)


def _measures(heard: Hearing, norms: Norms) -> dict[str, Floats]:
    phones = heard.phones
    deviation = duration_scores(phones, norms)
    energy = segment_means(heard.energy, phones)
    log_hz, median_hz = heard.pitch.log_hz, _median(heard.pitch.log_hz)
    voiced = np.isfinite(log_hz).astype(np.float32)
    relative = np.where(np.isfinite(log_hz), log_hz - median_hz, np.nan)
    size = np.bincount(phones.word, minlength=int(phones.word.max()) + 1)[phones.word]
    pause_before, pause_after = _silences(heard)
    speech = np.concatenate([np.arange(start, end) for start, end in zip(phones.start, phones.end, strict=True)])
    return {
        "label": phones.label.astype(np.float32),
        "usual": norms.score[phones.label],
        "vowel": VOWELS[phones.label].astype(np.float32),
        "frames": phones.duration.astype(np.float32),
        "deviation": deviation,
        "deviation_relative": deviation - np.median(deviation),
        "place": phones.place.astype(np.float32),
        "position": phones.position.astype(np.float32),
        "word_size": size.astype(np.float32),
        "energy_below_peak": energy - heard.energy[speech].max(),
        "energy_relative": energy - np.median(heard.energy[speech]),
        "voicing": segment_means(heard.pitch.voicing, phones),
        "voiced": segment_means(voiced, phones),
        "pitch": segment_means(relative.astype(np.float32), phones),
        "pause_before": pause_before,
        "pause_after": pause_after,
    }


def _silences(heard: Hearing) -> tuple[Floats, Floats]:
    """Silence between words right before and after each phone, seconds."""
    pauses = heard.pauses_within()
    length_before = {end: end - start for _, start, end in pauses}
    length_after = {start: end - start for _, start, end in pauses}
    before = [length_before.get(int(start), 0) for start in heard.phones.start]
    after = [length_after.get(int(end), 0) for end in heard.phones.end]
    in_seconds = [np.array(frames, dtype=np.float32) / np.float32(FRAMES_PER_SECOND) for frames in (before, after)]
    return in_seconds[0], in_seconds[1]


_FARTHEST = 6.0
_LOW = -1.5
"""Standard deviations: the farthest that is told apart, and where evidence is low."""
_TELLING = ("fixed_margin", "free_margin", "loop_mean", "posterior")
_OF_NEIGHBOURS = (*_TELLING, "loop", "deletion_rate", "insertion", "deviation")


def _context(phones: Phones, columns: dict[str, Floats], norms: Norms) -> dict[str, Floats]:
    """The neighbours' evidence, and how the phone compares with its word and with the whole take."""
    context: dict[str, Floats] = {}
    for shift in (-2, -1, 1, 2):
        names = _OF_NEIGHBOURS if abs(shift) == 1 else ("free_margin", "loop_mean")
        for name in names:
            context[f"{name}{shift:+}"] = _shifted(columns[name], shift)
        context[f"usual{shift:+}"] = _shifted(norms.score[phones.label], shift)
        context[f"label{shift:+}"] = _shifted(phones.label.astype(np.float32), shift, float(NO_PHONE))
    for name in _TELLING:
        values = columns[name]
        context[f"{name}_word"] = _by_word(values, phones.word)
        context[f"{name}_word_least"] = _least_by_word(values, phones.word)
        context[f"{name}_take"] = np.full_like(values, values.mean())
        context[f"{name}_take_low"] = np.full_like(values, np.quantile(values, 0.2))
        context[f"{name}_relative"] = values - values.mean()
    return context


def _against_the_usual(phones: Phones, normal: dict[str, Floats]) -> dict[str, Floats]:
    """Evidence that is comparable between phones: of the phone, its neighbours, its word and the rest of the take."""
    context: dict[str, Floats] = {}
    count = len(phones)
    for name, values in normal.items():
        mean = values.mean()
        context[f"{name}_normal"] = values
        for shift in (-2, -1, 1, 2):
            context[f"{name}_normal{shift:+}"] = _shifted(values, shift)
        context[f"{name}_normal_word"] = _by_word(values, phones.word)
        context[f"{name}_normal_word_least"] = _least_by_word(values, phones.word)
        context[f"{name}_normal_relative"] = values - mean
        context[f"{name}_normal_others"] = (mean * count - values) / max(count - 1, 1)
        context[f"{name}_normal_low"] = np.full_like(values, (values < _LOW).mean())
    return context


def _utterance(heard: Hearing, columns: dict[str, Floats]) -> dict[str, Floats]:
    phones = heard.phones
    count = len(phones)
    span = int(phones.end[-1] - phones.start[0])
    inner = [end - start for _, start, end in heard.pauses_within()]
    values = {
        "take_phones": float(count),
        "take_rate": count / max(span, 1),
        "take_pauses": sum(inner) / max(span, 1),
        "take_longest_pause": float(max(inner, default=0)),
        "take_deviation": float(columns["deviation"].mean()),
        "take_deviation_spread": float(columns["deviation"].std()),
        "take_insertion": float(columns["insertion"].mean()),
        "take_insertion_ah": float(columns["insertion_ah"].mean()),
        "take_entropy": float(columns["entropy"].mean()),
        "take_pitch": _median(heard.pitch.log_hz),
        "take_alpha": heard.alpha,
    }
    return {name: np.full(count, value, dtype=np.float32) for name, value in values.items()}


def _median(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else 0.0


def _shifted(values: Floats, shift: int, fill: float = 0.0) -> Floats:
    out = np.full_like(values, fill)
    if shift < 0:
        out[-shift:] = values[:shift]
    else:
        out[:-shift] = values[shift:]
    return out


def _by_word(values: Floats, word: NDArray[np.int32]) -> Floats:
    total = np.bincount(word, weights=values)
    return (total / np.maximum(np.bincount(word), 1))[word].astype(np.float32)


def _least_by_word(values: Floats, word: NDArray[np.int32]) -> Floats:
    least = np.full(int(word.max()) + 1, np.inf, dtype=np.float32)
    np.minimum.at(least, word, values)
    return least[word]
