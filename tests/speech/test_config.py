"""The parameters of an assessment."""

import json
from typing import Any

import pytest

from sonorant.speech.assessment import PhonemeAlphabet
from sonorant.speech.config import AssessmentConfig, GradingSystem, Granularity, from_json_string, to_json_string
from sonorant.speech.failures import UnusableInput

GUID = "0F8FAD5B-d9cb-469f-a165-70867728950e"
FULL = AssessmentConfig(
    reference_text="good “morning”",
    grading_system=GradingSystem.HUNDRED_MARK,
    granularity=Granularity.WORD,
    enable_miscue=True,
    scenario_id=GUID,
    phoneme_alphabet=PhonemeAlphabet.IPA,
    nbest_phoneme_count=5,
    enable_prosody=True,
    locale="de-DE",
)


def test_the_defaults_are_azures() -> None:
    assert from_json_string('{"referenceText": "hi"}') == AssessmentConfig("hi")
    assert json.loads(to_json_string(AssessmentConfig("hi"))) == {
        "referenceText": "hi",
        "gradingSystem": "FivePoint",
        "granularity": "Phoneme",
    }


def test_every_parameter_survives_writing_and_reading() -> None:
    assert from_json_string(to_json_string(FULL)) == FULL
    assert set(json.loads(to_json_string(FULL))) == {
        "referenceText", "gradingSystem", "granularity", "enableMiscue", "scenarioId", "phonemeAlphabet",
        "nBestPhonemeCount", "enableProsodyAssessment", "locale",
    }  # fmt: skip


def test_documented_strings_are_read_whatever_their_letter_case() -> None:
    documented = (
        '{"referenceText":"good morning","gradingSystem":"HundredMark","granularity":"Phoneme","EnableMiscue":true,'
        '"nbestPhonemeCount":5,"PHONEMEALPHABET":"ipa","dimension":"Comprehensive"}'
    )
    assert from_json_string(documented) == AssessmentConfig(
        "good morning",
        GradingSystem.HUNDRED_MARK,
        enable_miscue=True,
        nbest_phoneme_count=5,
        phoneme_alphabet=PhonemeAlphabet.IPA,
    )


def test_truth_may_be_written_as_a_word() -> None:
    assert from_json_string('{"enableMiscue": "True", "enableProsodyAssessment": "false"}').enable_miscue


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("referenceText", 5, "ReferenceText must be a text, not 5."),
        ("gradingSystem", "Ten", "GradingSystem must be one of FivePoint, HundredMark, not 'Ten'."),
        ("granularity", None, "Granularity must be one of Phoneme, Syllable, Word, FullText, not None."),
        ("enableMiscue", 1, "EnableMiscue must be true or false, not 1."),
        ("scenarioId", "abc", "ScenarioId must be a GUID such as 01234567-89ab-cdef-0123-456789abcdef, not 'abc'."),
        ("phonemeAlphabet", "UPS", "PhonemeAlphabet must be one of SAPI, IPA, not 'UPS'."),
        ("nBestPhonemeCount", -1, "NBestPhonemeCount must be a whole number from 0 to 40, not -1."),
        ("nBestPhonemeCount", 41, "NBestPhonemeCount must be a whole number from 0 to 40, not 41."),
        ("nBestPhonemeCount", 2.5, "NBestPhonemeCount must be a whole number from 0 to 40, not 2.5."),
        ("nBestPhonemeCount", True, "NBestPhonemeCount must be a whole number from 0 to 40, not True."),
        ("enableProsodyAssessment", "yes", "EnableProsodyAssessment must be true or false, not 'yes'."),
        ("locale", "english", "Locale must be a language and region such as en-US, not 'english'."),
    ],
)
def test_an_invalid_value_is_refused_by_name(key: str, value: Any, sentence: str) -> None:
    with pytest.raises(UnusableInput) as failure:
        from_json_string(json.dumps({key: value}))
    assert str(failure.value) == sentence


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_what_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(UnusableInput):
        from_json_string(text)
