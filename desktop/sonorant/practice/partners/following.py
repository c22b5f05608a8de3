"""Which written line is most like a spoken one, and where in a script a talk is that left it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sonorant.practice.dialogue import Dialogue, Exchange

ALIKE = 0.5
"""From this likeness (0–1) on, two lines mean the same."""

_FUNCTION = """
    a about am an and are as at be been but by can could did do does for from had has have he her hers him his how i
    id if ill im in is it its ive just like me mine my of on or our ours please she should so some than that the
    their them then there these they this those to too us very was we well were what when where which who will with
    would you your yours
"""
_FUNCTION_WORDS = frozenset(_FUNCTION.split())
_FUNCTION_WEIGHT = 0.2
_STEM_LETTERS = 5


def likeness(one: str, other: str) -> float:
    """How alike two lines are, 0–1: the weight of the words they share as a share of all, and of the shorter line.

    It is the mean of the two (Dice's and the overlap coefficient). Words that carry little meaning count a fifth; of
    long words only the beginning counts.
    """
    first, second = _words(one), _words(other)
    weights = _weight(first), _weight(second)
    if not all(weights):
        return 0.0
    shared = _weight(first & second)
    return (2 * shared / sum(weights) + shared / min(weights)) / 2


def nearest(said: str, texts: Sequence[str]) -> int | None:
    """The index of the text that `said` is most like; None if it is like none, or like two equally."""
    found = sorted(((likeness(said, text), -place) for place, text in enumerate(texts)), reverse=True)
    if not found or found[0][0] < ALIKE or (len(found) > 1 and found[1][0] == found[0][0]):
        return None
    return -found[0][1]


def follow(dialogue: Dialogue, line: str, said: str) -> Dialogue:
    """Take a script along with a talk that goes its own way: the partner said `line`, the learner `said`.

    The script goes to the turn from here on that asks most nearly what the partner asked (or stays) and from there
    along the reply that is most like what was said. So it comes along also where nothing is alike, but an end is
    entered only where the reply is: a talk that is cut off goes on.
    """
    here = _asked(dialogue, line)
    replies = here.turn.replies
    if not replies:
        return here
    likest = nearest(said, [reply.text for reply in replies])
    if likest is not None:
        return _along(here, likest, line, said)
    ways = [place for place, reply in enumerate(replies) if here.conversation.turns[reply.next].replies]
    if not ways:
        return here
    best = max(ways, key=lambda place: (likeness(said, replies[place].text), -place))
    return _along(here, best, line, said)


def _along(dialogue: Dialogue, reply: int, line: str, said: str) -> Dialogue:
    after = dialogue.answer(reply, said)
    return replace(after, history=(*after.history[:-1], replace(after.history[-1], line=line)))


def _asked(dialogue: Dialogue, line: str) -> Dialogue:
    """The dialogue at the turn, here or further on, whose words are most like `line`; as it is if none are."""
    best, found = dialogue, max(ALIKE, likeness(line, dialogue.turn.says))
    for further in _further(dialogue):
        alike = likeness(line, further.turn.says)
        if alike > found:
            best, found = further, alike
    return best


def _further(dialogue: Dialogue) -> list[Dialogue]:
    """The dialogue at every turn that can still be come to, the nearest first."""
    turns = dialogue.conversation.turns
    seen, found, edge = {dialogue.turn.id}, list[Dialogue](), [dialogue]
    while edge:
        before = edge.pop(0)
        for place, reply in enumerate(before.turn.replies):
            if reply.next not in seen:
                seen.add(reply.next)
                way = Exchange(before.turn.id, turns[before.turn.id].says, reply.text, place)
                edge.append(replace(before, history=(*before.history, way)))
                found.append(edge[-1])
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(
        word if word in _FUNCTION_WORDS else word[:_STEM_LETTERS]
        for word in re.findall(r"[a-z]+|\d+", text.lower().replace("’", "").replace("'", ""))
    )


def _weight(words: frozenset[str]) -> float:
    return sum(_FUNCTION_WEIGHT if word in _FUNCTION_WORDS else 1.0 for word in words)
