"""What has been said in a conversation, as the window shows it; without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sonorant.practice.conversations import Conversation
from sonorant.practice.words import joined, sentences
from sonorant.ui.practice import Sound
from sonorant.ui.report_model import Report
from sonorant.ui.state import Take
from sonorant.ui.words import translate
from sonorant.voices.base import Spoken


@dataclass(frozen=True, slots=True, eq=False)
class ChatLine:
    """One turn. `spoken` is the partner's voice; `take`, `sound` and `report` are of what the learner said.

    `own`: the learner's own words, not a suggestion. What fitted nothing has `fits` False: it was said, but leads
    nowhere. `translation` is what it means in a language of the learner's, where that was written.
    """

    who: str
    text: str
    mine: bool
    spoken: Spoken | None = None
    take: Take | None = None
    sound: Sound | None = None
    report: Report | None = None
    fits: bool = True
    own: bool = False
    translation: str = ""

    @property
    def audible(self) -> bool:
        """Whether there is something to listen to."""
        return self.spoken is not None or self.sound is not None

    @property
    def judgeable(self) -> bool:
        """Whether this is an answer with a voice and with words that are known."""
        return self.mine and self.fits and self.sound is not None


@dataclass(frozen=True, slots=True)
class Said:
    """How much the learner has said so far: seconds of recording that can be judged, and sentences of one's own."""

    seconds: float
    own: int


def said(lines: Sequence[ChatLine]) -> Said:
    """What the learner has said that can be judged: how it was spoken, and the words that are the learner's own."""
    seconds = sum(line.sound.audio.seconds for line in lines if line.judgeable and line.sound is not None)
    return Said(seconds, len(sentences(joined(own_words(lines)))))


def own_words(lines: Sequence[ChatLine]) -> list[str]:
    """What the learner said in words that nobody suggested: what grammar and vocabulary are judged by."""
    return [line.text for line in lines if line.mine and line.own and line.text]


def number_of(lines: Sequence[ChatLine], take: Take) -> int | None:
    """Which line was said in a take; None if none was."""
    return next((number for number, line in enumerate(lines) if line.take and line.take.path == take.path), None)


def learner_line(text: str) -> ChatLine:
    """What the learner says, as it is shown."""
    return ChatLine(translate("ui", "You"), text, mine=True)


def partner_line(conversation: Conversation, text: str) -> ChatLine:
    """What the partner says, as it is shown."""
    return ChatLine(partner_name(conversation), text, mine=False, translation=conversation.translation_of(text))


def partner_name(conversation: Conversation) -> str:
    """What the partner is called over a bubble: the first words of who that is."""
    return conversation.partner.partition(",")[0].strip()
