"""Into what a text is divided to be compared with what was recognised."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sonorant.speech.normalise import tokens

_UNSPACED = {"ja", "th", "zh"}
_MARK = "\N{COMBINING GRAVE ACCENT}"
_LETTER = rf"(?:[^\W_]{_MARK}*)"
_CHARACTER = re.compile(_LETTER)
_WORD = re.compile(rf"{_LETTER}+(?:['’ʼ-]{_LETTER}+)*")
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{SOFT HYPHEN}"
_NOT_COMPARED = re.compile(f"[{_JOINERS}\N{ARABIC TATWEEL}\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}\u0670]")
"""Beside the joiners the marks of Arabic that only those write who teach it: vowels, doubling, stretching."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing that is compared, `said` in the form in which it is, and where it stands in the text: a spoken
    word or, in languages written without spaces, a character with its marks.
    """

    said: str
    start: int
    end: int


def units_of(text: str, locale: str) -> list[Unit]:
    """The units of a text, in order."""
    if locale.partition("-")[0] == "en":
        # The letter A is "a." there, to be told from the article.
        return [Unit(token.word.rstrip("."), token.start, token.end) for token in tokens(text)]
    pattern = _WORD if is_spaced(locale) else _CHARACTER
    # `re` knows letters, but not the marks that belong to them.
    plain = "".join(_MARK if _is_mark(character) else character for character in text)
    places = [found.span() for found in pattern.finditer(plain)]
    return [Unit(_compared(text[start:end]), start, end) for start, end in places]


def is_spaced(locale: str) -> bool:
    """Whether there are spaces between the words of the language."""
    return locale.partition("-")[0] not in _UNSPACED


def _is_mark(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character).startswith("M")


def _compared(written: str) -> str:
    return unicodedata.normalize("NFC", _NOT_COMPARED.sub("", unicodedata.normalize("NFC", written)).casefold())
