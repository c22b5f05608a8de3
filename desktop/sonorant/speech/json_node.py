"""Reading JSON objects key by key: wrong types are refused with their path, and what nobody took is kept."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from sonorant.speech.assessment import Extra, Json
from sonorant.speech.failures import UnusableInput

_Choice = TypeVar("_Choice", bound=StrEnum)


class Node:
    """A JSON object at `path`. A taken key leaves it; absent, null and empty values are None and stay in it.

    All methods raise UnusableInput, naming the path, for a value of another type.
    """

    def __init__(self, value: Json, path: str = "$") -> None:
        if not isinstance(value, dict):
            raise _unusable(path, "an object", value)
        self._path = path
        self._left = dict(value)
        self._children: dict[str, Node] = {}

    def rest(self) -> Extra:
        """What was not taken from this object and the children of it."""
        kept = {key: dict(left) for key, child in self._children.items() if (left := child.rest())}
        return {**self._left, **kept}

    def has(self, key: str) -> bool:
        """Whether there is anything under `key` but null."""
        return self._left.get(key) is not None

    def child(self, key: str) -> Node:
        """The object under `key`, empty if absent; what is not taken from it counts as not taken from this one."""
        node = self.part(key) or Node({}, self._at(key))
        self._children[key] = node
        return node

    def part(self, key: str) -> Node | None:
        """The object under `key`, whose rest is the caller's to keep."""
        if self._left.get(key) is None:
            return None
        return Node(self._left.pop(key), self._at(key))

    def parts(self, key: str) -> list[Node] | None:
        """The list of objects under `key`."""
        items = self.items(key)
        if items is None:
            return None
        return [Node(item, f"{self._at(key)}[{index}]") for index, item in enumerate(items)]

    def items(self, key: str) -> list[Json] | None:
        """The list under `key`, even if it is empty."""
        value = self._left.get(key)
        if value is None:
            return None
        if not isinstance(value, list):
            raise _unusable(self._at(key), "a list", value)
        del self._left[key]
        return value

    def text(self, key: str) -> str | None:
        """The text under `key`."""
        value = self._left.get(key)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise _unusable(self._at(key), "a text", value)
        del self._left[key]
        return value

    def number(self, key: str) -> float | None:
        """The finite number under `key`; a whole number stays an int."""
        value = self._left.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise _unusable(self._at(key), "a number", value)
        del self._left[key]
        return value

    def whole(self, key: str) -> int | None:
        """The whole number under `key`."""
        value = self._left.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise _unusable(self._at(key), "a whole number", value)
        del self._left[key]
        return value

    def whole_or_text(self, key: str, default: str) -> int | str:
        """The whole number or text under `key`."""
        value = self.text(key) if isinstance(self._left.get(key), str) else self.whole(key)
        return default if value is None else value

    def choice(self, key: str, choices: type[_Choice]) -> _Choice | None:
        """The named value under `key`; a name that is not among `choices` is None and stays."""
        value = self._left.get(key)
        if value is not None and not isinstance(value, str):
            raise _unusable(self._at(key), "a text", value)
        found = next((each for each in choices if each == value), None)
        if found is not None:
            del self._left[key]
        return found

    def flag(self, key: str) -> bool | None:
        """The truth value under `key`."""
        value = self._left.get(key)
        if value is None:
            return None
        if not isinstance(value, bool):
            raise _unusable(self._at(key), "true or false", value)
        del self._left[key]
        return value

    def range(self, key: str) -> tuple[float, float] | None:
        """The two finite numbers under `key`."""
        items = self.items(key)
        if items is None:
            return None
        numbers = [item for item in items if isinstance(item, int | float) and not isinstance(item, bool)]
        if len(items) != 2 or len(numbers) != 2 or not all(map(math.isfinite, numbers)):
            raise _unusable(self._at(key), "a list of two numbers", items)
        return numbers[0], numbers[1]

    def pair(self, key: str) -> tuple[int, int] | None:
        """The two whole numbers under `key`."""
        items = self.items(key)
        if items is None:
            return None
        numbers = [item for item in items if isinstance(item, int) and not isinstance(item, bool)]
        if len(items) != 2 or len(numbers) != 2:
            raise _unusable(self._at(key), "a list of two whole numbers", items)
        return numbers[0], numbers[1]

    def pairs(self, key: str) -> list[tuple[int, int]]:
        """The list of pairs of whole numbers under `key`; empty if absent."""
        items = self.items(key) or []
        found = [Node({"pair": item}, f"{self._at(key)}[{index}]").pair("pair") for index, item in enumerate(items)]
        if None in found:
            raise _unusable(self._at(key), "a list of pairs", items)
        return [pair for pair in found if pair is not None]

    def texts(self, key: str) -> list[str]:
        """The list of texts under `key`; empty if absent."""
        items = self.items(key) or []
        texts = [item for item in items if isinstance(item, str)]
        if len(texts) != len(items):
            raise _unusable(self._at(key), "a list of texts", items)
        return texts

    def choices(self, key: str, choices: type[_Choice]) -> tuple[_Choice, ...]:
        """The list of named values under `key`; one with an unknown name among them stays as a whole, too."""
        value = self._left.get(key)
        names = self.texts(key)
        known = tuple(each for name in names for each in choices if each == name)
        if len(known) != len(names) or value == []:
            self._left[key] = value
        return known

    def drop_repeated(self, values: Mapping[str, str]) -> None:
        """Take the keys that only repeat what is known already."""
        for key, value in values.items():
            if value and self._left.get(key) == value:
                del self._left[key]

    def missing(self, key: str) -> UnusableInput:
        """The failure for a key that is needed and not there."""
        return UnusableInput(f"The assessment cannot be read: {self._at(key)} is missing; make it again or repair it.")

    def _at(self, key: str) -> str:
        return f"{self._path}.{key}"


def merged(own: Mapping[str, Json], extra: Extra) -> dict[str, Json]:
    """Our own values, those that are None left out, with `extra` put back; in the order of `own`, then of `extra`."""
    whole: dict[str, Json] = dict(own)
    for key, value in extra.items():
        mine = whole.get(key)
        whole[key] = merged(mine, value) if isinstance(mine, dict) and isinstance(value, dict) else value
    return {key: value for key, value in whole.items() if value is not None or key in extra}


def filled(**values: Json) -> Json:
    """An object of the values that are not None, or None if there is no such value."""
    return {key: value for key, value in values.items() if value is not None} or None


def _unusable(path: str, wanted: str, value: object) -> UnusableInput:
    shown = repr(value)
    shown = shown if len(shown) <= 40 else shown[:40] + "…"
    return UnusableInput(f"The assessment cannot be read: {path} should be {wanted}, not {shown}.")
