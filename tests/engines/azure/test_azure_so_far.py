"""What is known while a take goes on: where the reader is in the text, and scores, however long it has gone on."""

from __future__ import annotations

import random
import sys
import time
from dataclasses import replace
from itertools import pairwise
from types import FrameType

import pytest

from azure_bench import ALL, phrase
from sonorant.engines.azure.following import Follower
from sonorant.engines.azure.so_far import SoFar
from sonorant.speech.failures import NothingToJudge, UnusableInput

RIVER = "The river is wide. The boats on the river came home, and the river was calm until the night."


def read(text: str, *said: str, locale: str = "en-US") -> list[str]:
    """The words of the text that are highlighted after each thing that is said."""
    follower, at, found = Follower(text, locale), 0, []
    for each in said:
        at = follower.after(at, each)
        span = follower.span(at)
        found.append(text[slice(*span)] if span else "")
    return found


class TestFollowing:
    @pytest.mark.parametrize(
        ("said", "highlighted"),
        [
            (["the"], ["The"]),
            (["the river", "is wide the"], ["river", "The"]),
            (["the river was", "wide"], ["river", "wide"]),
            (["well then"], [""]),
            (["the river is", "um uh er", "wide the boats"], ["is", "is", "boats"]),
            (["the river is wide", "river was calm until"], ["wide", "until"]),
            (["the boats on the river came home", "the river is wide the boats"], ["home", "boats"]),
            ([""], [""]),
        ],
    )
    def test_goes_where_the_reader_goes(self, said: list[str], highlighted: list[str]) -> None:
        assert read(RIVER, *said) == highlighted

    @pytest.mark.parametrize(
        ("locale", "text", "said", "highlighted"),
        [
            ("zh-CN", "今天天气很好，我们去公园。", ["今天 天气", "很好 我们"], ["气", "们"]),
            ("hi-IN", "यह दुनिया सुंदर है।", ["यह दुनिया", "सुंदर"], ["दुनिया", "सुंदर"]),
            ("de-DE", "Der große Fluss, ja: er fließt.", ["der große", "fluss ja"], ["große", "ja"]),
            ("th-TH", "วันนี้อากาศดีมาก", ["วันนี้"], ["นี้"[-3:]]),
        ],
    )
    def test_knows_the_place_in_any_language(
        self, locale: str, text: str, said: list[str], highlighted: list[str]
    ) -> None:
        assert read(text, *said, locale=locale) == highlighted

    def test_finds_a_reader_again_who_left_out_a_page_or_began_anew(self) -> None:
        chance = random.Random(1)
        text = ["".join(chance.choices("abcdefgh", k=4)) + "en" for _ in range(3000)]
        follower = Follower(" ".join(text), "de-DE")
        for begin in (1000, 2500, 0, 1800):
            assert follower.after(1000, " ".join(text[begin : begin + 8])) == begin + 8


class TestPartial:
    @pytest.mark.parametrize(
        ("locale", "text", "first", "saying", "place"),
        [
            ("zh-CN", "今天天气很好，我们去公园。", "今天 天气", "很好", "好"),
            ("hi-IN", "यह दुनिया सुंदर है।", "यह दुनिया", "सुंदर", "सुंदर"),
            ("de-DE", "Der große Fluss, ja.", "der große", "fluss", "Fluss"),
        ],
    )
    def test_names_the_place_of_the_word_that_is_being_said(
        self, locale: str, text: str, first: str, saying: str, place: str
    ) -> None:
        so_far = SoFar(replace(ALL, reference_text=text, locale=locale))
        so_far.add(phrase(first, 0.0, 1.0))
        so_far.follow()
        partial = so_far.partial(saying)
        assert partial.span is not None
        assert text[slice(*partial.span)] == place
        assert partial.text == f"{first} {saying}"
        assert so_far.partial().words_read < partial.words_read

    def test_scores_are_those_of_the_verdict_but_for_completeness(self) -> None:
        so_far = SoFar(replace(ALL, reference_text=RIVER))
        for number, said in enumerate(("the river is wide", "the boats on the river")):
            so_far.add(phrase(said, 10.0 * number, 2.0 + number, AccuracyScore=70 + number * 9, FluencyScore=90))
            scores = so_far.follow().scores
        found = so_far.verdict().scores
        assert scores is not None
        assert (scores.accuracy, scores.fluency) == (found.accuracy, found.fluency)
        assert scores.completeness is None
        assert scores.pronunciation is not None

    def test_nothing_recognised_is_nothing_to_judge(self) -> None:
        so_far = SoFar(ALL)
        so_far.add({"RecognitionStatus": "InitialSilenceTimeout"})
        assert not so_far.has_news
        with pytest.raises(NothingToJudge, match="silence"):
            so_far.verdict()

    def test_an_answer_of_another_shape_is_refused(self) -> None:
        with pytest.raises(UnusableInput):
            SoFar(ALL).add({"RecognitionStatus": "Success", "NBest": "?"})


@pytest.mark.parametrize("scripted", [True, False])
def test_the_work_for_a_phrase_does_not_grow_with_those_before_it(scripted: bool) -> None:
    # An hour: 700 phrases of 13 words each.
    chance = random.Random(1)
    lines = [
        " ".join(
            chance.choice(("the", "a", "of", "boat", "sun", "red", "was", "cat")) + "s" * chance.randrange(3)
            for _ in range(13)
        )
        for _ in range(700)
    ]
    so_far = SoFar(replace(ALL, reference_text=". ".join(lines) if scripted else ""))
    calls, each = 0, []

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1

    began = time.monotonic()
    sys.setprofile(count)
    try:
        for number, line in enumerate(lines):
            before = calls
            so_far.add(phrase(line, 5.0 * number, 4.5, AccuracyScore=90, FluencyScore=90))
            read = so_far.follow().words_read
            so_far.partial(line[:20])
            each.append(calls - before)
            assert read == pytest.approx(13 * (number + 1), abs=3)
    finally:
        sys.setprofile(None)
    assert max(each[-100:]) < 1.2 * max(each[:100])
    assert time.monotonic() - began < 20

    began = time.monotonic()
    verdict = so_far.verdict()
    assert time.monotonic() - began < 3.0
    assert len(verdict.words or ()) == 13 * 700
    starts = [word.offset or 0 for word in verdict.words or ()]
    assert all(one < two for one, two in pairwise(starts))
    assert verdict.scores.completeness == (100.0 if scripted else None)
