"""A chat model as the partner: the real client library against a server that speaks, and breaks, the protocol."""

from __future__ import annotations

import json
import logging
import time
import traceback
from pathlib import Path

import pytest

from emulators.azure.process import KEY, EmulatorProcess, emulator
from sonorant.practice.chat_account import ChatAccount, Kind
from sonorant.practice.chat_model import ChatModel, Patience
from sonorant.practice.conversations import Conversation
from sonorant.practice.partners import Event, FellBack, Line, Piece, Said
from sonorant.practice.partners.chat import ChatPartner
from sonorant.sessions.ledger import Ledger
from sonorant.vault import Secret

PLANTED_KEY = "sk-5eC2e7d0n0tsh0w1234567890abcdefX"

FAULTS: dict[str, tuple[dict[str, object], str]] = {
    "key": ({"status": 401}, "does not accept the key"),
    "forbidden": ({"status": 403}, "does not accept the key"),
    "model": ({"status": 404}, "has no chat model “some-model”"),
    "throttled": ({"status": 429}, "is asked too often"),
    "quota": ({"status": 429, "code": "insufficient_quota"}, "quota of the chat model"),
    "bad request": ({"status": 400}, "did not take the request"),
    "content filter": ({"status": 400, "code": "content_filter"}, "would not answer this"),
    "fault of its own": ({"status": 500}, "has a fault of its own"),
    "redirect": ({"redirect": "http://elsewhere.invalid/v1"}, "check its name and the endpoint"),
    "hang": ({"hang": "start"}, "did not answer in time"),
    "hang in the middle": ({"hang": "middle"}, "did not answer in time"),
    "drip without end": ({"slow": 0.4, "said": "word " * 50}, "did not answer in time"),
    "cut": ({"close": "start"}, "cannot be reached"),
    "cut in the middle": ({"close": "middle"}, "broke off in the middle"),
    "nonsense": ({"body": "nonsense"}, "makes no sense"),
    "another shape": ({"body": "shape"}, "makes no sense"),
    "a web page": ({"body": "html"}, "makes no sense"),
    "empty": ({"body": "empty"}, "makes no sense"),
    "symbols": ({"body": "symbols"}, "makes no sense"),
    "stage directions only": ({"said": "*smiles and nods*"}, "makes no sense"),
    "refusal": ({"body": "refusal"}, "would not answer this"),
    "filtered": ({"body": "filter"}, "would not answer this"),
    "error in the stream": ({"body": "error"}, "has a fault of its own"),
}


@pytest.fixture
def partner(coffee: Conversation, model: ChatModel) -> ChatPartner:
    return ChatPartner(coffee, model)


def reply(partner: ChatPartner, said: str) -> list[Event]:
    return list(partner.reply(Line(said)))


def fell_back(events: list[Event]) -> tuple[str, Said]:
    """The reason, and what the script said instead."""
    *_, fall, said = events
    assert isinstance(fall, FellBack)
    assert isinstance(said, Said)
    return fall.reason, said


class TestTalking:
    def test_opens_with_the_written_words_and_sends_nothing(
        self, partner: ChatPartner, chat_service: EmulatorProcess, ledger: Ledger
    ) -> None:
        assert partner.opening() == Said("Good morning! What can I get you?")
        assert chat_service.connections() == []
        assert ledger.entries() == []

    def test_the_answer_comes_in_pieces_and_then_whole(self, partner: ChatPartner) -> None:
        *pieces, said = reply(partner, "A big coffee, please.")
        assert [piece.text for piece in pieces if isinstance(piece, Piece)] == [
            "You ", "said: ", "A ", "big ", "coffee, ", "please."
        ]  # fmt: skip
        assert said == Said("You said: A big coffee, please.", origin="some-model")
        assert partner.opening() == said

    def test_the_first_piece_is_there_before_the_last(
        self, partner: ChatPartner, chat_service: EmulatorProcess
    ) -> None:
        chat_service.misbehave(slow=0.1, said="one two three four five six seven eight")
        began = time.monotonic()
        events = partner.reply(Line("Hello"))
        assert next(events) == Piece("one ")
        assert time.monotonic() - began < 0.8
        assert list(events)[-1] == Said("one two three four five six seven eight", origin="some-model")

    def test_the_model_is_told_its_part_and_what_was_said(
        self, partner: ChatPartner, chat_service: EmulatorProcess, coffee: Conversation
    ) -> None:
        reply(partner, "A big coffee, please.")
        reply(partner, "With oat milk.")
        body = chat_service.connections()[-1]["body"]
        brief, *talk = body["messages"]
        assert (body["model"], body["stream"]) == ("some-model", True)
        for told in (coffee.partner, coffee.learner, coffee.setting, coffee.goal, "A2", "oat milk", "30 words"):
            assert told in brief["content"]
        assert [each["content"] for each in talk] == [
            "Good morning! What can I get you?",
            "A big coffee, please.",
            "You said: A big coffee, please.",
            "With oat milk.",
        ]
        assert [each["role"] for each in (brief, *talk)] == ["system", "assistant", "user", "assistant", "user"]

    def test_what_cannot_be_spoken_is_left_out(self, partner: ChatPartner, chat_service: EmulatorProcess) -> None:
        chat_service.misbehave(said="*smiles warmly* **Sure!** (nods)\n\n- A `large` one?\u200b # Fine.")
        assert reply(partner, "Coffee")[-1] == Said("Sure! A large one? Fine.", origin="some-model")

    def test_an_answer_without_an_end_is_cut_off(self, partner: ChatPartner, chat_service: EmulatorProcess) -> None:
        chat_service.misbehave(said="and so on " * 1_000)
        said = reply(partner, "Hello")[-1]
        assert isinstance(said, Said)
        assert 2_000 <= len(said.text) < 2_100

    def test_hanging_up_leaves_the_talk_as_it_was(self, partner: ChatPartner, chat_service: EmulatorProcess) -> None:
        chat_service.misbehave(times=1, slow=0.05, said="never heard to the end of it")
        events = partner.reply(Line("Forget this"))
        next(events)
        events.close()  # type: ignore[attr-defined]
        reply(partner, "A tea, please.")
        sent = [each["content"] for each in chat_service.connections()[-1]["body"]["messages"][1:]]
        assert sent == ["Good morning! What can I get you?", "A tea, please."]

    @pytest.mark.parametrize("said", ["", "  "])
    def test_what_was_not_understood_is_not_sent_and_talk_and_script_stay(
        self, partner: ChatPartner, chat_service: EmulatorProcess, said: str
    ) -> None:
        reply(partner, "Just a cup of black tea, please.")
        asked = partner.opening()
        assert reply(partner, said) == [Said("Sorry, I did not hear that. Could you say it again?")]
        assert len(chat_service.connections()) == 1
        assert partner.opening() == asked
        reply(partner, "No, nothing to eat, thanks.")
        sent = [each["content"] for each in chat_service.connections()[-1]["body"]["messages"][2:]]
        assert sent == ["Just a cup of black tea, please.", asked.text, "No, nothing to eat, thanks."]
        chat_service.misbehave(status=500)
        _, script = fell_back(reply(partner, "To go."))
        assert script.text.startswith("Then I'll hurry!")

    def test_azure_openai_is_asked_by_deployment_with_its_own_header(
        self, chat_service: EmulatorProcess, ledger: Ledger, coffee: Conversation
    ) -> None:
        account = ChatAccount(chat_service.endpoint, "my-deployment", Secret(KEY), Kind.AZURE)
        partner = ChatPartner(coffee, ChatModel(account, ledger))
        assert reply(partner, "Tea")[-1] == Said("You said: Tea", origin="my-deployment")
        [request] = chat_service.connections()
        assert request["path"] == "/openai/deployments/my-deployment/chat/completions"
        assert request["query"] == {"api-version": "2024-10-21"}


class TestNothingLeavesSilently:
    def test_without_consent_nothing_is_sent_and_the_script_goes_on(
        self, account: ChatAccount, chat_service: EmulatorProcess, tmp_path: Path, coffee: Conversation
    ) -> None:
        partner = ChatPartner(coffee, ChatModel(account, Ledger(tmp_path / "another")))
        reason, said = fell_back(reply(partner, "Just a cup of black tea, please."))
        assert reason.startswith("Nothing was sent to 127.0.0.1")
        assert said.text.startswith("Of course. I'm afraid we've run out of lemon")
        assert chat_service.connections() == []

    def test_each_request_is_in_the_ledger_with_its_length(self, partner: ChatPartner, ledger: Ledger) -> None:
        reply(partner, "A big coffee, please.")
        [entry] = ledger.entries()
        assert entry.disclosure.purpose == "conversation"
        assert entry.disclosure.destination.startswith("127.0.0.1:")
        assert entry.disclosure.characters > 500

    def test_what_could_not_be_sent_is_not_counted(self, coffee: Conversation, tmp_path: Path) -> None:
        account = ChatAccount("http://127.0.0.1:9/v1", "m")
        ledger = Ledger(tmp_path)
        ledger.consent(account.destination)
        reason, _ = fell_back(reply(ChatPartner(coffee, ChatModel(account, ledger)), "Tea"))
        assert "cannot be reached" in reason
        assert [entry.disclosure.characters for entry in ledger.entries()] == [0]


class TestFailures:
    def test_a_proxy_that_cannot_be_used_is_one_sentence_too(
        self, coffee: Conversation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("https_proxy", "quic://proxy.example:1")
        account, ledger = ChatAccount("https://chat.example/v1", "m", Secret(KEY)), Ledger(tmp_path)
        ledger.consent(account.destination)
        reason, said = fell_back(reply(ChatPartner(coffee, ChatModel(account, ledger)), "Just a black tea, please."))
        assert reason.startswith("The chat model at chat.example cannot be reached")
        assert said.suggestions
        assert [entry.disclosure.characters for entry in ledger.entries()] == [0]

    @pytest.mark.parametrize("name", FAULTS)
    def test_is_one_sentence_and_the_script_goes_on_where_the_talk_is(
        self, partner: ChatPartner, chat_service: EmulatorProcess, name: str
    ) -> None:
        reply(partner, "Just a cup of black tea, please.")
        faults, sentence = FAULTS[name]
        chat_service.misbehave(**faults)
        reason, said = fell_back(reply(partner, "No, nothing to eat, thanks."))
        assert sentence in reason
        assert reason.count(". ") == 0
        assert reason.endswith(".")
        assert said.text == "Great. Is that to drink here or to go?"
        assert said.suggestions == ("To go. My train leaves in ten minutes.", "I'll drink it here.")
        chat_service.reset()
        assert reply(partner, "To go, my train leaves soon") == [partner.opening()]
        assert partner.opening().text.startswith("Then I'll hurry!")
        assert chat_service.connections() == []

    def test_a_server_that_dies_in_the_middle(self, ledger: Ledger, coffee: Conversation) -> None:
        with emulator(module="emulators.chat_model") as dying:
            account = ChatAccount(f"{dying.endpoint}/v1", "m", Secret(KEY))
            ledger.consent(account.destination)
            partner = ChatPartner(coffee, ChatModel(account, ledger, Patience(1.0, 1.0, 3.0)))
            dying.misbehave(close="die", said="one two three four five six")
            events = reply(partner, "A large coffee with milk, please.")
        assert Piece("one ") in events
        reason, said = fell_back(events)
        assert "broke off in the middle" in reason
        assert said.text == "Sure. Normal milk or oat milk?"

    def test_from_the_opening_too_where_what_was_said_is_like_nothing(
        self, partner: ChatPartner, chat_service: EmulatorProcess
    ) -> None:
        chat_service.misbehave(status=500)
        _, said = fell_back(reply(partner, "My uncle has three elephants."))
        assert said.text == "Sure. Normal milk or oat milk?"


def test_the_key_is_never_shown(
    ledger: Ledger,
    account: ChatAccount,
    chat_service: EmulatorProcess,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    model = ChatModel(ChatAccount(account.endpoint, "m", Secret(PLANTED_KEY)), ledger)
    shown = []
    for faults in ({}, {"status": 500}, {"close": "start"}, {"body": "nonsense"}):
        chat_service.misbehave(**faults)
        try:
            list(model.stream([]))
        except Exception as failure:
            told = traceback.TracebackException.from_exception(failure, capture_locals=True)
            shown += [str(failure), getattr(failure, "details", ""), *told.format()]
    assert len(shown) >= 12
    shown += [*capfd.readouterr(), caplog.text, json.dumps(chat_service.connections()), repr(model.account)]
    assert not [text for text in shown if PLANTED_KEY in text]
    written = [file for file in tmp_path.rglob("*") if file.is_file() and PLANTED_KEY.encode() in file.read_bytes()]
    assert not written
