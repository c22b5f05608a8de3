"""The marks of errors: one letter and one plain name for each kind, the same wherever an error is shown."""

from __future__ import annotations

from enum import Enum

from sonorant.speech.assessment import Assessment, ErrorType, Phoneme, PhonemeError, Word

POOR = 60.0
"""A phoneme that no engine explained counts as mispronounced below this score, as Azure advises for words."""
UNSURE = "?"
"""Stands behind the letter of a mark that is no more than a hint, as its sound cannot be judged reliably."""


class Mark(Enum):
    """A kind of error; `letter` tells it apart without colour, `title` says it in plain words."""

    SUBSTITUTION = ("S", "another sound")
    DELETION = ("D", "sound left out")
    INSERTION = ("I", "sound added")
    MISPRONOUNCED = ("M", "mispronounced")
    OMITTED = ("O", "word left out")
    ADDED = ("A", "word added")
    REPEATED = ("R", "word repeated")
    PAUSE = ("P", "unexpected pause")
    MISSING_PAUSE = ("B", "pause missing")
    MONOTONE = ("T", "monotone")

    def __init__(self, letter: str, title: str) -> None:
        self.letter = letter
        self.title = title

    def code(self, reliable: bool = True) -> str:
        """The letter, and that it is unsure where it is."""
        return self.letter if reliable else self.letter + UNSURE


_OF_PHONEME = {
    PhonemeError.SUBSTITUTION: Mark.SUBSTITUTION,
    PhonemeError.DELETION: Mark.DELETION,
    PhonemeError.INSERTION: Mark.INSERTION,
}
_OF_WORD = {
    ErrorType.MISPRONUNCIATION: Mark.MISPRONOUNCED,
    ErrorType.OMISSION: Mark.OMITTED,
    ErrorType.INSERTION: Mark.ADDED,
    ErrorType.REPETITION: Mark.REPEATED,
    ErrorType.UNEXPECTED_BREAK: Mark.PAUSE,
    ErrorType.MISSING_BREAK: Mark.MISSING_PAUSE,
}


def of_phoneme(phoneme: Phoneme, scale: float = 100.0) -> Mark | None:
    """What is wrong with a phoneme: what the engine found or, where it is silent, a poor score (of 0 to `scale`)."""
    if phoneme.finding is not None:
        return _OF_PHONEME.get(phoneme.finding.error)
    poor = phoneme.accuracy is not None and phoneme.accuracy < POOR * scale / 100
    return Mark.MISPRONOUNCED if poor else None


def of_word(word: Word) -> tuple[Mark, ...]:
    """What is wrong with a word as a whole and with the pause before it, each kind once; monotone is no word's own."""
    errors = [word.error, *(word.pause.error_types if word.pause else ())]
    return tuple(dict.fromkeys(_OF_WORD[each] for each in errors if each in _OF_WORD))


def is_monotone(assessment: Assessment) -> bool:
    """Whether the engine found the take as a whole monotone; it then says so on every word."""
    return any(
        ErrorType.MONOTONE in (word.error, *(word.intonation.error_types if word.intonation else ()))
        for word in assessment.words or ()
    )


def is_reliable(phoneme: Phoneme) -> bool:
    """Whether what was found of a phoneme can be relied on."""
    return phoneme.finding is None or phoneme.finding.reliable


def heard(phoneme: Phoneme) -> str | None:
    """The sound that was said in the place of a marked phoneme, where the engine names one."""
    if phoneme.finding is not None:
        return phoneme.finding.heard
    first = phoneme.spoken[0].phoneme if phoneme.spoken else None
    return first if first != phoneme.phoneme else None
