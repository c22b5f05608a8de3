"""The chat model as it is set up in the window: tested with consent only, its key never shown or written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from emulators.azure.process import KEY, EmulatorProcess
from sonorant import assets
from sonorant.practice.conversations import read
from sonorant.practice.partners.chat import ChatPartner
from sonorant.practice.partners.choosing import Chosen
from sonorant.practice.partners.scripted import ScriptedPartner
from sonorant.speech.content import Content
from sonorant.ui.chat_choice import account, by_settings
from sonorant.ui.chat_model_dialog import ChatModelDialog
from sonorant.ui.main_window import MainWindow
from window_stage import Stage


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[ChatModelDialog]:
    window.show_chat_model()
    dialog = window.findChild(ChatModelDialog)
    assert isinstance(dialog, ChatModelDialog)
    yield dialog
    dialog.reject()


def fill(dialog: ChatModelDialog, endpoint: str) -> None:
    dialog.endpoint.setText(endpoint)
    dialog.model.setText("some-model")
    dialog.key.setText(KEY)
    dialog.test.click()


def agree(window: MainWindow, stage: Stage, what: str) -> None:
    stage.wait(lambda: window.gate.question is not None)
    assert window.gate.question is not None
    assert "you and your partner say in conversations" in window.gate.question.informativeText()
    next(each for each in window.gate.question.buttons() if each.text() == what).click()


def test_it_is_asked_after_consent_and_answers(
    dialog: ChatModelDialog, window: MainWindow, stage: Stage, chat_service: EmulatorProcess
) -> None:
    fill(dialog, f"{chat_service.endpoint}/v1")
    agree(window, stage, "Allow and send")
    stage.wait(lambda: "It works" in dialog.outcome.text())
    assert dialog.key.text() == ""
    found = account(window.preferences.now.chat, stage.keys)
    assert found is not None
    assert found.secret.reveal() == KEY
    assert all(KEY not in file.read_text(errors="ignore") for file in Path(stage.folder).rglob("*") if file.is_file())


def test_without_consent_nothing_is_sent(
    dialog: ChatModelDialog, window: MainWindow, stage: Stage, chat_service: EmulatorProcess
) -> None:
    fill(dialog, f"{chat_service.endpoint}/v1")
    agree(window, stage, "Send nothing")
    stage.wait(lambda: "Nothing was sent" in dialog.outcome.text())
    assert chat_service.connections() == []


def test_what_cannot_be_an_endpoint_is_one_sentence(dialog: ChatModelDialog, stage: Stage) -> None:
    fill(dialog, "nowhere")
    stage.wait(lambda: "no address" in dialog.outcome.text())


def test_an_empty_endpoint_means_the_script(dialog: ChatModelDialog, window: MainWindow, stage: Stage) -> None:
    fill(dialog, "")
    assert "written script" in dialog.outcome.text()
    assert account(window.preferences.now.chat, stage.keys) is None


VERDICT = {"grammar_score": 70, "vocabulary_score": 60, "topic_score": 90, "mistakes": [], "words": []}
SAID = ("I was there.", "It were good.", "I liked it.")


def judged(window: MainWindow, stage: Stage) -> Content:
    return by_settings(window.preferences, stage.keys, stage.ledger, Chosen).judge_words(SAID, "Coffee")


def test_the_model_of_the_dialog_talks_and_judges_the_words_too(
    dialog: ChatModelDialog, window: MainWindow, stage: Stage, chat_service: EmulatorProcess
) -> None:
    coffee = read(assets.path("conversations", "coffee-to-go.txt"))
    chosen = by_settings(window.preferences, stage.keys, stage.ledger, Chosen)
    assert isinstance(chosen.new_partner(coffee), ScriptedPartner)
    fill(dialog, f"{chat_service.endpoint}/v1")
    agree(window, stage, "Allow and send")
    stage.wait(lambda: "It works" in dialog.outcome.text())
    assert isinstance(chosen.new_partner(coffee), ChatPartner)
    chat_service.misbehave(said=json.dumps(VERDICT))
    content = judged(window, stage)
    assert (content.origin, content.grammar_score, content.note) == ("some-model", 70.0, "")
    assert stage.ledger.entries()[0].disclosure.purpose == "grammar and vocabulary"


@pytest.mark.parametrize("endpoint", ["nowhere", "http://127.0.0.1:9/v1"], ids=["no address", "not allowed"])
def test_where_it_may_or_can_not_be_asked_the_words_are_judged_here_and_it_is_said_why(
    window: MainWindow, stage: Stage, endpoint: str
) -> None:
    window.preferences.change(chat={"endpoint": endpoint, "model": "some-model"})
    content = judged(window, stage)
    assert content.note.endswith(".")
    assert content.grammar_score is None
    assert content.sentences == len(SAID)
