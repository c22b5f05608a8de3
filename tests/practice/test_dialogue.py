import pytest

from sonorant.practice import conversations
from sonorant.practice.dialogue import Dialogue, Exchange

TALK = conversations.parse(
    """
title: Tea
kind: casual
level: A2
setting: A kitchen.
goal: Get tea.
partner: A host
learner: a guest

turn: ask
says: Tea or coffee?
again: Sorry, which one?
reply: Tea, please. -> tea
reply: Neither, thank you. -> bye

turn: tea
says: With milk?
again: Pardon, milk?
reply: Yes, a lot. -> bye
reply: Not today. -> ask

turn: bye
says: There you are.
""",
    "tea",
)


def test_the_partner_begins_with_the_opening() -> None:
    dialogue = Dialogue(TALK)
    assert (dialogue.turn.id, dialogue.line, dialogue.ended) == ("ask", "Tea or coffee?", False)


def test_a_reply_leads_to_its_turn_and_is_remembered_as_it_was_said() -> None:
    dialogue = Dialogue(TALK).answer(0, said="Tea please").answer(0)
    assert dialogue.line == "There you are."
    assert dialogue.ended
    assert dialogue.history == (
        Exchange("ask", "Tea or coffee?", "Tea please", 0),
        Exchange("tea", "With milk?", "Yes, a lot.", 0),
    )


def test_the_same_turn_can_come_again() -> None:
    dialogue = Dialogue(TALK).answer(0).answer(1)
    assert dialogue.line == "Tea or coffee?"
    assert dialogue.answer(1).ended


def test_what_fits_nothing_is_asked_again_and_after_two_misses_the_replies_are_offered() -> None:
    first = Dialogue(TALK).unmatched("Elephants.")
    assert (first.turn.id, first.line, first.offers) == ("ask", "Sorry, which one?", False)
    second = first.unmatched()
    assert second.offers
    assert second.line == "Let me help you. You could say: Tea, please. Or: Neither, thank you."
    assert second.unmatched().line == second.line


def test_after_an_answer_that_fits_misses_are_counted_anew() -> None:
    dialogue = Dialogue(TALK).unmatched().unmatched().answer(0)
    assert (dialogue.misses, dialogue.line) == (0, "With milk?")
    assert dialogue.unmatched().line == "Pardon, milk?"


def test_a_talk_goes_on_from_its_history_and_one_step_back() -> None:
    dialogue = Dialogue(TALK).answer(0).unmatched("Hm.")
    assert Dialogue(TALK, dialogue.history) == dialogue
    assert dialogue.back().line == "With milk?"
    assert dialogue.back().back() == Dialogue(TALK) == Dialogue(TALK).back()


def test_there_is_no_answer_that_was_not_offered_and_none_after_the_end() -> None:
    ended = Dialogue(TALK).answer(1)
    with pytest.raises(IndexError):
        Dialogue(TALK).answer(2)
    with pytest.raises(IndexError):
        Dialogue(TALK).answer(-1)
    with pytest.raises(IndexError):
        ended.answer(0)
    with pytest.raises(IndexError):
        ended.unmatched()
