"""Measure whether vowels added before, within and after clusters are found, and told where there are none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.engines.embedded.added_vowels import may_be_syllabic
from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.speech.assessment import PhonemeError
from sonorant.speech.config import AssessmentConfig, GradingSystem
from sonorant.speech.normalise import tokens
from sonorant.speech.phonemes import is_vowel
from sonorant.speech.scores import mark
from synthetic_speech import SENTENCES, VOICES, say

OWN = (
    "Street lights are on when small shops open.",
    "We like Spanish food and a film about sports.",
    "The school starts at nine, so please stand still.",
    "Her silver spoon fell into the next room.",
)
"""Sentences with more clusters at the beginning of words."""
KINDS = ("before an S", "in a cluster", "at the end")


def measure() -> None:
    """Print the shares for all voices and sentences, each kind once in a sentence where it can be."""
    found: dict[str, list[bool]] = {kind: [] for kind in KINDS}
    false: list[bool] = []
    beside: list[bool] = []
    for voice in VOICES:
        for number, text in enumerate((*SENTENCES, *OWN)):
            false += _told(text, voice, {}).values()
            for kind, word, said in _changed(text, number):
                told = _told(text, voice, {word: said})
                found[kind].append(told.pop(word))
                beside += told.values()
    for kind, hits in found.items():
        print(f"added vowels {kind:12} found {np.mean(hits):.1%} of {len(hits)}")
    print(f"told falsely in flawless speech {np.mean(false):.2%} of {len(false)} words")
    print(f"of other words than the changed one {np.mean(beside):.2%} of {len(beside)}")


def _changed(text: str, number: int) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Per kind a word that is in the text once, and how it is said with a vowel too many."""
    ways: dict[str, list[tuple[str, tuple[str, ...]]]] = {kind: [] for kind in KINDS}
    lexicon = load_lexicon()
    words = [token.word for token in tokens(text)]
    for word, following in pairwise((*words, "")):
        phones = lexicon.pronunciations(word)[0]
        if words.count(word) > 1 or len(lexicon.pronunciations(word)) > 1:
            continue
        consonants = [not is_vowel(phone) for phone in phones]
        if phones[0] == "S" and consonants[1]:
            ways[KINDS[0]].append((word, ("AH0", *phones)))
        for place, (one, two) in enumerate(pairwise(consonants), 1):
            if one and two and not may_be_syllabic(phones, place):
                ways[KINDS[1]].append((word, (*phones[:place], "AH0", *phones[place:])))
        next_phones = lexicon.pronunciations(following)[0] if following else ()
        # Before a cluster that begins with S it could be said of either word.
        if next_phones and consonants[-1] and not is_vowel(next_phones[0]) and next_phones[0] != "S":
            ways[KINDS[2]].append((word, (*phones, "AH0")))
    for kind, fit in ways.items():
        if fit:
            yield (kind, *fit[number % len(fit)])


def _told(text: str, voice: str, pronounced: dict[str, tuple[str, ...]]) -> dict[str, bool]:
    """Of which words it is told that a vowel was added; words that are there twice count once."""
    config = AssessmentConfig(text, GradingSystem.HUNDRED_MARK, enable_miscue=True)
    words = mark(EmbeddedAssessor().assess(say(text, voice, pronounced=pronounced).audio, config)).words or ()
    added = {
        word.word
        for word in words
        for phoneme in word.phonemes or ()
        if phoneme.finding and phoneme.finding.error is PhonemeError.INSERTION
    }
    return {token.word: token.word in added for token in tokens(text)}
