"""Sentences, words and their possible forms, for whoever looks at what was said."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*(?:-[A-Za-z]+)*|\d+(?:[.,]\d+)*")
_END = re.compile(r"[.!?…]+[\"”’)]*(?=\s|$)|\n+")
_ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "dr", "st", "e.g", "i.e", "etc", "vs", "a.m", "p.m"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as written, and where it begins in the text."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Token:
    """A word as written, where it begins in the text, and its lower-case form with a plain apostrophe."""

    text: str
    start: int

    @property
    def lower(self) -> str:
        """The form to compare by."""
        return self.text.lower().replace("’", "'")

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.text)


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text that have a word; a line without a full stop at its end is one, too."""
    found, begin = list[Sentence](), 0
    for end in [*(match.end() for match in _END.finditer(text) if not _is_abbreviation(text, match)), len(text)]:
        piece = text[begin:end]
        if _WORD.search(piece):
            found.append(Sentence(piece.strip(), begin + len(piece) - len(piece.lstrip())))
            begin = end
    return found


def joined(lines: Sequence[str]) -> str:
    """What was said in several goes as one text, in which every line ends as a sentence does."""
    return " ".join(ended(line.strip()) for line in lines if line.strip())


def ended(line: str) -> str:
    """A line that has words, with the full stop that it may lack."""
    return line if line[-1] in ".!?…" else f"{line}."


def tokens(text: str, start: int = 0) -> list[Token]:
    """The words and numbers of a text that begins at `start` of a longer one."""
    return [Token(match[0], start + match.start()) for match in _WORD.finditer(text)]


@functools.lru_cache(maxsize=20_000)
def tags(word: str) -> frozenset[str]:
    """The forms (Penn tags such as VBD) that a lower-case word can be; none for one that is not known."""
    import lemminflect  # type: ignore[import-untyped] # noqa: PLC0415 - takes half a second with its data

    found = set[str]()
    for kind, lemmas in lemminflect.getAllLemmas(word).items():
        for lemma in lemmas:
            for tag, forms in lemminflect.getAllInflections(lemma, upos=kind).items():
                # Nouns without a plural have their own form for it there.
                if word in forms and not (tag == "NNS" and word == lemma):
                    found.add(tag)
    return frozenset(found)


@functools.lru_cache(maxsize=20_000)
def lemmas(word: str) -> dict[str, tuple[str, ...]]:
    """The base forms of a lower-case word by kind (“NOUN”, “VERB”, “ADJ”, “ADV”, “AUX” …)."""
    import lemminflect  # noqa: PLC0415 - see above

    found: dict[str, tuple[str, ...]] = lemminflect.getAllLemmas(word)
    return found


@functools.lru_cache(maxsize=20_000)
def inflected(word: str, tag: str) -> str:
    """A word, in whatever form it is, in the form `tag`; itself if there is none."""
    import lemminflect  # noqa: PLC0415 - see above

    kind = {"V": "VERB", "N": "NOUN", "J": "ADJ"}[tag[0]]
    lemma = lemmas(word).get(kind, (word,))[0]
    forms: tuple[str, ...] = lemminflect.getInflection(lemma, tag)
    return forms[0] if forms else word


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    before = re.search(r"[\w.]+$", text[: match.start()])
    return match[0] == "." and before is not None and before[0].lower() in _ABBREVIATIONS
