"""The drills in the book: due again at the next start, practised, removed, and told of sessions that are deleted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

import sample_assessment
from sonorant.audio import files
from sonorant.practice.drill_book import Attempt, DrillBook, Kept, Voice
from sonorant.practice.drills import Drill, Item, ItemKind
from sonorant.sessions.store import Store
from sonorant.ui.all_lessons import all_lessons
from sonorant.ui.engines import config_for
from sonorant.ui.main_window import REVIEW, MainWindow
from sonorant.ui.viewer import Viewer
from sonorant.ui.widgets.scenario_picker import ScenarioPicker
from window_stage import Stage

BEFORE = datetime.now(UTC) - timedelta(days=2)
SENTENCE = Drill("sentence:i think", f"“{sample_assessment.TEXT}”", (Item(ItemKind.SENTENCE, sample_assessment.TEXT),))
RIVER = Drill("word:river", "“river”", (Item(ItemKind.WORD, "river"), Item(ItemKind.SENTENCE, sample_assessment.TEXT)))
HEADING = "Drills that are due"


@pytest.fixture
def book(stage: Stage) -> DrillBook:
    """Two drills of a saved session are due; one was practised."""
    store, book = Store(stage.folder), DrillBook(stage.folder / "drills.db")
    take = store.new_take()
    files.write_wav(take, sample_assessment.sound())
    session = store.save(take, sample_assessment.sample(), config_for(sample_assessment.TEXT), "The river")
    book.add([SENTENCE, RIVER], Attempt(BEFORE, None, Voice(session.id, 0.2, 0.7)))
    book.practised(RIVER.id, Attempt(BEFORE + timedelta(hours=1), 20.0))
    return book


@pytest.fixture
def window(book: DrillBook, stage: Stage) -> MainWindow:
    return opened(stage)


def opened(stage: Stage) -> MainWindow:
    window = stage.open()
    stage.wait(lambda: window.practice_page.picker.list.item(0).text() == HEADING)
    return window


def test_the_list_highlights_nothing_that_is_not_practised(window: MainWindow, stage: Stage) -> None:
    picker = window.practice_page.picker
    picker.choose("market-morning")
    assert picker.list.selectedItems() != []
    window.coach.practise(Kept(RIVER, BEFORE, ()))
    stage.settle()
    assert window.coach.drilling.round is not None
    assert picker.list.selectedItems() == []

    picker.show_due([])  # the list is made anew, as when a drill was done
    assert picker.list.selectedItems() == []


def due(picker: ScenarioPicker) -> list[str]:
    """What is listed as due."""
    texts = [picker.list.item(row).text() for row in range(picker.list.count())]
    return texts[1 : texts.index("Conversations")] if HEADING in texts else []


def choose(window: MainWindow, title: str) -> None:
    [item] = window.practice_page.picker.list.findItems(title, Qt.MatchFlag.MatchExactly)
    window.practice_page.picker.list.setCurrentItem(item)


def practise(window: MainWindow, stage: Stage, title: str) -> None:
    choose(window, title)
    QTest.keyClick(window.practice_page.picker.list, Qt.Key.Key_Return)
    stage.wait(lambda: window.coach.drilling.round is not None)
    stage.settle()


def answer(stage: Stage, name: str) -> None:
    """Press that button of the question which is asked."""
    stage.wait(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    ask = QApplication.activeModalWidget()
    assert isinstance(ask, QMessageBox)
    next(each for each in ask.buttons() if each.text().replace("&", "") == name).click()
    stage.settle()


def delete_session(window: MainWindow, stage: Stage) -> None:
    window.go(REVIEW)
    stage.wait(lambda: window.review_page.opened is not None)
    stage.settle()
    window.review_page.delete()
    answer(stage, "Delete")


def test_what_is_due_is_there_at_the_next_start_and_can_be_practised(window: MainWindow, stage: Stage) -> None:
    assert due(window.practice_page.picker) == [SENTENCE.title, RIVER.title]
    stage.close(window)
    window = opened(stage)
    assert due(window.practice_page.picker) == [SENTENCE.title, RIVER.title]

    practise(window, stage, SENTENCE.title)
    assert window.practice.state.text == sample_assessment.TEXT
    window.coach.bar.mine_before.click()
    stage.wait(lambda: stage.loudspeaker.played == [(0.2, 0.7)])
    stage.loudspeaker.place = None
    window.record_or_stop()
    stage.wait(lambda: window.practice.state.recording)
    window.record_or_stop()
    stage.wait(window.coach.bar.mine_now.isVisible)
    window.coach.bar.onward.click()
    stage.settle()
    assert due(window.practice_page.picker) == [RIVER.title]
    stage.close(window)
    assert due(opened(stage).practice_page.picker) == [RIVER.title]


def test_one_that_goes_on_is_removed_once_that_is_confirmed(window: MainWindow, stage: Stage, book: DrillBook) -> None:
    practise(window, stage, RIVER.title)
    remove = window.coach.bar.remove
    assert remove.accessibleName() == "Remove this drill"
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Space)
    answer(stage, "Cancel")
    assert window.coach.bar.isVisible()
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Space)
    answer(stage, "Remove")
    assert not window.coach.bar.isVisible()
    assert due(window.practice_page.picker) == [SENTENCE.title]
    assert [each.drill for each in book.all()] == [SENTENCE]
    assert window.banner.notice is not None
    assert window.banner.notice.text == "The drill is removed: “river”"


def test_one_in_the_list_is_removed_with_a_key(window: MainWindow, stage: Stage, book: DrillBook) -> None:
    choose(window, SENTENCE.title)
    QTest.keyClick(window.practice_page.picker.list, Qt.Key.Key_Delete)
    answer(stage, "Remove")
    assert due(window.practice_page.picker) == [RIVER.title]
    assert [each.drill.id for each in book.all()] == [RIVER.id]
    window.practice_page.picker.choose("market-morning")
    QTest.keyClick(window.practice_page.picker.list, Qt.Key.Key_Delete)
    assert QApplication.activeModalWidget() is None


def test_a_deleted_session_is_heard_no_longer_and_its_sentences_go(
    window: MainWindow, stage: Stage, book: DrillBook
) -> None:
    practise(window, stage, RIVER.title)
    assert window.coach.bar.mine_before.isVisible()
    delete_session(window, stage)
    assert "this was checked" in (window.banner.notice.text if window.banner.notice else "")
    assert not window.coach.bar.mine_before.isVisibleTo(window.coach.bar)
    assert due(window.practice_page.picker) == [RIVER.title]
    [kept] = book.all()
    assert kept.drill.items == (Item(ItemKind.WORD, "river"),)
    assert kept.before is None
    assert sample_assessment.TEXT.encode() not in (stage.folder / "drills.db").read_bytes()


def test_a_drill_that_goes_with_its_session_ends(window: MainWindow, stage: Stage, book: DrillBook) -> None:
    practise(window, stage, SENTENCE.title)
    assert window.coach.bar.isVisibleTo(window)
    delete_session(window, stage)
    assert [each.drill.id for each in book.all()] == [RIVER.id]
    assert window.coach.drilling.round is None


def test_of_a_drill_that_loses_sentences_with_a_session_the_rest_goes_on(window: MainWindow, stage: Stage) -> None:
    practise(window, stage, RIVER.title)
    delete_session(window, stage)
    assert window.coach.drilling.round is not None
    assert window.coach.drilling.round.drill.items == (Item(ItemKind.WORD, "river"),)
    assert window.coach.drilling.round.last


def test_a_drill_ends_when_what_is_to_be_said_goes_with_a_session(
    window: MainWindow, stage: Stage, book: DrillBook
) -> None:
    practise(window, stage, RIVER.title)
    window.coach.bar.onward.click()
    delete_session(window, stage)
    assert [each.drill.id for each in book.all()] == [RIVER.id]
    assert window.coach.drilling.round is None


def test_a_deleted_take_of_a_lessons_drill_leaves_the_lesson_its_sentences(stage: Stage) -> None:
    window, lesson = stage.open(), all_lessons()["TH"]
    window.coach._on_lesson(lesson)
    stage.wait(lambda: window.coach.drilling.round is not None)
    stage.settle()
    while window.coach.drilling.round is not None and window.coach.drilling.round.item.kind is not ItemKind.SENTENCE:
        window.coach.bar.onward.click()
    window.record_or_stop()
    stage.wait(lambda: window.practice.state.recording)
    window.record_or_stop()
    stage.wait(window.coach.bar.mine_now.isVisible)
    window.coach.bar.leave.click()
    stage.settle()
    book = DrillBook(stage.folder / "drills.db")
    [before] = book.all()
    delete_session(window, stage)
    [kept] = book.all()
    assert kept.drill == before.drill
    assert {each.text for each in kept.drill.items if each.kind is ItemKind.SENTENCE} <= set(lesson.sentences)


def test_what_is_said_in_a_drill_is_not_ones_own_words(window: MainWindow, stage: Stage) -> None:
    practise(window, stage, SENTENCE.title)
    window.record_or_stop()
    stage.wait(lambda: window.practice.state.recording)
    window.record_or_stop()
    stage.wait(window.coach.bar.mine_now.isVisible)
    stage.settle()
    asked_of(window.practice_page.viewer, stage)
    window.go(REVIEW)
    stage.wait(lambda: window.review_page.opened is not None)
    stage.settle()
    assert window.review_page.viewer is not None
    asked_of(window.review_page.viewer, stage)


def asked_of(viewer: Viewer, stage: Stage) -> None:
    """Feedback comes without anything on grammar."""
    viewer.report_panel.improve.click()
    panel = viewer.report_panel.coach
    stage.qtbot.waitUntil(lambda: bool(panel.cards), timeout=40_000)
    stage.settle()
    assert not panel.grammar.isVisible()


def test_a_deletion_that_ends_half_way_leaves_nothing_of_the_session_in_the_drills(
    window: MainWindow, stage: Stage, book: DrillBook
) -> None:
    [summary] = Store(stage.folder).sessions()
    audio = Store(stage.folder).open(summary.id).audio
    audio.unlink()
    (audio / "in the way").mkdir(parents=True)
    delete_session(window, stage)
    assert len(Store(stage.folder).sessions()) == 1
    assert window.banner.notice is not None
    assert window.banner.notice.text.endswith(" What your drills had from this session is gone already.")
    assert sample_assessment.TEXT.encode() not in (stage.folder / "drills.db").read_bytes()
    assert [each.session for kept in book.all() for each in kept.attempts] == [None, None]


def test_where_the_drills_cannot_be_told_the_session_is_kept(window: MainWindow, stage: Stage) -> None:
    book = stage.folder / "drills.db"
    book.unlink()
    book.mkdir()
    delete_session(window, stage)
    assert window.banner.notice is not None
    assert window.banner.notice.text.startswith("Your drills in ")
    assert len(Store(stage.folder).sessions()) == 1
