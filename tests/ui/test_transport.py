"""Recording, pausing and listening in every way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from sonorant.engines.base import Partial
from sonorant.ui import advice
from sonorant.ui.main_window import MainWindow
from sonorant.ui.report_model import Place, build
from sonorant.ui.widgets.report_panel import JSON
from sonorant.ui.widgets.transport import Transport
from window_stage import Stage, Stream


def begin(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.wait(lambda: window.practice.state.recording)


def end(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()


def click(widget: object, qtbot: QtBot) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


# -- recording --------------------------------------------------------------------------------------------------------


def test_a_pause_holds_the_recording_and_resuming_goes_on(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    transport = window.practice_page.transport
    assert not transport.halt.isVisible()
    begin(stage, window, qtbot)
    click(transport.halt, qtbot)

    assert stage.microphones[-1].paused
    assert transport.halt.text() == "Resume"
    assert transport.said.text() == "Paused: nothing is recorded. Press Resume to go on."
    seconds = stage.microphones[-1].seconds
    qtbot.wait(150)
    assert stage.microphones[-1].seconds == seconds

    click(transport.halt, qtbot)
    stage.wait(lambda: stage.microphones[-1].seconds > seconds)
    assert transport.halt.text() == "Pause"
    end(stage, window, qtbot)


def test_a_silent_microphone_is_said_while_recording(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    warning = window.practice_page.transport.warning
    begin(stage, window, qtbot)
    stage.microphones[-1].warning = "The microphone gives complete silence."
    stage.wait(warning.isVisible)
    assert warning.text() == "The microphone gives complete silence."

    stage.microphones[-1].warning = None
    stage.wait(lambda: not warning.isVisible())
    end(stage, window, qtbot)


def test_lost_sound_is_still_said_when_the_report_is_there(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    begin(stage, window, qtbot)
    stage.microphones[-1].warning = "Some sound was lost."
    said: list[str] = []
    window.practice.noticed.connect(lambda notice: said.append(notice.text))
    end(stage, window, qtbot)

    assert said == ["Some sound was lost."]


def test_the_clock_goes_from_59_seconds_to_a_minute(qtbot: QtBot) -> None:
    transport = Transport()
    qtbot.addWidget(transport)
    shown = []
    for seconds in (59.94, 59.96, 60.0):
        transport.show_time(seconds)
        shown.append(transport.clock.text())

    assert shown == ["0:59.9", "1:00.0", "1:00.0"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(3, "Speak for 20 s or more"), (45, "Long enough"), (700, "Longer than 10 min")],
)
def test_the_time_recorded_is_held_against_what_is_advised(seconds: float, words: str) -> None:
    assert words in advice.on_time(seconds)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Rain or no rain.", True),
        ("It rains. We stay. Tea?", False),
        ("No end", True),
        ("", False),
        ("“A.” “B!” C…", False),
    ],
)
def test_a_text_of_fewer_than_three_sentences_is_called_short(text: str, short: bool) -> None:
    assert (advice.on_text(text) is not None) == short


def test_while_speaking_the_engine_listens_and_the_scores_and_the_word_move(stage: Stage, qtbot: QtBot) -> None:
    stage.stream = Stream(stage.judge)
    window = stage.open()
    page = window.practice_page
    begin(stage, window, qtbot)
    stage.wait(lambda: page.prompt.text.span == (3, 11))  # the second word of "On Saturday I go …"

    assert page.viewer.report_panel.ring.score == 50.0
    assert page.viewer.report_panel.count.text() == "So far; the rest comes when you stop."
    assert not page.viewer.report_panel.notes.isVisible()
    assert not page.viewer.report_panel.synthetic.isVisible()
    end(stage, window, qtbot)

    assert stage.stream.finished == 1
    assert sum(stage.stream.pieces) > 8000
    assert stage.judge.asked == []  # the take was not judged a second time
    assert page.viewer.report_panel.ring.score == pytest.approx(66.2)


def test_the_word_that_an_engine_names_by_its_place_is_the_one_that_moves(
    stage: Stage, window: MainWindow, qtbot: QtBot
) -> None:
    begin(stage, window, qtbot)
    window.practice.read.emit(Partial(9, span=(3, 11)))
    assert window.practice_page.prompt.text.span == (3, 11)
    end(stage, window, qtbot)


def test_a_text_of_ones_own_is_followed_while_it_is_read_and_can_be_changed_afterwards(
    stage: Stage, qtbot: QtBot
) -> None:
    stage.stream = Stream(stage.judge)
    window = stage.open()
    page = window.practice_page
    page.picker.choose_own_text()
    page.prompt.editor.setPlainText("Rain or no rain.")
    page.picker.list.setFocus()
    begin(stage, window, qtbot)
    stage.wait(lambda: page.prompt.text.span == (5, 7))
    assert page.prompt.text.isVisible()

    end(stage, window, qtbot)
    assert page.prompt.editor.isVisible()
    assert not page.prompt.editor.isReadOnly()


# -- listening --------------------------------------------------------------------------------------------------------


def test_a_stretch_of_time_is_played_by_space(judged: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    viewer = judged.practice_page.viewer
    viewer.selection.set(Place(1, 0))
    viewer.waveform.stretched.emit((0.5, 1.5))
    assert viewer.selection.place is None
    viewer.waveform.setFocus()
    qtbot.keyClick(viewer.waveform, Qt.Key.Key_Space)

    assert stage.loudspeaker.played[-1] == (0.5, 1.5)
    viewer.selection.set(Place(1, 0))
    assert viewer.waveform.stretch.stretch is None


def test_the_word_that_is_selected_is_played_by_space_and_all_once_escape_selects_nothing(
    judged: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    viewer = judged.practice_page.viewer
    word = viewer.report.row(Place(3))
    judged.activateWindow()
    viewer.waveform.setFocus()
    viewer.selection.set(Place(3))
    qtbot.keyClick(viewer.waveform, Qt.Key.Key_Space)
    assert stage.loudspeaker.played == [(word.start, word.end)]
    qtbot.keyClick(viewer.waveform, Qt.Key.Key_Space)
    assert stage.loudspeaker.place is None

    qtbot.keyClick(viewer.waveform, Qt.Key.Key_Escape)
    assert viewer.selection.place is None
    qtbot.keyClick(viewer.waveform, Qt.Key.Key_Space)
    assert stage.loudspeaker.played[-1] == (0.0, None)


def test_a_click_where_nothing_was_said_selects_nothing_and_space_plays_everything_again(
    judged: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    viewer = judged.practice_page.viewer
    viewer.waveform.stretched.emit((0.4, 1.2))
    viewer.waveform.picked.emit(viewer.waveform.span_at(QPointF(1.0, 1.0)))
    assert viewer.selection.stretch is None
    assert stage.loudspeaker.played == []

    qtbot.keyClick(judged, Qt.Key.Key_Space)
    assert stage.loudspeaker.played[-1] == (0.0, None)


def test_shift_and_the_arrow_keys_select_a_stretch_from_sound_to_sound(
    judged: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    viewer = judged.practice_page.viewer
    viewer.selection.set(Place(1, 1))
    viewer.waveform.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(viewer.waveform, key, Qt.KeyboardModifier.ShiftModifier)
    first, last = (viewer.report.row(Place(1, phoneme)) for phoneme in (1, 2))
    assert viewer.selection.stretch == (first.start, last.end)
    assert viewer.waveform.stretch.stretch == viewer.selection.stretch

    qtbot.keyClick(judged, Qt.Key.Key_Space)
    assert stage.loudspeaker.played[-1] == viewer.selection.stretch
    qtbot.keyClick(viewer.waveform, Qt.Key.Key_Left)
    assert viewer.selection.place == Place(1, 1)
    assert viewer.selection.stretch is None


def test_shift_and_an_arrow_key_begin_at_the_first_sound_where_none_is_selected(
    judged: MainWindow, qtbot: QtBot
) -> None:
    viewer = judged.practice_page.viewer
    viewer.waveform.setFocus()
    qtbot.keyClick(viewer.waveform, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    first = viewer.waveform.phonemes.spans.spans[0]

    assert viewer.selection.stretch == (first.start, first.end)


def test_from_here_plays_on_from_the_selection(judged: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    viewer = judged.practice_page.viewer
    viewer.selection.set(Place(3))
    click(viewer.play_bar.here, qtbot)
    assert stage.loudspeaker.played[-1] == (pytest.approx(1.5), None)

    viewer.waveform.stretched.emit((0.5, 1.5))
    click(viewer.play_bar.here, qtbot)
    assert stage.loudspeaker.played[-1] == (0.5, None)


def test_speed_and_loop_hold_for_all_that_is_played_and_at_once_for_what_plays(
    judged: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    bar = judged.practice_page.viewer.play_bar
    bar.speed.setCurrentIndex(bar.speed.findData(0.5))
    click(bar.listen, qtbot)
    assert stage.loudspeaker.manners[-1] == (0.5, False)

    stage.loudspeaker.place = 1.25
    bar.speed.setCurrentIndex(bar.speed.findData(1.5))
    assert (stage.loudspeaker.played[-1], stage.loudspeaker.manners[-1]) == ((1.25, None), (1.5, False))
    click(bar.loop, qtbot)
    assert (stage.loudspeaker.played[-1], stage.loudspeaker.manners[-1]) == ((1.25, None), (1.5, False))
    stage.loudspeaker.place = None  # the rest is over: now all of it, again and again
    stage.wait(lambda: stage.loudspeaker.played[-1] == (0.0, None))
    assert stage.loudspeaker.manners[-1] == (1.5, True)


def test_a_loop_begins_and_ends_without_a_jump(judged: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    viewer = judged.practice_page.viewer
    viewer.waveform.stretched.emit((0.5, 1.5))
    click(viewer.play_bar.listen, qtbot)
    for on in (True, False):
        stage.loudspeaker.place = 1.25
        click(viewer.play_bar.loop, qtbot)
        assert stage.loudspeaker.manners[-1] == (1.0, on)
    assert stage.loudspeaker.played == [(0.5, 1.5)]
    assert stage.loudspeaker.place == 1.25

    stage.loudspeaker.place = None
    stage.wait(lambda: not viewer.playback.playing)
    assert stage.loudspeaker.played == [(0.5, 1.5)]


def test_what_sounds_is_shown_in_prompt_transcript_table_and_waveform(judged: MainWindow, stage: Stage) -> None:
    page = judged.practice_page
    page.viewer.playback.play()
    stage.loudspeaker.place = 0.35
    stage.wait(lambda: page.viewer.selection.sounding == Place(1, 0))

    assert page.prompt.text.span == (2, 7)
    assert page.viewer.waveform.phonemes.sounding == Place(1, 0)
    shades = page.viewer.report_panel.transcript.extraSelections()
    assert [shade.cursor.selectedText() for shade in shades] == ["think"]
    rows = page.viewer.report_panel.table.rows
    assert rows.data(rows.index_of(Place(1, 0)), Qt.ItemDataRole.BackgroundRole) is not None
    assert rows.data(rows.index_of(Place(1, 1)), Qt.ItemDataRole.BackgroundRole) is None

    page.viewer.playback.stop()
    assert page.viewer.selection.sounding is None
    assert page.prompt.text.span is None


def test_the_optional_lanes_are_worked_out_when_they_are_shown(judged: MainWindow, stage: Stage) -> None:
    viewer = judged.practice_page.viewer
    assert viewer.waveform.pitch.pitch is None
    viewer.play_bar.lanes["pitch"].trigger()
    stage.settle()

    assert viewer.waveform.pitch.pitch is not None
    assert viewer.waveform.spectrogram.spectrogram is not None


# -- errors -----------------------------------------------------------------------------------------------------------


def test_the_number_keys_show_and_hide_the_kinds_of_errors_everywhere(
    judged: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    viewer = judged.practice_page.viewer
    before = viewer.waveform.marks.spans
    qtbot.keyClick(judged, Qt.Key.Key_1)
    stage.wait(lambda: viewer.waveform.marks.spans is not before)

    assert "S" not in viewer.report_panel.transcript.toPlainText()
    assert Place(1, 0) not in viewer.report.errors
    assert {span.place for span in viewer.waveform.marks.spans.spans}.isdisjoint({Place(1, 0), Place(3, 0)})
    assert viewer.report_panel.kinds.buttons[0].text() == "S · 2"

    qtbot.keyClick(judged, Qt.Key.Key_1)
    assert Place(1, 0) in viewer.report.errors


def test_the_key_of_errors_that_do_not_occur_hides_nothing_of_what_comes(judged: MainWindow, qtbot: QtBot) -> None:
    viewer = judged.practice_page.viewer
    told, flawless = viewer.report.raw, replace(viewer.report.raw, words=viewer.report.raw.words[:1])
    viewer.show_report(build(flawless))
    qtbot.keyClick(judged, Qt.Key.Key_1)
    viewer.show_report(build(told))

    assert Place(1, 0) in viewer.report.errors


def test_the_strictness_marks_anew_without_assessing_again(judged: MainWindow, stage: Stage) -> None:
    viewer = judged.practice_page.viewer
    asked = len(stage.judge.asked)
    viewer.selection.set(Place(1, 0))
    viewer.report_panel.strictness.set_value(0.15)
    stage.wait(lambda: Place(3, 0) not in viewer.report.errors)

    assert viewer.selection.place == Place(1, 0)
    assert len(stage.judge.asked) == asked
    viewer.report_panel.strictness.set_value(0.5)
    stage.wait(lambda: Place(3, 0) in viewer.report.errors)


def test_tab_goes_from_error_to_error_and_leaves_after_the_last(judged: MainWindow, qtbot: QtBot) -> None:
    viewer = judged.practice_page.viewer
    viewer.waveform.setFocus()
    went = []
    while viewer.waveform.hasFocus():
        qtbot.keyClick(viewer.waveform, Qt.Key.Key_Tab)
        went.append(viewer.selection.place)
    assert went == [*viewer.report.errors, viewer.report.errors[-1]]

    viewer.waveform.setFocus()
    qtbot.keyClick(viewer.waveform, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.selection.place == viewer.report.errors[-2]
    assert viewer.waveform.hasFocus()


def test_the_raw_answer_of_the_engine_can_be_read(judged: MainWindow, stage: Stage) -> None:
    panel = judged.practice_page.viewer.report_panel
    panel.views.setCurrentIndex(JSON)

    assert panel.json.isVisible()
    stage.wait(lambda: '"PronScore": 66.2' in panel.json.toPlainText())


def test_what_the_scores_mean_can_be_read(judged: MainWindow, qtbot: QtBot) -> None:
    panel = judged.practice_page.viewer.report_panel
    assert not panel.meanings.isVisible()
    click(panel.explain, qtbot)

    assert panel.meanings.isVisible()
    assert panel.meanings.text().count("\n") == 4
