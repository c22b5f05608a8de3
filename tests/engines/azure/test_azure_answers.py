"""How the service's phrases become one verdict, by the written rules, from answers as they are documented."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from azure_bench import ALL, phrase
from sonorant.engines.azure import answers
from sonorant.speech import azure_json
from sonorant.speech.assessment import ErrorType, Word
from sonorant.speech.config import GradingSystem
from sonorant.speech.failures import NothingToJudge, UnusableInput

CONFIG = replace(ALL, reference_text="Good morning. How are you?")


TWO = [
    phrase("good morning", 0.0, 1.0, AccuracyScore=70, FluencyScore=100, CompletenessScore=40, ProsodyScore=80),
    phrase("how are you", 2.0, 3.0, AccuracyScore=100, FluencyScore=60, CompletenessScore=60, ProsodyScore=100),
]


def test_accuracy_is_weighted_by_words_the_rest_by_time() -> None:
    scores = answers.assessment_of(TWO, CONFIG, one_shot=False).scores
    assert scores.accuracy == pytest.approx((2 * 70 + 3 * 100) / 5)
    assert scores.fluency == pytest.approx((1 * 100 + 3 * 60) / 4)
    assert scores.prosody == pytest.approx((1 * 80 + 3 * 100) / 4)


def test_completeness_is_our_own_and_the_whole_follows_the_published_rule() -> None:
    scores = answers.assessment_of(TWO[1:], CONFIG, one_shot=False).scores
    assert scores.completeness == 60.0
    assert scores.pronunciation == pytest.approx(0.4 * 60 + 0.2 * (60 + 100 + 100))


def test_words_and_times_are_joined() -> None:
    whole = answers.assessment_of(TWO, CONFIG, one_shot=False)
    assert [word.word for word in whole.words or ()] == ["good", "morning", "how", "are", "you"]
    assert (whole.offset, whole.duration) == (0, 50_000_000)
    assert whole.text == "good morning how are you"


def test_what_the_service_said_of_each_phrase_is_kept() -> None:
    whole = answers.assessment_of(TWO, CONFIG, one_shot=False)
    assert whole.provenance is not None
    kept = whole.provenance.settings["phrases"]
    assert isinstance(kept, list)
    assert [each["PronunciationAssessment"]["AccuracyScore"] for each in kept if isinstance(each, dict)] == [70, 100]  # type: ignore[call-overload, index]


def test_parts_that_are_absent_stay_absent() -> None:
    bare = {"RecognitionStatus": "Success", "Offset": 0, "Duration": 10, "NBest": [{"Lexical": "good morning"}]}
    for one_shot in (True, False):
        whole = answers.assessment_of([bare], CONFIG, one_shot=one_shot)
        assert whole.words is None
        assert (whole.scores.accuracy, whole.scores.prosody, whole.scores.pronunciation) == (None, None, None)


def test_five_points_become_a_hundred() -> None:
    five = phrase("good morning", 0, 1, AccuracyScore=4, FluencyScore=5, CompletenessScore=2.5, PronScore=3)
    whole = answers.assessment_of([five], replace(CONFIG, grading_system=GradingSystem.FIVE_POINT), one_shot=True)
    assert (whole.scores.accuracy, whole.scores.completeness, whole.scores.pronunciation) == (80, 50, 60)
    assert whole.words is not None
    assert whole.words[0].accuracy == 1600  # 20 times what the answer above holds


def test_breaks_and_monotone_speech_are_marked_by_their_confidences() -> None:
    answer = phrase("good morning", 0, 1, AccuracyScore=90, FluencyScore=90)
    answer["NBest"][0]["Words"][1]["PronunciationAssessment"]["Feedback"] = {
        "Prosody": {
            "Break": {
                "ErrorTypes": ["None"],
                "UnexpectedBreak": {"Confidence": 0.8},
                "MissingBreak": {"Confidence": 0.1},
                "BreakLength": 9_000_000,
            },
            "Intonation": {"ErrorTypes": [], "Monotone": {"SyllablePitchDeltaConfidence": 0.9}},
        }
    }
    word = (answers.assessment_of([answer], CONFIG, one_shot=True).words or ())[1]
    assert word.pause is not None
    assert word.intonation is not None
    assert word.pause.error_types == (ErrorType.UNEXPECTED_BREAK,)
    assert word.intonation.error_types == (ErrorType.MONOTONE,)


class TestBreaksBetweenPhrases:
    """The service judges breaks within phrases, and a pause ends a phrase."""

    @staticmethod
    def breaks(gap: float, text: str = CONFIG.reference_text, **changes: Any) -> list[Word]:
        two = [phrase("good morning", 0.0, 1.0), phrase("how are you", 1.0 + gap, 3.0)]
        config = replace(CONFIG, reference_text=text, **changes)
        return list(answers.assessment_of(two, config, one_shot=False).words or ())

    @pytest.mark.parametrize(
        ("gap", "text", "unexpected"),
        [
            (1.2, "Good morning how are you?", True),
            (0.66, "Good morning how are you?", True),
            (0.3, "Good morning how are you?", False),
            (0.7, "Good morning. How are you?", False),
            (1.4, "Good morning. How are you?", True),
            (0.7, "Good morning how are you?", True),
            (0.7, "", True),
        ],
    )
    def test_are_unexpected_by_their_length_and_the_marks_in_the_text(
        self, gap: float, text: str, unexpected: bool
    ) -> None:
        words = self.breaks(gap, text)
        assert [word.word for word in words if word.pause] == ["how"]
        pause = words[2].pause
        assert pause is not None
        assert (ErrorType.UNEXPECTED_BREAK in pause.error_types) == unexpected
        assert pause.length == round(gap * 1e7)

    def test_say_that_they_are_ours_and_what_the_service_judged_stays_its_own(self) -> None:
        two = [phrase("good morning", 0.0, 1.0), phrase("how are you", 2.2, 3.0)]
        own = {"Break": {"ErrorTypes": ["None"], "UnexpectedBreak": {"Confidence": 0.1}, "BreakLength": 5}}
        first = {"Break": {"ErrorTypes": ["None"], "BreakLength": 5}}
        for place, found in enumerate((first, own)):
            two[1]["NBest"][0]["Words"][place]["PronunciationAssessment"]["Feedback"] = {"Prosody": found}
        whole = answers.assessment_of(two, CONFIG, one_shot=False)
        _, _, how, are, _ = whole.words or ()
        assert how.pause is not None
        assert how.pause.length == 12_000_000
        assert how.pause.extra["Sonorant"]
        assert are.pause is not None
        assert (are.pause.unexpected, are.pause.length, are.pause.extra) == (0.1, 5, {})
        assert azure_json.from_json(azure_json.to_json(whole)) == whole

    def test_are_seen_across_words_that_were_left_out(self) -> None:
        words = self.breaks(1.2, "Good morning to you how are you?")
        assert [word.word for word in words if word.pause] == ["how"]

    def test_are_absent_where_prosody_is(self) -> None:
        assert not any(word.pause for word in self.breaks(1.2, enable_prosody=False))
        assert not any(word.pause for word in self.breaks(1.2, locale="en-GB"))


def test_an_answer_of_another_shape_is_refused() -> None:
    with pytest.raises(UnusableInput):
        answers.assessment_of([{"RecognitionStatus": "Success", "NBest": "?"}], CONFIG, one_shot=True)


@pytest.mark.parametrize(
    ("status", "words"), [("NoMatch", "no words"), ("InitialSilenceTimeout", "silence"), ("EndOfDictation", "no words")]
)
def test_answers_without_words_are_nothing_to_judge(status: str, words: str) -> None:
    with pytest.raises(NothingToJudge, match=words):
        answers.successful([{"RecognitionStatus": status}])


def test_both_spellings_of_success_count() -> None:
    given = [{"RecognitionStatus": 0}, {"RecognitionStatus": "NoMatch"}, {"RecognitionStatus": "Success"}]
    assert answers.successful(given) == [given[0], given[2]]  # type: ignore[arg-type]
