from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

import sample_assessment
from sonorant.audio import files
from sonorant.practice.content import look
from sonorant.sessions.store import Store
from sonorant.speech.assessment import PhonemeAlphabet
from sonorant.speech.content import Content
from sonorant.speech.failures import NothingToJudge, Progress, SonorantError, no_progress
from sonorant.ui.lines import ChatLine
from sonorant.ui.main_window import MainWindow
from sonorant.ui.pages.review import ReviewPage
from sonorant.ui.report_model import Place
from sonorant.ui.state import Phase
from sonorant.voices.base import Spoken, VoiceFailed
from window_stage import Stage

THETA = Place(1, 0)


def record(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    """Press R, speak a little, press R again, and wait for what comes of it."""
    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.wait(lambda: window.practice.state.recording)
    qtbot.wait(150)
    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.wait(lambda: not window.practice.state.busy)
    stage.settle()


def take_file(stage: Stage, name: str = "mine.wav") -> Path:
    path = stage.folder / name
    files.write_wav(path, sample_assessment.sound())
    return path


# -- a take from the first key to the list of sessions ----------------------------------------------------------------


def test_a_take_is_recorded_assessed_shown_and_saved(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    text = window.practice.state.text
    assert text.startswith("On Saturday")

    record(stage, window, qtbot)

    audio, config = stage.judge.asked[0]
    assert audio.seconds == pytest.approx(sample_assessment.SECONDS)
    assert (config.reference_text, config.phoneme_alphabet) == (text, PhonemeAlphabet.IPA)
    assert window.practice_page.viewer.report is not None
    assert window.practice_page.viewer.report_panel.ring.score == pytest.approx(66.2)
    assert len(window.practice_page.viewer.waveform.phonemes.spans.spans) == 16
    (saved,) = Store(stage.folder).sessions()
    assert (saved.title, saved.engine) == ("A morning at the market", "embedded")


def test_the_engine_is_made_ready_before_anybody_asks_for_it(stage: Stage) -> None:
    ready = threading.Event()
    stage.prepare = ready.set

    stage.open()

    assert ready.is_set()


def test_an_engine_that_cannot_be_made_ready_is_not_complained_of_before_it_is_needed(
    stage: Stage, qtbot: QtBot
) -> None:
    def refuse() -> None:
        raise SonorantError("The acoustic model is missing: install Sonorant again.")

    stage.prepare = refuse
    window = stage.open()
    assert not window.banner.isVisible()

    stage.judge.answer = SonorantError("The acoustic model is missing: install Sonorant again.")
    record(stage, window, qtbot)

    assert window.banner.notice is not None
    assert window.banner.notice.text.startswith("The acoustic model is missing")


def test_a_window_that_is_closed_while_the_engine_loads_makes_no_more_rooms(stage: Stage, qtbot: QtBot) -> None:
    loading, loaded = threading.Event(), threading.Event()

    def load() -> None:
        loading.set()
        loaded.wait(10)

    stage.prepare = load
    window = stage.show()
    stage.wait(loading.is_set)
    window.close()
    loaded.set()

    stage.wait(lambda: not window.isVisible())
    qtbot.wait(50)
    assert window.pages.findChildren(ReviewPage) == []


def test_while_recording_the_signal_level_and_time_are_alive(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.wait(lambda: window.practice.state.recording)

    stage.wait(lambda: window.practice_page.transport.clock.text() > "0:00.2")
    assert window.practice_page.transport.level.words.text() == "Peak -6 dB"
    assert window.practice_page.viewer.waveform.signal.outline.seconds > 0.1
    assert window.practice_page.transport.mic.text() == "Assess my response"
    stage.microphones[-1].clipped = True
    stage.wait(lambda: window.practice_page.transport.level.words.text() == "Clipping: speak softer")

    qtbot.mouseClick(window.practice_page.transport.mic, Qt.MouseButton.LeftButton)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()


def test_a_file_is_assessed_against_the_chosen_text_and_stays_where_it_is(stage: Stage, window: MainWindow) -> None:
    file = take_file(stage)
    window.practice.open_file(file)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()

    assert stage.judge.asked[0][1].reference_text == window.practice.state.text
    assert file.exists()
    assert len(Store(stage.folder).sessions()) == 1


def test_a_file_that_breaks_off_is_assessed_and_said_to_be_broken(stage: Stage, window: MainWindow) -> None:
    sound = stage.folder / "broken.wav"
    files.write_wav(sound, sample_assessment.sound())
    sound.write_bytes(sound.read_bytes()[:60_000])
    window.practice.open_file(sound)
    panel = window.practice_page.viewer.report_panel
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()
    assert "The file breaks off after 1.9 of 3.0 seconds." in panel.notes.text()


def test_a_sample_is_labelled_synthetic_and_not_saved(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.practice_page.viewer.report_panel.sample, Qt.MouseButton.LeftButton)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()

    assert window.practice_page.viewer.report_panel.synthetic.isVisible()
    assert window.practice_page.prompt.title.text().endswith("(synthetic voice)")
    assert Store(stage.folder).sessions() == []


def test_a_text_of_ones_own_is_typed_and_read(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    window.practice_page.picker.choose_own_text()
    assert not window.practice_page.transport.mic.isEnabled()
    assert window.practice_page.transport.said.text() == "Type what you are going to read first."

    window.practice_page.prompt.editor.setFocus()
    qtbot.keyClicks(window.practice_page.prompt.editor, "Rain or no rain.")
    assert window.practice.state.phase == Phase.READY
    assert window.practice_page.transport.mic.isEnabled()

    qtbot.mouseClick(window.practice_page.transport.mic, Qt.MouseButton.LeftButton)
    stage.wait(lambda: window.practice.state.recording)
    qtbot.mouseClick(window.practice_page.transport.mic, Qt.MouseButton.LeftButton)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()
    assert stage.judge.asked[0][1].reference_text == "Rain or no rain."


# -- one selection ----------------------------------------------------------------------------------------------------


def selected(window: MainWindow) -> tuple[object, object, object]:
    table = window.practice_page.viewer.report_panel.table
    return (
        window.practice_page.viewer.waveform.phonemes.selected,
        table.place if table.selectionModel().hasSelection() else None,
        window.practice_page.viewer.selection.place,
    )


def test_a_click_in_the_waveform_selects_everywhere_and_plays_the_span(judged: MainWindow, stage: Stage) -> None:
    span = next(span for span in judged.practice_page.viewer.waveform.phonemes.spans.spans if span.place == THETA)
    judged.practice_page.viewer.waveform.picked.emit(span)

    assert selected(judged) == (THETA, THETA, THETA)
    assert _unfolded(judged, Place(1))
    assert stage.loudspeaker.played == [(pytest.approx(0.30), pytest.approx(0.40))]


def test_what_is_selected_stays_so_everywhere_when_strictness_changes(judged: MainWindow, stage: Stage) -> None:
    viewer = judged.practice_page.viewer
    viewer.selection.set(THETA)
    before = viewer.waveform.phonemes.spans

    viewer.report_panel.strictness.slider.setValue(viewer.report_panel.strictness.slider.maximum())
    stage.wait(lambda: viewer.waveform.phonemes.spans is not before)

    assert viewer.report is not None
    assert viewer.report.strictness == 1.0
    assert viewer.selection.place == viewer.waveform.phonemes.selected == THETA


def test_a_click_in_the_table_selects_everywhere_and_plays_the_span(
    judged: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    table = judged.practice_page.viewer.report_panel.table
    table.expandAll()
    place = table.visualRect(table.rows.index_of(THETA)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert selected(judged) == (THETA, THETA, THETA)
    assert stage.loudspeaker.played == [(pytest.approx(0.30), pytest.approx(0.40))]


def test_a_word_of_the_transcript_selects_it_everywhere(judged: MainWindow, stage: Stage) -> None:
    judged.practice_page.viewer.report_panel.transcript.anchorClicked.emit(QUrl("#3"))

    assert selected(judged) == (Place(3), Place(3), Place(3))
    assert stage.loudspeaker.played[0][0] == pytest.approx(1.50)


def test_the_transcript_is_the_text_as_typed_with_the_letters_of_the_errors(judged: MainWindow) -> None:
    shown = judged.practice_page.viewer.report_panel.transcript.toPlainText().replace("\N{NO-BREAK SPACE}", " ")

    assert shown == "I think SD the O river PS ran an A by."


def test_the_keys_go_from_error_to_error(judged: MainWindow, qtbot: QtBot) -> None:
    went = []
    for key, modifier in (
        (Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_P, Qt.KeyboardModifier.NoModifier),
    ):
        qtbot.keyClick(judged, key, modifier)
        went.append(judged.practice_page.viewer.selection.place)

    errors = judged.practice_page.viewer.report.errors
    assert went == [errors[0], errors[1], errors[0], errors[-1]]
    assert selected(judged) == (errors[-1],) * 3


def test_space_plays_and_stops_and_the_playhead_follows(judged: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    judged.practice_page.viewer.waveform.setFocus()
    qtbot.keyClick(judged.practice_page.viewer.waveform, Qt.Key.Key_Space)
    assert stage.loudspeaker.played == [(0.0, None)]
    stage.loudspeaker.place = 1.25
    stage.wait(lambda: judged.practice_page.transport.clock.text() == "0:01.2")
    assert judged.practice_page.viewer.waveform.phonemes is not None
    assert judged.practice_page.viewer.play_bar.listen.text() == "Stop"

    qtbot.keyClick(judged.practice_page.viewer.waveform, Qt.Key.Key_Space)
    assert stage.loudspeaker.place is None
    assert judged.practice_page.viewer.play_bar.listen.text() == "Play"


def test_space_on_a_button_presses_that_button(judged: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    judged.practice_page.viewer.report_panel.next.setFocus()
    qtbot.keyClick(judged.practice_page.viewer.report_panel.next, Qt.Key.Key_Space)

    assert judged.practice_page.viewer.selection.place == judged.practice_page.viewer.report.errors[0]
    assert (0.0, None) not in stage.loudspeaker.played


# -- what can be missing or go wrong ----------------------------------------------------------------------------------


def test_no_microphone_is_said_in_a_sentence_and_can_be_looked_for_again(stage: Stage, qtbot: QtBot) -> None:
    stage.no_microphone = "No microphone was found."
    window = stage.open()

    assert not window.practice_page.transport.mic.isEnabled()
    assert (
        window.practice_page.transport.said.text()
        == "No microphone was found. You can open a recording from a file instead."
    )
    assert window.practice_page.transport.file.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_R)
    assert stage.microphones == []

    stage.no_microphone = None
    qtbot.mouseClick(window.practice_page.transport.look, Qt.MouseButton.LeftButton)
    stage.wait(window.practice_page.transport.mic.isEnabled)
    assert not window.practice_page.transport.look.isVisible()


def test_a_microphone_that_is_refused_says_why(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    stage.microphone_refused = True
    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.wait(lambda: window.banner.notice is not None)

    assert window.banner.notice.text == "The microphone is in use by another program."
    assert window.practice.state.phase == Phase.READY


def test_a_microphone_that_fails_keeps_what_was_recorded(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.wait(lambda: window.practice.state.recording)
    stage.microphones[-1].failure = "The microphone was unplugged: what was recorded until then is kept."
    stage.wait(lambda: window.practice.state.phase == Phase.READY)
    stage.settle()

    assert window.banner.notice.text.startswith("The microphone was unplugged")
    assert window.practice_page.viewer.report is None
    press(window, "Assess what there is", qtbot)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()


def test_no_loudspeaker_is_said_and_nothing_offers_to_play(stage: Stage, qtbot: QtBot) -> None:
    stage.loudspeaker.available = False
    window = stage.open()
    record(stage, window, qtbot)

    assert window.practice_page.viewer.play_bar.silent.isVisible()
    assert not window.practice_page.viewer.play_bar.listen.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert window.practice_page.viewer.selection.place == window.practice_page.viewer.report.errors[0]
    assert stage.loudspeaker.played == []


def test_a_loudspeaker_that_fails_says_why(judged: MainWindow, stage: Stage) -> None:
    judged.practice_page.viewer.playback.play()
    stage.loudspeaker.failure, stage.loudspeaker.place = "The loudspeaker cannot be opened.", None
    stage.wait(lambda: judged.banner.notice is not None)

    assert judged.banner.notice.text == "The loudspeaker cannot be opened."


def test_a_take_without_speech_says_so_and_can_be_tried_again(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    stage.judge.answer = NothingToJudge("There is no speech in the recording.")
    record(stage, window, qtbot)

    assert window.banner.notice.text == "There is no speech in the recording. The recording is kept."
    assert window.practice_page.transport.again.isVisible()
    assert len(Store(stage.folder).unfinished()) == 1

    stage.judge.answer = sample_assessment.sample()
    press(window, "Try again", qtbot)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()
    assert not window.banner.isVisible()
    assert len(Store(stage.folder).sessions()) == 1


def test_escape_cancels_the_assessment_at_once_and_keeps_the_recording(
    stage: Stage, window: MainWindow, qtbot: QtBot
) -> None:
    stage.judge.gate.clear()
    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.wait(lambda: window.practice.state.recording)
    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.wait(lambda: window.practice_page.viewer.report_panel.bar.value() == 50)
    assert window.practice_page.viewer.report_panel.cancel.isVisible()

    qtbot.keyClick(window, Qt.Key.Key_Escape)

    assert window.practice.state.phase == Phase.READY
    assert window.banner.notice.text == "The assessment was cancelled; the recording is kept."
    assert len(Store(stage.folder).unfinished()) == 1
    stage.judge.gate.set()
    qtbot.mouseClick(window.practice_page.transport.again, Qt.MouseButton.LeftButton)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()


def test_escape_does_not_end_a_recording(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.wait(lambda: window.practice.state.recording)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.wait(100)

    assert window.practice.state.recording


def test_a_file_that_cannot_be_used_is_one_sentence(stage: Stage, window: MainWindow) -> None:
    file = stage.folder / "empty.wav"
    file.touch()
    window.practice.open_file(file)
    stage.wait(lambda: window.banner.notice is not None)
    stage.settle()

    assert window.banner.notice.text == "“empty.wav” is empty: record it again or choose another file."
    assert window.practice.state.phase == Phase.READY


def test_a_take_that_was_left_behind_is_offered_and_can_be_assessed(stage: Stage, qtbot: QtBot) -> None:
    left = Store(stage.folder).new_take()
    files.write_wav(left, sample_assessment.sound())
    window = stage.open()
    press(window, "Open it", qtbot)
    stage.wait(window.practice_page.transport.again.isVisible)
    stage.settle()
    window.practice_page.picker.choose("weather-river")
    qtbot.mouseClick(window.practice_page.transport.again, Qt.MouseButton.LeftButton)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()

    assert stage.judge.asked[0][1].reference_text.startswith("Every Thursday")
    assert Store(stage.folder).unfinished() == []
    assert len(Store(stage.folder).sessions()) == 1


def test_a_take_that_was_left_behind_can_be_deleted(stage: Stage, qtbot: QtBot) -> None:
    files.write_wav(Store(stage.folder).new_take(), sample_assessment.sound())
    window = stage.open()
    press(window, "Delete it", qtbot)
    stage.settle()

    assert Store(stage.folder).unfinished() == []


def test_of_several_takes_that_were_left_behind_each_is_offered(stage: Stage, qtbot: QtBot) -> None:
    takes = [Store(stage.folder).new_take() for _ in range(3)]
    for take in takes:
        files.write_wav(take, sample_assessment.sound())
    oldest, middle, newest = sorted(takes)
    window = stage.open()
    assert window.banner.notice.text.startswith("3 recordings from last time")
    press(window, "Delete it", qtbot)
    stage.settle()
    assert Store(stage.folder).unfinished() == [oldest, middle]
    assert window.banner.notice.text.startswith("2 recordings from last time")

    press(window, "Open it", qtbot)
    stage.wait(window.practice_page.transport.again.isVisible)
    stage.settle()
    qtbot.mouseClick(window.practice_page.transport.again, Qt.MouseButton.LeftButton)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()
    assert window.banner.notice.text.startswith("A recording from last time has no verdict yet")
    press(window, "Delete it", qtbot)
    stage.settle()
    assert Store(stage.folder).unfinished() == []
    assert window.banner.notice is None
    assert newest.exists() is False


def test_the_offer_of_a_take_that_was_left_behind_stands_while_the_window_is_busy(stage: Stage, qtbot: QtBot) -> None:
    files.write_wav(Store(stage.folder).new_take(), sample_assessment.sound())
    window = stage.open()
    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.wait(lambda: window.practice.state.recording)
    press(window, "Open it", qtbot)
    assert window.practice.state.recording
    assert window.banner.notice is not None

    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.settle()


def test_a_report_that_cannot_be_saved_stays_and_can_be_saved_later(
    stage: Stage, window: MainWindow, qtbot: QtBot
) -> None:
    database, aside = stage.folder / "sessions.db", stage.folder / "aside.db"
    database.rename(aside)
    database.mkdir()
    record(stage, window, qtbot)

    assert window.practice_page.viewer.report is not None
    assert window.banner.notice.text.startswith("The report is not saved yet: ")

    database.rmdir()
    aside.rename(database)
    press(window, "Try again", qtbot)
    stage.settle()
    assert len(Store(stage.folder).sessions()) == 1


# -- closing ----------------------------------------------------------------------------------------------------------


def test_closing_while_recording_keeps_the_take(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.wait(lambda: window.practice.state.recording)
    stage.close(window)

    assert len(Store(stage.folder).unfinished()) == 1


def test_closing_while_the_microphone_is_being_opened_ends_the_recording(
    stage: Stage, window: MainWindow, qtbot: QtBot
) -> None:
    window.practice_page.picker.choose("market-morning")
    window.record_or_stop()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=5000)
    assert len(stage.microphones) == 1
    assert len(Store(stage.folder).unfinished()) == 1


def test_closing_while_assessing_waits_for_the_engine_without_blocking(stage: Stage, window: MainWindow) -> None:
    stage.judge.gate.clear()
    window.practice.open_file(take_file(stage))
    stage.wait(lambda: len(stage.judge.asked) == 1)

    window.close()

    stage.wait(lambda: not window.isVisible())
    assert not window.work.busy
    stage.close(window)


def test_closing_waits_for_the_saving(stage: Stage, window: MainWindow) -> None:
    window.practice.open_file(take_file(stage))
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.close(window)

    assert len(Store(stage.folder).sessions()) == 1


class SlowVoice:
    """A voice that takes its time, but asks whether it is still wanted."""

    name = "slow"

    def __init__(self) -> None:
        self.begun = threading.Event()

    def speak(self, _text: str, _speed: float = 1.0, progress: Progress = no_progress) -> Spoken:
        self.begun.set()
        for _ in range(600):
            progress(0.0)
            time.sleep(0.05)
        raise VoiceFailed("Nobody stopped it.")


def closing_seconds(stage: Stage, window: MainWindow) -> float:
    began = time.monotonic()
    stage.close(window)
    return time.monotonic() - began


def test_closing_does_not_wait_for_voices_that_are_being_made(stage: Stage) -> None:
    stage.voice = voice = SlowVoice()
    window = stage.open()
    speaker = window.room.conversing.voice
    speaker.say("Good morning.")
    speaker.make_all({0: "Hello.", 1: "Goodbye."}, lambda _: None)
    stage.wait(voice.begun.is_set)

    assert closing_seconds(stage, window) < 2.0


def test_closing_does_not_wait_for_a_slow_judge_of_words_and_what_was_said_is_kept(stage: Stage) -> None:
    asked, answered = threading.Event(), threading.Event()

    def judge(lines: Sequence[str], topic: str) -> Content:
        asked.set()
        answered.wait(30)
        return look(lines, topic)

    stage.judge_words = judge
    window = stage.open()
    keeping = window.room.conversing.keeping
    keeping.begin("The river", "")
    line = ChatLine("You", "I see. I know. I go.", mine=True, own=True)
    keeping.keep([line])
    keeping.flush()
    stage.settle()
    keeping.keep_now([line, replace(line, text="I went.")], lambda _: None)
    stage.wait(asked.is_set)
    seconds = closing_seconds(stage, window)
    answered.set()

    assert seconds < 2.0
    store = Store(stage.folder)
    assert [[turn.text for turn in store.open(each.id).turns] for each in store.sessions()] == [[line.text, "I went."]]


# -- for everybody ----------------------------------------------------------------------------------------------------


def test_every_control_that_takes_the_keyboard_has_a_name(judged: MainWindow) -> None:
    controls = [
        each
        for each in judged.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
    ]
    nameless = [each for each in controls if not QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)]

    assert len(controls) > 10
    assert nameless == []


def test_every_button_says_what_it_does(judged: MainWindow) -> None:
    assert [each for each in judged.findChildren(QAbstractButton) if not each.accessibleName()] == []


def test_tab_goes_through_the_window_from_left_to_right(judged: MainWindow, qtbot: QtBot) -> None:
    judged.practice_page.picker.list.setFocus()
    went: list[QObject] = []
    for _ in range(60):
        went.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    stations = [
        judged.practice_page.prompt.text,
        judged.practice_page.viewer.waveform,
        judged.practice_page.transport.mic,
        judged.practice_page.viewer.report_panel.table,
    ]

    places = [went.index(each) for each in stations]
    assert places == sorted(places)
    assert judged.practice_page.picker.list in went[1:]


def test_all_of_the_interface_runs_on_the_gui_thread(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    threads = set()
    for signal in (window.practice.changed, window.practice.judged, window.practice.saved):
        signal.connect(lambda _: threads.add(threading.current_thread()))
    record(stage, window, qtbot)

    assert threads == {threading.main_thread()}


def test_phonemes_can_be_written_in_ipa(judged: MainWindow) -> None:
    """A letter that no font has is drawn as the same box as any other."""

    def drawn(letter: str) -> bytes:
        picture = QImage(40, 40, QImage.Format.Format_Grayscale8)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.setFont(judged.font())
        painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, letter)
        painter.end()
        return bytes(picture.constBits())

    letters = "θðʃʒŋɹɪʊəɚɛæʌɑɔʔ"
    assert len({drawn(letter) for letter in f"{letters}\U000e0fff"}) == len(letters) + 1


def _unfolded(window: MainWindow, place: Place) -> bool:
    table = window.practice_page.viewer.report_panel.table
    return table.isExpanded(table.rows.index_of(place))


def press(window: MainWindow, name: str, qtbot: QtBot) -> None:
    button = next(each for each in window.banner.findChildren(QAbstractButton) if each.text() == name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


# -- pages ------------------------------------------------------------------------------------------------------------


def test_keys_and_tabs_go_from_page_to_page(window: MainWindow, qtbot: QtBot) -> None:
    shown = []
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_1):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        shown.append(window.pages.currentWidget())
    assert shown == [window.review_page, window.progress_page, window.practice_page]

    qtbot.mouseClick(window.navigation.tabs, Qt.MouseButton.LeftButton, pos=window.navigation.tabs.tabRect(1).center())
    assert window.pages.currentWidget() is window.review_page


def test_a_recording_begins_only_on_the_practice_page_but_ends_from_any(
    stage: Stage, window: MainWindow, qtbot: QtBot
) -> None:
    window.go(1)
    qtbot.keyClick(window, Qt.Key.Key_R)
    assert not window.practice.state.busy

    window.go(0)
    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.wait(lambda: window.practice.state.recording)
    window.go(2)
    qtbot.keyClick(window, Qt.Key.Key_R)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()


def test_leaving_the_page_falls_silent(judged: MainWindow, stage: Stage) -> None:
    judged.practice_page.viewer.playback.play()
    judged.go(1)

    assert stage.loudspeaker.place is None
