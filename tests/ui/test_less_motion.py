"""Who wants less motion sees both faces keep still, from that moment on, and still sees that they speak."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from sonorant.speech.timing import to_seconds
from sonorant.speech.visemes import Shape
from sonorant.ui.main_window import MainWindow
from sonorant.ui.settings import about
from sonorant.ui.widgets.face import Face
from sonorant.voices.base import Spoken
from sonorant.voices.flite import Flite
from window_stage import Stage


@pytest.fixture
def window(stage: Stage) -> Iterator[MainWindow]:
    stage.voice = Flite("kal16")
    yield stage.open()
    stage.loudspeaker.place = None


def partner(window: MainWindow, stage: Stage) -> tuple[Face, Spoken]:
    """The partner's face, and what it says now."""
    window.room.card.avatar.click()
    window.practice_page.picker.choose("coffee-to-go")
    window.room.card.begin.click()
    voice = window.room.conversing.voice
    stage.wait(lambda: voice.playback.playing)
    assert voice.spoken is not None
    return window.room.face, voice.spoken


def reader(window: MainWindow, stage: Stage) -> tuple[Face, Spoken]:
    """The face of the voice that reads aloud, and what it says now."""
    window.practice.choose("Text", "I think the river ran.")
    window.hear_model()
    stage.wait(lambda: window.model.playback.playing)
    assert window.model.said is not None
    return window.read_aloud.bar.face, window.model.said


@pytest.mark.parametrize("who", [partner, reader])
def test_a_face_that_speaks_keeps_still_at_once_and_moves_again_when_it_may(
    stage: Stage, window: MainWindow, who: Callable[[MainWindow, Stage], tuple[Face, Spoken]]
) -> None:
    face, spoken = who(window, stage)
    moving = [each for each in spoken.visemes if each.shape is not Shape.REST]

    def go_to(place: int) -> Shape:
        """Let it speak at that place; which shape belongs there."""
        stage.loudspeaker.place = to_seconds(moving[place].offset) + 0.01
        return moving[place].shape

    shape = go_to(1)
    stage.wait(lambda: face.speaking and face.shape is shape)

    window.preferences.change(reduced_motion=True)
    assert face.shape is Shape.REST
    seen = list[float]()
    voice = window.room.conversing.voice if who is partner else window.model
    voice.moved.connect(seen.append)
    go_to(2)
    stage.wait(lambda: len(seen) > 2)
    assert face.speaking
    assert face.shape is Shape.REST
    assert face.accessibleDescription() == "speaks"

    window.preferences.change(reduced_motion=False)
    shape = go_to(3)
    stage.wait(lambda: face.shape is shape)


def test_the_setting_says_so() -> None:
    assert "face" in about("reduced_motion").help
