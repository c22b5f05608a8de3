"""Which recognised word is which word of the text: places, words left out and words put in.

The service compares the two itself only in single requests, and never says where in the text a word stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sonorant.engines.azure.pairing import Pair, pairs_of
from sonorant.engines.azure.units import Unit, is_spaced, units_of
from sonorant.speech.assessment import ErrorType, Word

_LONGEST_NUMBER = 8
"""Words that a number in the text may be recognised as, at most."""


def match(text: str, words: Sequence[Word], locale: str, *, miscue: bool) -> tuple[Word, ...]:
    """The recognised words with their places in the text.

    With `miscue`, words that the text does not have there are insertions, and its words that were not recognised are
    put in as omissions, with accuracy 0, no time, and their place. Verdicts on words that match stay as they are.
    """
    expected = units_of(text, locale)
    recognised = [units_of(word.word, locale) for word in words]
    flat = [(index, unit.said) for index, own in enumerate(recognised) for unit in own]
    matched: dict[int, list[int]] = {}
    taken: set[int] = set()
    for first, second in _pairs([unit.said for unit in expected], [said for _, said in flat]):
        matched.setdefault(flat[second][0], []).append(first)
        taken.add(first)
    placed: list[Word] = []
    at = 0  # the first unit of the text that is not dealt with yet
    for index, word in enumerate(words):
        own = matched.get(index)
        if own is None:
            placed.append(replace(word, error=ErrorType.INSERTION) if miscue and recognised[index] else word)
            continue
        if miscue:
            placed += _omitted(text, expected, [unit for unit in range(at, own[0]) if unit not in taken], locale)
        at = own[-1] + 1
        placed.append(replace(word, span=(expected[own[0]].start, expected[own[-1]].end)))
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
    expected = [unit.said for unit in units_of(text, locale)]
    if not expected:
        return None
    said = [unit.said for word in words for unit in units_of(word.word, locale)]
    return 100.0 * len({first for first, _ in _pairs(expected, said)}) / len(expected)


def _pairs(expected: Sequence[str], said: Sequence[str]) -> list[Pair]:
    """Which units of the text are which of those that were said, in order.

    Numbers in figures, which the service answers in words, are what was said between the words around them. Whether it
    was the right number is not known then: it counts as said.
    """
    pairs = pairs_of(expected, said)
    between = pairwise([(-1, -1), *pairs, (len(expected), len(said))])
    return sorted([*pairs, *(pair for before, after in between for pair in _numbers(expected, before, after))])


def _numbers(expected: Sequence[str], before: Pair, after: Pair) -> Iterator[Pair]:
    figures, words = range(before[0] + 1, after[0]), range(before[1] + 1, after[1])
    plain = all(any(map(str.isdigit, expected[unit])) for unit in figures)
    if figures and words and plain and len(words) <= _LONGEST_NUMBER * len(figures):
        for step in range(max(len(figures), len(words))):
            yield figures[min(step, len(figures) - 1)], words[min(step, len(words) - 1)]


def _omitted(text: str, expected: Sequence[Unit], missing: Sequence[int], locale: str) -> list[Word]:
    """The words that these units of the text stand for, one for each place; characters side by side are one."""
    joined: list[tuple[int, int]] = []
    apart = is_spaced(locale)
    for unit in (expected[index] for index in missing):
        if joined and (joined[-1] == (unit.start, unit.end) or (not apart and joined[-1][1] == unit.start)):
            joined[-1] = (joined[-1][0], unit.end)
        else:
            joined.append((unit.start, unit.end))
    return [
        Word(word=text[start:end].lower(), accuracy=0.0, error=ErrorType.OMISSION, span=(start, end))
        for start, end in joined
    ]
