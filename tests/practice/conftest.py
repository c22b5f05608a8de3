"""The real client library, an emulated chat model in a process of its own, and a conversation with branches."""

from __future__ import annotations

from pathlib import Path

import pytest

from emulators.azure.process import KEY, EmulatorProcess
from sonorant import assets
from sonorant.practice.chat_account import ChatAccount
from sonorant.practice.chat_model import ChatModel, Patience
from sonorant.practice.conversations import Conversation, read
from sonorant.sessions.ledger import Ledger
from sonorant.vault import Secret


@pytest.fixture
def account(chat_service: EmulatorProcess) -> ChatAccount:
    return ChatAccount(f"{chat_service.endpoint}/v1", "some-model", Secret(KEY))


@pytest.fixture
def ledger(tmp_path: Path, account: ChatAccount) -> Ledger:
    """A ledger with consent to the emulator."""
    ledger = Ledger(tmp_path)
    ledger.consent(account.destination)
    return ledger


@pytest.fixture
def model(account: ChatAccount, ledger: Ledger) -> ChatModel:
    return ChatModel(account, ledger, Patience(connection=1.0, next=0.5, whole=3.0))


@pytest.fixture(scope="session")
def coffee() -> Conversation:
    return read(assets.path("conversations", "coffee-to-go.txt"))
