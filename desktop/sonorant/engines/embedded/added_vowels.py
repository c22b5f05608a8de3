"""Vowels said where the text has none: within a cluster ("fil-um"), before one ("es-treet"), at the end ("good-uh")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from sonorant.engines.embedded.comparison import VOWEL_BEFORE, Evidence
from sonorant.speech.assessment import Phoneme, PhonemeAlphabet, PhonemeError, PhonemeFinding
from sonorant.speech.phonemes import base, is_vowel, name

WITHIN, AT_END = -30.0, -40.0
"""The log-likelihood ratio of what the text has to the same with a vowel, at which one is as likely as not.

`tests/measure.py vowels` prints how many of those that are planted in flite's speech are found, and how many falsely.
In 625 utterances of learners 2.7 % of the words have one within or before a cluster; experts find 31 % of these words
poor (6 of 10 or less), and 16 % of the others with clusters. Of final ones they take no notice."""
_DOUBT = 0.5
"""The share of it from which on something is told."""
_SOFTNESS = 160.0
"""How much of the ratio makes a doubt a certainty."""
_SONORANT = frozenset(["L", "M", "N", "NG", "R", "W", "Y"])
_SYLLABIC = frozenset(["L", "M", "N", "R"])


def with_added_vowels(
    phonemes: Sequence[Phoneme], phones: Sequence[str], first: int, evidence: Evidence, alphabet: PhonemeAlphabet
) -> list[Phoneme]:
    """The phonemes of a word, of which one with a vowel beside it has that finding, unless a surer one was made.

    A vowel within or before a cluster is told of the cluster's first consonant that it touches.

    Args:
        phonemes: as they are without.
        phones: those of the word in the dictionary (ARPABET with stress).
        first: the row of the first of them in `evidence`.
        evidence: that of the take.
        alphabet: how the vowel is named.
    """
    marked = list(phonemes)
    for place, limit, ratio in _likely(phones, first, evidence):
        finding = PhonemeFinding(
            PhonemeError.INSERTION,
            name("AH0", alphabet),
            round(float(np.clip(0.5 + (limit - ratio) / _SOFTNESS, 0.0, 1.0)), 2),
            # What experts say goes with vowels in clusters, but not with those at the end.
            reliable=limit == WITHIN,
        )
        found = marked[place].finding
        if found is None or (found.confidence or 0.0) < min(finding.confidence or 0.0, 0.5):
            marked[place] = replace(marked[place], finding=finding)
    return marked


def _likely(phones: Sequence[str], first: int, evidence: Evidence) -> Iterator[tuple[int, float, float]]:
    """Per vowel that may have been added: the phoneme beside it, the limit by which it is judged, and the ratio."""
    before = evidence[VOWEL_BEFORE][first : first + len(phones) + 1].tolist()
    for place in range(len(phones)):
        if before[place] <= _DOUBT * WITHIN and not may_be_syllabic(phones, place):
            yield max(place - 1, 0), WITHIN, before[place]
    last = len(phones) - 1
    ratio = float(evidence["insertion_ah"][first + last])
    # What is between a consonant and the cluster that begins the next word is told once, there.
    told = len(before) > len(phones) and before[-1] <= _DOUBT * WITHIN
    if not is_vowel(phones[last]) and ratio <= _DOUBT * AT_END and not told:
        yield last, AT_END, ratio


def may_be_syllabic(phones: Sequence[str], place: int) -> bool:
    """Whether a short vowel before this consonant is good English where the dictionary has none ("ev(e)ning")."""
    if not any(map(is_vowel, phones[:place])) or base(phones[place]) not in _SYLLABIC:
        return False
    stressed = place + 1 < len(phones) and phones[place + 1][-1] in "12"
    return base(phones[place - 1]) not in _SONORANT and not stressed
