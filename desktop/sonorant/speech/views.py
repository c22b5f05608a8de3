"""How an assessment is shown: granularity, grading, alphabet. Nothing here changes the evidence itself."""

from __future__ import annotations

from dataclasses import replace

from sonorant.speech import phonemes
from sonorant.speech.assessment import (
    Assessment,
    Interval,
    Phoneme,
    PhonemeAlphabet,
    Scores,
    SpokenPhoneme,
    Syllable,
    Word,
)
from sonorant.speech.config import AssessmentConfig, GradingSystem, Granularity


def present(assessment: Assessment, config: AssessmentConfig) -> Assessment:
    """What `config` asks to see of a complete assessment (phoneme granularity, 0–100); apply it once.

    Levels finer than the granularity are dropped, candidates for spoken phonemes are cut to the number asked for,
    phonemes are renamed, and five-point grading divides accuracies and aspects by 20. Candidates' scores stay 0–100:
    they compare sounds within one place and are no grades.
    """
    shown = rename(assessment, config.phoneme_alphabet)
    words = shown.words
    if words is not None:
        words = tuple(_present_word(word, config) for word in words)
    shown = replace(shown, words=None if config.granularity is Granularity.FULL_TEXT else words)
    return _five_point(shown) if config.grading_system is GradingSystem.FIVE_POINT else shown


def rename(assessment: Assessment, alphabet: PhonemeAlphabet) -> Assessment:
    """The assessment with its phonemes named in `alphabet`; names that are not understood stay as they are."""
    if assessment.alphabet in {None, alphabet} or assessment.words is None:
        return assessment
    given = assessment.alphabet

    def renamed(name: str) -> str:
        assert given is not None
        return "".join(phonemes.name(phone, alphabet) for phone in phonemes.parse_all(name, given)) or name

    def renamed_phoneme(phoneme: Phoneme) -> Phoneme:
        spoken, finding = phoneme.spoken, phoneme.finding
        return replace(
            phoneme,
            phoneme=phoneme.phoneme and renamed(phoneme.phoneme),
            spoken=spoken and tuple(replace(each, phoneme=renamed(each.phoneme)) for each in spoken),
            finding=finding and replace(finding, heard=finding.heard and renamed(finding.heard)),
        )

    def renamed_word(word: Word) -> Word:
        return replace(
            word,
            syllables=word.syllables
            and tuple(replace(each, syllable=renamed(each.syllable)) for each in word.syllables),
            phonemes=word.phonemes and tuple(map(renamed_phoneme, word.phonemes)),
        )

    return replace(assessment, words=tuple(map(renamed_word, assessment.words)), alphabet=alphabet)


def _present_word(word: Word, config: AssessmentConfig) -> Word:
    count = config.nbest_phoneme_count
    if config.granularity is Granularity.WORD:
        return replace(word, syllables=None, phonemes=None)
    if config.granularity is Granularity.SYLLABLE:
        return replace(word, phonemes=None)

    def cut(spoken: tuple[SpokenPhoneme, ...] | None) -> tuple[SpokenPhoneme, ...] | None:
        return spoken[:count] if spoken is not None and count else None

    return replace(
        word, phonemes=word.phonemes and tuple(replace(each, spoken=cut(each.spoken)) for each in word.phonemes)
    )


def _five_point(assessment: Assessment) -> Assessment:
    scores = assessment.scores
    return replace(
        assessment,
        words=assessment.words and tuple(map(_five_point_word, assessment.words)),
        scores=Scores(
            accuracy=_fifth(scores.accuracy),
            fluency=_fifth(scores.fluency),
            completeness=_fifth(scores.completeness),
            prosody=_fifth(scores.prosody),
            pronunciation=_fifth(scores.pronunciation),
            intervals={name: _fifths(interval) for name, interval in scores.intervals.items()},
            extra=scores.extra,
        ),
    )


def _five_point_word(word: Word) -> Word:
    def graded(unit: Syllable) -> Syllable:
        return replace(unit, accuracy=_fifth(unit.accuracy))

    def graded_phoneme(unit: Phoneme) -> Phoneme:
        return replace(unit, accuracy=_fifth(unit.accuracy), interval=unit.interval and _fifths(unit.interval))

    return replace(
        word,
        accuracy=_fifth(word.accuracy),
        interval=word.interval and _fifths(word.interval),
        syllables=word.syllables and tuple(map(graded, word.syllables)),
        phonemes=word.phonemes and tuple(map(graded_phoneme, word.phonemes)),
    )


def _fifth(score: float | None) -> float | None:
    return None if score is None else round(score / 20, 3)


def _fifths(interval: Interval) -> Interval:
    return round(interval[0] / 20, 3), round(interval[1] / 20, 3)
