"""A keyring that works as long as a test runs."""

from __future__ import annotations

from keyring.backend import KeyringBackend


class Remembering(KeyringBackend):
    """Holds what it is given, by service and user name."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]
