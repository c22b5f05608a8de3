"""The turns of a conversation on the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sonorant.ui.lines import ChatLine
from sonorant.ui.widgets.chat import Chat


def test_a_chat_is_cleared_and_filled_again_any_number_of_times(qtbot: QtBot) -> None:
    chat = Chat()
    qtbot.addWidget(chat)
    for _ in range(20):
        for number in range(8):
            chat.add(ChatLine("You" if number % 2 else "Ann", "Good morning!", mine=bool(number % 2)))
        viewports = [bubble.words.viewport() for bubble in chat.bubbles]
        assert all(isinstance(viewport, QWidget) for viewport in viewports)
        chat.clear()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert chat.bubbles == []


def test_a_translation_is_there_on_demand_and_only_where_one_was_written(qtbot: QtBot) -> None:
    chat = Chat()
    qtbot.addWidget(chat)
    chat.show()
    for translation in ("", "Guten Morgen!"):
        chat.add(ChatLine("Ann", "Good morning!", mine=False, translation=translation))
    plain, translated = chat.bubbles
    assert not plain.translate.isVisibleTo(plain)
    assert translated.translate.isVisibleTo(translated)
    assert not translated.translation.isVisibleTo(translated)
    QTest.keyClick(translated.translate, Qt.Key.Key_Space)
    assert translated.translation.isVisibleTo(translated)
    assert translated.translation.text() == "Guten Morgen!"
    QTest.keyClick(translated.translate, Qt.Key.Key_Space)
    assert not translated.translation.isVisibleTo(translated)


def test_the_end_stays_in_view_until_one_scrolls_back(qtbot: QtBot) -> None:
    chat = Chat()
    qtbot.addWidget(chat)
    chat.resize(400, 3000)
    chat.show()
    for number in range(12):
        chat.add(ChatLine("You" if number % 2 else "Ann", "Good morning!", mine=bool(number % 2)))
    qtbot.wait(300)
    bar = chat.verticalScrollBar()
    assert bar.maximum() == 0

    chat.resize(400, 300)  # a waveform comes below it
    qtbot.waitUntil(lambda: 0 < bar.maximum() == bar.value())
    chat.change(0, ChatLine("Ann", "Good morning! " * 40, mine=False))
    qtbot.wait(50)
    assert bar.value() == bar.maximum()

    bar.setValue(0)
    chat.resize(400, 250)
    qtbot.wait(50)
    assert bar.value() == 0
    chat.add(ChatLine("Ann", "Are you there?", mine=False))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
