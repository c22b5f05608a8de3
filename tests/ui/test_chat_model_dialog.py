"""The chat model as it is set up in the window: tested with consent only, its key never shown or written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulators.azure.process import KEY, EmulatorProcess, emulator
from sonorant.ui.chat_model_dialog import ChatModelDialog, account
from sonorant.ui.main_window import MainWindow
from window_stage import Stage


@pytest.fixture
def service() -> Iterator[EmulatorProcess]:
    with emulator(module="emulators.chat_model") as running:
        yield running


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
    assert "you and your partner say in conversations, as text" in window.gate.question.informativeText()
    next(each for each in window.gate.question.buttons() if each.text() == what).click()


def test_it_is_asked_after_consent_and_answers(
    dialog: ChatModelDialog, window: MainWindow, stage: Stage, service: EmulatorProcess
) -> None:
    fill(dialog, f"{service.endpoint}/v1")
    agree(window, stage, "Allow and send")
    stage.wait(lambda: "It works" in dialog.outcome.text())
    assert dialog.key.text() == ""
    found = account(window.preferences.now.chat, stage.keys)
    assert found is not None
    assert found.secret.reveal() == KEY
    assert all(KEY not in file.read_text(errors="ignore") for file in Path(stage.folder).rglob("*") if file.is_file())


def test_without_consent_nothing_is_sent(
    dialog: ChatModelDialog, window: MainWindow, stage: Stage, service: EmulatorProcess
) -> None:
    fill(dialog, f"{service.endpoint}/v1")
    agree(window, stage, "Send nothing")
    stage.wait(lambda: "Nothing was sent" in dialog.outcome.text())
    assert service.turns() == []


def test_what_cannot_be_an_endpoint_is_one_sentence(dialog: ChatModelDialog, window: MainWindow, stage: Stage) -> None:
    fill(dialog, "nowhere")
    stage.wait(lambda: "no address" in dialog.outcome.text())


def test_an_empty_endpoint_means_the_script(dialog: ChatModelDialog, window: MainWindow, stage: Stage) -> None:
    fill(dialog, "")
    assert "written script" in dialog.outcome.text()
    assert account(window.preferences.now.chat, stage.keys) is None
