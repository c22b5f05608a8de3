"""A conversation of four turns, as a session keeps it."""

from __future__ import annotations

import numpy as np

from sample_assessment import SECONDS, TEXT, sample
from sonorant.audio.files import Audio
from sonorant.sessions.chats import Speaker, Utterance
from sonorant.speech.config import AssessmentConfig

CONFIG = AssessmentConfig()


def tone(hertz: float, seconds: float, rate: int = 16_000) -> Audio:
    moments = np.arange(round(rate * seconds)) / rate
    return Audio((0.3 * np.sin(2 * np.pi * hertz * moments)).astype(np.float32), rate)


def partner(text: str, sound: Audio | None = None) -> Utterance:
    return Utterance(Speaker.PARTNER, text, sound)


def learner(text: str, sound: Audio | None = None, **more: object) -> Utterance:
    return Utterance(Speaker.LEARNER, text, sound, **more)  # type: ignore[arg-type]


TALK = (
    partner("Where were you?", tone(300, 1.0)),
    learner(TEXT, tone(500, SECONDS, 48_000), assessment=sample(), own=True),
    partner("And then?", tone(300, 0.5, 24_000)),
    learner("I went home."),
)
