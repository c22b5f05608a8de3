"""A keyring that its owner has not unlocked: wherever a secret is needed it is told that it is out of reach."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from emulators.azure.process import KEY
from keyring_bench import Locked
from sonorant import assets
from sonorant.practice.conversations import read
from sonorant.practice.partners.choosing import Chosen
from sonorant.speech.disclosure import NotAllowed
from sonorant.speech.failures import UnusableInput
from sonorant.ui import azure_choices
from sonorant.ui.azure_choices import AzureChoices
from sonorant.ui.azure_engine import AzureEngine
from sonorant.ui.chat_choice import account, by_settings
from sonorant.ui.chat_model_dialog import ChatModelDialog
from sonorant.ui.main_window import MainWindow
from sonorant.ui.voice_rack import Offer, azure_offers
from sonorant.ui.voice_settings import VoiceSettings
from sonorant.vault import Secret
from sonorant.voices.flite import Flite
from window_stage import Stage

PROXY = "http://me@proxy.example:1"
CHAT = {"endpoint": "https://chat.example/v1", "model": "some-model"}
HERE = {"endpoint": "http://localhost:1234/v1", "model": "some-model"}
CLOSED = "is out of reach, as the system's keyring refused it (KeyringLocked): unlock the keyring and try again"


@pytest.fixture
def locked() -> Iterator[Locked]:
    before = keyring.get_keyring()
    backend = Locked()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


class TestThePasswordOfTheProxy:
    @pytest.fixture
    def choices(self, stage: Stage, locked: Locked) -> AzureChoices:
        """An account whose key is known already."""
        choices = AzureChoices(region="westeurope", proxy=PROXY)
        stage.keys.keep_for_now(choices.destination, Secret(KEY))
        return choices

    def test_is_missed_before_anything_is_sent(self, stage: Stage, choices: AzureChoices) -> None:
        with pytest.raises(UnusableInput) as told:
            AzureEngine(choices, stage.keys, stage.ledger).test_connection()
        assert str(told.value).startswith(f"The key for proxy {PROXY} {CLOSED}")

    def test_is_not_missed_where_the_keyring_is_open_and_has_none(
        self, stage: Stage, choices: AzureChoices, locked: Locked
    ) -> None:
        locked.locked = False
        with pytest.raises(NotAllowed):
            AzureEngine(choices, stage.keys, stage.ledger).test_connection()

    def test_is_missed_by_the_voices_too(self, stage: Stage, window: MainWindow, choices: AzureChoices) -> None:
        window.engines.set_up(choices)
        assert azure_offers(window.preferences.now, stage.keys, stage.ledger) == []


class TestTheKeyOfTheChatModel:
    def test_is_missed_where_it_is_tested(self, stage: Stage, window: MainWindow, locked: Locked) -> None:
        window.preferences.change(chat=CHAT)
        stage.ledger.consent("chat.example")
        window.show_chat_model()
        dialog = window.findChild(ChatModelDialog)
        assert isinstance(dialog, ChatModelDialog)
        dialog.test.click()
        stage.wait(lambda: "…" not in dialog.outcome.text())
        assert dialog.outcome.text().startswith(f"The key for chat.example {CLOSED}")
        dialog.reject()

    def test_is_missed_where_one_talks(self, stage: Stage, locked: Locked) -> None:
        with pytest.raises(UnusableInput, match="is out of reach"):
            account(CHAT, stage.keys)

    def test_is_asked_for_again_when_one_begins_again(self, stage: Stage, window: MainWindow, locked: Locked) -> None:
        """Who is told to unlock the keyring and try again is heard."""
        window.preferences.change(chat=CHAT)
        chosen = by_settings(window.preferences, stage.keys, stage.ledger, Chosen)
        coffee = read(assets.path("conversations", "coffee-to-go.txt"))
        with pytest.raises(UnusableInput, match="is out of reach"):
            chosen.new_partner(coffee)
        locked.unlock("chat.example", KEY)
        chosen.new_partner(coffee)

    def test_is_not_needed_by_a_server_on_this_machine(self, stage: Stage, locked: Locked) -> None:
        found = account(HERE, stage.keys)
        assert found is not None
        assert not found.secret


class TestTheVoicesOfAzure:
    @pytest.fixture
    def settings(self, stage: Stage, window: MainWindow, locked: Locked, qtbot: QtBot) -> VoiceSettings:
        choices = AzureChoices(region="westeurope")
        window.preferences.change(azure=azure_choices.written(choices))
        return _settings_of(stage, window, qtbot)

    def test_are_said_to_be_out_of_reach(self, settings: VoiceSettings) -> None:
        assert settings.told.text().startswith(f"The key for westeurope.stt.speech.microsoft.com {CLOSED}")

    def test_are_there_once_the_keyring_is_open_and_they_are_looked_for_again(
        self, stage: Stage, window: MainWindow, settings: VoiceSettings, locked: Locked, qtbot: QtBot
    ) -> None:
        locked.unlock("westeurope.stt.speech.microsoft.com", KEY)
        again = _settings_of(stage, window, qtbot)
        assert again.told.text() == ""
        assert again._offers[-1].destination == "westeurope.tts.speech.microsoft.com"


def _settings_of(stage: Stage, window: MainWindow, qtbot: QtBot) -> VoiceSettings:
    choice = QComboBox()
    qtbot.addWidget(choice)
    now = window.preferences.now

    def offers() -> list[Offer]:
        return [Offer(Flite("slt")), *azure_offers(now, stage.keys, stage.ledger)]

    made = VoiceSettings(choice, window.preferences, offers, stage.keys, window.model, window.gate, window.partner)
    qtbot.addWidget(made.attempt)
    qtbot.addWidget(made.told)
    stage.wait(lambda: choice.count() > 0)
    return made
