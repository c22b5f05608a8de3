"""Who names a chat model in the environment talks with it; what is sent is noted all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from emulators.azure.process import KEY, EmulatorProcess
from sonorant.practice.conversations import Conversation
from sonorant.practice.partners import Line, Said
from sonorant.practice.partners.chat import ChatPartner
from sonorant.practice.partners.choosing import chosen
from sonorant.practice.partners.scripted import ScriptedPartner
from sonorant.sessions.ledger import Consented, Ledger
from sonorant.speech.failures import UnusableInput
from sonorant.vault import Keys


def test_without_a_name_it_is_the_script(tmp_path: Path, coffee: Conversation) -> None:
    assert isinstance(chosen(Keys(), Ledger(tmp_path), {}).new_partner(coffee), ScriptedPartner)


def test_a_model_that_is_named_is_talked_with_by_the_consent_of_who_named_it(
    chat_service: EmulatorProcess, tmp_path: Path, coffee: Conversation
) -> None:
    environment = {
        "SONORANT_CHAT_ENDPOINT": f"{chat_service.endpoint}/v1",
        "SONORANT_CHAT_MODEL": "some-model",
        "SONORANT_CHAT_KEY": KEY,
    }
    ledger = Ledger(tmp_path)
    found = chosen(Keys(), Consented(ledger), environment)
    partner = found.new_partner(coffee)
    assert isinstance(partner, ChatPartner)
    assert list(partner.reply(Line("Tea")))[-1] == Said("You said: Tea", origin="some-model")
    chat_service.misbehave(status=500)
    judged = found.judge_words(["I was there.", "It was good.", "I liked it."], coffee.title)
    assert judged.note.endswith("has a fault of its own: try again later.")
    assert [entry.disclosure.purpose for entry in ledger.entries()] == ["grammar and vocabulary", "conversation"]


def test_one_that_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    environment = {"SONORANT_CHAT_ENDPOINT": "http://elsewhere.example/v1", "SONORANT_CHAT_MODEL": "m"}
    with pytest.raises(UnusableInput, match="is not encrypted"):
        chosen(Keys(), Ledger(tmp_path), environment)
