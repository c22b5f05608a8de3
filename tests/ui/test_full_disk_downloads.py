"""A disk that is full when a conversation is to be written to it: one sentence, and nothing is lost."""

from __future__ import annotations

import pytest

from downloading import write_to
from small_disk import SmallDisk
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
    talk: Talkative, small_disk: SmallDisk, ending: str
) -> None:
    button = talk.card.texts if ending in (".txt", ".csv") else talk.card.downloads
    file = small_disk.folder / f"chat{ending}"
    file.write_bytes(OLD)
    small_disk.fill()
    lines = list(talk.conversing.lines)

    write_to(talk, button, file)
    assert talk.window.banner.notice is not None
    told = talk.window.banner.notice.text
    assert small_disk.reason in told
    assert (told.count(". "), told[-1]) == (0, ".")
    assert file.read_bytes() == OLD
    assert list(small_disk.folder.iterdir()) == [file]
    assert talk.conversing.lines == lines

    small_disk.empty()
    [session] = Store(talk.stage.folder).sessions()
    assert len(Store(talk.stage.folder).open(session.id).turns) == len(lines) == 3
    write_to(talk, button, file)
    assert talk.window.banner.notice.text == f"Written to “{file.name}”."
    assert COFFEE in file.read_text() if button is talk.card.texts else files.read(file).seconds > 2
