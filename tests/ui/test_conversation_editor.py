"""A teacher writes a conversation: checked while it is typed, saved among the others, given away as one file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from sonorant.practice import conversations
from sonorant.ui.conversation_editor import ConversationEditor
from sonorant.ui.main_window import MainWindow
from window_stage import Stage


@pytest.fixture
def editor(window: MainWindow, qtbot: QtBot) -> ConversationEditor:
    window.room.write()
    editor = window.findChild(ConversationEditor)
    assert isinstance(editor, ConversationEditor)
    qtbot.waitUntil(lambda: "conversation of" in editor.verdict.text(), timeout=5000)
    return editor


def names(window: MainWindow) -> list[str]:
    items = window.practice_page.picker.list
    return [items.item(place).text() for place in range(items.count())]


def close(editor: ConversationEditor) -> None:
    editor._written = editor.text
    editor.reject()


def test_the_template_is_a_conversation(editor: ConversationEditor) -> None:
    assert editor.save.isEnabled()
    assert editor.edit.marked is None
    close(editor)


def test_what_is_wrong_is_said_and_its_line_marked_while_one_types(editor: ConversationEditor, qtbot: QtBot) -> None:
    lines = editor.text.split("\n")
    wrong = next(place for place, line in enumerate(lines) if line.startswith("level"))
    lines[wrong] = "level: easy"
    editor.edit.setPlainText("\n".join(lines))
    qtbot.waitUntil(lambda: editor.edit.marked == wrong + 1, timeout=5000)
    assert "“easy” is no level, so write one of A1" in editor.verdict.text()
    assert not editor.save.isEnabled()

    editor.there.click()
    assert editor.edit.textCursor().blockNumber() == wrong
    close(editor)


def test_what_is_saved_stands_among_the_conversations_now_and_at_the_next_start(
    editor: ConversationEditor, window: MainWindow, stage: Stage
) -> None:
    editor.edit.setPlainText(editor.text.replace("Tea for two", "Tea for three"))
    editor.save.click()
    stage.wait(lambda: "Tea for three" in names(window))
    assert names(window)[:2] == ["My conversations", "Tea for three"]
    editor.reject()

    other = stage.open()
    stage.wait(lambda: "Tea for three" in names(other))
    other.practice_page.picker.choose("tea-for-three")
    assert other.room.card.title.text() == "Tea for three · A2"


def test_a_bundled_conversation_becomes_ones_own_when_it_is_changed(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    window.practice_page.picker.choose("coffee-to-go")
    window.room.card.edits.click()
    editor = window.findChild(ConversationEditor)
    assert isinstance(editor, ConversationEditor)
    assert conversations.parse(editor.text, "coffee-to-go") == window.room.conversing.talk.conversation
    editor.edit.setPlainText(editor.text.replace("Coffee to go", "Coffee to stay"))
    qtbot.waitUntil(lambda: "conversation of" in editor.verdict.text(), timeout=5000)
    editor.save.click()
    stage.wait(lambda: "Coffee to stay" in names(window))
    assert "Coffee to go" in names(window)
    editor.reject()


def test_a_translation_that_was_written_is_shown_in_the_talk_and_stays(
    editor: ConversationEditor, window: MainWindow, stage: Stage
) -> None:
    german = "Möchtest du Tee oder Kaffee?"
    editor.edit.setPlainText(editor.text.replace("again: Sorry,", f"translation: {german}\nagain: Sorry,"))
    editor.save.click()
    stage.wait(lambda: "Tea for two" in names(window))
    editor.reject()
    window.practice_page.picker.choose("tea-for-two")
    window.room.begin()
    stage.wait(lambda: bool(window.room.card.chat.bubbles))
    stage.settle()
    bubble = window.room.card.chat.bubbles[0]
    bubble.translate.click()
    assert bubble.translation.isVisible()
    assert bubble.translation.text() == german
    window.room.edit()
    again = next(each for each in window.findChildren(ConversationEditor) if each is not editor)
    assert f"translation: {german}" in again.text
    again.reject()


def test_one_file_is_given_away_and_taken_in(editor: ConversationEditor, stage: Stage, tmp_path: Path) -> None:
    file = tmp_path / "tea.txt"
    editor.give.click()
    dialog(editor).fileSelected.emit(str(file))
    stage.wait(lambda: "tea.txt" in editor.verdict.text())
    assert conversations.read(file).title == "Tea for two"

    file.write_text(file.read_text().replace("Tea for two", "Tea for four"))
    editor.take.click()
    dialog(editor).fileSelected.emit(str(file))
    stage.wait(lambda: "Tea for four" in editor.text)
    close(editor)


def test_changes_are_not_thrown_away_without_a_question(editor: ConversationEditor) -> None:
    editor.edit.appendPlainText("# one more line")
    editor.reject()
    assert editor.isVisible()
    (box,) = editor.findChildren(QMessageBox)
    next(button for button in box.buttons() if button.text() == "Throw away").click()
    assert not editor.isVisible()


def test_what_is_typed_while_it_is_saved_is_not_taken_for_saved(editor: ConversationEditor, stage: Stage) -> None:
    editor.save.click()
    editor.edit.appendPlainText("# one more line")
    stage.wait(lambda: "Saved as" in editor.verdict.text())
    editor.reject()
    assert editor.isVisible()
    editor.findChildren(QMessageBox)[0].close()
    close(editor)


def test_an_editor_that_was_closed_is_told_nothing_more(
    editor: ConversationEditor, window: MainWindow, stage: Stage, tmp_path: Path
) -> None:
    close(editor)
    stage.wait(lambda: window.findChild(ConversationEditor) is None)
    window.room.kept.export("text", tmp_path / "there.txt")
    window.room.kept.export("text", tmp_path / "gone" / "there.txt")
    stage.settle()
    assert (tmp_path / "there.txt").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(editor: ConversationEditor, stage: Stage) -> None:
    (stage.folder / "conversations").write_text("in the way")
    editor.save.click()
    stage.wait(lambda: "cannot be kept" in editor.verdict.text())
    close(editor)


def dialog(parent: QWidget) -> QFileDialog:
    found = [each for each in parent.findChildren(QFileDialog) if each.isVisible()][-1]
    found.close()
    return found
