"""A partner that says what was written for it, along the branches of a conversation."""

from __future__ import annotations

from collections.abc import Iterator

from sonorant.practice.conversations import Conversation
from sonorant.practice.dialogue import Dialogue, Exchange
from sonorant.practice.partners import following
from sonorant.practice.partners.base import Event, Line, Said


class ScriptedPartner:
    """The offline `Partner`. `dialogue` is how far the talk has come; with a kept history it goes on from there."""

    def __init__(self, conversation: Conversation, history: tuple[Exchange, ...] = ()) -> None:
        self.dialogue = Dialogue(conversation, history)

    def opening(self) -> Said:
        """See `Partner.opening`."""
        return now(self.dialogue)

    def reply(self, line: Line) -> Iterator[Event]:
        """See `Partner.reply`."""
        self.dialogue = answered(self.dialogue, line)
        yield now(self.dialogue)


def now(dialogue: Dialogue) -> Said:
    """What the script says at this point."""
    suggestions = tuple(reply.text for reply in dialogue.turn.replies)
    return Said(dialogue.line, suggestions, dialogue.ended, dialogue.offers)


def answered(dialogue: Dialogue, line: Line) -> Dialogue:
    """The dialogue after a line: along the suggestion that it was taken for or is most like, or asked again."""
    reply = line.reply
    if reply is None:
        reply = following.nearest(line.said, [each.text for each in dialogue.turn.replies])
    return dialogue.unmatched(line.said) if reply is None else dialogue.answer(reply, line.said)
