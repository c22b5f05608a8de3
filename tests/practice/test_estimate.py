from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from sonorant.practice.estimate import estimate
from sonorant.speech.assessment import Assessment, ErrorType, Scores, Word
from sonorant.speech.content import LEVELS, Content, Vocabulary

TAKE = Assessment(
    words=tuple(Word("tea", accuracy=80.0) for _ in range(60)),
    scores=Scores(accuracy=70.0, fluency=70.0),
    duration=300_000_000,
)


def scored(accuracy: float, fluency: float) -> Assessment:
    return replace(TAKE, scores=Scores(accuracy=accuracy, fluency=fluency))


def width(take: Assessment, content: Content | None = None) -> int:
    found = estimate(take, content)
    return LEVELS.index(found.highest) - LEVELS.index(found.lowest)


def test_it_is_a_range_and_says_what_it_rests_on() -> None:
    found = estimate(TAKE)
    assert (found.lowest, found.highest) == ("B2", "C1")
    assert found.rests_on[0] == "accuracy 70 and fluency 70 of 100, from 60 words"
    assert "pronunciation only" in found.rests_on[1]
    assert "not measured" in found.rests_on[2]


@pytest.mark.parametrize("accuracy", range(0, 101, 5))
@pytest.mark.parametrize("fluency", range(0, 101, 20))
def test_it_never_claims_a_single_level(accuracy: int, fluency: int) -> None:
    assert width(scored(accuracy, fluency)) >= 1


def test_aspects_that_lie_apart_and_intervals_of_the_engine_widen_it() -> None:
    assert width(scored(40.0, 95.0)) > width(scored(70.0, 70.0))
    wide = replace(TAKE, scores=Scores(accuracy=70.0, fluency=70.0, intervals={"accuracy": (40.0, 92.0)}))
    assert width(wide) > width(TAKE)


def test_better_scores_never_lower_it() -> None:
    found = [estimate(scored(score, score)) for score in range(0, 101)]
    for one, other in pairwise(found):
        assert LEVELS.index(one.lowest) <= LEVELS.index(other.lowest)
        assert LEVELS.index(one.highest) <= LEVELS.index(other.highest)


def test_plain_words_of_ones_own_hold_it_back_and_one_rare_word_does_not_raise_it() -> None:
    plain = Content("", 5, vocabulary=Vocabulary(80, 40, levels={"A1": 30, "A2": 9, "C2": 1}))
    found = estimate(scored(95.0, 95.0), plain)
    assert "words of one's own up to level A2" in found.rests_on
    assert found.lowest == "A2"
    rich = Content("", 5, vocabulary=Vocabulary(80, 40, levels={"A1": 20, "B2": 10, "C1": 10}))
    assert estimate(scored(70.0, 70.0), rich).highest == estimate(TAKE).highest


def test_withheld_content_is_not_used() -> None:
    content = Content("", 1, vocabulary=Vocabulary(80, 40, levels={"A1": 30}), withheld="Too short.")
    assert estimate(TAKE, content) == estimate(TAKE)


@pytest.mark.parametrize(
    ("take", "reason"),
    [
        (replace(TAKE, words=(TAKE.words or ())[:49]), "say at least 50 words in 20 s or more"),
        (replace(TAKE, words=tuple(replace(w, error=ErrorType.OMISSION) for w in TAKE.words or ())), "50 words"),
        (replace(TAKE, duration=190_000_000), "say at least 50 words in 20 s or more"),
        (replace(TAKE, scores=Scores(accuracy=70.0)), "no scores"),
        (replace(TAKE, draft=True), "confirm the text first"),
        (replace(TAKE, withheld="Too noisy: record again."), "Too noisy: record again."),
    ],
)
def test_too_little_to_go_by_gives_none_and_says_what_would_help(take: Assessment, reason: str) -> None:
    found = estimate(take)
    assert (found.lowest, found.highest, found.rests_on) == ("", "", ())
    assert reason in found.withheld
