"""Where a conversation is, as plain data without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from sonorant.practice.conversations import Conversation
from sonorant.ui.words import translate


class Stage(Enum):
    """Where a conversation is."""

    BEFORE = auto()
    PARTNER = auto()
    LEARNER = auto()
    HEARING = auto()
    ASSESSING = auto()
    OVER = auto()


@dataclass(frozen=True, slots=True)
class Talk:
    """The state of the conversation. `suggestions` are what can be said now; `openly`: show them to everybody.

    `meant` is what is going to be said, empty where that is found out afterwards.
    """

    conversation: Conversation
    stage: Stage = Stage.BEFORE
    suggestions: tuple[str, ...] = ()
    openly: bool = False
    meant: str = ""

    @property
    def hold(self) -> str:
        """Why no answer is awaited now; empty if one is."""
        match self.stage:
            case Stage.BEFORE:
                return translate("ui", "Begin the conversation first.")
            case Stage.PARTNER:
                return translate("ui", "Your partner is thinking…")
            case Stage.HEARING:
                return translate("ui", "Finding out what you said…")
            case Stage.ASSESSING:
                return translate("ui", "Assessing what you said…")
            case Stage.OVER:
                return translate("ui", "The conversation is over: have it assessed, or begin again.")
            case Stage.LEARNER:
                free = not self.suggestions and not self.meant
                return translate("ui", "Type what you want to say first; then say it.") if free else ""
