"""Keyrings for tests: one that works as long as a test runs, one that is locked, and one that never answers."""

from __future__ import annotations

import threading

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class Remembering(KeyringBackend):
    """Holds what it is given, by service and user name."""

    priority = -2  # type: ignore[assignment] # below all others: only tests choose it

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


class Locked(Remembering):
    """Gives out nothing and takes nothing until its owner unlocks it."""

    def __init__(self) -> None:
        super().__init__()
        self.locked = True

    def unlock(self, username: str, password: str) -> None:
        """Open it; this is what it holds for Sonorant."""
        self.locked = False
        self.held["Sonorant", username] = password

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked(f"locked {service} {username}")
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked(f"locked {password}")
        super().set_password(service, username, password)


class Hanging(Remembering):
    """Waits for its owner until it is released, and counts who waits."""

    def __init__(self) -> None:
        super().__init__()
        self.released = threading.Event()
        self.asked: list[str] = []

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.append(username)
        self.released.wait(60)
        return None
