"""How far a scripted conversation has come: a value that is made anew by every answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sonorant.practice.conversations import Conversation, Reply, Turn

MISSES = 2
"""After so many answers in a row that fit nothing the partner offers the suggestions openly."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the partner said (`line`, in the turn with the id `turn`) and what the learner answered (`said`).

    `reply` is the index of the suggestion that the answer was taken for, or None if it fitted none.
    """

    turn: str
    line: str
    said: str
    reply: int | None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation and what has been said in it so far; everything else follows from these two.

    With a kept `history` of the same conversation a talk goes on where it stopped.
    """

    conversation: Conversation
    history: tuple[Exchange, ...] = ()

    @property
    def turn(self) -> Turn:
        """The turn that waits for an answer or, at the end, the last one."""
        matched = next((each for each in reversed(self.history) if each.reply is not None), None)
        turns = self.conversation.turns
        if matched is None or matched.reply is None:
            return turns[self.conversation.opening]
        return turns[turns[matched.turn].replies[matched.reply].next]

    @property
    def misses(self) -> int:
        """How many answers in a row fitted nothing."""
        return next((n for n, each in enumerate(reversed(self.history)) if each.reply is not None), len(self.history))

    @property
    def line(self) -> str:
        """What the partner says now: the turn's own words, a polite question, or an offer of the replies."""
        if not self.misses:
            return self.turn.says
        return offer(self.turn.replies) if self.offers else self.turn.again

    @property
    def offers(self) -> bool:
        """Whether the suggestions are to be shown openly, because answers did not fit twice or more in a row."""
        return self.misses >= MISSES

    @property
    def ended(self) -> bool:
        """Whether everything has been said."""
        return not self.turn.replies

    def answer(self, reply: int, said: str | None = None) -> Dialogue:
        """Go on with the suggestion of that index; `said` is what the learner said, if other than its text.

        Raises:
            IndexError: there is no such suggestion, as at the end.
        """
        if not 0 <= reply < len(self.turn.replies):
            raise IndexError(f"the turn {self.turn.id} has no reply {reply}")
        return self._after(self.turn.replies[reply].text if said is None else said, reply)

    def unmatched(self, said: str = "") -> Dialogue:
        """Ask again, since the answer fits no suggestion.

        Raises:
            IndexError: the conversation has ended.
        """
        if self.ended:
            raise IndexError("the conversation has ended")
        return self._after(said, None)

    def back(self) -> Dialogue:
        """As it was before the last answer; at the beginning, as it is."""
        return replace(self, history=self.history[:-1])

    def _after(self, said: str, reply: int | None) -> Dialogue:
        return replace(self, history=(*self.history, Exchange(self.turn.id, self.line, said, reply)))


def offer(replies: Sequence[Reply]) -> str:
    """The words with which the partner offers the replies."""
    first, *others = (reply.text for reply in replies)
    return " ".join(["Let me help you. You could say:", first, *(f"Or: {other}" for other in others)])
