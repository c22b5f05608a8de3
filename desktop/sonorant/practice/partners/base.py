"""The interface behind which every partner stands, and what passes through it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

SCRIPT = "script"
"""The `origin` of a line that was written beforehand."""


@dataclass(frozen=True, slots=True)
class Line:
    """What the learner said. `reply` is the index of the suggestion that it was taken for, None for none of them.

    A line with text and no index is compared with the suggestions by its words; one without text was not understood.
    """

    said: str
    reply: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """More of what the partner is saying, while it comes."""

    text: str


@dataclass(frozen=True, slots=True)
class FellBack:
    """The chat model gave no answer; `reason` is one sentence. Forget the pieces of this turn: the script goes on."""

    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """A whole turn of the partner's: the last event of every answer.

    `suggestions` are what the learner may reply, none where the partner talks freely or has `ended`; `offers` says
    to show them openly, as answers did not fit. `origin` is `SCRIPT` or the name of the model.
    """

    text: str
    suggestions: tuple[str, ...] = ()
    ended: bool = False
    offers: bool = False
    origin: str = SCRIPT


Event: TypeAlias = Piece | FellBack | Said


class Partner(Protocol):
    """One conversation, from the partner's side. Plain and blocking: the caller decides on which thread it runs."""

    def opening(self) -> Said:
        """What the partner says now, before anything new is said to it; at once, and nothing is sent anywhere."""
        ...

    def reply(self, line: Line) -> Iterator[Event]:
        """The partner's answer to the learner's line: pieces, if it comes bit by bit, and in the end one `Said`.

        Failures of whatever kind are an event, never an exception. Closing the iterator early gives the answer up;
        the line then counts as not said.

        Raises:
            IndexError: the conversation has ended, or the line names a suggestion that is not there.
        """
        ...
