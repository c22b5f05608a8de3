"""Sentences with one clear mistake in them, of a kind that learners make, spoken by a synthesiser."""

from __future__ import annotations

from dataclasses import dataclass

from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.speech.normalise import tokens
from sonorant.speech.phonemes import base
from synthetic_speech import Spoken, say

# Clearly different sounds that learners put in each other's place; every sentence gets one of them.
_PAIRS = """
    TH:S DH:Z V:W W:V R:L L:R S:T SH:K Z:M F:S P:F B:M T:S D:N K:T G:Z M:S N:T NG:S HH:T CH:F JH:P Y:B
    IY:EH IH:AE EH:IY AE:OW AO:IY AH:EY UW:AA UH:IY EY:AA AY:IY OW:AY AW:IY ER:AE AA:IY
"""
SUBSTITUTIONS = dict(pair.split(":") for pair in _PAIRS.split())


@dataclass(frozen=True, slots=True)
class Planted:
    """What was said, and the mistake: `right` was said as `wrong` (ARPABET without stress) in a place of a word."""

    spoken: Spoken
    word: int
    phoneme: int
    right: str
    wrong: str


def plant(text: str, voice: str, number: int) -> Planted:
    """Change one phoneme of one word of the sentence, another for each `number`, and let flite say it."""
    (word, phoneme), pronounced, (right, wrong) = chosen(text, voice, number)
    return Planted(say(text, voice, pronounced=pronounced), word, phoneme, right, wrong)


def chosen(text: str, voice: str, number: int) -> tuple[tuple[int, int], dict[str, list[str]], tuple[str, str]]:
    """The place (word, phoneme) that is changed, how all words are said then, and the phoneme before and after."""
    words = [token.word for token in tokens(text)]
    lexicon = load_lexicon()
    pronounced = {word: list(lexicon.pronunciations(word)[0]) for word in words}
    places = [
        (index, place)
        for index, word in enumerate(words)
        if words.count(word) == 1 and len(lexicon.pronunciations(word)) == 1
        for place, phone in enumerate(pronounced[word])
        if base(phone) in SUBSTITUTIONS
    ]
    index, place = places[(number * 7919 + len(voice)) % len(places)]
    right = base(pronounced[words[index]][place])
    wrong = SUBSTITUTIONS[right]
    pronounced[words[index]][place] = wrong + ("1" if wrong[0] in "AEIOU" else "")
    return (index, place), pronounced, (right, wrong)
