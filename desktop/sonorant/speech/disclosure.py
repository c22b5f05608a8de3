"""What leaves this machine: the words in which engines and others announce it, and in which it is kept account of."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Protocol

from sonorant.speech.failures import SonorantError


class NotAllowed(SonorantError):
    """The user has not consented to anything being sent to this destination."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Something that is about to leave: where to, what for, seconds of recorded voice and characters of text."""

    destination: str
    purpose: str
    seconds: float = 0.0
    characters: int = 0


class Disclosures(Protocol):
    """Who is asked before anything leaves, and keeps account of it."""

    def announce(self, disclosure: Disclosure) -> int:
        """Enter what is about to leave, and give the number of the entry; called before the first byte does.

        Raises:
            NotAllowed: there is no consent for the destination.
            SonorantError: no account can be kept, so nothing may leave either.
        """
        ...

    def settle(self, entry: int, seconds: float, characters: int) -> None:
        """Correct an entry to what has really left so far; returns at once and never raises."""
        ...


def host_of(destination: str) -> str:
    """The host in "host", "host:port" or "[address]:port"."""
    return destination[1:].partition("]")[0] if destination.startswith("[") else destination.partition(":")[0]


def is_this_machine(host: str) -> bool:
    """Whether a host name stands for the machine itself."""
    name = host.strip("[]").lower()
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
