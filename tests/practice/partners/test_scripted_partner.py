"""The partner that needs nothing: says what was written, and asks again politely."""

from __future__ import annotations

import pytest

from sonorant.practice.conversations import Conversation
from sonorant.practice.partners import Line, Partner, Said
from sonorant.practice.partners.scripted import ScriptedPartner


def answer(partner: Partner, said: str, reply: int | None = None) -> Said:
    [event] = partner.reply(Line(said, reply))
    assert isinstance(event, Said)
    return event


def test_opens_with_the_first_turn_and_its_suggestions(coffee: Conversation) -> None:
    opening = ScriptedPartner(coffee).opening()
    assert opening.text == "Good morning! What can I get you?"
    assert opening.suggestions[1] == "Just a cup of black tea, please."
    assert (opening.ended, opening.offers, opening.origin) == (False, False, "script")


def test_follows_the_suggestion_that_was_heard_or_the_words_that_were_typed(coffee: Conversation) -> None:
    partner = ScriptedPartner(coffee)
    assert answer(partner, "uhm the strong", 2).text.startswith("Our flat white")
    assert answer(partner, "the strong one sounds perfect").text.startswith("Sure. Normal milk")


def test_what_fits_nothing_is_asked_again_then_the_replies_are_offered(coffee: Conversation) -> None:
    partner = ScriptedPartner(coffee)
    assert answer(partner, "my uncle has elephants").text.startswith("Sorry, the machine is so loud")
    offered = answer(partner, "elephants")
    assert offered.offers
    assert "A large coffee with milk, please." in offered.text


def test_ends_and_says_so(coffee: Conversation) -> None:
    partner = ScriptedPartner(coffee)
    for reply in (1, 0, 1, 1):
        last = answer(partner, "…", reply)
    assert last.ended
    assert last.suggestions == ()
    with pytest.raises(IndexError):
        answer(partner, "Thanks")


def test_goes_on_from_a_kept_history(coffee: Conversation) -> None:
    partner = ScriptedPartner(coffee)
    answer(partner, "tea", 1)
    assert ScriptedPartner(coffee, partner.dialogue.history).opening().text.startswith("Of course.")
