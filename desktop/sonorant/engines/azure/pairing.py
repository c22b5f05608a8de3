"""Which of two rows of words are the same, in order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import numpy as np

_MATCH, _TOGETHER, _NEVER = 10_000, 1, -(10**9)
_MOST_CELLS = 9_000_000
"""Product of the numbers of words above which the exact comparison would take too much memory: 20 minutes of speech."""
_ANCHOR = 4
"""Words in a row that are found once in either row, and so are the same place."""
_APART = 200

Pair = tuple[int, int]


def pairs_of(first: Sequence[str], second: Sequence[str]) -> list[Pair]:
    """Places of equal words in both, in order: as many as can be, and of these ways the one with the fewest gaps.

    Of long rows this holds between places that are plainly the same.
    """
    if len(first) * len(second) <= _MOST_CELLS:
        return _exact(first, second)
    found = list[Pair]()
    row = column = 0
    for end_row, end_column in (*_anchors(first, second), (len(first), len(second))):
        part, other = first[row:end_row], second[column:end_column]
        pairs = _exact(part, other) if len(part) * len(other) <= _MOST_CELLS else _blocks(part, other)
        found += [(row + one, column + two) for one, two in pairs]
        row, column = end_row, end_column
    return found


def _anchors(first: Sequence[str], second: Sequence[str]) -> Iterator[Pair]:
    """Places that are plainly the same, in order and not too near one another."""
    there = _only_once(second)
    common = [(place, there[run]) for run, place in _only_once(first).items() if run in there]
    # The longest rising row of the second places; those of the first rise already.
    ends, before, last = list[int](), list[int](), list[int]()
    for index, (_, column) in enumerate(common):
        length = bisect_left(ends, column)
        before.append(last[length - 1] if length else -1)
        ends[length:], last[length:] = [column, *ends[length + 1 :]], [index, *last[length + 1 :]]
    chain, at = list[Pair](), last[-1] if last else -1
    while at >= 0:
        chain.append(common[at])
        at = before[at]
    row = 0
    for place, column in reversed(chain):
        if place >= row + _APART:
            row = place
            yield place, column


def _only_once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[place : place + _ANCHOR]) for place in range(len(words) - _ANCHOR + 1)]
    count = Counter(runs)
    return {run: place for place, run in enumerate(runs) if count[run] == 1}


def _blocks(first: Sequence[str], second: Sequence[str]) -> list[Pair]:
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return [(block.a + step, block.b + step) for block in blocks for step in range(block.size)]


def _exact(first: Sequence[str], second: Sequence[str]) -> list[Pair]:
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
