"""The account that the environment names."""

from __future__ import annotations

import os
from collections.abc import Mapping

from sonorant.engines.azure.account import Account
from sonorant.speech.failures import UnusableInput
from sonorant.vault import Keys, Secret

KEY_VARIABLE = "SONORANT_AZURE_KEY"
REGION_VARIABLE = "SONORANT_AZURE_REGION"
ENDPOINT_VARIABLE = "SONORANT_AZURE_ENDPOINT"


def account_from_environment(keys: Keys, environment: Mapping[str, str] = os.environ) -> Account:
    """The account that the environment names, with the key from there or else from the keyring.

    Raises UnusableInput, with a sentence that names the variable, if something is missing.
    """
    region, endpoint = environment.get(REGION_VARIABLE, "").strip(), environment.get(ENDPOINT_VARIABLE, "").strip()
    if bool(region) == bool(endpoint):
        what = "only one of them" if region else "one of them"
        raise UnusableInput(
            f"Azure Speech is reached by {REGION_VARIABLE}, such as westeurope, or {ENDPOINT_VARIABLE}: set {what}."
        )
    key = Secret(environment.get(KEY_VARIABLE, ""))
    if not key:
        # Any key makes the account that knows its destination.
        key = keys.find(Account(Secret("?"), region, endpoint).destination) or key
    if not key:
        raise UnusableInput(f"Azure Speech needs a key: set {KEY_VARIABLE} to the key of your Speech resource.")
    return Account(key, region, endpoint)
