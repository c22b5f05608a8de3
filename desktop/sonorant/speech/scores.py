"""Rules that turn evidence into scores and marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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

MISPRONUNCIATION_BELOW = 60.0
"""Azure's rule: a word whose accuracy (0–100) is lower counts as mispronounced."""

BREAK_CONFIDENCE = 0.75
"""Azure's advice: a break counts as unexpected or missing from this confidence (0–1) on."""

USUAL_STRICTNESS = 0.5
"""How strictly marks are derived (0 to 1) unless the user wants it otherwise."""

_ADDED = {ErrorType.INSERTION, ErrorType.REPETITION}


def pronunciation(
    accuracy: float, fluency: float, completeness: float | None = None, prosody: float | None = None
) -> float:
    """The overall score (0–100, one decimal) by Azure's published rule, in which the worst aspect weighs most.

    `completeness` is None for free speech, `prosody` where it was not assessed.
    """
    lowest, *others = sorted(score for score in (accuracy, fluency, completeness, prosody) if score is not None)
    share = 0.4 if len(others) == 1 else 0.2
    return round((1.0 - share * len(others)) * lowest + share * sum(others), 1)


def completeness(words: Sequence[Word]) -> float | None:
    """The share (0–100) of the reference words that were spoken, or None if there are no reference words."""
    expected = [word for word in words if word.error not in _ADDED]
    if not expected:
        return None
    return 100.0 * sum(word.error is not ErrorType.OMISSION for word in expected) / len(expected)


def mark(assessment: Assessment, strictness: float = USUAL_STRICTNESS) -> Assessment:
    """The assessment (complete, 0–100) with its marks derived anew from the scores and confidences in it.

    `strictness` goes from 0 (only what is certain) to 1 (every doubt). At 0.5 the usual thresholds hold: words below 60
    are mispronounced, phoneme findings count from confidence 0.5 on, breaks and monotone speech from 0.75 on. Findings
    that do not count become findings of nothing, so keep the original to be able to mark it again.
    """
    if assessment.words is None:
        return assessment
    return replace(assessment, words=tuple(_mark_word(word, strictness) for word in assessment.words))


def _mark_word(word: Word, strictness: float) -> Word:
    error = word.error
    if word.accuracy is not None and error in {ErrorType.NONE, ErrorType.MISPRONUNCIATION}:
        below = MISPRONUNCIATION_BELOW + 40.0 * (strictness - 0.5)
        error = ErrorType.MISPRONUNCIATION if word.accuracy < below else ErrorType.NONE
    phonemes = word.phonemes and tuple(_mark_phoneme(phoneme, 1.0 - strictness) for phoneme in word.phonemes)
    sure = BREAK_CONFIDENCE - 0.5 * (strictness - 0.5)
    pause = word.pause and _mark_break(word.pause, sure)
    intonation = word.intonation and _mark_intonation(word.intonation, sure)
    return replace(word, error=error, phonemes=phonemes, pause=pause, intonation=intonation)


def _mark_phoneme(phoneme: Phoneme, threshold: float) -> Phoneme:
    finding = phoneme.finding
    if finding is None or finding.confidence is None or finding.confidence >= threshold:
        return phoneme
    return replace(phoneme, finding=PhonemeFinding(PhonemeError.NONE))  # so the score need not be asked instead


def _mark_break(pause: Break, threshold: float) -> Break:
    if pause.unexpected is None and pause.missing is None:
        return pause
    evidence = {ErrorType.UNEXPECTED_BREAK: pause.unexpected, ErrorType.MISSING_BREAK: pause.missing}
    errors = tuple(error for error, sure in evidence.items() if sure is not None and sure >= threshold)
    return replace(pause, error_types=errors or (ErrorType.NONE,))


def _mark_intonation(intonation: Intonation, threshold: float) -> Intonation:
    if intonation.monotone is None:
        return intonation
    return replace(intonation, error_types=(ErrorType.MONOTONE,) if intonation.monotone >= threshold else ())
