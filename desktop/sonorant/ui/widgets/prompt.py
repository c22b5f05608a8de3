"""The text to read, in large type; or a place to type one's own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from sonorant.ui.widgets.common import label


class Prompt(QWidget):
    """Shows a fixed text or an editor.

    Signals:
        typed: the text in the editor changed; carries it.
    """

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "heading")
        self.text = label("", "prompt", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.text.setAccessibleName("Text to read")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.text)
        scroll.setAccessibleName("Text to read")
        scroll.viewport().setAutoFillBackground(False)
        self.text.setAutoFillBackground(False)
        self.editor = QPlainTextEdit()
        self.editor.setObjectName("prompt")
        self.editor.setAccessibleName("Your text")
        self.editor.setAccessibleDescription("Type or paste what you want to read aloud.")
        self.editor.setPlaceholderText("Type or paste what you want to read aloud.")
        self.editor.setTabChangesFocus(True)
        self.title.setBuddy(self.editor)
        self._stack = QStackedWidget()
        self._stack.addWidget(scroll)
        self._stack.addWidget(self.editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.title)
        layout.addWidget(self._stack)
        self.editor.textChanged.connect(lambda: self.typed.emit(self.editor.toPlainText()))

    @property
    def shown(self) -> str:
        """The text in view."""
        return self.text.text() if self._stack.currentIndex() == 0 else self.editor.toPlainText()

    def show_text(self, title: str, text: str) -> None:
        """Show a text that is given."""
        self._stack.setCurrentIndex(0)
        self.title.setText(title)
        self.text.setText(text)
        self.updateGeometry()

    def edit(self) -> str:
        """Let the user type; the text typed so far."""
        self._stack.setCurrentIndex(1)
        self.title.setText("Your own text")
        self.updateGeometry()
        return self.editor.toPlainText()

    def sizeHint(self) -> QSize:
        """As high as the text needs, so that a short one leaves its room to the waveform."""
        if self._stack.currentIndex() == 1:
            return QSize(480, 320)
        text = self.text.heightForWidth(max(self.width(), 320))
        return QSize(480, self.title.sizeHint().height() + text + 14)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def set_busy(self, busy: bool) -> None:
        self.editor.setReadOnly(busy)
