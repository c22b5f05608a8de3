"""The text as typed, cut into words that know what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

from sonorant.sessions.exports.timeline import WordUnit
from sonorant.speech.marks import Mark


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the transcript: what stands before it as typed, and a word with all the marks within it."""

    before: str
    text: str
    unit: WordUnit
    marks: tuple[Mark, ...]


def pieces(text: str, words: list[WordUnit]) -> tuple[list[Piece], str]:
    """The words, with the text as typed around them where they have their places in it, and what follows the last."""
    spans = [word.word.span for word in words if word.word.span]
    as_typed = bool(spans) and all(end <= len(text) for _, end in spans)
    found: list[Piece] = []
    place, shown = 0, (-1, -1)
    for word in words:
        marks = _marks(word)
        span = word.word.span if as_typed else None
        if span is None:
            found.append(Piece(" " if found else "", word.word.word, word, marks))
        elif span == shown:
            # One written form, several words ("$5"): the first shows what was typed, the others what was said.
            found.append(Piece(" ", word.word.word, word, marks))
        else:
            before = text[place : span[0]]
            found.append(Piece(before or (" " if found else ""), text[slice(*span)], word, marks))
            place, shown = max(place, span[1]), span
    return found, text[place:] if as_typed else ""


def _marks(word: WordUnit) -> tuple[Mark, ...]:
    """The marks of a word and of its sounds; where the sounds say what is wrong, the word need not say it again."""
    inside = [each.mark for each in word.phonemes if each.mark]
    own = [mark for mark in word.marks if not (mark == Mark.MISPRONOUNCED and inside)]
    return tuple(dict.fromkeys([*own, *inside]))
