"""Measure whether a vowel added to a final consonant is found, and told of none that was not."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.speech.assessment import PhonemeError
from sonorant.speech.config import AssessmentConfig, GradingSystem
from sonorant.speech.normalise import tokens
from sonorant.speech.phonemes import is_vowel
from sonorant.speech.scores import mark
from synthetic_speech import SENTENCES, VOICES, say


def measure() -> None:
    """Print the shares for all voices and sentences; a vowel is added before another consonant only."""
    found: list[bool] = []
    false: list[bool] = []
    for voice in VOICES:
        for number, text in enumerate(SENTENCES):
            word = _changed(text, number)
            lexicon = load_lexicon()
            false += _told(text, voice, {}).values()
            if word is not None:
                told = _told(text, voice, {word: (*lexicon.pronunciations(word)[0], "AH0")})
                found.append(told.pop(word))
                false += told.values()
    print(f"added vowels found {np.mean(found):.1%} of {len(found)}, told falsely {np.mean(false):.2%} of {len(false)}")


def _changed(text: str, number: int) -> str | None:
    """A word that is in the text once, ends in a consonant and comes before one."""
    lexicon = load_lexicon()
    words = [token.word for token in tokens(text)]
    fit = [
        word
        for word, following in pairwise(words)
        if words.count(word) == 1
        and len(lexicon.pronunciations(word)) == 1
        and not is_vowel(lexicon.pronunciations(word)[0][-1])
        and not is_vowel(lexicon.pronunciations(following)[0][0])
    ]
    return fit[number % len(fit)] if fit else None


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
