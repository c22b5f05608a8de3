"""What to assess and how: the parameters of an assessment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sonorant.speech.assessment import PhonemeAlphabet


class GradingSystem(StrEnum):
    """The scale of the scores: 0–5 or 0–100."""

    FIVE_POINT = "FivePoint"
    HUNDRED_MARK = "HundredMark"


class Granularity(StrEnum):
    """The finest level that a result keeps; `FULL_TEXT` keeps the scores of the whole text alone."""

    PHONEME = "Phoneme"
    SYLLABLE = "Syllable"
    WORD = "Word"
    FULL_TEXT = "FullText"


@dataclass(frozen=True, slots=True)
class AssessmentConfig:
    """The parameters of an assessment; the defaults are Azure's own."""

    reference_text: str = ""
    grading_system: GradingSystem = GradingSystem.FIVE_POINT
    granularity: Granularity = Granularity.PHONEME
    enable_miscue: bool = False
    scenario_id: str | None = None
    phoneme_alphabet: PhonemeAlphabet = PhonemeAlphabet.SAPI
    nbest_phoneme_count: int = 0
    enable_prosody: bool = False
    locale: str = "en-US"
