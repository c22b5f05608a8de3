"""From text as typed to the words that are spoken, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """A spoken word (lower case, dictionary form) and the part of the text, `start` to `end`, that it comes from."""

    word: str
    start: int
    end: int
    written: str


_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*['’]?")


def tokens(text: str) -> list[Token]:
    """The words of `text` in the order in which they are spoken; one written form may give several."""
    return [
        Token(match[0].replace("’", "'").lower(), match.start(), match.end(), match[0])
        for match in _WORD.finditer(text)
    ]
