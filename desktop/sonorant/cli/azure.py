"""Azure Speech on the command line: who names the engine there consents to it for this one time."""

from __future__ import annotations

from dataclasses import dataclass

from sonorant.azure_account import account_from_environment
from sonorant.engines.base import Assessor
from sonorant.sessions.folder import data_folder
from sonorant.sessions.ledger import Ledger
from sonorant.speech.disclosure import Disclosure
from sonorant.vault import Keys


@dataclass(frozen=True, slots=True)
class _Consented:
    """The ledger, without its question for consent."""

    ledger: Ledger

    def announce(self, disclosure: Disclosure) -> int:
        return self.ledger.enter(disclosure)

    def settle(self, entry: int, seconds: float, characters: int) -> None:
        self.ledger.settle(entry, seconds, characters)


def assessor() -> Assessor:
    """The engine for the account that the environment names.

    Raises UnusableInput if it names none.
    """
    account = account_from_environment(Keys())
    from sonorant.engines.azure.assessor import AzureAssessor  # noqa: PLC0415 - loads the SDK, which takes its time

    return AzureAssessor(account, _Consented(Ledger(data_folder())))
