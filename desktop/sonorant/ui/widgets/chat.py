"""The turns of a conversation, one below the other: the partner's on the left, one's own on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sonorant.ui.lines import ChatLine
from sonorant.ui.report_model import Place
from sonorant.ui.widgets.bubble import Bubble
from sonorant.ui.widgets.common import Column, announce, label
from sonorant.ui.words import translate

WIDE, NARROW = 6, 1
LEAST_HEIGHT = 150
"""Pixels that the chat needs; it takes what is left."""


class Chat(Column):
    """Shows lines; the newest is kept in view. What the partner says is said by screen readers, too.

    Signals:
        replayed: carries the number of the line to hear.
        judged: carries the number of the line to assess.
        picked: carries the number of the line and the `Place` of the word that was chosen.
        asked: carries the number of the line and a word in it that is to be heard and seen.
    """

    replayed = Signal(int)
    judged = Signal(int)
    picked = Signal(int, object)
    asked = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(content, parent)
        self.setAccessibleName(translate("ui", "What has been said"))
        self.bubbles: list[Bubble] = []
        self._turns: list[QWidget] = []
        self.waiting = label("", "muted", wrap=True)
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(0, 0, 6, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.waiting)
        self._layout.addStretch(1)
        self.wait_for("")
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._follow = True  # the end stays in view, whatever becomes higher or lower

    def add(self, line: ChatLine) -> None:
        """Show another turn at the end."""
        bubble = Bubble(line)
        number = len(self.bubbles)
        bubble.replayed.connect(lambda: self.replayed.emit(number))
        bubble.judged.connect(lambda: self.judged.emit(number))
        bubble.picked.connect(lambda place: self._on_picked(number, place))
        bubble.asked.connect(lambda word: self.asked.emit(number, word))
        # A widget for each, not a layout: PySide keeps its objects for what is in a layout that goes before the one
        # around it, and takes whatever comes to stand at the same place in memory for them.
        turn = QWidget()
        side = QHBoxLayout(turn)
        side.setContentsMargins(0, 0, 0, 0)
        side.addStretch(NARROW if line.mine else 0)
        side.addWidget(bubble, WIDE)
        side.addStretch(0 if line.mine else NARROW)
        self._layout.insertWidget(number, turn)
        self._turns.append(turn)
        self.bubbles.append(bubble)
        self._follow = True
        if not line.mine:
            announce(self, f"{line.who}: {line.text}")

    def change(self, number: int, line: ChatLine) -> None:
        """Show a turn as it is now; words that still come in are shown as they come."""
        self.bubbles[number].show_line(line)

    def clear(self) -> None:
        for turn in self._turns:
            self._layout.removeWidget(turn)
            turn.hide()
            turn.deleteLater()
        self._turns, self.bubbles = [], []
        self.wait_for("")

    def choose(self, number: int | None) -> None:
        """Show whose report is on view."""
        for place, bubble in enumerate(self.bubbles):
            bubble.choose(place == number)

    def wait_for(self, words: str) -> None:
        """Say what is being waited for; nothing if empty."""
        self.waiting.setText(words)
        self.waiting.setVisible(bool(words))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), LEAST_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), LEAST_HEIGHT)

    def _on_picked(self, number: int, place: Place) -> None:
        self.picked.emit(number, place)

    def _on_range(self, _least: int, most: int) -> None:
        if self._follow:
            self.verticalScrollBar().setValue(most)

    def _on_scrolled(self, value: int) -> None:
        """The user scrolls at will, until another turn comes or the end is in view again."""
        self._follow = value == self.verticalScrollBar().maximum()
