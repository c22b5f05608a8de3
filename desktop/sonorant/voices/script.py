"""What a voice is given to say: the text with numbers, abbreviations and signs written out, in plain ASCII.

So every voice reads "$25.50" in the same way as the engine expects it, and no text can be mistaken for an option.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sonorant.speech.normalise import Token, tokens
from sonorant.voices.base import VoiceFailed

_ENDS, _PAUSES = ".?!…", ",;:—–()\n"
_LETTER_A = {"a.": "A"}


@dataclass(frozen=True, slots=True)
class Written:
    """A word as it is written: its place (start, end) in the text, and the spoken words that it stands for."""

    text: str
    span: tuple[int, int]
    spoken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """The words of a text, and a form of it, in ASCII with simple punctuation, that every synthesiser can say."""

    words: tuple[Written, ...]
    sayable: str


def script_of(text: str) -> Script:
    """The script of a text.

    Raises:
        VoiceFailed: there is no word in it.
    """
    found = tokens(text)
    if not found:
        raise VoiceFailed("There is nothing in this text that can be said: write some words.")
    words = [_written(list(group)) for _, group in groupby(found, key=lambda token: (token.start, token.end))]
    parts: list[str] = []
    for number, word in enumerate(words):
        following = words[number + 1].span[0] if number + 1 < len(words) else len(text)
        parts.append(" ".join(word.spoken) + _mark(text[word.span[1] : following]))
    return Script(tuple(words), " ".join(parts))


def _written(group: Sequence[Token]) -> Written:
    first = group[0]
    # Capitals help a synthesiser with names, where it is given the word as it stands.
    as_it_is = len(group) == 1 and first.written.isascii() and first.written.lower() == first.word
    spoken = (first.written,) if as_it_is else tuple(_LETTER_A.get(token.word, token.word) for token in group)
    return Written(first.written, (first.start, first.end), spoken)


def _mark(between: str) -> str:
    """The punctuation between two words that is heard: one mark, or none."""
    end = next((mark for mark in between if mark in _ENDS), None)
    if end is not None:
        return "." if end == "…" else end
    return "," if any(mark in between for mark in _PAUSES) else ""
