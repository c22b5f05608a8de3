"""What stays of a drill when a session is deleted in which it was found: nothing that was said in that alone.

The sentences of a drill are of the mistake that was put down last. Which session that is of is known, but for drills
of lessons, of takes that were not saved, and of sessions that are deleted already.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sonorant.practice.drill_book import Kept
    from sonorant.practice.drills import Item


def left_without(kept: Kept, session: int, said: str, given: Collection[str]) -> tuple[Item, ...]:
    """What there is to say in a drill once a session, in which this was said, is deleted.

    What was found there alone and not practised since goes. Of any other drill that was found there, the sentences go
    that are of it, also those that were put right; where nobody knows of which session they are, those that were said
    in this one. Sentences that were `given` stay, and so does all that was only practised in the session.
    """
    from sonorant.practice.drills import ItemKind  # noqa: PLC0415 - the window has a book before any drill

    items = kept.drill.items
    first, *later = kept.attempts
    mistakes = [first, *(each for each in later if each.score is None)]
    found = [each.session for each in mistakes]
    if set(found) == {session} and len(mistakes) == len(kept.attempts):
        return ()
    if found[-1] not in {session, None}:
        return items
    if session not in found and session in {each.session for each in later}:
        return items

    def stays(item: Item) -> bool:
        if item.kind is not ItemKind.SENTENCE or item.text in given:
            return True
        return session not in found and _bare(item.text) not in _bare(said)

    left = tuple(filter(stays, items))
    elsewhere = set(found) - {session, None}
    return items if elsewhere and not left else left


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
