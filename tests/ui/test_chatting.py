"""A chat model in the window: the real client library against a server that speaks, and breaks, the protocol."""

from __future__ import annotations

import pytest

from emulators.azure.process import KEY, EmulatorProcess
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.practice.chat_account import ChatAccount
from sonorant.practice.chat_model import ChatModel, Patience
from sonorant.practice.partners.chat import ChatPartner
from sonorant.ui.talk import Stage as Where
from sonorant.vault import Secret
from talkative import COFFEE, Talkative
from window_stage import Stage

ASKED_AGAIN = "Sorry, I did not hear that. Could you say it again?"


@pytest.fixture
def talk(stage: Stage, chat_service: EmulatorProcess) -> Talkative:
    """A conversation with a chat model has begun."""
    account = ChatAccount(f"{chat_service.endpoint}/v1", "some-model", Secret(KEY))
    stage.ledger.consent(account.destination)
    model = ChatModel(account, stage.ledger, Patience(connection=2.0, next=1.0, whole=5.0))
    stage.new_partner, stage.assessor = lambda conversation: ChatPartner(conversation, model), EmbeddedAssessor()
    talk = Talkative(stage)
    talk.begin("coffee-to-go")
    return talk


def write(talk: Talkative, text: str) -> None:
    talk.card.answer.own.setText(text)
    talk.card.answer.send.click()
    talk.settle()


def test_what_is_not_what_was_typed_is_asked_for_again_and_not_sent(
    talk: Talkative, chat_service: EmulatorProcess
) -> None:
    talk.card.answer.own.setText(COFFEE)
    talk.say("I would like to buy a horse and two elephants.")
    assert talk.said[1:] == ["", ASKED_AGAIN]
    assert not talk.conversing.lines[1].fits
    assert talk.window.banner.notice is None
    assert chat_service.connections() == []

    talk.card.answer.own.setText(COFFEE)
    talk.say(COFFEE)
    assert talk.said[3:] == [COFFEE, f"You said: {COFFEE}"]
    sent = [each["content"] for each in chat_service.connections()[0]["body"]["messages"][1:]]
    assert sent == ["Good morning! What can I get you?", COFFEE]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"body": "nonsense"}, "makes no sense"),
        ({"body": "html"}, "makes no sense"),
        ({"body": "empty"}, "makes no sense"),
        ({"body": "symbols"}, "makes no sense"),
        ({"body": "error"}, "has a fault of its own"),
        ({"close": "middle"}, "broke off in the middle"),
        ({"hang": "start"}, "did not answer in time"),
    ],
    ids=str,
)
def test_nonsense_is_told_in_one_sentence_and_the_script_goes_on(
    talk: Talkative, chat_service: EmulatorProcess, fault: dict[str, object], said: str
) -> None:
    chat_service.misbehave(**fault)
    write(talk, "A coffee with milk, a large one, please.")
    notice = talk.window.banner.notice
    assert notice is not None
    assert said in notice.text
    assert notice.text.count(". ") == 0
    assert talk.said[2:] == ["Sure. Normal milk or oat milk?"]
    assert talk.conversing.talk is not None
    assert talk.conversing.talk.stage is Where.LEARNER
    assert talk.card.answer.suggestions.count() > 1

    chat_service.reset()
    talk.card.answer.choose(0)
    talk.card.answer.send.click()
    talk.settle()
    assert len(talk.said) == 5
    assert chat_service.connections() == []
