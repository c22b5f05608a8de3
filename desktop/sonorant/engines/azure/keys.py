"""Where keys are kept: in the system's keyring or, where there is none, in memory until the program ends.

They are kept by destination, and nowhere else: not in settings, files, logs or exports.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import TypeVar

from sonorant.engines.azure.account import Account
from sonorant.engines.azure.secret import Secret
from sonorant.speech.failures import UnusableInput

KEY_VARIABLE = "SONORANT_AZURE_KEY"
REGION_VARIABLE = "SONORANT_AZURE_REGION"
ENDPOINT_VARIABLE = "SONORANT_AZURE_ENDPOINT"

_SERVICE = "Sonorant: Azure Speech"
_PATIENCE_SECONDS = 4.0
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a key was put. `lasting`: in the keyring; if not, `reason` is a sentence that says why it is forgotten."""

    lasting: bool
    reason: str = ""


class Keys:
    """The keys of this user. Methods may be called from any thread; a keyring that asks the user something waits for
    the answer, but nobody waits for it longer than four seconds."""

    def __init__(self) -> None:
        self._memory: dict[str, Secret] = {}

    def keep(self, destination: str, key: Secret) -> Kept:
        """Keep a key for a destination (`Account.destination`)."""
        self._memory[destination] = key
        try:
            _within_patience(lambda: _keyring().set_password(_SERVICE, destination, key.reveal()))
        except _NoKeyring as why:
            return Kept(False, f"The key is kept only until Sonorant closes: {why}.")
        return Kept(True)

    def find(self, destination: str) -> Secret | None:
        """The key for a destination, or None."""
        if destination in self._memory:
            return self._memory[destination]
        try:
            found: str | None = _within_patience(lambda: _keyring().get_password(_SERVICE, destination))
        except _NoKeyring:
            return None
        if not found:
            return None
        self._memory[destination] = Secret(found)
        return self._memory[destination]

    def forget(self, destination: str) -> None:
        """Remove the key for a destination from memory and keyring."""
        self._memory.pop(destination, None)

        def delete() -> None:
            keyring = _keyring()
            if keyring.get_password(_SERVICE, destination) is not None:
                keyring.delete_password(_SERVICE, destination)

        with contextlib.suppress(_NoKeyring):
            _within_patience(delete)


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


class _NoKeyring(Exception):
    """There is no keyring that can be used; the message says why, as the end of a sentence."""


def _keyring() -> ModuleType:
    import keyring  # noqa: PLC0415 - takes its time, and is not needed where the environment has the key

    return keyring


def _within_patience(ask: Callable[[], _T]) -> _T:
    """What `ask` returns; it runs on a thread of its own, as a locked keyring may wait for its owner for ever.

    Raises _NoKeyring if it fails in whatever way: back ends come from many makers.
    """
    results: list[_T] = []
    problems: list[str] = []

    def run() -> None:
        try:
            results.append(ask())
        except Exception as error:
            # Its message is not repeated: nobody knows what a back end puts into it.
            problems.append(type(error).__name__)

    thread = threading.Thread(target=run, name="keyring", daemon=True)
    thread.start()
    thread.join(_PATIENCE_SECONDS)
    if results:
        return results[0]
    if not problems:
        raise _NoKeyring("the system's keyring does not answer")
    missing = "NoKeyring" in problems[0] or "InitError" in problems[0]
    raise _NoKeyring(
        "this system has no keyring" if missing else f"the system's keyring refused it ({problems[0]})"
    ) from None
