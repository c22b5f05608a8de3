"""Values that must not be shown by accident."""

from __future__ import annotations

from typing import NoReturn

_SHOWN = "•••"


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
