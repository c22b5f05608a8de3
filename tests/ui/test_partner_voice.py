"""The voice of the partner where it fails: the conversation goes on, it is told once, and what can be heard is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from downloading import write_to
from sonorant.audio import files
from sonorant.practice.partners import base as partners
from sonorant.speech.failures import Progress, no_progress
from sonorant.ui.talk import Stage as Where
from sonorant.ui.widgets.banner import Notice
from sonorant.voices.base import Spoken, VoiceFailed
from sonorant.voices.flite import Flite
from talkative import Talkative
from window_stage import Stage

UNSAYABLE = "你好"
NOTHING = "There is nothing in this text that can be said: write some words."


class Polyglot:
    """A chat model that says each time what comes next, the first of which no voice can say."""

    def __init__(self) -> None:
        self.lines = iter((UNSAYABLE, "What would you like?", UNSAYABLE, "Here you are."))

    def opening(self) -> partners.Said:
        return partners.Said("Hello! How are you?")

    def reply(self, line: partners.Line) -> Iterator[partners.Event]:
        yield partners.Said(next(self.lines), origin="model")


class Hoarse:
    """A voice that fails for another reason each time that it is told to."""

    name = "hoarse"

    def __init__(self) -> None:
        self.why = "The speech program “hoarse” failed (1): choose another voice in the settings."

    def speak(self, text: str, speed: float = 1.0, progress: Progress = no_progress) -> Spoken:
        raise VoiceFailed(self.why)


@pytest.fixture
def talk(stage: Stage) -> Talkative:
    stage.voice, partner = Flite("slt"), Polyglot()
    stage.new_partner = lambda _: partner
    return Talkative(stage)


def told(talk: Talkative) -> list[str]:
    """What the conversation tells from now on."""
    heard: list[str] = []

    def hear(notice: Notice) -> None:
        heard.append(notice.text)

    talk.room.noticed.connect(hear)
    return heard


def write(talk: Talkative, text: str = "Fine, thank you.") -> None:
    talk.card.answer.own.setText(text)
    talk.card.answer.send.click()
    talk.settle()


def test_is_told_once_in_a_conversation_which_goes_on(talk: Talkative) -> None:
    talk.stage.voice = hoarse = Hoarse()
    notices = told(talk)
    talk.begin("coffee-to-go")
    write(talk)
    write(talk)
    assert notices == [hoarse.why]
    assert talk.conversing.talk is not None
    assert talk.conversing.talk.stage is Where.LEARNER
    assert len(talk.said) == 5

    hoarse.why = "The speech program “hoarse” takes too long: try a shorter text or choose another voice."
    write(talk)
    assert len(notices) == 2
    talk.bubbles[0].listen.click()
    talk.settle()
    assert len(notices) == 3  # who asks is answered
    talk.begin("coffee-to-go")
    assert len(notices) == 4


def test_one_turn_that_cannot_be_said_leaves_the_others_their_voice(talk: Talkative, tmp_path: Path) -> None:
    talk.card.voice.click()
    talk.begin("coffee-to-go")
    for _ in range(3):
        write(talk)
    notices = told(talk)
    file = tmp_path / "chat.wav"
    write_to(talk, talk.card.downloads, file)
    assert notices == [f"Turns left without a voice: 2. {NOTHING}", "Written to “chat.wav”."]
    said = [line.spoken.audio.seconds for line in talk.conversing.lines if line.spoken is not None]
    assert len(said) == 2
    assert files.read(file).seconds == pytest.approx(sum(said) + 0.5, abs=0.05)


def test_a_conversation_without_any_sound_is_not_written_as_silence(talk: Talkative) -> None:
    talk.stage.voice = None
    talk.begin("coffee-to-go")
    notices = told(talk)
    talk.card.downloads.click()
    talk.settle()
    assert not any(each.isVisible() for each in talk.card.findChildren(QFileDialog))
    assert notices == ["Nothing in this conversation can be heard: save its transcript instead."]
