"""Azure Speech on the command line: who names the engine there consents to it for this one time."""

from __future__ import annotations

from sonorant.azure_account import account_from_environment
from sonorant.engines.base import Assessor
from sonorant.sessions.folder import data_folder
from sonorant.sessions.ledger import Consented, Ledger
from sonorant.vault import Keys


def assessor() -> Assessor:
    """The engine for the account that the environment names.

    Raises UnusableInput if it names none.
    """
    account = account_from_environment(Keys())
    from sonorant.engines.azure.assessor import AzureAssessor  # noqa: PLC0415 - loads the SDK, which takes its time

    return AzureAssessor(account, Consented(Ledger(data_folder())))
