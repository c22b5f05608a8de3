"""What can be said in one go: the sentences of a text, and of long ones the part that matters."""

from __future__ import annotations

import re

from sonorant.practice.words import Sentence, sentences, tokens
from sonorant.speech.content import Span

LONGEST = 30
"""Words of a sentence that can be said in one go."""
AROUND = 6
"""Words before a place and from it on, of a sentence that is longer and has no comma near."""
_CLAUSE = re.compile(r"[^,;:–—]+")


def around(text: str, span: Span) -> str:
    """The sentence at a place; if it is long, the part between its commas or else the words there. Empty if none is."""
    for sentence in sentences(text):
        if sentence.start <= span[0] < sentence.start + len(sentence.text):
            return " ".join(_short(sentence, span[0]).split())
    return ""


def from_the_beginning(text: str, most: int) -> list[str]:
    """The first sentences of a text, of long ones the beginning."""
    return [around(text, (each.start, each.start + 1)) for each in sentences(text)[:most]]


def _short(sentence: Sentence, place: int) -> str:
    words = tokens(sentence.text, sentence.start)
    if len(words) <= LONGEST:
        return sentence.text
    for clause in _CLAUSE.finditer(sentence.text):
        inside = tokens(clause[0])
        if clause.start() <= place - sentence.start < clause.end() and AROUND <= len(inside) <= LONGEST:
            return clause[0]
    here = next((number for number, word in enumerate(words) if word.end > place), len(words) - 1)
    shown = words[max(0, here - AROUND) : here + AROUND]
    return sentence.text[shown[0].start - sentence.start : shown[-1].end - sentence.start]
