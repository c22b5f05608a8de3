"""Feedback on a report: asked for, at most three pieces at first, each with its place, its lesson and its drill."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import synthetic_speech
from sonorant import assets
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.practice import lessons
from sonorant.practice.advice import FIRST
from sonorant.practice.estimate import Estimate
from sonorant.speech.content import Content, Repetition, Vocabulary
from sonorant.speech.phonemes import PHONES
from sonorant.ui.content_words import on_grammar, on_level, on_vocabulary
from sonorant.ui.lesson_dialog import LessonDialog
from sonorant.ui.main_window import MainWindow
from sonorant.ui.widgets.coach_panel import CoachPanel
from sonorant.ui.widgets.report_panel import IMPROVE
from sonorant.voices.flite import Flite
from window_stage import Stage


@pytest.fixture
def coached(stage: Stage) -> MainWindow:
    """A window with the report of the sample that has errors in it, and the feedback on it."""
    stage.assessor, stage.voice = EmbeddedAssessor(), Flite("slt")
    window = stage.open()
    window.show_planted_sample()
    settle(stage, lambda: window.practice_page.viewer.report is not None)
    window.practice_page.viewer.report_panel.improve.click()
    settle(stage, lambda: panel(window).state.isVisible() and bool(panel(window).cards))
    return window


def settle(stage: Stage, condition: object) -> None:
    stage.qtbot.waitUntil(condition, timeout=40_000)
    window = stage.windows[-1]
    stage.qtbot.waitUntil(lambda: not any(each.busy for each in window.runners), timeout=40_000)
    stage.settle()


def panel(window: MainWindow) -> CoachPanel:
    return window.practice_page.viewer.report_panel.coach


def test_the_feedback_comes_by_one_button_with_three_pieces_at_first(coached: MainWindow) -> None:
    found = panel(coached)
    assert coached.practice_page.viewer.report_panel.views.currentIndex() == IMPROVE
    assert len(found.cards) == FIRST
    assert found.more.isVisible()
    found.more.click()
    assert len(found.cards) > FIRST


def test_asking_with_a_key_leaves_the_keyboard_at_the_feedback(coached: MainWindow, stage: Stage) -> None:
    report = coached.practice_page.viewer.report_panel
    report.views.setCurrentIndex(0)
    report.improve.setFocus()
    QTest.keyClick(report.improve, Qt.Key.Key_Space)
    assert coached.focusWidget() is report.views
    settle(stage, lambda: bool(panel(coached).cards))
    panel(coached).forget()
    panel(coached).ask.setFocus()
    QTest.keyClick(panel(coached).ask, Qt.Key.Key_Space)
    assert coached.focusWidget() is report.views
    settle(stage, lambda: bool(panel(coached).cards))


def test_each_piece_opens_its_place_and_plays_it(coached: MainWindow, stage: Stage) -> None:
    card = next(card for card in panel(coached).cards if card.advice.places)
    card.place.click()
    first = card.advice.places[0]
    viewer = coached.practice_page.viewer
    assert viewer.selection.place is not None
    assert (viewer.selection.place.word, viewer.selection.place.phoneme) == (first.word, first.phoneme)
    row = viewer.report and viewer.report.row(viewer.selection.place)
    assert row
    assert stage.loudspeaker.played[-1] == (row.start, row.end)


def test_the_lesson_of_a_sound_opens_and_its_words_can_be_heard(coached: MainWindow, stage: Stage) -> None:
    card = next(card for card in panel(coached).cards if card.advice.phone)
    card.lesson.click()
    stage.wait(lambda: coached.findChild(LessonDialog) is not None)
    dialog = coached.findChild(LessonDialog)
    assert dialog.lesson.phone == card.advice.phone
    heard = len(stage.loudspeaker.played)
    dialog.text.anchorClicked.emit(QUrl("#0"))
    settle(stage, lambda: len(stage.loudspeaker.played) > heard)
    stage.loudspeaker.place = None
    dialog.reject()


def test_all_39_sounds_can_be_looked_through(qtbot: QtBot) -> None:
    dialog = LessonDialog(lessons.load(assets.path("lessons")), lambda _: None)
    qtbot.addWidget(dialog)
    assert dialog.list.count() == len(PHONES) == 39
    for phone in PHONES:
        dialog.show_sound(phone)
        assert dialog.lesson.phone == phone
        assert dialog.mouths.count() >= 1
        assert dialog.text.toPlainText().strip()


def test_a_drill_goes_from_the_report_through_its_items_and_into_the_book(coached: MainWindow, stage: Stage) -> None:
    card = next(card for card in panel(coached).cards if card.advice.phone)
    card.drill.click()
    drilling, bar = coached.coach.drilling, coached.coach.bar
    settle(stage, lambda: drilling.round is not None)
    assert bar.isVisible()
    assert coached.practice.state.text == drilling.round.item.text

    stage.hears = synthetic_speech.say(drilling.round.item.text, "rms").audio
    coached.record_or_stop()
    stage.wait(lambda: coached.practice.state.recording)
    coached.record_or_stop()
    settle(stage, lambda: drilling.round.score is not None and drilling.round.now is not None)
    assert bar.mine_now.isVisible()
    bar.mine_now.click()
    settle(stage, lambda: bool(stage.loudspeaker.played))
    stage.loudspeaker.place = None

    bar.onward.click()
    assert drilling.round.place == 1
    bar.leave.click()
    stage.wait(lambda: not bar.isVisible())
    settle(stage, lambda: True)
    (kept,) = drilling._book.all()
    assert kept.attempts[-1].score is not None
    assert kept.attempts[-1].voice is not None


def test_what_is_due_stands_in_the_list_and_is_practised_from_there(coached: MainWindow, stage: Stage) -> None:
    card = next(card for card in panel(coached).cards if card.advice.phone)
    card.drill.click()
    drilling, picker = coached.coach.drilling, coached.practice_page.picker
    settle(stage, lambda: drilling.round is not None)
    stage.wait(lambda: picker.list.item(0).text() == "Drills that are due")
    picker.choose("rainy-sunday")
    assert drilling.round is None
    picker.list.itemActivated.emit(picker.list.item(1))
    settle(stage, lambda: drilling.round is not None)


def test_text_that_was_given_has_no_grammar_to_judge(coached: MainWindow) -> None:
    assert not panel(coached).grammar.isVisible()


def test_with_fewer_than_three_sentences_grammar_is_withheld_with_the_reason(stage: Stage) -> None:
    stage.assessor = EmbeddedAssessor()
    window = stage.open()
    window.practice_page.picker.choose_own_text()
    window.practice_page.prompt.editor.setPlainText("He go to school. She are here.")
    stage.hears = synthetic_speech.say("He go to school. She are here.", "rms").audio
    window.record_or_stop()
    stage.wait(lambda: window.practice.state.recording)
    window.record_or_stop()
    settle(stage, lambda: window.practice_page.viewer.report is not None)
    window.practice_page.viewer.report_panel.improve.click()
    settle(stage, panel(window).grammar.isVisible)
    assert "three" in panel(window).grammar.text().lower() or "3" in panel(window).grammar.text()


def test_a_lower_bound_is_called_so() -> None:
    from sonorant.practice.content import look

    found = look(["He go to school every day.", "She are my sister.", "They was late yesterday."])
    said = on_grammar(found)
    assert "possible mistakes found: " in said
    assert "a lower bound" in said


def test_the_words_are_told_by_level_by_how_common_they_are_and_by_how_varied() -> None:
    words = Vocabulary(
        60,
        34,
        {"A1": 20, "B2": 3, "": 2},
        {"1–500": 21, "501–1000": 4, "rarer": 2},
        41.6,
        0.72,
        (Repetition("tea", 4),),
    )
    said = on_vocabulary(Content("…", 4, "a-model", 70.0, 60.0, 90.0, vocabulary=words))
    assert said.replace("\N{NO-BREAK SPACE}", " ").splitlines() == [
        "Vocabulary: 60 words, 34 different ones.",
        "60 of 100, by a-model.",
        "How well you kept to the topic: 90 of 100.",
        "• Level at which learners usually meet them:",
        "A1: 20 · B2: 3 · not in the list: 2",
        "• How common they are in English (1 is the most common):",
        "1–500: 21 · 501–1000: 4 · rarer: 2",
        "• Variety: of 50 words in a row 36 are different; they come again after 42 (native speech: 70)",
        "• Said often: tea (4)",
    ]


def test_of_few_words_no_variety_is_told_and_without_a_model_no_score() -> None:
    said = on_vocabulary(Content("…", 3, vocabulary=Vocabulary(12, 9, {"A1": 9}, {"1–500": 9})))
    assert "Variety: measured from 50 words on" in said
    assert "of 100" not in said


def test_a_level_is_a_range_with_what_it_rests_on() -> None:
    said = on_level(Estimate("B1", "C1", ("accuracy 80",)))
    assert "B1–C1" in said
    assert "rough estimate" in said
    assert "accuracy 80" in said
