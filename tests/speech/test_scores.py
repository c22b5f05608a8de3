"""Overall score, completeness and marks."""

import pytest

from sonorant.speech.assessment import (
    Assessment,
    Break,
    ErrorType,
    Intonation,
    Phoneme,
    PhonemeError,
    PhonemeFinding,
    Word,
)
from sonorant.speech.scores import completeness, mark, pronunciation


def test_the_worst_aspect_weighs_most() -> None:
    assert pronunciation(94, 98, 100, 78.8) == 89.9
    assert pronunciation(94, 98, 100) == 0.6 * 94 + 0.2 * (98 + 100)
    assert pronunciation(90, 80, None, 50) == 0.6 * 50 + 0.2 * (80 + 90)
    assert pronunciation(90, 80) == 0.6 * 80 + 0.4 * 90


def test_equal_aspects_give_the_same_overall_score() -> None:
    assert pronunciation(70, 70) == pronunciation(70, 70, 70) == pronunciation(70, 70, 70, 70) == 70


def test_completeness_is_the_share_of_the_text_that_was_spoken() -> None:
    said, left_out = Word("a"), Word("b", error=ErrorType.OMISSION)
    added = [Word("c", error=ErrorType.INSERTION), Word("a", error=ErrorType.REPETITION)]
    assert completeness([said, said, said, left_out, *added]) == 75
    assert completeness(added) is None


def _marks(word: Word, strictness: float) -> Word:
    words = mark(Assessment(words=(word,)), strictness).words
    assert words is not None
    return words[0]


@pytest.mark.parametrize(
    ("accuracy", "strictness", "error"),
    [
        (59.9, 0.5, ErrorType.MISPRONUNCIATION),
        (60.0, 0.5, ErrorType.NONE),
        (75.0, 1.0, ErrorType.MISPRONUNCIATION),
        (41.0, 0.0, ErrorType.NONE),
    ],
)
def test_words_are_marked_below_a_threshold_that_moves(accuracy: float, strictness: float, error: ErrorType) -> None:
    for before in (ErrorType.NONE, ErrorType.MISPRONUNCIATION):
        assert _marks(Word("a", accuracy=accuracy, error=before), strictness).error is error


def test_an_omission_stays_one_at_any_strictness() -> None:
    assert _marks(Word("a", accuracy=0.0, error=ErrorType.OMISSION), 0.0).error is ErrorType.OMISSION


def test_doubtful_phoneme_findings_count_only_when_strict() -> None:
    doubtful = Phoneme("s", finding=PhonemeFinding(PhonemeError.SUBSTITUTION, "θ", 0.4))
    word = Word("a", phonemes=(doubtful,))
    assert _marks(word, 0.5).phonemes == (Phoneme("s", finding=PhonemeFinding(PhonemeError.NONE)),)
    assert _marks(word, 0.7).phonemes == (doubtful,)


def test_breaks_are_marked_from_their_confidences() -> None:
    pause = _marks(Word("a", pause=Break(unexpected=0.8, missing=0.1)), 0.5).pause
    assert pause is not None
    assert pause.error_types == (ErrorType.UNEXPECTED_BREAK,)
    first = Break((ErrorType.NONE,), length=0)
    assert _marks(Word("a", pause=first), 1.0).pause == first


def test_monotone_speech_is_marked_from_its_confidence() -> None:
    flat = Word("a", intonation=Intonation(monotone=0.7))
    for strictness, errors in ((0.5, ()), (0.7, (ErrorType.MONOTONE,))):
        intonation = _marks(flat, strictness).intonation
        assert intonation is not None
        assert intonation.error_types == errors
    assert _marks(Word("a", intonation=Intonation()), 1.0).intonation == Intonation()
