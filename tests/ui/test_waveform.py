from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

import sample_assessment
from sonorant.audio.envelope import Envelope
from sonorant.audio.spectrogram import spectrogram
from sonorant.speech.marks import Mark
from sonorant.ui.analysis import Pitch
from sonorant.ui.report_model import Place, build
from sonorant.ui.theme import DARK, LIGHT, Theme, mark_colour
from sonorant.ui.widgets.span_items import BADGE, PATTERNS, badge
from sonorant.ui.widgets.waveform import (
    LEAST_SIGNAL,
    PHONEMES,
    PITCH,
    SIGNAL,
    SPECTROGRAM,
    SYLLABLES,
    WORDS,
    Waveform,
)

THETA, K, THE = Place(1, 0), Place(1, 3), Place(2)
# Said of what pyqtgraph leaves to the widget behind it, and of tool tips on the offscreen display.
pytestmark = pytest.mark.qt_log_ignore("not accepted by receiving widget", "does not support raise")


@pytest.fixture
def waveform(qtbot: QtBot) -> Waveform:
    waveform = Waveform()
    qtbot.addWidget(waveform)
    waveform.resize(900, 320)
    waveform.show()
    sound = sample_assessment.sound()
    waveform.show_sound(Envelope.of(sound.samples, sound.rate))
    waveform.show_report(build(sample_assessment.sample()))
    QApplication.processEvents()
    return waveform


def point(waveform: Waveform, lane: int, seconds: float) -> QPoint:
    """The pixel in the middle of a lane that stands for a time."""
    box = waveform.ci.getItem(lane, 0)
    low, high = box.viewRange()[1]
    return waveform.mapFromScene(box.mapViewToScene(QPointF(seconds, (low + high) / 2)))


def test_a_span_begins_and_ends_at_the_pixels_of_its_times(waveform: Waveform) -> None:
    picture = waveform.grab().toImage()
    left, right = point(waveform, SIGNAL, 0.30), point(waveform, SIGNAL, 0.40)
    height = left.y() + 60  # away from the badge and the signal, which is soft here

    def reddish(x: int) -> bool:
        colour = picture.pixelColor(x, height)
        return colour.red() > colour.blue() + 15

    assert not reddish(left.x() - 4)
    assert reddish(left.x() + 3)
    assert reddish(right.x() - 3)
    assert not reddish(right.x() + 4)


def test_the_badge_of_an_error_is_drawn_in_its_colour(waveform: Waveform) -> None:
    picture = waveform.grab().toImage()
    middle = point(waveform, SIGNAL, 0.35).x()
    box = waveform.ci.getItem(SIGNAL, 0).sceneBoundingRect()

    around = {picture.pixelColor(middle + dx, round(box.top()) + 5).name() for dx in range(-6, 7)}

    assert QColor(LIGHT.substitution).name() in around


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_badge_of_an_unsure_error_is_hollow_and_broken_at_its_edge(qapp: QApplication, theme: Theme) -> None:
    def ground(reliable: bool) -> str:
        return picture(reliable).pixelColor(BADGE // 2, BADGE - 3).name()  # below the letter

    def top(reliable: bool) -> set[str]:
        return {picture(reliable).pixelColor(x, 1).name() for x in range(5, BADGE - 5)}

    def picture(reliable: bool) -> QImage:
        return badge(mark, colour, theme.card, 1.0, reliable).toImage()

    for mark in Mark:
        colour = mark_colour(theme, mark)
        assert ground(True) == QColor(colour).name()
        assert ground(False) == QColor(theme.card).name()
        assert top(True) == {QColor(colour).name()}
        assert len(top(False)) > 1


def test_an_error_that_cannot_be_relied_on_looks_otherwise_over_the_signal_and_in_the_lane(waveform: Waveform) -> None:
    def columns(lane: int, rise: int) -> list[str]:
        """The colours along the sound of a lane, `rise` pixels above its end (or below its beginning)."""
        picture, box = waveform.grab().toImage(), waveform.ci.getItem(lane, 0).sceneBoundingRect()
        y = round(box.bottom()) - rise if lane == PHONEMES else round(box.top()) + rise
        return [picture.pixelColor(x, y).name() for x in range(left + 3, right - 3)]

    left, right = (point(waveform, SIGNAL, seconds).x() for seconds in (0.3, 0.4))
    red = QColor(LIGHT.substitution).name()
    sure = columns(SIGNAL, 6), columns(PHONEMES, 4)
    waveform.show_report(build(sample_assessment.measured()))
    QApplication.processEvents()
    unsure = columns(SIGNAL, 6), columns(PHONEMES, 4)

    assert sure[0].count(red) > 2 * unsure[0].count(red) > 0
    assert set(sure[1]) == {red}
    assert 0.4 < unsure[1].count(red) / len(unsure[1]) < 0.8


def test_every_mark_has_a_pattern_and_differs_from_the_others_by_letter_or_colour() -> None:
    marks = list(Mark)

    assert set(PATTERNS) == set(marks)
    assert len({(mark.letter, mark.title) for mark in marks}) == len(marks)


@pytest.mark.parametrize(
    ("lane", "seconds", "place"),
    [
        (PHONEMES, 0.35, THETA),
        (SIGNAL, 0.35, THETA),
        (WORDS, 0.35, Place(1)),
        (WORDS, 1.0, Place(3)),  # the pause before the word
        (WORDS, 0.69, THE),  # left out: found at the seam where it should have been
        (PHONEMES, 2.7, None),
    ],
)
def test_what_lies_at_a_time(waveform: Waveform, lane: int, seconds: float, place: Place | None) -> None:
    span = waveform.span_at(waveform.mapToScene(point(waveform, lane, seconds)))

    assert (span.place if span else None) == place


def test_a_click_picks_the_span(waveform: Waveform, qtbot: QtBot) -> None:
    with qtbot.waitSignal(waveform.picked, timeout=2000) as picked:
        qtbot.mouseClick(waveform.viewport(), Qt.MouseButton.LeftButton, pos=point(waveform, PHONEMES, 0.35))

    assert picked.args[0].place == THETA


def test_resting_on_a_span_tells_what_was_expected_heard_and_its_score(waveform: Waveform, qtbot: QtBot) -> None:
    qtbot.mouseMove(waveform.viewport(), point(waveform, PHONEMES, 0.34))
    qtbot.mouseMove(waveform.viewport(), point(waveform, PHONEMES, 0.35))

    qtbot.waitUntil(lambda: QToolTip.text() != "")
    assert QToolTip.text() == "Expected θ · heard s · score 15 · S: another sound"
    QToolTip.hideText()


def test_the_wheel_zooms_around_the_pointer_and_not_beyond_the_sound(waveform: Waveform) -> None:
    place = QPointF(point(waveform, SIGNAL, 1.0))

    def turn(clicks: int) -> None:
        event = QWheelEvent(
            place,
            waveform.mapToGlobal(place),
            QPoint(),
            QPoint(0, 120 * clicks),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(waveform.viewport(), event)

    turn(5)
    start, end = waveform.view
    assert 0 < start < 1.0 < end < 3.0
    for _ in range(20):
        turn(-5)
    assert waveform.view == (pytest.approx(0.0), pytest.approx(3.0))


def drag(waveform: Waveform, qtbot: QtBot, button: Qt.MouseButton, *places: QPoint) -> None:
    qtbot.mousePress(waveform.viewport(), button, pos=places[0])
    for place in places[1:]:
        qtbot.mouseMove(waveform.viewport(), place)
        qtbot.wait(20)
    qtbot.mouseRelease(waveform.viewport(), button, pos=places[-1])


def test_dragging_selects_a_stretch_of_time(waveform: Waveform, qtbot: QtBot) -> None:
    stretches: list[tuple[float, float]] = []
    waveform.stretched.connect(stretches.append)
    places = [point(waveform, SIGNAL, seconds) for seconds in (2.0, 1.7, 1.4, 1.0)]
    drag(waveform, qtbot, Qt.MouseButton.LeftButton, *places)

    assert stretches[-1] == (pytest.approx(1.0, abs=0.02), pytest.approx(2.0, abs=0.02))
    waveform.select_stretch(stretches[-1])
    inside, outside = point(waveform, SIGNAL, 1.5), point(waveform, SIGNAL, 2.5)
    picture = waveform.grab().toImage()
    assert picture.pixelColor(inside.x(), 4) != picture.pixelColor(outside.x(), 4)


def test_the_middle_button_moves_the_view_in_time(waveform: Waveform, qtbot: QtBot) -> None:
    waveform.zoom(0.3)
    before = waveform.view
    start = point(waveform, SIGNAL, sum(before) / 2)
    drag(waveform, qtbot, Qt.MouseButton.MiddleButton, *[start + QPoint(-20 * step, 0) for step in range(6)])

    assert waveform.view[0] > before[0]
    assert waveform.view[1] - waveform.view[0] == pytest.approx(before[1] - before[0])


def test_two_fingers_zoom_around_themselves(waveform: Waveform) -> None:
    place = QPointF(point(waveform, SIGNAL, 2.0))
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        place,
        place,
        QPointF(waveform.mapToGlobal(place)),
        0.5,
        QPointF(),
    )
    QApplication.sendEvent(waveform.viewport(), pinch)

    start, end = waveform.view
    assert end - start == pytest.approx(2.0)
    assert (2.0 - start) / (end - start) == pytest.approx(2 / 3, abs=0.01)


def test_a_long_take_has_an_overview_that_leads_to_any_place(waveform: Waveform, qtbot: QtBot) -> None:
    assert not waveform.overview.isVisible()
    sound = np.zeros(16_000 * 60, np.float32)
    waveform.show_sound(Envelope.of(sound, 16_000))
    waveform.zoom(0.1)
    QApplication.processEvents()
    assert waveform.overview.isVisible()
    place = waveform.mapFromScene(waveform.overview.mapViewToScene(QPointF(50.0, 0.0)))
    qtbot.mouseClick(waveform.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: sum(waveform.view) / 2 == pytest.approx(50.0, abs=0.3))


def test_the_playhead_takes_the_view_with_it(waveform: Waveform) -> None:
    waveform.look_at(0, 1)
    waveform.set_playhead(1.2)

    assert waveform.view == (pytest.approx(1.2), pytest.approx(2.2))


def test_syllables_spectrogram_and_pitch_can_be_shown(waveform: Waveform) -> None:
    sound = sample_assessment.sound()
    hertz = np.where(np.arange(300) % 100 < 60, 220.0, np.nan).astype(np.float32)
    for lane in (SYLLABLES, SPECTROGRAM, PITCH):
        waveform.show_lane(lane, True)
    waveform.show_analysis(spectrogram(sound), Pitch(hertz))
    waveform.select(Place(3, None, 0))
    waveform.fit()
    waveform.resize(900, 520)
    QApplication.processEvents()
    picture = waveform.grab().toImage()

    def colours(lane: int) -> set[int]:
        rect = waveform.ci.getItem(lane, 0).sceneBoundingRect().toRect()
        return {
            picture.pixel(x, y) for x in range(rect.left(), rect.right(), 3) for y in range(rect.top(), rect.bottom())
        }

    assert QColor(LIGHT.accent).rgb() in colours(SYLLABLES)
    assert QColor(LIGHT.accent).rgb() in colours(PITCH)
    assert len(colours(SPECTROGRAM)) > 20
    at = waveform.span_at(waveform.mapToScene(point(waveform, SYLLABLES, 1.55)))
    assert at.place == Place(3, None, 0)


def test_lanes_leave_the_signal_its_room(waveform: Waveform) -> None:
    for lane in (SYLLABLES, SPECTROGRAM, PITCH):
        waveform.show_lane(lane, True)
    waveform.resize(900, waveform.minimumHeight())
    QApplication.processEvents()
    assert waveform.boxes[SIGNAL].height() > 0.8 * LEAST_SIGNAL
    for lane in (SYLLABLES, SPECTROGRAM, PITCH):
        waveform.show_lane(lane, False)
    assert waveform.minimumHeight() < 250


def test_selecting_a_sliver_brings_it_near_and_in_view(waveform: Waveform) -> None:
    waveform.resize(330, 320)
    waveform.select(K)

    start, end = waveform.view
    assert start <= 0.60
    assert end >= 0.69
    assert end - start < 2.0
    waveform.fit()
    assert waveform.view == (0.0, pytest.approx(3.0))


def test_the_keys_go_through_the_sounds_and_zoom(waveform: Waveform, qtbot: QtBot) -> None:
    picked: list[Place] = []
    waveform.picked.connect(lambda span: (picked.append(span.place), waveform.select(span.place)))
    waveform.select(THETA)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(waveform, key)
    assert picked == [Place(1, 1), Place(1, 2), Place(1, 1)]

    waveform.fit()
    qtbot.keyClick(waveform, Qt.Key.Key_Plus)
    assert waveform.view[1] - waveform.view[0] == pytest.approx(1.5)
    qtbot.keyClick(waveform, Qt.Key.Key_0)
    assert waveform.view == (0.0, pytest.approx(3.0))


def test_a_recording_is_drawn_while_it_grows_and_the_newest_stays_in_view(waveform: Waveform) -> None:
    waveform.start_live()
    loud = np.full(1200, 0.8, dtype=np.float32)
    waveform.feed(-loud, loud, 0.01)
    QApplication.processEvents()

    assert waveform.view == (pytest.approx(4.0), pytest.approx(12.0))
    inside = point(waveform, SIGNAL, 8.0)
    picture = waveform.grab().toImage()
    assert picture.pixelColor(inside.x(), inside.y() + 10).name() == LIGHT.signal


def test_the_playhead_stands_at_its_time(waveform: Waveform) -> None:
    waveform.set_playhead(2.8)
    here = point(waveform, PHONEMES, 2.8)
    assert waveform.grab().toImage().pixelColor(here).name() == LIGHT.accent

    waveform.set_playhead(None)
    assert waveform.grab().toImage().pixelColor(here).name() == LIGHT.card


@pytest.mark.parametrize("seconds", [600.0, 60.0, 5.0, 0.5])
def test_ten_minutes_are_repainted_within_a_frame_at_any_zoom(waveform: Waveform, seconds: float) -> None:
    samples = np.random.default_rng(1).normal(0, 0.2, 16_000 * 600).astype(np.float32)
    waveform.show_sound(Envelope.of(samples, 16_000))
    waveform.show_report(build(sample_assessment.long(minutes=10)))
    waveform.look_at(300 - seconds / 2, 300 + seconds / 2)
    waveform.grab()

    took = []
    for _ in range(7):
        for item in waveform._items():
            item.update()
        began = time.thread_time()  # what else the computer does is not counted
        waveform.grab()
        took.append(time.thread_time() - began)
    assert min(took) < 0.016
