"""What to say: the picker, and texts of one's own."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QFileSystemModel
from pytestqt.qtbot import QtBot

import sample_assessment
from sonorant.audio import files
from sonorant.ui.main_window import MainWindow
from sonorant.ui.pages.practice import PracticePage
from window_stage import Stage


def listed(page: PracticePage) -> list[str]:
    every = page.picker.list
    return [every.item(row).text() for row in range(every.count()) if not every.item(row).isHidden()]


def drop(page: PracticePage, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPointF(50, 50), actions, mime, buttons, Qt.KeyboardModifier.NoModifier))


def test_what_can_be_practised_stands_in_groups_and_none_is_empty(window: MainWindow) -> None:
    names = listed(window.practice_page)

    groups = ["Conversations", "Topics", "Exercises", "Readings", "My own text", "Samples"]
    assert [name for name in names if name in groups] == groups
    assert len(names) > 50


def test_the_search_finds_by_title_level_kind_and_words_of_the_text(window: MainWindow, qtbot: QtBot) -> None:
    picker = window.practice_page.picker
    found = {}
    for wanted in ("LUGGAGE", "exercise b2 photograph", "cheese"):
        picker.search.clear()
        qtbot.keyClicks(picker.search, wanted)
        found[wanted] = listed(window.practice_page)

    assert found == {
        "LUGGAGE": ["Readings", "Lost luggage"],
        "exercise b2 photograph": ["Exercises", "Photograph, photography: stress that moves"],
        "cheese": ["Readings", "A morning at the market"],
    }
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert window.practice.state.title == "A morning at the market"
    qtbot.keyClicks(picker.search, "xyzzy")
    assert listed(window.practice_page) == []
    assert picker.nothing.isVisible()


def test_an_exercise_says_what_to_attend_to(window: MainWindow) -> None:
    window.practice_page.picker.choose("pairs-vine-wine")

    assert "upper teeth" in window.practice_page.prompt.hint.text()
    assert window.practice.state.text.startswith("Vine, wine.")


def test_going_past_a_sample_with_the_keys_does_not_assess_it(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    choices = window.practice_page.picker.list
    choices.setFocus()
    qtbot.keyClick(choices, Qt.Key.Key_End)
    stage.settle()
    assert stage.judge.asked == []

    qtbot.keyClick(choices, Qt.Key.Key_Return)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()


def test_own_texts_and_answers_to_topics_are_there_after_a_restart(
    stage: Stage, window: MainWindow, qtbot: QtBot
) -> None:
    page = window.practice_page
    page.picker.choose_own_text()
    qtbot.keyClicks(page.prompt.editor, "Rain or no rain.")
    page.picker.choose("topic-weekend")
    assert page.prompt.hint.text().startswith("What did you do last weekend?")
    qtbot.keyClicks(page.prompt.editor, "I slept.")
    stage.close(window)

    again = stage.open()
    again.practice_page.picker.choose_own_text()
    assert again.practice.state.text == "Rain or no rain."
    again.practice_page.picker.choose("topic-weekend")
    assert (again.practice.state.title, again.practice.state.text) == ("Your weekend", "I slept.")


def test_what_was_just_typed_survives_a_kill(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    window.practice_page.picker.choose_own_text()
    qtbot.keyClicks(window.practice_page.prompt.editor, "Tea.")

    kept = stage.folder / "texts" / "own.txt"
    stage.wait(lambda: kept.exists() and kept.read_text() == "Tea.")


def test_a_pasted_text_is_taken(window: MainWindow, qtbot: QtBot) -> None:
    window.practice_page.picker.choose_own_text()
    QApplication.clipboard().setText("Pasted tea.")
    qtbot.keyClick(window.practice_page.prompt.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert window.practice.state.text == "Pasted tea."


def test_a_dropped_text_file_becomes_ones_own_text(stage: Stage, window: MainWindow) -> None:
    mine = stage.folder / "mine.txt"
    mine.write_text("Dropped tea.")
    drop(window.practice_page, mine)
    stage.settle()

    assert window.practice.state.text == "Dropped tea."
    assert window.practice_page.prompt.editing


def a_folder(path: Path) -> None:
    path.mkdir()


def a_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\0\0")


def nothing_at_all(path: Path) -> None:
    assert not path.exists()


def random_bytes(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(50_000))


def a_pipe_that_nobody_writes_to(path: Path) -> None:
    os.mkfifo(path)


def a_book(path: Path) -> None:
    path.write_text("All work and no play. " * 100_000)


def an_empty_file(path: Path) -> None:
    path.touch()


@pytest.mark.parametrize(
    ("made", "name", "said"),
    [
        (a_folder, "texts.txt", "“texts.txt” is not a file: choose a text file."),
        (a_pipe_that_nobody_writes_to, "pipe", "“pipe” is not a file: choose a text file."),
        (a_picture, "p.png", "“p.png” is not a plain text: save it as text, or copy and paste it."),
        (random_bytes, "noise", "“noise” is not a plain text: save it as text, or copy and paste it."),
        (a_book, "book.txt", "“book.txt” is too long: choose a part of at most 20000 letters."),
        (nothing_at_all, "gone.txt", "“gone.txt” cannot be read (No such file or directory): choose another file."),
        (random_bytes, "noise.wav", None),
        (random_bytes, "noise.flac", None),
        (a_folder, "takes.wav", None),
        (an_empty_file, "empty.wav", None),
        (nothing_at_all, "gone.wav", None),
    ],
)
def test_rubbish_that_is_dropped_is_one_sentence_and_the_window_goes_on(
    stage: Stage, window: MainWindow, made: Callable[[Path], None], name: str, said: str | None
) -> None:
    """Of recordings the sentences are those of `audio.files`; here one has to be there, and to name the file."""
    made(stage.folder / name)
    drop(window.practice_page, stage.folder / name)
    stage.settle()

    assert window.banner.notice is not None
    told = window.banner.notice.text
    assert name in told
    assert "\n" not in told
    assert said in (told, None)
    assert not window.practice.state.busy
    assert window.practice_page.viewer.report is None


def test_an_empty_file_that_is_dropped_is_an_empty_text(stage: Stage, window: MainWindow) -> None:
    an_empty_file(stage.folder / "empty.txt")
    drop(window.practice_page, stage.folder / "empty.txt")
    stage.settle()

    assert window.practice.state.text == ""
    assert window.practice_page.prompt.editing


def test_a_dropped_recording_is_assessed(stage: Stage, window: MainWindow) -> None:
    sound = stage.folder / "mine.wav"
    files.write_wav(sound, sample_assessment.sound())
    drop(window.practice_page, sound)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()


def test_choosing_a_recording_can_neither_rename_nor_delete_files(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    files.write_wav(tmp_path / "take.wav", sample_assessment.sound())
    window.open_file()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    dialog.setDirectory(str(tmp_path))
    assert dialog.findChild(QFileSystemModel).isReadOnly()
    dialog.selectFile(str(tmp_path / "take.wav"))
    dialog.accept()
    qtbot.waitUntil(lambda: window.practice.state.take is not None)
    qtbot.waitUntil(lambda: not window.practice.state.busy)
