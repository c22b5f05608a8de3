"""Which recognised word is which word of the text: places, words left out and words put in.

The service compares the two itself only in single requests, and never says where in the text a word stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np

from sonorant.speech.assessment import ErrorType, Word
from sonorant.speech.normalise import tokens

_MATCH, _TOGETHER, _NEVER = 10_000, 1, -(10**9)
_MOST_CELLS = 9_000_000
"""Product of the numbers of words above which the exact comparison would take too much memory: 20 minutes of speech."""
_UNSPACED = {"ja", "th", "zh"}
_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_CHARACTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class _Unit:
    """The smallest thing that is compared: a spoken word or, in languages written without spaces, a character."""

    said: str
    start: int
    end: int


def match(text: str, words: Sequence[Word], locale: str, *, miscue: bool) -> tuple[Word, ...]:
    """The recognised words with their places in the text.

    With `miscue`, words that the text does not have there are insertions, and its words that were not recognised are
    put in as omissions, with accuracy 0, no time, and their place. Verdicts on words that match stay as they are.
    """
    expected = _units(text, locale)
    recognised = [_units(word.word, locale) for word in words]
    flat = [(index, unit.said) for index, units in enumerate(recognised) for unit in units]
    matched: dict[int, list[int]] = {}
    taken: set[int] = set()
    for first, second in _pairs([unit.said for unit in expected], [said for _, said in flat]):
        matched.setdefault(flat[second][0], []).append(first)
        taken.add(first)
    placed: list[Word] = []
    at = 0  # the first unit of the text that is not dealt with yet
    for index, word in enumerate(words):
        units = matched.get(index)
        if units is None:
            placed.append(replace(word, error=ErrorType.INSERTION) if miscue and recognised[index] else word)
            continue
        if miscue:
            placed += _omitted(text, expected, [unit for unit in range(at, units[0]) if unit not in taken], locale)
        at = units[-1] + 1
        placed.append(replace(word, span=(expected[units[0]].start, expected[units[-1]].end)))
    if miscue:
        placed += _omitted(text, expected, [unit for unit in range(at, len(expected)) if unit not in taken], locale)
    return tuple(placed)


def locate(text: str, words: Sequence[Word], locale: str) -> tuple[Word, ...]:
    """The words, of which the service has said which are left out or put in, with their places in the text."""
    own = [word for word in words if word.error is not ErrorType.INSERTION]
    placed = iter(match(text, own, locale, miscue=False))
    return tuple(word if word.error is ErrorType.INSERTION else next(placed) for word in words)


def said_share(text: str, words: Sequence[Word], locale: str) -> float | None:
    """The share (0–100) of the text that was recognised; None if there is no text."""
    expected = [unit.said for unit in _units(text, locale)]
    if not expected:
        return None
    said = [unit.said for word in words for unit in _units(word.word, locale)]
    return 100.0 * len(_pairs(expected, said)) / len(expected)


def reached(text: str, recognised: str, locale: str) -> int:
    """How many words of the text (characters, in languages without spaces) are done with after this was said."""
    expected = [unit.said for unit in _units(text, locale)]
    pairs = _pairs(expected, [unit.said for unit in _units(recognised, locale)])
    return pairs[-1][0] + 1 if pairs else 0


def _pairs(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    """Places of equal words in both, in order: as many as can be, and of these ways the one with the fewest gaps."""
    if len(first) * len(second) > _MOST_CELLS:
        blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
        return [(block.a + step, block.b + step) for block in blocks for step in range(block.size)]
    numbers = {word: number for number, word in enumerate(dict.fromkeys((*first, *second)))}
    across = np.array([numbers[word] for word in second], np.int32)
    best = np.zeros((len(first) + 1, len(second) + 1), np.int32)  # of all ways to match the words up to here
    ended = np.full_like(best, _NEVER)  # of those ways that match the two words just here
    for row, word in enumerate(first, start=1):
        matched = np.maximum(best[row - 1, :-1] + _MATCH, ended[row - 1, :-1] + _MATCH + _TOGETHER)
        ended[row, 1:] = np.where(across == numbers[word], matched, _NEVER)
        best[row, 1:] = np.maximum.accumulate(np.maximum(ended[row, 1:], best[row - 1, 1:]))
    pairs = []
    row, column = len(first), len(second)
    together = False  # whether the pair found last wants the one before it
    while row and column:
        if together or ended[row, column] == best[row, column]:
            pairs.append((row - 1, column - 1))
            before = ended[row, column] - _MATCH
            row, column = row - 1, column - 1
            together = bool(before == ended[row, column] + _TOGETHER)
        elif best[row, column] == best[row - 1, column]:
            row -= 1
        else:
            column -= 1
    return pairs[::-1]


def _units(text: str, locale: str) -> list[_Unit]:
    language = locale.partition("-")[0]
    if language == "en":
        # The letter A is "a." there, to be told from the article.
        return [_Unit(token.word.rstrip("."), token.start, token.end) for token in tokens(text)]
    pattern = _CHARACTER if language in _UNSPACED else _WORD
    return [_Unit(found[0].casefold(), found.start(), found.end()) for found in pattern.finditer(text)]


def _omitted(text: str, expected: Sequence[_Unit], missing: Sequence[int], locale: str) -> list[Word]:
    """The words that these units of the text stand for, one for each place; characters side by side are one."""
    joined: list[tuple[int, int]] = []
    apart = locale.partition("-")[0] not in _UNSPACED
    for unit in (expected[index] for index in missing):
        if joined and (joined[-1] == (unit.start, unit.end) or (not apart and joined[-1][1] == unit.start)):
            joined[-1] = (joined[-1][0], unit.end)
        else:
            joined.append((unit.start, unit.end))
    return [
        Word(word=text[start:end].lower(), accuracy=0.0, error=ErrorType.OMISSION, span=(start, end))
        for start, end in joined
    ]
