"""How much has been said in a conversation, and what is said of that."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sonorant.audio.envelope import Envelope
from sonorant.audio.files import Audio
from sonorant.practice.content import look
from sonorant.ui import advice
from sonorant.ui.lines import ChatLine, Said, own_words, said
from sonorant.ui.practice import Sound
from sonorant.ui.state import Take

SUGGESTED, OWN = "A large coffee with milk, please.", "I get up at six. Dr. Smith calls me early, and I am tired."


def spoken(text: str, own: bool, seconds: float = 10.0) -> ChatLine:
    audio = Audio(np.zeros(round(16_000 * seconds), np.float32), 16_000)
    return ChatLine(
        "You",
        text,
        True,
        take=Take(Path("a.wav"), text, ""),
        sound=Sound(audio, Envelope.of(audio.samples, audio.rate)),
        own=own,
    )


def test_suggested_lines_are_for_pronunciation_only_and_what_is_written_for_grammar_only() -> None:
    lines = [ChatLine("Barista", "Good morning! Hello. Hi.", mine=False), *[spoken(SUGGESTED, own=False)] * 3]
    assert said(lines) == Said(30.0, 0)
    lines += [spoken(OWN, own=True), ChatLine("You", "I never drink tea.", mine=True, own=True)]
    assert said(lines) == Said(40.0, 3)


def test_it_counts_what_grammar_and_vocabulary_are_judged_by() -> None:
    lines = [spoken(SUGGESTED, own=False), spoken(OWN, own=True)]
    assert said(lines).own == look(own_words(lines)).sentences
    assert look(own_words(lines)).withheld


@pytest.mark.parametrize(
    ("seconds", "own", "text"),
    [
        (12, 1, "Said so far: 12 of 20 s, and 1 of 3 sentences of your own for grammar and vocabulary."),
        (12, 5, "Said so far: 12 of 20 s. Enough for grammar and vocabulary: 5 sentences of your own."),
        (30, 0, "Enough to judge how you speak: 30 s. For grammar and vocabulary: 0 of 3 sentences of your own."),
        (30, 4, "Enough for a full report: 30 s, 4 sentences of your own."),
        (700, 0, "More than 10 min: have it assessed, and begin anew."),
    ],
)
def test_what_is_still_missing_is_said_plainly(seconds: float, own: int, text: str) -> None:
    assert advice.on_talk(seconds, own) == text
