"""What the report says of the bundled samples: the planted errors at their places, and nothing of the flawless one."""

from __future__ import annotations

import pytest

from sonorant import assets
from sonorant.audio.files import read
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.practice import samples
from sonorant.practice.samples import Planted, Sample
from sonorant.sessions.exports import timeline
from sonorant.sessions.exports.timeline import WordUnit
from sonorant.speech.assessment import PhonemeAlphabet
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.marks import Mark
from sonorant.speech.scores import mark

FLAWLESS, PLANTED = samples.load(assets.path("samples"))
NEAR_SECONDS = 0.05
"""How far from the synthesiser's own times the engine may put a sound."""
MARKS = {"substitution": Mark.SUBSTITUTION, "deletion": Mark.DELETION}


def report(sample: Sample, strictness: float | None = None) -> list[WordUnit]:
    config = AssessmentConfig(
        sample.text,
        enable_miscue=True,
        enable_prosody=True,
        phoneme_alphabet=PhonemeAlphabet.IPA,
        nbest_phoneme_count=5,
    )
    assessment = EmbeddedAssessor().assess(read(sample.audio), config)
    return timeline.words(assessment if strictness is None else mark(assessment, strictness))


@pytest.fixture(scope="module")
def planted() -> list[WordUnit]:
    return report(PLANTED)


def test_the_flawless_sample_has_nothing_marked() -> None:
    words = report(FLAWLESS)
    assert [(word.word.word, mark.title) for word in words for mark in word.marks] == []
    assert [(each.phoneme.phoneme, each.heard) for word in words for each in word.phonemes if each.mark] == []


@pytest.mark.parametrize(
    "error",
    [error for error in PLANTED.planted if error.kind != "pause"],
    ids=lambda error: f"{error.word}-{error.phoneme}-{error.said}",
)
def test_a_planted_error_is_found_at_its_place(planted: list[WordUnit], error: Planted) -> None:
    [word] = [word for word in planted if word.word.word.lower() == error.word]
    found = [each for each in word.phonemes if each.phoneme.phoneme == error.phoneme and each.mark]
    assert [each.mark for each in found] == [MARKS[error.kind]]
    assert found[0].span
    assert found[0].span.start == pytest.approx(error.start, abs=NEAR_SECONDS)
    if error.said:
        assert found[0].heard == error.said


def test_the_planted_pause_is_found_at_its_place(planted: list[WordUnit]) -> None:
    [error] = [error for error in PLANTED.planted if error.kind == "pause"]
    [word] = [word for word in planted if word.pause]
    assert word.word.word == error.word
    assert word.pause
    assert word.pause.start == pytest.approx(error.start, abs=NEAR_SECONDS)
    assert word.pause.end == pytest.approx(error.end, abs=NEAR_SECONDS)


def test_nothing_but_the_planted_errors_is_marked_unless_as_a_fainter_doubt(planted: list[WordUnit]) -> None:
    wrong = {error.word for error in PLANTED.planted if error.kind != "pause"}
    findings = [(word.word.word.lower(), each.phoneme.finding) for word in planted for each in word.phonemes]
    sure = {
        is_planted: [found.confidence for word, found in findings if found and (word in wrong) is is_planted]
        for is_planted in (True, False)
    }
    assert len(sure[True]) == len(wrong)
    assert all(each < 0.3 < min(sure[True]) for each in sure[False])


def test_at_the_usual_strictness_nothing_but_planted_errors_is_marked() -> None:
    words = report(PLANTED, strictness=0.5)
    wrong = [word.word.word for word in words if any(each.mark for each in word.phonemes)]
    assert wrong == ["vine", "bank", "red", "home"]
