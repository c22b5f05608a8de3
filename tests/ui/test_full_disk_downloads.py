"""A disk that is full when a conversation is to be written to it: one sentence, and nothing is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from downloading import write_to
from sonorant.audio import files
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.sessions.store import Store
from sonorant.voices.flite import Flite
from talkative import COFFEE, Talkative
from window_stage import Stage

OLD = b"what stood there before"


@pytest.fixture
def talk(stage: Stage) -> Talkative:
    """A conversation in which both have spoken."""
    stage.assessor, stage.voice = EmbeddedAssessor(), Flite("slt")
    talk = Talkative(stage)
    talk.begin("coffee-to-go")
    talk.say(COFFEE)
    return talk


@pytest.mark.parametrize("ending", [".wav", ".flac", ".mp3", ".txt", ".csv"])
def test_it_is_told_in_one_sentence_and_can_be_done_once_there_is_space(
    talk: Talkative, small_disk: Path, ending: str
) -> None:
    button = talk.card.texts if ending in (".txt", ".csv") else talk.card.downloads
    file, filler = small_disk / f"chat{ending}", small_disk / "filler"
    file.write_bytes(OLD)
    filler.write_bytes(bytes(shutil.disk_usage(small_disk).free))
    lines = list(talk.conversing.lines)

    write_to(talk, button, file)
    assert talk.window.banner.notice is not None
    told = talk.window.banner.notice.text
    assert "No space left on device" in told
    assert (told.count(". "), told[-1]) == (0, ".")
    assert file.read_bytes() == OLD
    assert {each.name for each in small_disk.iterdir()} == {file.name, filler.name}
    assert talk.conversing.lines == lines
    [session] = Store(talk.stage.folder).sessions()
    assert len(Store(talk.stage.folder).open(session.id).turns) == len(lines) == 3

    filler.unlink()
    write_to(talk, button, file)
    assert talk.window.banner.notice.text == f"Written to “{file.name}”."
    assert COFFEE in file.read_text() if button is talk.card.texts else files.read(file).seconds > 2
