"""The words of a text: how many, how hard, how frequent, how varied, and what could be said instead."""

from __future__ import annotations

import random

import pytest

from measure_grammar import PARTS
from measure_vocabulary import harder_words, known, offered
from sonorant.practice import vocabulary
from sonorant.practice.vocabulary import band, base, level, mattr, measure, mtld

TRIP = (
    "Last year I went to Italy with my friends. The food was very good, and the weather was good, too. "
    "I liked the trip, because a trip is a good thing. My friends liked the trip as well."
)


def test_counts_words_and_different_base_forms() -> None:
    found = measure("I go. You went. She goes, they're going. 42!")
    assert (found.words, found.different) == (8, 5)
    assert found.levels["A1"] >= 4


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("went", "go"),
        ("children", "child"),
        ("better", "good"),
        ("leaves", "leave"),
        ("friend's", "friend"),
        ("qu", "qu"),
    ],
)
def test_a_base_form_is_the_most_frequent_one(word: str, expected: str) -> None:
    assert base(word) == expected


def test_easy_words_are_of_lower_levels_than_hard_ones() -> None:
    assert level("house") == "A1"
    assert level("reluctant") in {"B2", "C1"}
    assert level("xyzzy") == ""
    assert (band("house"), band("reluctant")) == ("1–500", "rarer")


def test_every_different_word_is_in_one_level_and_one_band() -> None:
    found = measure(TRIP)
    assert sum(found.levels.values()) == sum(found.bands.values()) == found.different


@pytest.mark.parametrize("part", PARTS)
def test_nearly_every_word_of_the_committed_sentences_has_a_level_and_few_others_are_offered(part: str) -> None:
    words, levelled, ranked = known(part)
    assert levelled >= 0.98 * words
    assert ranked >= 0.93 * words
    others, sentences = offered(part)
    assert others <= 0.05 * sentences


def test_the_harder_a_conversation_the_more_of_its_words_are_hard() -> None:
    shares = harder_words()
    assert list(shares.values()) == sorted(shares.values())
    assert shares["C1"] > 3 * shares["A2"]


class TestVariety:
    def test_is_not_measured_in_short_texts(self) -> None:
        assert (measure(TRIP).mtld, mtld(["a"] * 49), mattr(["a"] * 49)) == (None, None, None)

    def test_of_one_word_again_and_again_is_the_least(self) -> None:
        assert mattr(["no"] * 60) == pytest.approx(1 / 50)
        assert mtld(["no"] * 60) == pytest.approx(2.0)

    def test_of_ever_new_words_is_the_most(self) -> None:
        words = [str(number) for number in range(60)]
        assert mattr(words) == 1.0
        assert mtld(words) == 60.0

    def test_of_a_known_sequence_is_what_the_formulas_say(self) -> None:
        words = [*"abcde"] * 12
        # a b c d e a b: 5 of 7 = 0.714 is the first share at or below 0.72, so a stretch is 7 words long; of 60 words 4
        # are left over with a share of 1.
        assert mtld(words) == pytest.approx(60 / 8)
        assert mattr(words) == pytest.approx(5 / 50)

    def test_grows_with_the_stock_of_words(self) -> None:
        dice = random.Random(1)
        few, many = ([str(dice.randrange(stock)) for _ in range(300)] for stock in (20, 200))
        assert (mtld(few) or 0) < (mtld(many) or 0)
        assert (mattr(few) or 0) < (mattr(many) or 0)


def test_words_said_often_are_told_but_not_those_that_nobody_tires_of() -> None:
    found = measure(TRIP)
    assert [(each.word, each.count) for each in found.repeated] == [("good", 3), ("trip", 3)]


def test_alternatives_are_offered_for_plain_words_at_their_places() -> None:
    found = measure(TRIP)
    offered = {each.word: each for each in found.alternatives}
    assert TRIP[slice(*offered["very good"].span)] == "very good"
    assert "excellent" in offered["very good"].better
    assert TRIP[slice(*offered["good"].span)] == "good"
    assert len(found.alternatives) <= vocabulary.MOST_ALTERNATIVES


@pytest.mark.parametrize("text", ["", "…", "42", "very", "Xyzzy!", "你好"])
def test_whatever_was_said_is_measured(text: str) -> None:
    assert measure(text).words <= 1
