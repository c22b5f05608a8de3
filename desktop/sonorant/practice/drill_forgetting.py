"""What stays of a drill when a session is deleted in which it was found: nothing that was said in that alone.

The sentences of a drill, and the words of one of a sound, are of the mistake that was put down last. Which session
that is of is known, but for drills of lessons, of takes that were not saved, and of sessions that are deleted already.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sonorant.practice.drill_book import Kept
    from sonorant.practice.drills import Item


@dataclass(frozen=True, slots=True)
class Given:
    """What is nobody's own, as it comes with the lessons: sentences, and the words for each sound (ARPABET)."""

    sentences: Collection[str] = ()
    words: Mapping[str, Collection[str]] = field(default_factory=dict)


NOTHING_GIVEN = Given()


def left_without(kept: Kept, session: int, said: str, given: Given) -> tuple[Item, ...]:
    """What there is to say in a drill once a session, in which this was said, is deleted.

    What was found there alone and not practised since goes. Of any other drill that was found there, the sentences go
    that are of it, also those that were put right, and the words that are, if it is one of a sound; where nobody knows
    of which session they are, those that were said in this one. What was `given` stays, and so does all that was only
    practised in the session.
    """
    from sonorant.practice.drills import ItemKind  # noqa: PLC0415 - the window has a book before any drill
    from sonorant.practice.words import tokens  # noqa: PLC0415 - as above

    items, phone = kept.drill.items, kept.drill.phone
    first, *later = kept.attempts
    mistakes = [first, *(each for each in later if each.score is None)]
    found = [each.session for each in mistakes]
    if set(found) == {session} and len(mistakes) == len(kept.attempts):
        return ()
    if found[-1] not in {session, None}:
        return items
    if session not in found and session in {each.session for each in later}:
        return items

    heard, words = _bare(said), {token.lower for token in tokens(said)}

    def stays(item: Item) -> bool:
        if item.kind is ItemKind.SENTENCE:
            return item.text in given.sentences or (session not in found and _bare(item.text) not in heard)
        if item.kind is ItemKind.PAIR or phone is None or item.text in given.words.get(phone, ()):
            return True
        return session not in found and not words.issuperset(token.lower for token in tokens(item.text))

    left = tuple(filter(stays, items))
    elsewhere = set(found) - {session, None}
    return items if elsewhere and not left and phone is None else left


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
