"""The model voice in the window: reading aloud, shadowing, and back to back with the report."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

import sample_assessment
from sonorant.engines.base import Partial
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.speech.timing import to_seconds
from sonorant.ui.main_window import MainWindow
from sonorant.ui.model_room import stretch
from sonorant.ui.report_model import Place, build
from sonorant.ui.settings import Settings
from sonorant.ui.shadowing import Step
from sonorant.ui.voice_rack import Offer, VoiceRack
from sonorant.ui.voice_settings import VoiceSettings
from sonorant.voices import NONE
from sonorant.voices.base import Spoken, Voice
from sonorant.voices.flite import Flite
from window_stage import Stage


@pytest.fixture
def speaking(stage: Stage) -> MainWindow:
    """A window with a voice, and a text of five words."""
    stage.voice = Flite("kal16")
    window = stage.open()
    window.practice.choose("Text", "I think the river ran.")
    return window


def heard(stage: Stage, window: MainWindow) -> Spoken:
    """What the voice says, once it is played."""
    stage.wait(lambda: window.model.playback.playing)
    assert window.model.said is not None
    return window.model.said


# -- reading aloud ----------------------------------------------------------------------------------------------------


def test_the_word_that_is_being_read_aloud_is_highlighted(stage: Stage, speaking: MainWindow, qtbot: QtBot) -> None:
    prompt = speaking.practice_page.prompt
    qtbot.keyClick(speaking, Qt.Key.Key_M)
    spoken = heard(stage, speaking)

    for word in spoken.words:
        stage.loudspeaker.place = to_seconds(word.offset + word.duration // 2)
        stage.wait(lambda word=word: prompt.text.span == word.span)
    stage.loudspeaker.place = None
    stage.wait(lambda: not speaking.model.active)
    assert prompt.text.span is None


def test_the_face_speaks_along_and_rests_afterwards(stage: Stage, speaking: MainWindow, qtbot: QtBot) -> None:
    face = speaking.read_aloud.bar.face
    qtbot.keyClick(speaking, Qt.Key.Key_M)
    spoken = heard(stage, speaking)

    stage.loudspeaker.place = to_seconds(spoken.visemes[4].offset) + 0.01
    stage.wait(lambda: face.speaking and face.shape is spoken.visemes[4].shape)
    qtbot.keyClick(speaking, Qt.Key.Key_M)
    assert not face.speaking
    assert not speaking.model.active


def test_a_text_of_ones_own_is_highlighted_too_and_can_be_typed_in_again_afterwards(
    stage: Stage, speaking: MainWindow
) -> None:
    page = speaking.practice_page
    page.picker.choose_own_text()
    page.prompt.editor.setPlainText("Two words.")
    speaking.hear_model()
    spoken = heard(stage, speaking)
    stage.loudspeaker.place = to_seconds(spoken.words[1].offset) + 0.01

    stage.wait(lambda: page.prompt.text.span == (4, 9))
    stage.loudspeaker.place = None
    stage.wait(page.prompt.editor.isVisible)


def test_without_a_voice_the_window_says_where_to_choose_one(stage: Stage, window: MainWindow) -> None:
    window.practice.choose("Text", "I think.")
    window.hear_model()

    stage.wait(window.banner.isVisible)
    assert window.banner.notice is not None
    assert "There is no voice: choose one in the settings" in window.banner.notice.text
    assert not window.model.active


def test_recording_silences_the_model(stage: Stage, speaking: MainWindow) -> None:
    speaking.hear_model()
    heard(stage, speaking)
    speaking.record_or_stop()

    stage.wait(lambda: speaking.practice.state.recording)
    assert not speaking.model.active
    speaking.record_or_stop()
    stage.settle()


def test_another_text_ends_the_reading_of_the_first(stage: Stage, speaking: MainWindow) -> None:
    speaking.hear_model()
    heard(stage, speaking)
    speaking.practice.choose("Other", "Something else.")

    assert not speaking.model.active
    assert speaking.practice_page.prompt.text.span is None


def test_without_a_loudspeaker_nothing_offers_to_be_heard(stage: Stage) -> None:
    stage.voice, stage.loudspeaker.available = Flite("kal16"), False
    window = stage.open()
    window.practice.choose("Text", "I think.")

    bar = window.read_aloud.bar
    assert not bar.hear.isEnabled()
    assert not bar.repeat.isEnabled()
    assert not window.practice_page.viewer.report_panel.compare.isEnabled()


def test_the_face_can_be_put_away(speaking: MainWindow) -> None:
    speaking.preferences.change(face=False)
    assert not speaking.read_aloud.bar.face.isVisible()
    speaking.preferences.change(face=True)
    assert speaking.read_aloud.bar.face.isVisible()


def test_who_wants_no_voice_sees_texts_only(speaking: MainWindow) -> None:
    speaking.preferences.change(voice=NONE)
    assert not speaking.read_aloud.bar.isVisible()
    assert speaking.practice_page.viewer.report_panel.compare.isHidden()
    speaking.preferences.change(voice="")
    assert speaking.read_aloud.bar.isVisible()


# -- shadowing --------------------------------------------------------------------------------------------------------


@pytest.fixture
def round_of_shadowing(stage: Stage) -> MainWindow:
    """A window in which the learner, another synthetic voice, is judged by the real engine."""
    text = "Please bring me a glass of cold water."
    stage.voice, stage.assessor = Flite("slt"), EmbeddedAssessor()
    stage.hears = Flite("kal16").speak(text, 0.7).audio
    window = stage.open()
    window.practice.choose("Text", text)
    return window


def test_after_the_model_recording_begins_and_ends_by_itself_and_both_are_compared(
    stage: Stage, round_of_shadowing: MainWindow, qtbot: QtBot
) -> None:
    window, contrast = round_of_shadowing, round_of_shadowing.read_aloud.bar.contrast
    qtbot.mouseClick(window.read_aloud.bar.repeat, Qt.MouseButton.LeftButton)
    heard(stage, window)
    assert window.shadowing.step is Step.MODEL
    assert not window.practice.state.busy

    stage.loudspeaker.place = None
    stage.wait(lambda: window.practice.state.recording)
    assert window.read_aloud.bar.step.text() == "Now you: say it just like that."
    window.practice.read.emit(Partial(4, span=(32, 37)))  # the last word, however the engine counts
    qtbot.waitUntil(lambda: window.practice_page.viewer.report is not None, timeout=15_000)

    stage.wait(contrast.isVisible)
    assert contrast.told.text().startswith("You took ")
    assert contrast.lanes.accessibleDescription() == contrast.told.text()
    assert window.shadowing.step is Step.OFF


def test_stopping_during_the_model_records_nothing(stage: Stage, speaking: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(speaking.read_aloud.bar.repeat, Qt.MouseButton.LeftButton)
    heard(stage, speaking)
    qtbot.mouseClick(speaking.read_aloud.bar.repeat, Qt.MouseButton.LeftButton)

    assert speaking.shadowing.step is Step.OFF
    qtbot.wait(100)
    assert not speaking.practice.state.busy
    assert not stage.microphones


def test_a_microphone_that_is_refused_ends_the_round(stage: Stage, speaking: MainWindow) -> None:
    stage.microphone_refused = True
    speaking.shadowing.toggle()
    heard(stage, speaking)
    stage.loudspeaker.place = None

    stage.wait(lambda: bool(stage.microphones) and speaking.shadowing.step is Step.OFF)
    stage.settle()


# -- back to back -----------------------------------------------------------------------------------------------------


def test_a_word_of_the_report_is_heard_from_the_model_then_from_me_then_from_the_model(
    stage: Stage, judged: MainWindow, qtbot: QtBot
) -> None:
    stage.voice = Flite("kal16")
    viewer = judged.practice_page.viewer
    viewer.selection.set(Place(1))
    stage.loudspeaker.played.clear()
    row = viewer.report.row(Place(1))

    qtbot.keyClick(judged, Qt.Key.Key_L)
    for number in range(3):
        stage.wait(lambda number=number: len(stage.loudspeaker.played) == number + 1)
        stage.loudspeaker.place = None
    stage.wait(lambda: not judged.model.active)

    assert stage.loudspeaker.played == [(0.0, None), (row.start, row.end), (0.0, None)]


def test_another_text_ends_the_comparison_with_what_is_no_longer_there(stage: Stage, judged: MainWindow) -> None:
    stage.voice = Flite("kal16")
    judged.compare()
    heard(stage, judged)
    judged.practice.choose("Another text", "Another text.")
    stage.settle()
    assert not judged.model.active


def test_what_is_heard_can_be_stopped_though_there_is_nothing_to_read(stage: Stage, speaking: MainWindow) -> None:
    speaking.practice.choose("Nothing", "")
    speaking.model.say("think")
    heard(stage, speaking)
    bar = speaking.read_aloud.bar
    assert (bar.hear.text(), bar.hear.isEnabled()) == ("Stop", True)
    bar.hear.click()
    assert not speaking.model.active
    assert not bar.hear.isEnabled()


def test_the_button_offers_word_and_sentence_only_where_a_word_is_selected(judged: MainWindow) -> None:
    viewer = judged.practice_page.viewer
    button = viewer.report_panel.compare

    assert [action.isEnabled() for action in button.actions_by_name.values()] == [False, False, True]
    viewer.selection.set(Place(1))
    assert all(action.isEnabled() for action in button.actions_by_name.values())


def test_a_part_of_the_report_is_a_word_its_sentence_or_everything() -> None:
    report = build(sample_assessment.sample())
    text = report.assessment.text
    first = report.row(Place(0))

    assert first is not None
    assert stretch(report, 0, sentence=False) == (text[:1], first.start, first.end)
    whole = stretch(report, None, sentence=False)
    assert whole is not None
    assert whole[0] == text
    assert stretch(report, 0, sentence=True) == whole


# -- settings ---------------------------------------------------------------------------------------------------------


def offers() -> list[Offer]:
    return [Offer(Flite("slt")), Offer(Flite("rms")), Offer(Flite("kal16"), "far.example")]


@pytest.fixture
def choice(stage: Stage, window: MainWindow, qtbot: QtBot) -> QComboBox:
    choice = QComboBox()
    qtbot.addWidget(choice)
    made = VoiceSettings(choice, window.preferences, offers, stage.keys, window.model, window.gate, window.partner)
    choice.activated.connect(lambda _: window.preferences.change(voice=choice.currentData()))
    qtbot.addWidget(made.attempt)
    qtbot.addWidget(made.told)
    stage.wait(lambda: choice.count() > 0)
    return choice


def pick(choice: QComboBox, name: str) -> None:
    choice.setCurrentIndex(choice.findData(name))
    choice.activated.emit(choice.currentIndex())


def test_the_voices_that_are_there_are_offered_the_best_first_and_none_last(choice: QComboBox) -> None:
    names = [choice.itemData(index) for index in range(choice.count())]

    assert names == ["", "flite slt", "flite rms", "flite kal16", NONE]
    assert choice.itemText(0) == "The best on this machine (flite slt)"


def test_a_voice_that_sends_texts_away_is_asked_consent_for_and_refusing_goes_back(
    stage: Stage, window: MainWindow, choice: QComboBox
) -> None:
    pick(choice, "flite kal16")
    stage.wait(lambda: window.gate.question is not None)
    assert "far.example" in window.gate.question.text()
    window.gate.question.reject()

    stage.wait(lambda: window.preferences.now.voice == "")
    assert choice.currentData() == ""


def test_the_chosen_voice_speaks_at_the_chosen_speed_and_what_it_said_is_kept(stage: Stage) -> None:
    now = [Settings(voice="flite rms", voice_percent=50)]
    asked: list[bool] = []

    def here() -> list[Voice]:
        asked.append(True)
        return [each.voice for each in offers()]

    rack = VoiceRack(lambda: now[0], here, lambda _: [], stage.folder / "cache")
    slow = rack.chosen()
    now[0] = Settings()
    best = rack.chosen()
    now[0] = Settings(voice=NONE)

    assert slow is not None
    assert best is not None
    assert (slow.name, best.name, rack.chosen()) == ("flite rms", "flite slt", None)
    half = slow.speak("Slowly, please.").audio.seconds
    assert half == pytest.approx(2 * Flite("rms").speak("Slowly, please.").audio.seconds, rel=0.1)
    assert len(list((stage.folder / "cache").glob("*.npz"))) == 1
    assert len(asked) == 1


def test_a_voice_in_the_net_is_never_taken_for_the_best_one(stage: Stage) -> None:
    far = [Offer(Flite("kal16"), "far.example")]
    rack = VoiceRack(Settings, list, lambda _: far, stage.folder / "cache")

    assert rack.chosen() is None
