"""The conversations that a user has written or been given, kept as text beside the user's own texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from sonorant.practice.conversations import Conversation, InvalidConversation, in_order, parse
from sonorant.practice.own_texts import OwnTexts


class OwnConversations:
    """Texts in a folder, each under the id of its conversation; kept even while they are not right yet."""

    def __init__(self, folder: Path) -> None:
        self._texts = OwnTexts(folder)

    def load(self) -> tuple[list[Conversation], list[InvalidConversation]]:
        """Those that can be held, easiest first, and what is wrong with the others."""
        good, wrong = [], []
        for name, text in self._texts.read().items():
            try:
                good.append(parse(text, name))
            except InvalidConversation as failure:
                wrong.append(failure)
        return in_order(good), wrong

    def texts(self) -> dict[str, str]:
        """All texts by their ids, as they were written."""
        return self._texts.read()

    def write(self, name: str, text: str) -> None:
        """Keep a text, right or not, in place of the one before. Raises SonorantError if it cannot be written."""
        self._texts.write(name, text)

    def remove(self, name: str) -> None:
        """Remove a text, if it is there. Raises SonorantError if it cannot be removed."""
        self._texts.remove(name)


def identity(title: str, taken: Iterable[str]) -> str:
    """An id for a new conversation, made of its title and none of those `taken`."""
    stem = "-".join(re.findall("[a-z0-9]+", title.lower())) or "conversation"
    used, number = set(taken), 2
    found = stem
    while found in used:
        found, number = f"{stem}-{number}", number + 1
    return found
