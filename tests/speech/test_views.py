"""Granularity, grading and alphabet change what comes out, and nothing else."""

from dataclasses import replace

import pytest

from sonorant.speech.assessment import (
    Assessment,
    Phoneme,
    PhonemeAlphabet,
    PhonemeError,
    PhonemeFinding,
    Scores,
    SpokenPhoneme,
    Syllable,
    Word,
)
from sonorant.speech.config import AssessmentConfig, GradingSystem, Granularity
from sonorant.speech.views import present, rename

SPOKEN = (SpokenPhoneme("f", 100.0), SpokenPhoneme("θ", 40.0))
WORD = Word(
    "thing",
    accuracy=80.0,
    syllables=(Syllable("θɪŋ", accuracy=70.0),),
    phonemes=(
        Phoneme("θ", accuracy=30.0, spoken=SPOKEN, finding=PhonemeFinding(PhonemeError.SUBSTITUTION, "f", 0.9)),
        Phoneme("ɪ", accuracy=90.0, interval=(80.0, 100.0)),
        Phoneme("ŋ", accuracy=None),
    ),
)
WHOLE = Assessment(
    text="Thing.", words=(WORD,), scores=Scores(80.0, 60.0, 100.0, None, 72.0), alphabet=PhonemeAlphabet.IPA
)
AS_IT_IS = AssessmentConfig(
    grading_system=GradingSystem.HUNDRED_MARK, phoneme_alphabet=PhonemeAlphabet.IPA, nbest_phoneme_count=5
)


def _word(assessment: Assessment) -> Word:
    assert assessment.words is not None
    return assessment.words[0]


def test_the_finest_view_on_the_hundred_mark_scale_is_the_whole() -> None:
    assert present(WHOLE, AS_IT_IS) == WHOLE


@pytest.mark.parametrize(
    ("granularity", "words", "syllables", "phonemes"),
    [
        (Granularity.PHONEME, True, True, True),
        (Granularity.SYLLABLE, True, True, False),
        (Granularity.WORD, True, False, False),
        (Granularity.FULL_TEXT, False, False, False),
    ],
)
def test_levels_finer_than_asked_for_are_dropped(
    granularity: Granularity, words: bool, syllables: bool, phonemes: bool
) -> None:
    shown = present(WHOLE, replace(AS_IT_IS, granularity=granularity))
    assert (shown.words is not None) is words
    assert shown.scores == WHOLE.scores
    if words:
        assert (_word(shown).syllables is not None) is syllables
        assert (_word(shown).phonemes is not None) is phonemes


def test_five_point_grading_divides_every_grade_by_20() -> None:
    shown = present(WHOLE, replace(AS_IT_IS, grading_system=GradingSystem.FIVE_POINT))
    assert shown.scores == Scores(4.0, 3.0, 5.0, None, 3.6)
    word = _word(shown)
    assert word.accuracy == 4.0
    assert word.syllables is not None
    assert word.syllables[0].accuracy == 3.5
    assert word.phonemes is not None
    assert [each.accuracy for each in word.phonemes] == [1.5, 4.5, None]
    assert [each.interval for each in word.phonemes] == [None, (4.0, 5.0), None]
    assert word.phonemes[0].spoken == SPOKEN


def test_five_point_grades_have_at_most_three_decimals() -> None:
    whole = replace(WHOLE, scores=Scores(accuracy=70.2))
    assert present(whole, replace(AS_IT_IS, grading_system=GradingSystem.FIVE_POINT)).scores.accuracy == 3.51


@pytest.mark.parametrize(("count", "left"), [(5, SPOKEN), (1, SPOKEN[:1]), (0, None)])
def test_only_as_many_candidates_as_asked_for(count: int, left: tuple[SpokenPhoneme, ...] | None) -> None:
    phonemes = _word(present(WHOLE, replace(AS_IT_IS, nbest_phoneme_count=count))).phonemes
    assert phonemes is not None
    assert phonemes[0].spoken == left


def test_renaming_reaches_phonemes_syllables_candidates_and_findings() -> None:
    renamed = rename(WHOLE, PhonemeAlphabet.SAPI)
    word = _word(renamed)
    assert word.phonemes is not None
    first = word.phonemes[0]
    assert first.phoneme == "th"
    assert first.spoken == (SpokenPhoneme("f", 100.0), SpokenPhoneme("th", 40.0))
    assert first.finding == PhonemeFinding(PhonemeError.SUBSTITUTION, "f", 0.9)
    assert word.syllables == (Syllable("thihng", accuracy=70.0),)
    assert rename(renamed, PhonemeAlphabet.IPA) == WHOLE


def test_names_that_are_not_understood_stay() -> None:
    odd = replace(WHOLE, words=(Word("x", phonemes=(Phoneme("ʘ"), Phoneme(None))),))
    assert _word(rename(odd, PhonemeAlphabet.SAPI)).phonemes == (Phoneme("ʘ"), Phoneme(None))
