"""What pitch, loudness and length tell beyond the scores: how phrases end, and which syllable of a word stands out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sonorant.engines.embedded.delivery import SHORTEST_PAUSE
from sonorant.engines.embedded.features import Norms, duration_scores, segment_means
from sonorant.engines.embedded.frontend import Floats
from sonorant.engines.embedded.hearing import Hearing
from sonorant.engines.embedded.ticks import duration_of, offset_of
from sonorant.speech.assessment import Phrase, Stress

SEMITONES = 12.0 / np.log(2.0)
"""Semitones per unit of the natural logarithm of frequency."""
_END = 25
"""Frames of voice at the end of a phrase whose movement is told."""
_LEAST_VOICE = 8
_PRIMARY = "1"
_LOUDNESS, _LENGTH = 0.6, 0.8
"""How much a vowel's log energy and its length against the usual count for its prominence: the odds of flite's stress,
fitted over words of its voices with the stress in all places (see `tests/measure.py stress`)."""


def phrases(heard: Hearing, ends: Sequence[bool]) -> tuple[Phrase, ...]:
    """The phrases of a take and how the pitch moves at their ends.

    A phrase ends at a pause, and after each heard word for which `ends` is true (a punctuation mark follows in the
    text); shape (heard words,). Phrases in whose end too little voice is heard have no movement.
    """
    phones = heard.phones
    words = len(ends)
    first = np.full(words, heard.frames)
    last = np.zeros(words, dtype=np.int64)
    np.minimum.at(first, phones.word, phones.start)
    np.maximum.at(last, phones.word, phones.end)
    pauses = {word for word, start, end in heard.pauses() if end - start >= SHORTEST_PAUSE}
    closing = [word for word in range(words) if ends[word] or word + 1 in pauses or word + 1 == words]
    found = []
    begin = 0
    for word in closing:
        start, end = int(first[begin]), int(last[word])
        found.append(Phrase(offset_of(start), duration_of(start, end), _movement(heard.pitch.log_hz[start:end])))
        begin = word + 1
    return tuple(found)


def _movement(log_hz: Floats) -> float | None:
    """Semitones that the pitch rises (above 0) or falls over the last voiced quarter second."""
    voiced = np.flatnonzero(np.isfinite(log_hz))[-_END:]
    if len(voiced) < _LEAST_VOICE or voiced[-1] - voiced[0] > 2 * _END:
        return None
    slope = np.polyfit(voiced, log_hz[voiced], 1)[0]
    return round(float(slope * (voiced[-1] - voiced[0]) * SEMITONES), 1)


def prominence(heard: Hearing, norms: Norms) -> Floats:
    """How much each phone stands out by its loudness, and its length against the usual; shape (phones,)."""
    energy = segment_means(heard.energy, heard.phones)
    return np.asarray(_LOUDNESS * energy + _LENGTH * duration_scores(heard.phones, norms), dtype=np.float32)


def stress(standing_out: Floats, phones: Sequence[str]) -> Stress | None:
    """Which syllable of a word stands out; ``None`` for words of one syllable or without marked stress.

    `standing_out` are its phones' `prominence`, `phones` the word's in the dictionary, vowels with their stress digit.
    This is a hint and no score: experts do not agree about stress in learners' words (one with the mean of the others:
    .27, speechocean762).
    """
    vowels = [place for place, phone in enumerate(phones) if phone[-1].isdigit()]
    expected = [number for number, place in enumerate(vowels) if phones[place].endswith(_PRIMARY)]
    if len(vowels) < 2 or len(expected) != 1:
        return None
    share = np.exp(standing_out[vowels] - standing_out[vowels].max())
    share /= share.sum()
    return Stress(expected[0], int(share.argmax()), round(float(share.max()), 2))
