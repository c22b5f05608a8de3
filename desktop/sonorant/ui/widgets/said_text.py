"""The words of a turn, each of which can be chosen with the mouse or the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from sonorant.practice.words import Token, tokens
from sonorant.ui.widgets.prompt import TextToRead
from sonorant.ui.words import translate


class SaidText(TextToRead):
    """As high as it needs; the stretch that sounds now is highlighted.

    Signals:
        picked: a word was clicked, or chosen with the arrow keys and Enter; carries it as it is written.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("said")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        how = translate(
            "ui", "Click a word to hear it and to see its sounds; or choose one with the arrow keys, and press Enter."
        )
        self.setAccessibleDescription(how)
        self.setToolTip(how)
        self._pressed: QPoint | None = None

    def show_text(self, name: str, text: str) -> None:
        self.setAccessibleName(name)
        if text != self.toPlainText():
            self.setPlainText(text)
            self._fit()

    @property
    def chosen(self) -> str:
        """The word that is selected; empty if none is."""
        return next((word.text for word in self._words() if word.start == self.textCursor().selectionStart()), "")

    def _words(self) -> list[Token]:
        return tokens(self.toPlainText())

    def _choose(self, word: Token) -> None:
        cursor = self.textCursor()
        cursor.setPosition(word.start)
        cursor.setPosition(word.end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _step(self, way: int) -> None:
        """Choose the word after (1) or before (-1) the one that is chosen."""
        words, cursor = self._words(), self.textCursor()
        if way > 0:
            there = [word for word in words if word.start >= cursor.selectionEnd()]
        else:
            there = [word for word in words if word.end <= cursor.selectionStart()][::-1]
        if there:
            self._choose(there[0])

    def _fit(self) -> None:
        self.setFixedHeight(self.height_for(self.viewport().width()) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.textCursor().hasSelection() and self.chosen:
            self.picked.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place, pressed, self._pressed = event.position().toPoint(), self._pressed, None
        if pressed is None or (place - pressed).manhattanLength() >= QApplication.startDragDistance():
            return  # a stretch of text was selected
        at = self.document().documentLayout().hitTest(place.toPointF(), Qt.HitTestAccuracy.ExactHit)
        for word in self._words():
            if word.start <= at < word.end:
                self._choose(word)
                self.picked.emit(word.text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            self._fit()
