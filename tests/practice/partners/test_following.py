"""Lines that mean the same, and where a script is when a talk has left it."""

from __future__ import annotations

import pytest

from sonorant.practice.conversations import Conversation
from sonorant.practice.dialogue import Dialogue
from sonorant.practice.partners.following import follow, likeness, nearest


def test_likeness_goes_from_nothing_to_the_same_in_any_letter_case() -> None:
    assert likeness("By card, please.", "by card please") == 1.0
    assert likeness("By card.", "A cup of tea.") < 0.5
    assert likeness("", "") == likeness("…", "Yes") == 0.0


def test_words_that_carry_meaning_count_more() -> None:
    assert likeness("to the bank", "a bank") > likeness("to the bank", "to the river")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("a large coffee with milk please", 0),
        ("Black tea, please", 1),
        ("What would you recommend?", 2),
        ("The weather is terrible today", None),
        ("", None),
    ],
)
def test_the_nearest_of_some_replies(coffee: Conversation, said: str, expected: int | None) -> None:
    assert nearest(said, [reply.text for reply in coffee.turns["welcome"].replies]) == expected


def test_two_equally_near_are_none() -> None:
    assert nearest("with milk", ["Tea with milk", "Tee with milk"]) is None


class TestFollowing:
    def test_goes_along_the_reply_that_is_meant(self, coffee: Conversation) -> None:
        after = follow(Dialogue(coffee), "What can I get you?", "Just a cup of black tea")
        assert after.turn.id == "tea"
        assert (after.history[-1].line, after.history[-1].said) == ("What can I get you?", "Just a cup of black tea")

    def test_leaps_to_where_the_partner_asks_what_comes_later(self, coffee: Conversation) -> None:
        after = follow(Dialogue(coffee), "Great! Is that to drink here, or is it to go?", "I'll drink it here.")
        assert after.turn.id == "table"

    def test_goes_one_turn_on_where_nothing_is_alike(self, coffee: Conversation) -> None:
        after = follow(Dialogue(coffee), "Hi! Lovely sunshine today!", "Indeed, I adore summer")
        assert after.turn.id in {reply.next for reply in coffee.turns["welcome"].replies}

    def test_does_not_end_a_talk_because_of_something_else(self, coffee: Conversation) -> None:
        dialogue = Dialogue(coffee)
        for _ in range(20):
            dialogue = follow(dialogue, "Interesting. Tell me more!", "My uncle owns three elephants")
        assert not dialogue.ended

    def test_ends_where_the_reply_does(self, coffee: Conversation) -> None:
        after = follow(Dialogue(coffee), "Would you like to pay now or later?", "Later, if you don't mind")
        assert after.ended
        assert follow(after, "Bye!", "Bye!").ended
