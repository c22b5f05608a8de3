"""Where one's own voice can be heard again: in a reading, or in a turn of a conversation wherever it stands by then."""

from __future__ import annotations

from dataclasses import dataclass

from sonorant.audio.files import Audio, read
from sonorant.practice.advice import Advice
from sonorant.practice.drill_book import Voice
from sonorant.sessions import chats
from sonorant.sessions.chats import ChatTurn, Speaker
from sonorant.sessions.store import Session, Store
from sonorant.speech.failures import UnusableInput
from sonorant.speech.timing import to_seconds
from sonorant.ui.words import translate

AROUND = 0.3
"""Seconds before and after a mistake that are heard with it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where what is on view is kept: a session, or one `turn` of it.

    A whole conversation has its `turns`, where they stood in the sound that its report is on.
    """

    session: int
    turn: int | None = None
    turns: tuple[ChatTurn, ...] = ()


def source_of(session: Session) -> Source:
    """A session that is on view as a whole."""
    return Source(session.id, turns=session.turns)


def voice_of(source: Source | None, advice: Advice) -> Voice | None:
    """Where the clearest place of a piece of advice can be heard; None if it is not kept, or has no time."""
    place = next((each for each in advice.places if each.offset is not None), None)
    if source is None or place is None or place.offset is None:
        return None
    turn, offset, duration = source.turn, place.offset, place.duration or 0
    if source.turns:
        turn = _turn_of(source.turns, place.word, offset)
        offset -= source.turns[turn].offset
        if offset < 0:  # left out before the first word of the answer: its time is that of the end of the answer before
            offset, duration = _first_word(source.turns[turn])
    start, stop = to_seconds(offset) - AROUND, to_seconds(offset + duration) + AROUND
    return Voice(source.session, max(0.0, start), stop, turn)


def load(store: Store, voice: Voice) -> Audio:
    """The sound that the times of `voice` count in.

    Raises:
        StoreUnusable: the session was deleted.
        UnusableInput: its recording is gone, or was not written to the end.
    """
    session = store.open(voice.session)
    sound = read(session.audio)
    if voice.turn is None:
        return sound
    if voice.turn >= len(session.turns):
        raise UnusableInput(
            translate("ui", "This answer was not saved with its conversation: say it again to hear yourself.")
        )
    return chats.sound_of(session.turns[voice.turn], sound)


def _turn_of(turns: tuple[ChatTurn, ...], word: int, offset: int) -> int:
    """The turn with this word of the report on all of them; that which is heard at `offset` if none has words."""
    for number, turn in enumerate(turns):
        if turn.who is Speaker.LEARNER and turn.assessment is not None:
            words = turn.assessment.words or ()
            if word < len(words):
                return number
            word -= len(words)
    mine = [place for place, turn in enumerate(turns) if turn.who is Speaker.LEARNER and turn.duration]
    return max((place for place in mine if turns[place].offset <= offset), default=mine[0])


def _first_word(turn: ChatTurn) -> tuple[int, int]:
    """Offset and duration of the first word that was said in a turn; its beginning if none is known."""
    words = turn.assessment.words if turn.assessment is not None else None
    timed = ((each.offset, each.duration) for each in words or () if each.duration)
    return next(((offset, duration) for offset, duration in timed if offset is not None and duration), (0, 0))
