"""What is still told of the words where the recording is poor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from sonorant.speech.assessment import ErrorType, Phoneme, Word

_MOST_LOST = 2
"""Words in a row that noise takes away; more were hardly said.

Of flawless takes with noise 18 dB below, up to one in three lacks a word or two, and none more."""
_MORE = {ErrorType.INSERTION, ErrorType.REPETITION}


def places_of(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of the text with their places only, where the recording is too bad to judge them by."""
    return tuple(_place_of(word) for word in words if word.error not in _MORE)


def without_lost(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, with those that may only be lost in the noise as neither said nor left out."""
    kept: list[Word] = []
    for omitted, run in groupby(words, lambda word: word.error is ErrorType.OMISSION):
        same = list(run)
        kept += map(_place_of, same) if omitted and len(same) <= _MOST_LOST else same
    return tuple(kept)


def _place_of(word: Word) -> Word:
    return Word(
        word=word.word,
        offset=word.offset,
        duration=word.duration,
        syllables=word.syllables and tuple(replace(each, accuracy=None) for each in word.syllables),
        phonemes=word.phonemes and tuple(Phoneme(each.phoneme, each.offset, each.duration) for each in word.phonemes),
        span=word.span,
    )
