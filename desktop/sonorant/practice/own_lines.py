"""What a learner said in words of his own, and where that stands in the text of a report on all that was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sonorant.practice.words import ended
from sonorant.speech.content import Span


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One line, and where it begins in the text of the report; None if it is not in there."""

    text: str
    start: int | None = 0


@dataclass(frozen=True, slots=True)
class OwnWords:
    """All of one's own lines, and what they are about, if that is known."""

    lines: tuple[OwnLine, ...]
    topic: str = ""


def among(said: Iterable[tuple[str, bool]]) -> tuple[OwnLine, ...]:
    """The own lines among all lines, each given with whether it is one; the report has them all, with a blank between.

    What has no words is not told.
    """
    found, begin = list[OwnLine](), 0
    for text, own in said:
        if own and text.strip():
            found.append(OwnLine(text, begin))
        begin += len(text) + 1
    return tuple(found)


def in_report(span: Span, lines: Sequence[OwnLine]) -> Span | None:
    """A place in the text of all own lines (`words.joined`) as one in that of the report; None if it is not there."""
    begin = 0
    for line in lines:
        said = line.text.strip()
        if not said:
            continue
        if begin <= span[0] < begin + len(said):
            if line.start is None:
                return None
            moved = line.start + line.text.index(said) - begin
            return span[0] + moved, min(span[1], begin + len(said)) + moved
        begin += len(ended(said)) + 1
    return None
