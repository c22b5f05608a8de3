"""From text as typed to the words that are spoken, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sonorant.speech.written_forms import FORMS, spell


@dataclass(frozen=True, slots=True)
class Token:
    """A spoken word (lower case, dictionary form) and the part of the text, `start` to `end`, that it comes from.

    Letters that are said by name are one-letter words; the letter A is "a.", which the dictionary tells from "a".
    """

    word: str
    start: int
    end: int
    written: str


# No written form begins with one of these.
_BETWEEN = re.compile(r'[\s!?,;:"]+')
_WORD = re.compile(r"'(?:tis|twas|em|til|cause|bout|round|n)\b|[A-Za-z]+(?:'[A-Za-z]+)*(?:(?<=s)'|(?<=in)')?", re.I)
_CAPITALS = re.compile(r"([A-Z]{2,6})('s|s)?")
# In capitals these are letter names, although the dictionary knows some of them as words, too.
_SAID_AS_LETTERS = frozenset(("AI", "EU", "ID", "PC", "TV", "UK", "UN", "US", "USA"))
_FOLDED = {
    "‘": "'", "’": "'", "ʼ": "'", "′": "'", "`": "'", "´": "'", "–": "-", "—": " - ", "‐": "-", "‑": "-", "−": "-",
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "Æ": "Ae", "Œ": "Oe", "Ø": "O", "Ł": "L",
    "ð": "d", "þ": "th", "²": " squared", "³": " cubed", "″": '"', "\N{SOFT HYPHEN}": "", "\N{ZERO WIDTH SPACE}": "",
}  # fmt: skip
_KEPT = frozenset("£€¥¢°×÷")


def tokens(text: str, known: Callable[[str], bool] | None = None) -> list[Token]:
    """The words of `text` in the order in which they are spoken; one written form may give several.

    `known` tells whether a word (lower case) has a pronunciation: words in capitals that it knows are read as words,
    the others spelled. Without it only those that cannot be words are spelled. What cannot be spoken is passed over.
    """
    return list(spoken_words(text, known))


def spoken_words(text: str, known: Callable[[str], bool] | None = None) -> Iterator[Token]:
    """As `tokens`, but each word is looked for only when it is asked for."""
    plain, places = _fold(text)
    shouting = not re.search("[a-z]", plain) and len(plain) > 12
    at = 0
    while at < len(plain):
        end, words = _next(plain, at, None if shouting else known or _looks_like_a_word)
        if words:
            start, stop = places[at], places[end - 1] + 1
            yield from (Token(word, start, stop, text[start:stop]) for word in words)
        at = end


def _next(plain: str, at: int, known: Callable[[str], bool] | None) -> tuple[int, list[str]]:
    """Where the written form at `at` ends, and its words."""
    if match := _BETWEEN.match(plain, at):
        return match.end(), []
    for pattern, say in FORMS:
        if match := pattern.match(plain, at):
            return match.end(), say(match)
    if match := _WORD.match(plain, at):
        return match.end(), _said(match[0], known)
    return at + 1, []


def _said(written: str, known: Callable[[str], bool] | None) -> list[str]:
    word = written.lower()
    capitals = _CAPITALS.fullmatch(written)
    if capitals and known and (capitals[1] in _SAID_AS_LETTERS or not (known(word) or known(capitals[1].lower()))):
        return spell(capitals[1], capitals[2] or "")
    return spell(word) if len(word) == 1 and written not in {"a", "A"} else [word]


def _looks_like_a_word(word: str) -> bool:
    return bool(re.search("[aeiouy]", word))


def _fold(text: str) -> tuple[str, list[int]]:
    """The text in plain ASCII with a few symbols, and for each of its characters the place in `text`."""
    plain: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        folded = _FOLDED.get(character)
        if folded is None:
            folded = character if character.isascii() or character in _KEPT else _compatible(character)
        plain += folded
        places += [place] * len(folded)
    return "".join(plain), places


def _compatible(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    parts = unicodedata.normalize("NFKD", character).replace("⁄", "/")
    if all(unicodedata.combining(part) for part in parts):
        return ""
    folded = "".join(part for part in parts if part.isascii())
    # "3½" is a number and a fraction; everything that has no plain form separates words.
    return " " + folded if "/" in folded else folded or " "
