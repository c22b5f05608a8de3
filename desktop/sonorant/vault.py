"""Keys and other secrets: never shown by accident, and kept where the system keeps such things.

That is its keyring or, where there is none, memory until the program ends. They are kept by destination, and nowhere
else: not in settings, files, logs or exports.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import NoReturn, TypeVar

_SERVICE = "Sonorant"
_PATIENCE_SECONDS = 4.0
_DEAF_SECONDS = 5.0
"""How long nobody waits for it again after that: what is asked for the second time at once has waited enough."""
_SHOWN = "•••"
_T = TypeVar("_T")


class Secret:
    """A key, token or password. Printed, logged, formatted or in a traceback it shows dots; it cannot be pickled."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value.strip()

    def reveal(self) -> str:
        """The value itself: for the one that hands it to the service or to the keyring."""
        return self._value

    def hidden_in(self, text: str) -> str:
        """The text with every occurrence of the value made unreadable."""
        return text.replace(self._value, _SHOWN) if self._value else text

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __repr__(self) -> str:
        return f"Secret({_SHOWN if self._value else ''})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a key was put. `lasting`: in the keyring; if not, `reason` is a sentence that says why it is forgotten."""

    lasting: bool
    reason: str = ""


class Keys:
    """The keys of this user. Methods may be called from any thread; a keyring that asks the user something waits for
    the answer, but nobody waits for it longer than four seconds, nor again for what it did not have."""

    def __init__(self) -> None:
        self._memory: dict[str, Secret] = {}
        self._kept: dict[str, Kept] = {}
        self._missing: dict[str, str] = {}  # what the keyring did not give out, and why
        self._deaf_until = 0.0

    def keep(self, destination: str, key: Secret) -> Kept:
        """Keep a key for a destination (the host that it is sent to)."""
        self._memory[destination] = key
        try:
            _within_patience(lambda: _keyring().set_password(_SERVICE, destination, key.reveal()))
        except _NoKeyring as why:
            reason = f"The key is kept only until Sonorant closes: {why}."
            kept = Kept(False, reason)
        else:
            kept = Kept(True)
        self._kept[destination] = kept
        return kept

    def keep_for_now(self, destination: str, key: Secret) -> None:
        """Keep a key until the program ends, such as a token of ten minutes; returns at once."""
        self._memory[destination] = key
        reason = "It is kept only until Sonorant closes."
        self._kept[destination] = Kept(False, reason)

    def where(self, destination: str) -> Kept | None:
        """Where the key is that was kept or found for a destination since the start; returns at once."""
        return self._kept.get(destination)

    def why_not(self, destination: str) -> str:
        """Why the keyring did not say whether it has a key for a destination, in a sentence; empty if it did."""
        return "" if destination in self._memory else self._missing.get(destination, "")

    def find(self, destination: str, *, again: bool = False) -> Secret | None:
        """The key for a destination, or None.

        A keyring that had none, or gave no answer, is asked another time only `again` (the user sees to it just now)
        or once the key was forgotten: else every question would wait for one that hangs.
        """
        if destination in self._memory:
            return self._memory[destination]
        if destination in self._missing and (not again or time.monotonic() < self._deaf_until):
            return None
        found: str | None = None
        reason = ""
        try:
            found = _within_patience(lambda: _keyring().get_password(_SERVICE, destination))
        except (_NoAnswer, _Refused) as why:
            if isinstance(why, _NoAnswer):
                self._deaf_until = time.monotonic() + _DEAF_SECONDS
            reason = (
                f"The key for {destination} is out of reach, as {why}: unlock the keyring and try again, or enter the "
                "key anew."
            )
        except _NoKeyring:
            pass  # then there is no key either
        if not found:
            self._missing[destination] = reason
            return None
        self._memory[destination], self._kept[destination] = Secret(found), Kept(True)
        return self._memory[destination]

    def forget(self, destination: str) -> None:
        """Remove the key for a destination from memory and keyring."""
        self._memory.pop(destination, None)
        self._kept.pop(destination, None)
        self._missing.pop(destination, None)

        def delete() -> None:
            keyring = _keyring()
            if keyring.get_password(_SERVICE, destination) is not None:
                keyring.delete_password(_SERVICE, destination)

        with contextlib.suppress(_NoKeyring):
            _within_patience(delete)


class _NoKeyring(Exception):
    """There is no keyring that can be used; the message says why, as the end of a sentence."""


class _NoAnswer(_NoKeyring):
    """It was waited for in vain."""


class _Refused(_NoKeyring):
    """It is locked, say, and nobody unlocked it."""


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
        raise _NoAnswer("the system's keyring does not answer")
    if "NoKeyring" in problems[0] or "InitError" in problems[0]:
        raise _NoKeyring("this system has no keyring")
    raise _Refused(f"the system's keyring refused it ({problems[0]})")
