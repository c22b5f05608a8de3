"""Flite's voices, with the real program."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from sonorant import assets
from sonorant.practice import scenarios
from sonorant.speech.timing import to_seconds
from sonorant.speech.visemes import Shape
from sonorant.voices.base import VoiceFailed
from sonorant.voices.flite import VOICES, Flite, installed

TEXT = "She paid $5 for the bus, didn't she?"


@pytest.mark.parametrize("voice", VOICES)
def test_every_voice_speaks_and_tells_words_sounds_and_shapes_in_order(voice: str) -> None:
    spoken = Flite(voice).speak(TEXT)

    assert spoken.audio.rate >= 16_000
    assert [word.text for word in spoken.words] == ["She", "paid", "$5", "for", "the", "bus", "didn't", "she"]
    assert all(TEXT[slice(*word.span)] == word.text for word in spoken.words)
    assert [phone.arpabet for phone in spoken.phones[:5]] == ["SH", "IY", "P", "EY", "D"]
    for times in (spoken.words, spoken.phones, spoken.visemes):
        assert [each.offset for each in times] == sorted(each.offset for each in times)
    last = spoken.phones[-1]
    assert to_seconds(last.offset + last.duration) <= spoken.audio.seconds + 0.01


def test_the_mouth_closes_where_p_begins_and_rests_at_the_end() -> None:
    spoken = Flite("slt").speak("A happy map.")

    for phone in (each for each in spoken.phones if each.arpabet == "P"):
        assert spoken.shape_at(to_seconds(phone.offset) + 0.001) is Shape.CLOSED
    assert spoken.shape_at(spoken.audio.seconds) is Shape.REST


def test_a_word_sounds_at_its_time_and_none_in_the_pause_before_the_first() -> None:
    spoken = Flite("slt").speak("Listen to me.")
    word = spoken.words[2]

    assert spoken.word_at(0.0) is None
    assert spoken.word_at(to_seconds(word.offset + word.duration // 2)) == word
    assert spoken.word_at(spoken.audio.seconds + 1) is None


@pytest.mark.parametrize("speed", [0.5, 1.5])
def test_it_speaks_as_fast_as_it_is_told(speed: float) -> None:
    usual, other = Flite("slt").speak(TEXT), Flite("slt").speak(TEXT, speed)

    assert other.audio.seconds == pytest.approx(usual.audio.seconds / speed, rel=0.1)


def test_every_bundled_text_has_all_its_words_timed() -> None:
    for scenario in scenarios.load(assets.path("scenarios"))[::6]:
        spoken = Flite("kal16").speak(scenario.text)
        marked = "".join(scenario.text[slice(*word.span)] for word in spoken.words)
        assert len(marked) > 0.7 * len(scenario.text), scenario.id


def test_a_long_text_is_timed_in_little_time() -> None:
    text = " ".join(["The children are playing football behind the old school."] * 60)
    began = time.monotonic()

    spoken = Flite("kal16").speak(text)

    assert len(spoken.words) == 60 * 9
    assert time.monotonic() - began < 20


def test_odd_characters_do_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    spoken = Flite("kal16").speak("-o x; `touch y` $(touch z) 😀 café \x00 “naïve” | tee w")

    assert float(np.abs(spoken.audio.samples).max()) > 0.05
    assert not list(tmp_path.iterdir())


def test_a_program_that_vanished_is_told_of_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(VoiceFailed, match=r"“flite” cannot be started .*: choose another voice"):
        Flite("slt").speak("Hello.")


def test_without_the_program_there_are_no_voices(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert installed() == []
