"""Two verdicts on the same take, side by side, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sonorant.speech import marks
from sonorant.speech.assessment import Assessment, ErrorType, Word

APART = 20.0
"""Points of accuracy (0–100) from which on two verdicts on a word disagree although they mark the same."""

_ADDED = {ErrorType.INSERTION, ErrorType.REPETITION}


@dataclass(frozen=True, slots=True)
class Row:
    """A word as both see it; None where one of them has no such word (an addition that only the other heard)."""

    first: Word | None
    second: Word | None
    disagree: bool

    @property
    def word(self) -> str:
        """What the word is."""
        present = self.first or self.second
        return present.word if present is not None else ""


def compare(first: Assessment, second: Assessment, apart: float = APART) -> tuple[Row, ...]:
    """The words of two complete assessments (0–100) against the same text, in its order.

    Words belong together by their place in the text; additions, which have none, by the word before them. Two verdicts
    disagree where they mark a word differently, or where its accuracies are at least `apart` points apart.
    """
    mine, others = _placed(first.words or ()), _placed(second.words or ())
    rows = [(key, mine.get(key), others.get(key)) for key in sorted(mine.keys() | others.keys())]
    return tuple(Row(one, other, _disagree(one, other, apart)) for _, one, other in rows)


def _placed(words: Sequence[Word]) -> dict[tuple[int, int, int, int], Word]:
    """Words by a key that is the same for the same word of the text, and that sorts into its order.

    The key: end of the last word of the text up to here, its start, number among the words of that place (one written
    form may be several words), number among the additions after it.
    """
    placed: dict[tuple[int, int, int, int], Word] = {}
    at, number, added = (0, 0), 0, 0
    for word in words:
        if word.span is not None and word.error not in _ADDED:
            number = number + 1 if word.span == at else 0
            at, added = word.span, 0
        else:
            added += 1
        placed[at[1], at[0], number, added] = word
    return placed


def _disagree(first: Word | None, second: Word | None, apart: float) -> bool:
    if first is None or second is None or set(marks.of_word(first)) != set(marks.of_word(second)):
        return True
    if first.accuracy is None or second.accuracy is None:
        return False
    return abs(first.accuracy - second.accuracy) >= apart
