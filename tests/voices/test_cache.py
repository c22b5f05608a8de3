"""What was said before is kept, within bounds."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from sonorant.speech.failures import Progress, no_progress
from sonorant.voices import cache
from sonorant.voices.base import Spoken, VoiceFailed
from sonorant.voices.cache import Cached, cache_folder
from sonorant.voices.flite import Flite


class Counting(Flite):
    """Flite, and how often it had to speak."""

    spoke = 0

    def speak(self, text: str, speed: float = 1.0, progress: Progress = no_progress) -> Spoken:
        self.spoke += 1
        return super().speak(text, speed, progress)


@pytest.fixture
def voice() -> Counting:
    return Counting("kal16")


def test_a_sentence_is_said_once_and_then_remembered_as_it_was(voice: Counting, tmp_path: Path) -> None:
    first = Cached(voice, tmp_path / "kept").speak("Twice.")
    again = Cached(voice, tmp_path / "kept").speak("Twice.")

    assert voice.spoke == 1
    assert (again.words, again.phones, again.visemes) == (first.words, first.phones, first.visemes)
    np.testing.assert_allclose(again.audio.samples, first.audio.samples, atol=2e-4)
    assert again.audio.rate == first.audio.rate


def test_another_speed_or_text_is_said_anew(voice: Counting, tmp_path: Path) -> None:
    cached = Cached(voice, tmp_path)
    for text, speed in (("One.", 1.0), ("One.", 0.8), ("Two.", 1.0)):
        cached.speak(text, speed)

    assert voice.spoke == 3


def test_what_was_not_asked_for_the_longest_goes_when_there_is_no_room(voice: Counting, tmp_path: Path) -> None:
    Cached(voice, tmp_path).speak("The first sentence.")
    first = next(tmp_path.glob("*.npz"))
    os.utime(first, (1, 1))

    Cached(voice, tmp_path, most_bytes=round(1.8 * first.stat().st_size)).speak("The second sentence.")

    assert not first.exists()
    assert len(list(tmp_path.glob("*.npz"))) == 1


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 rubbish", b"{}"])
def test_a_damaged_memory_is_replaced(voice: Counting, tmp_path: Path, damage: bytes) -> None:
    cached = Cached(voice, tmp_path)
    cached.speak("Again.")
    next(tmp_path.glob("*.npz")).write_bytes(damage)

    assert cached.speak("Again.").words
    assert voice.spoke == 2
    cached.speak("Again.")
    assert voice.spoke == 2


def test_where_nothing_can_be_kept_it_speaks_all_the_same(voice: Counting, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    assert Cached(voice, tmp_path / "file" / "kept").speak("Still here.").words


def test_nothing_that_was_said_is_left_once_it_was_emptied(voice: Counting, tmp_path: Path) -> None:
    Cached(voice, tmp_path).speak("My own words.")
    (tmp_path / ".half.npz.123.part").write_bytes(b"half of it")
    (tmp_path / "another's").write_text("stays")
    cache.empty(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["another's"]
    cache.empty(tmp_path / "that is not there")


def test_what_cannot_be_removed_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "in the way.npz").mkdir()
    with pytest.raises(VoiceFailed, match="What voices have said could not be removed"):
        cache.empty(tmp_path)


def test_the_folder_is_the_users_own(home: Path) -> None:
    assert home.resolve() in cache_folder().resolve().parents
