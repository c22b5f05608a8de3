"""Conversations as they are kept: who said what, when, in one sound with both voices in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import numpy as np

from sonorant.audio.files import Audio, resample
from sonorant.speech.assessment import Assessment
from sonorant.speech.failures import NothingToJudge
from sonorant.speech.merging import Part, merge
from sonorant.speech.timing import to_seconds, to_ticks

GAP_SECONDS = 0.5
"""Of silence between two turns."""


class Speaker(StrEnum):
    """Who says a turn."""

    PARTNER = "partner"
    LEARNER = "learner"


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """A turn as it is handed over to be kept.

    `sound` is None where there is no voice. `own`: the learner's own words, not a line that was suggested. `take` is
    the recording of it in the store, which goes once the conversation is kept.
    """

    who: Speaker
    text: str
    sound: Audio | None = None
    assessment: Assessment | None = None
    own: bool = False
    take: Path | None = None


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """A kept turn: `offset` and `duration` in ticks are its place in the sound of the chat, 0 long without a voice.

    Times in its `assessment` count from the beginning of the turn.
    """

    who: Speaker
    text: str
    offset: int
    duration: int
    own: bool = False
    assessment: Assessment | None = None


def compose(utterances: Sequence[Utterance]) -> tuple[Audio, tuple[ChatTurn, ...]]:
    """The sound of a conversation at the highest rate of its parts, with short silences between, and its turns.

    Where nobody has a voice it is a short silence.
    """
    rate = max((each.sound.rate for each in utterances if each.sound is not None), default=16_000)
    gap = np.zeros(round(GAP_SECONDS * rate), np.float32)
    parts, turns, length = list[np.ndarray](), list[ChatTurn](), 0
    for each in utterances:
        if each.sound is not None and parts:
            parts.append(gap)
            length += len(gap)
        samples = np.zeros(0, np.float32) if each.sound is None else resample(each.sound, rate).samples
        start, stop = to_ticks(length / rate), to_ticks((length + len(samples)) / rate)
        turns.append(ChatTurn(each.who, each.text, start, stop - start, each.own, each.assessment))
        if each.sound is not None:
            parts.append(samples)
            length += len(samples)
    return Audio(np.concatenate(parts) if length else gap, rate), tuple(turns)


def whole(turns: Sequence[ChatTurn]) -> Assessment:
    """The verdict on all that the learner said; times are those in the sound of the chat.

    Raises:
        ValueError: several engines judged.
    """
    return merge([Part(each.text, each.offset, each.assessment) for each in turns if each.who is Speaker.LEARNER])


def sound_of(turn: ChatTurn, chat: Audio) -> Audio:
    """The sound of one turn, cut out of the chat's."""
    start, stop = (round(to_seconds(ticks) * chat.rate) for ticks in (turn.offset, turn.offset + turn.duration))
    return Audio(chat.samples[start:stop], chat.rate)


def judged_anew(
    turns: Sequence[ChatTurn], chat: Audio, judge: Callable[[Audio, str], Assessment]
) -> tuple[ChatTurn, ...]:
    """The turns with new verdicts: `judge` is given the sound and the text of each that the learner said aloud.

    A turn in which there is nothing to judge has no verdict then.

    Raises:
        NothingToJudge: that is so for all of them.
    """
    found, last = list[ChatTurn](), NothingToJudge("You said nothing aloud in this conversation: there is no verdict.")
    for each in turns:
        judged = None
        if each.who is Speaker.LEARNER and each.duration and each.text:
            try:
                judged = judge(sound_of(each, chat), each.text)
            except NothingToJudge as failure:
                last = failure
        found.append(replace(each, assessment=judged))
    if all(each.assessment is None for each in found):
        raise last
    return tuple(found)
