"""Azure Speech on the command line: who names the engine there consents to it for this one time."""

from __future__ import annotations

from sonorant.azure_account import account_from_environment
from sonorant.engines.azure import loading
from sonorant.engines.base import Assessor
from sonorant.sessions.folder import data_folder
from sonorant.sessions.ledger import Consented, Ledger
from sonorant.vault import Keys


def assessor() -> Assessor:
    """The engine for the account that the environment names.

    Raises UnusableInput if it names none, and AzureFailure if the SDK cannot be loaded.
    """
    account = account_from_environment(Keys())
    return loading.assessor()(account, Consented(Ledger(data_folder())))
