"""The real Speech SDK, an account with the emulator of its service, and sound to be judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from azure_bench import PATIENCE, PLANTED, repeated
from emulators.azure.process import KEY, EmulatorProcess
from sonorant.audio.files import Audio, read
from sonorant.azure_account import Account
from sonorant.engines.azure import Options
from sonorant.engines.azure.assessor import AzureAssessor
from sonorant.sessions.ledger import Ledger
from sonorant.vault import Secret


@pytest.fixture
def account(service: EmulatorProcess) -> Account:
    return Account(Secret(KEY), endpoint=service.endpoint)


@pytest.fixture
def ledger(tmp_path: Path, account: Account) -> Ledger:
    """A ledger with consent to the emulator."""
    ledger = Ledger(tmp_path)
    ledger.consent(account.destination)
    return ledger


@pytest.fixture
def engine(account: Account, ledger: Ledger) -> AzureAssessor:
    return AzureAssessor(account, ledger)


@pytest.fixture
def impatient(account: Account, ledger: Ledger) -> AzureAssessor:
    """The engine with a third of its patience, for services that never answer."""
    return AzureAssessor(account, ledger, Options(patience=PATIENCE))


@pytest.fixture(scope="session")
def planted() -> Audio:
    """6.8 s with six errors and a pause of 1.2 s."""
    return read(PLANTED.audio)


@pytest.fixture(scope="session")
def half_a_minute(planted: Audio) -> Audio:
    """The planted take five times: 38 s, too long for a single request."""
    return repeated(planted, 5)
