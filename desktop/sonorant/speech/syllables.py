"""Syllables of a pronunciation, and the letters that they are written with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sonorant.speech.phonemes import base, is_vowel

# The consonant sequences that begin English words; besides these any single consonant but NG does.
_LEGAL = """
    P+L P+R P+Y B+L B+R B+Y T+R T+W D+R D+W K+L K+R K+W K+Y G+L G+R G+W G+Y F+L F+R F+Y V+Y M+Y HH+Y HH+W TH+R TH+W SH+R
    S+L S+W S+M S+N S+P S+T S+K S+F S+P+L S+P+R S+P+Y S+T+R S+K+L S+K+R S+K+W S+K+Y
"""
_ONSETS = frozenset(_LEGAL.split())


def _onset_size(consonants: Sequence[str]) -> int:
    """How many of the consonants between two vowels begin the second syllable: as many as can begin a word."""
    for size in range(min(3, len(consonants)), 1, -1):
        if "+".join(consonants[-size:]) in _ONSETS:
            return size
    return 1 if consonants and consonants[-1] != "NG" else 0


def syllabify(phones: Sequence[str]) -> list[tuple[int, int]]:
    """Divide ARPABET phonemes (stress digits allowed) into syllables: (start, end) indices that cover all of them.

    Consonants go to the following vowel as far as English allows. A word without a vowel is one syllable.
    """
    if not phones:
        return []
    names = [base(phone) for phone in phones]
    vowels = [index for index, phone in enumerate(names) if is_vowel(phone)]
    starts = [0]
    for left, right in pairwise(vowels):
        starts.append(right - _onset_size(names[left + 1 : right]))
    return list(zip(starts, [*starts[1:], len(names)], strict=True))
