"""The drawn face and the mouth shapes."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sonorant.audio.files import Audio
from sonorant.speech.timing import to_ticks
from sonorant.speech.visemes import Shape
from sonorant.ui.widgets.face import EARLY, Face
from sonorant.ui.widgets.mouth import TITLES, MouthPicture
from sonorant.ui.widgets.mouth_form import FORMS
from sonorant.ui.widgets.mouth_side import SIDES, SidePicture
from sonorant.voices.base import Spoken, VisemeTime

SHAPES = (Shape.REST, Shape.CLOSED, Shape.OPEN, Shape.REST)
SPOKEN = Spoken(
    Audio(np.zeros(16_000, np.float32), 16_000),
    visemes=tuple(VisemeTime(shape, to_ticks(0.2 * number)) for number, shape in enumerate(SHAPES)),
)


@pytest.fixture
def face(qtbot: QtBot) -> Face:
    face = Face()
    qtbot.addWidget(face)
    face.resize(180, 200)
    return face


def pixels(widget: QWidget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(bytes(image.constBits()), np.uint8).astype(int)


def test_every_shape_can_be_drawn_and_has_a_title() -> None:
    assert set(FORMS) == set(TITLES) == set(Shape)


def test_no_two_shapes_look_alike(qtbot: QtBot) -> None:
    picture = MouthPicture()
    qtbot.addWidget(picture)
    picture.resize(160, 120)
    drawn = {}
    for shape in Shape:
        picture.set_shape(shape)
        drawn[shape] = pixels(picture)

    for one, other in combinations(Shape, 2):
        assert np.abs(drawn[one] - drawn[other]).mean() > 0.5, (one, other)


def test_a_mouth_picture_says_what_it_shows(qtbot: QtBot) -> None:
    picture = MouthPicture(Shape.TONGUE_BETWEEN)
    qtbot.addWidget(picture)

    assert picture.accessibleName() == "Tongue tip between the teeth"


def test_half_way_between_two_shapes_lies_the_mean_of_their_measures() -> None:
    half = FORMS[Shape.OPEN].towards(FORMS[Shape.CLOSED], 0.5)

    assert half.bottom == pytest.approx(FORMS[Shape.OPEN].bottom / 2)


def test_the_mouth_is_where_the_player_is_and_rests_when_it_is_quiet(face: Face) -> None:
    face.speak_along(SPOKEN)

    for seconds, shape in ((0.1, Shape.REST), (0.21, Shape.CLOSED), (0.5, Shape.OPEN), (0.7, Shape.REST)):
        face.follow(seconds)
        assert face.shape is shape
        assert face.accessibleDescription() == "speaks"
    face.follow(None)
    assert face.shape is Shape.REST
    assert face.accessibleDescription() == "is silent"


def test_a_shape_is_there_a_frame_before_its_sound(face: Face) -> None:
    face.speak_along(SPOKEN)
    face.follow(0.4 - EARLY + 0.001)

    assert face.shape is Shape.OPEN


def test_with_less_motion_the_face_keeps_still_but_shows_that_it_speaks(face: Face) -> None:
    face.set_still(True)
    silent = pixels(face)
    face.speak_along(SPOKEN)
    face.follow(0.5)
    speaking = pixels(face)
    face.follow(0.3)

    assert face.shape is Shape.REST
    assert np.array_equal(speaking, pixels(face))
    assert not np.array_equal(silent, speaking)
    face.set_still(False)
    face.follow(0.31)
    assert face.shape is Shape.CLOSED


def test_the_mouth_ends_its_move_by_itself(face: Face, qtbot: QtBot) -> None:
    face.show()
    face.speak_along(SPOKEN)
    face.follow(0.5)
    open_wide = Face()
    qtbot.addWidget(open_wide)
    open_wide.resize(face.size())
    open_wide.speak_along(SPOKEN)
    open_wide.speaking = True
    open_wide.show_shape(Shape.OPEN)

    qtbot.waitUntil(lambda: np.array_equal(pixels(face), pixels(open_wide)))


def test_every_shape_has_a_side_view_of_its_own_that_says_what_it_is(qtbot: QtBot) -> None:
    picture = SidePicture()
    qtbot.addWidget(picture)
    picture.resize(180, 176)
    drawn = {}
    for shape in Shape:
        picture.set_shape(shape)
        drawn[shape] = pixels(picture)

    assert set(SIDES) == set(Shape)
    for one, other in combinations(Shape, 2):
        assert np.abs(drawn[one] - drawn[other]).mean() > 0.3, (one, other)
    assert picture.accessibleName() == "Tongue pulled back, lips a little round, seen from the side"


def test_the_tongue_touches_where_the_sound_is_stopped() -> None:
    for shape in (Shape.TONGUE_UP, Shape.TONGUE_BACK, Shape.TONGUE_BETWEEN):
        spot = SIDES[shape].spot
        assert spot is not None
        assert min(np.hypot(x - spot[0], y - spot[1]) for x, y in SIDES[shape].tongue) < 8
