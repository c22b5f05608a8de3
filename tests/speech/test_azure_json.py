"""Azure's detailed JSON: read and written without loss."""

import json
import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azure_recorded import DOCUMENTED, FOREIGN, LIVE, NO_MATCH
from sonorant.speech.assessment import (
    Assessment,
    Break,
    Delivery,
    ErrorType,
    Intonation,
    Phoneme,
    PhonemeAlphabet,
    PhonemeError,
    PhonemeFinding,
    Provenance,
    Remark,
    Scores,
    SignalQuality,
    SpokenPhoneme,
    Syllable,
    Word,
)
from sonorant.speech.azure_json import from_json, to_json
from sonorant.speech.failures import UnusableInput


def _text(obj: object) -> str:
    """JSON text that shows key order and whether a number is whole."""
    return json.dumps(obj, ensure_ascii=False)


@pytest.mark.parametrize("example", [DOCUMENTED, LIVE, FOREIGN, NO_MATCH, "{}"])
def test_what_is_read_is_written_again_to_the_letter(example: str) -> None:
    given_object = json.loads(example)
    written = to_json(from_json(given_object))
    if "RecognitionStatus" not in given_object:
        assert written.pop("RecognitionStatus") == "Success"
    assert _text(written) == _text(given_object)


def test_the_documented_example_means_what_it_says() -> None:
    hello = from_json(json.loads(DOCUMENTED))
    assert (hello.text, hello.lexical, hello.status, hello.confidence) == ("Hello.", "hello", 0, 0.975003)
    assert hello.words is not None
    word = hello.words[0]
    assert word.syllables is not None
    assert word.phonemes is not None
    assert [each.syllable for each in word.syllables] == ["hɛ", "loʊ"]
    e = word.phonemes[1]
    assert (e.phoneme, e.accuracy, e.offset, e.duration) == ("ɛ", 47.0, 11_100_000, 500_000)
    assert e.spoken is not None
    assert e.spoken[0] == SpokenPhoneme("ə", 100.0)
    assert hello.scores == Scores(100, 100, 100, None, 100)


def test_prosody_is_read() -> None:
    words = from_json(json.loads(LIVE)).words
    assert words is not None
    assert words[0].pause == Break((ErrorType.NONE,), None, None, 0)
    assert words[1].pause == Break((ErrorType.NONE,), 0.97, 0.0, 1_700_000)
    assert words[1].intonation == Intonation((ErrorType.MONOTONE,), 0.18)


def test_absent_parts_are_none() -> None:
    words = from_json(json.loads(FOREIGN)).words
    assert words is not None
    assert words[0].syllables is None
    assert words[0].phonemes is not None
    assert (words[0].phonemes[0].phoneme, words[0].phonemes[0].spoken) == (None, None)
    assert from_json(json.loads(NO_MATCH)).words is None


def test_the_display_text_of_the_best_alternative_serves_where_there_is_none_above() -> None:
    assert from_json({"NBest": [{"Display": "Hello."}]}).text == "Hello."


def test_a_repetition_is_an_insertion_to_readers_of_azures_form() -> None:
    written: Any = to_json(Assessment(words=(Word("the", error=ErrorType.REPETITION, span=(0, 3)),)))
    word = written["NBest"][0]["Words"][0]
    assert word["PronunciationAssessment"] == {"ErrorType": "Insertion"}
    assert word["Sonorant"] == {"ErrorType": "Repetition", "Span": [0, 3]}


@pytest.mark.parametrize(
    ("given_object", "path"),
    [
        ([], "$ should be an object"),
        ({"Offset": "1"}, "$.Offset should be a whole number"),
        ({"Offset": 1.5}, "$.Offset should be a whole number"),
        ({"Duration": True}, "$.Duration should be a whole number"),
        ({"RecognitionStatus": []}, "$.RecognitionStatus"),
        ({"NBest": {}}, "$.NBest should be a list"),
        ({"NBest": [1]}, "$.NBest[0] should be an object"),
        ({"NBest": [{"Words": [{}, {"Word": 3}]}]}, "$.NBest[0].Words[1].Word should be a text"),
        (
            {"NBest": [{"PronunciationAssessment": {"PronScore": float("nan")}}]},
            "$.NBest[0].PronunciationAssessment.PronScore should be a number",
        ),
        (
            {
                "NBest": [
                    {"Words": [{"Phonemes": [{"PronunciationAssessment": {"NBestPhonemes": [{"Phoneme": "h"}]}}]}]}
                ]
            },
            "$.NBest[0].Words[0].Phonemes[0].PronunciationAssessment.NBestPhonemes[0].Score is missing",
        ),
        ({"NBest": [{"Words": [{"Sonorant": {"Span": [1, "2"]}}]}]}, "$.NBest[0].Words[0].Sonorant.Span"),
        ({"Sonorant": {"Warnings": [1]}}, "$.Sonorant.Warnings should be a list of texts"),
        ({"Sonorant": {"Draft": 1}}, "$.Sonorant.Draft should be true or false"),
        ({"Sonorant": {"Intervals": {"PronScore": [1]}}}, "$.Sonorant.Intervals.PronScore should be a list of two"),
        ({"Sonorant": {"Delivery": {"Pauses": [[1, 2], 3]}}}, "$.Sonorant.Delivery.Pauses[1]"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_its_path(given_object: Any, path: str) -> None:
    with pytest.raises(UnusableInput) as failure:
        from_json(given_object)
    assert path in str(failure.value)
    assert "\n" not in str(failure.value)


names = st.text(string.ascii_letters + "əɛ'", min_size=1, max_size=5)
scores = st.none() | st.integers(0, 100) | st.floats(0, 100)
shares = st.none() | st.floats(0, 1)
ticks = st.none() | st.integers(0, 10**12)
values = st.recursive(
    st.booleans() | st.integers() | names | st.none(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(names, inner, max_size=2),
    max_leaves=3,
)
extras = st.dictionaries(names.map(lambda key: "x-" + key), values, max_size=2)
errors = st.lists(st.sampled_from(ErrorType), max_size=2).map(tuple)


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def tuples(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return optional(st.lists(strategy, max_size=2).map(tuple))


spoken = st.builds(SpokenPhoneme, names, st.floats(0, 100), extras)
findings = st.builds(PhonemeFinding, st.sampled_from(PhonemeError), optional(names), shares, st.booleans())
intervals = st.tuples(st.floats(0, 100), st.floats(0, 100))
phonemes = st.builds(
    Phoneme, optional(names), ticks, ticks, scores, tuples(spoken), optional(findings), optional(intervals), extras
)
syllables = st.builds(Syllable, names, optional(names), ticks, ticks, scores, extras)
breaks = st.builds(Break, errors, shares, shares, ticks, extras)
intonations = st.builds(Intonation, errors, shares, extras)
spans = st.tuples(st.integers(0, 99), st.integers(0, 99))
aspects = st.dictionaries(st.sampled_from(["accuracy", "fluency", "prosody", "pronunciation"]), intervals)
deliveries = st.builds(
    Delivery, st.integers(0, 99), *[st.floats(0, 99)] * 3, st.lists(spans, max_size=2).map(tuple), optional(intervals)
)
words = st.builds(
    Word, names, ticks, ticks, scores, st.sampled_from(ErrorType), tuples(syllables), tuples(phonemes),
    optional(breaks), optional(intonations), optional(spans), optional(intervals),
    remark=optional(st.sampled_from(Remark)), extra=extras,
)  # fmt: skip
assessments = st.builds(
    Assessment,
    text=st.just("") | names,
    lexical=st.just("") | names,
    words=tuples(words),
    scores=st.builds(Scores, scores, scores, scores, scores, scores, aspects, extras),
    offset=ticks,
    duration=ticks,
    confidence=shares,
    status=st.integers(0, 9) | names,
    alphabet=optional(st.sampled_from(PhonemeAlphabet)),
    quality=optional(st.builds(SignalQuality, *[scores] * 6)),
    delivery=optional(deliveries),
    draft=st.booleans(),
    withheld=optional(names),
    warnings=st.lists(names, max_size=2).map(tuple),
    provenance=optional(st.builds(Provenance, names, names, optional(names), extras)),
    extra=extras,
)


@settings(max_examples=150, deadline=None)
@given(assessments)
def test_what_is_written_is_read_again_as_it_was(assessment: Assessment) -> None:
    assert from_json(json.loads(json.dumps(to_json(assessment)))) == assessment
