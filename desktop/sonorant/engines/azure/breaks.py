"""The pauses between phrases, of which the service says nothing: a pause ends a phrase, and it judges within them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sonorant.speech.assessment import TICKS_PER_SECOND, Assessment, Break, Json, Word

OURS: dict[str, Json] = {"Sonorant": {"Judged": "by the length of the gap between two phrases"}}
"""Beside a break that is judged here."""
_LONGEST, _LONGEST_AT_MARK, _SOFTNESS = 0.45, 0.9, 0.12
"""Seconds of a pause that is as likely expected as not, without a mark in the text and at one, and how soft that is."""
_MARK = re.compile(r"[.,;:!?…—–()\n。、，；：？！،؛؟।॥]")


def between(words: Sequence[Word], phrases: Sequence[Assessment], text: str) -> tuple[Word, ...]:
    """The words, with the break before the first one of each phrase after the first.

    `words`: those of the phrases, in order, with their places in `text` and perhaps those that were left out. Without
    a text, or for a word that has no place in it, what was displayed of the phrase before tells what is expected.
    """
    shown = {
        following.words[0].offset: phrase.text
        for phrase, following in pairwise(phrases)
        if following.words and phrase.words
    }
    judged = list[Word]()
    last: Word | None = None
    for word in words:
        if word.offset is None or word.duration is None:  # left out
            judged.append(word)
            continue
        if last is not None and word.offset in shown:
            gap = max(0, word.offset - (last.offset or 0) - (last.duration or 0))
            limit = _LONGEST_AT_MARK if _is_marked(last, word, text, shown[word.offset]) else _LONGEST
            judged.append(replace(word, pause=_break(word.pause, gap, limit)))
        else:
            judged.append(word)
        last = word
    return tuple(judged)


def _is_marked(before: Word, after: Word, text: str, shown: str) -> bool:
    """Whether a punctuation mark stands between two words; `shown`: what was displayed before the second."""
    if before.span and after.span and before.span[1] <= after.span[0]:
        return _MARK.search(text, before.span[1], after.span[0]) is not None
    return _MARK.search(shown[-1:]) is not None


def _break(given: Break | None, gap: int, limit: float) -> Break:
    if given is not None and given.unexpected is not None:
        return given  # the service's own
    unexpected = 1.0 / (1.0 + math.exp((limit - gap / TICKS_PER_SECOND) / _SOFTNESS))
    pause = given or Break()
    return replace(pause, unexpected=round(unexpected, 4), missing=0.0, length=gap, extra={**pause.extra, **OURS})
