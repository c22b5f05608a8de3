"""What to assess and how: the parameters of an assessment, checked, and their form as one JSON string."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sonorant.speech.assessment import Json, PhonemeAlphabet
from sonorant.speech.failures import UnusableInput


class GradingSystem(StrEnum):
    """The scale of the scores that come out."""

    FIVE_POINT = "FivePoint"
    HUNDRED_MARK = "HundredMark"


class Granularity(StrEnum):
    """The finest level that comes out."""

    PHONEME = "Phoneme"
    SYLLABLE = "Syllable"
    WORD = "Word"
    FULL_TEXT = "FullText"


MAX_NBEST = 40
_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?-([A-Z]{2}|[0-9]{3})")
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class AssessmentConfig:
    """The parameters of an assessment; the defaults are Azure's own.

    Raises UnusableInput, with a sentence that names the parameter, for a value that cannot be used.
    """

    reference_text: str = ""
    grading_system: GradingSystem = GradingSystem.FIVE_POINT
    granularity: Granularity = Granularity.PHONEME
    enable_miscue: bool = False
    scenario_id: str | None = None
    phoneme_alphabet: PhonemeAlphabet = PhonemeAlphabet.SAPI
    nbest_phoneme_count: int = 0
    enable_prosody: bool = False
    locale: str = "en-US"

    def __post_init__(self) -> None:
        if not isinstance(self.reference_text, str):
            raise _unusable("ReferenceText", "a text", self.reference_text)
        _check_choice("GradingSystem", GradingSystem, self.grading_system)
        _check_choice("Granularity", Granularity, self.granularity)
        _check_choice("PhonemeAlphabet", PhonemeAlphabet, self.phoneme_alphabet)
        _check_bool("EnableMiscue", self.enable_miscue)
        _check_bool("EnableProsodyAssessment", self.enable_prosody)
        scenario, count, locale = self.scenario_id, self.nbest_phoneme_count, self.locale
        if scenario is not None and not is_scenario_id(scenario):
            raise _unusable("ScenarioId", "a GUID such as 01234567-89ab-cdef-0123-456789abcdef", scenario)
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MAX_NBEST:
            raise _unusable("NBestPhonemeCount", f"a whole number from 0 to {MAX_NBEST}", count)
        if not (isinstance(locale, str) and _LOCALE.fullmatch(locale)):
            raise _unusable("Locale", "a language and region such as en-US", locale)


def is_scenario_id(value: object) -> bool:
    """Whether this can be a ScenarioId: a GUID, by which Azure knows a point system of one's own."""
    return isinstance(value, str) and _GUID.fullmatch(value) is not None


def to_json_string(config: AssessmentConfig) -> str:
    """The parameters as Azure's `json_string`; parameters that have their default value and are optional are left out.

    The locale, which Azure takes elsewhere, is written only if it is not en-US.
    """
    optional: dict[str, Json] = {
        "enableMiscue": config.enable_miscue,
        "scenarioId": config.scenario_id,
        "phonemeAlphabet": None if config.phoneme_alphabet is PhonemeAlphabet.SAPI else config.phoneme_alphabet.value,
        "nBestPhonemeCount": config.nbest_phoneme_count,
        "enableProsodyAssessment": config.enable_prosody,
        "locale": None if config.locale == "en-US" else config.locale,
    }
    values: dict[str, Json] = {
        "referenceText": config.reference_text,
        "gradingSystem": config.grading_system.value,
        "granularity": config.granularity.value,
    }
    return json.dumps(values | {key: value for key, value in optional.items() if value}, ensure_ascii=False)


_FIELD_OF_KEY = {
    "referencetext": "reference_text",
    "gradingsystem": "grading_system",
    "granularity": "granularity",
    "enablemiscue": "enable_miscue",
    "scenarioid": "scenario_id",
    "phonemealphabet": "phoneme_alphabet",
    "nbestphonemecount": "nbest_phoneme_count",
    "enableprosodyassessment": "enable_prosody",
    "locale": "locale",
}
_CHOICES: dict[str, Iterable[object]] = {
    "grading_system": GradingSystem,
    "granularity": Granularity,
    "phoneme_alphabet": PhonemeAlphabet,
    "enable_miscue": (False, True),
    "enable_prosody": (False, True),
}


def from_json_string(text: str) -> AssessmentConfig:
    """Read Azure's `json_string`. Keys and named values in any letter case; unknown keys are passed over.

    Raises UnusableInput if it is no JSON object or a value cannot be used.
    """
    try:
        given = json.loads(text)
    except ValueError as error:
        raise UnusableInput(f"The settings are not valid JSON ({error}); correct them and try again.") from None
    if not isinstance(given, dict):
        raise _unusable("The settings", 'a JSON object such as {"referenceText": "good morning"}', given)
    values = {_FIELD_OF_KEY[key.lower()]: value for key, value in given.items() if key.lower() in _FIELD_OF_KEY}
    for name, value in values.items():
        if isinstance(value, str):
            named = {str(each).lower(): each for each in _CHOICES.get(name, ())}
            values[name] = named.get(value.lower(), value)
    return AssessmentConfig(**values)


def _check_choice(name: str, choices: type[_Choice], value: object) -> None:
    if not isinstance(value, choices):
        raise _unusable(name, "one of " + ", ".join(choices), value)


def _check_bool(name: str, value: object) -> None:
    if not isinstance(value, bool):
        raise _unusable(name, "true or false", value)


def _unusable(name: str, wanted: str, value: object) -> UnusableInput:
    return UnusableInput(f"{name} must be {wanted}, not {value!r}.")
