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
    CONFIRMING = auto()
    ASSESSING = auto()
    OVER = auto()


@dataclass(frozen=True, slots=True)
class Talk:
    """The state of the conversation. `suggestions` are what can be said now; `openly`: show them to everybody.

    `meant` is what is going to be said, empty where that is found out afterwards; while `CONFIRMING` it is what was
    recognised in the answer, as far as it is corrected. `free`: what is said freely can be recognised.
    """

    conversation: Conversation
    stage: Stage = Stage.BEFORE
    suggestions: tuple[str, ...] = ()
    openly: bool = False
    meant: str = ""
    free: bool = False

    def index(self, text: str) -> int | None:
        """Which of the suggestions this is; None if it is the learner's own."""
        return self.suggestions.index(text) if text in self.suggestions else None

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
            case Stage.LEARNER | Stage.CONFIRMING:
                unknown = self.stage is Stage.LEARNER and not (self.suggestions or self.meant or self.free)
                return translate("ui", "Type what you want to say first; then say it.") if unknown else ""
