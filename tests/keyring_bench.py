"""Keyrings for tests: one that works as long as a test runs, and one that never answers."""

from __future__ import annotations

import threading

from keyring.backend import KeyringBackend


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
