"""The text to read, in large type; or a place to type one's own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QTextEdit, QVBoxLayout, QWidget

from sonorant.ui.widgets.common import label
from sonorant.ui.words import translate

LEAST_LINES, TYPED_LINES = 2, 8


class TextToRead(QTextEdit):
    """A text that can be read and not changed; one stretch of it can be highlighted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("prompt")
        self.setReadOnly(True)
        self.setAccessibleName(translate("ui", "Text to read"))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.span: tuple[int, int] | None = None

    def highlight(self, span: tuple[int, int] | None) -> None:
        """Highlight the letters from and to, and keep them in view; None for nothing."""
        if span == self.span:
            return
        self.span = span
        if span is None:
            self.setExtraSelections([])
            return
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(span[0], len(self.toPlainText())))
        cursor.setPosition(min(span[1], len(self.toPlainText())), QTextCursor.MoveMode.KeepAnchor)
        style = QTextCharFormat()
        style.setBackground(self.palette().color(QPalette.ColorRole.Highlight))
        style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        style.setUnderlineColor(QColor(self.palette().color(QPalette.ColorRole.Link)))
        selection.format, selection.cursor = style, cursor
        self.setExtraSelections([selection])
        rect = self.cursorRect(cursor)
        if rect.top() < 0 or rect.bottom() > self.viewport().height():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - self.viewport().height() // 3)

    def sizeHint(self) -> QSize:
        return QSize(480, self.height_for(self.viewport().width()))

    def height_for(self, width: int) -> int:
        """The height in pixels that the whole text needs at this width."""
        document = self.document()
        document.setTextWidth(width)
        return round(document.size().height())


class OwnText(QPlainTextEdit):
    """Where a text is typed or pasted; a dropped file is left to the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("prompt")
        self.setAccessibleName(translate("ui", "Your text"))
        self.setAccessibleDescription(translate("ui", "Type or paste what you want to read aloud."))
        self.setPlaceholderText(translate("ui", "Type or paste what you want to read aloud, or drop a text file."))
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        return QSize(480, self.fontMetrics().lineSpacing() * TYPED_LINES)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return not source.hasUrls() and super().canInsertFromMimeData(source)


class Prompt(QWidget):
    """Shows a fixed text or an editor.

    Signals:
        typed: the text in the editor changed; carries it.
    """

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.hint = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self.text, self.editor = TextToRead(), OwnText()
        self.title.setBuddy(self.editor)
        self._own = self._busy = self._read_along = False
        self._stack = QStackedWidget()
        self._stack.addWidget(self.text)
        self._stack.addWidget(self.editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self.title, self.hint, self._stack):
            layout.addWidget(part)
        self.editor.textChanged.connect(self._on_typed)
        self.show_text("", "")

    @property
    def editing(self) -> bool:
        """Whether the text is the user's own."""
        return self._own

    @property
    def shown(self) -> str:
        """The text in view."""
        return self.editor.toPlainText() if self.editing else self.text.toPlainText()

    def show_text(self, title: str, text: str, hint: str = "") -> None:
        """Show a text that is given, and what to attend to."""
        self.text.highlight(None)
        self.text.setPlainText(text)
        self._show(0, title, hint)

    def edit(self, title: str, text: str, hint: str = "") -> None:
        """Let the user type; begin with `text`."""
        if self.editor.toPlainText() != text:
            self.editor.blockSignals(True)
            self.editor.setPlainText(text)
            self.editor.blockSignals(False)
        self._show(1, title, hint)

    def highlight(self, span: tuple[int, int] | None) -> None:
        """Highlight a stretch of the text that is read now."""
        if self._stack.currentIndex() == 0:
            self.text.highlight(span)

    def set_busy(self, busy: bool) -> None:
        """While something goes on, a text of one's own is there to be read, and can be highlighted like any other."""
        self.editor.setReadOnly(busy)
        self._busy = busy
        self._show_readable()

    def read_along(self, on: bool) -> None:
        """While a voice reads it, a text of one's own can be highlighted like any other, too."""
        self._read_along = on
        self._show_readable()
        if not on:
            self.highlight(None)

    def _show_readable(self) -> None:
        page = 0 if self._busy or self._read_along else 1
        if self.editing and self._stack.currentIndex() != page:
            self.text.highlight(None)
            self.text.setPlainText(self.editor.toPlainText())
            self._stack.setCurrentIndex(page)
            self._fit()

    def _show(self, page: int, title: str, hint: str) -> None:
        self._own = page == 1
        self._stack.setCurrentIndex(page)
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._fit()

    def _on_typed(self) -> None:
        self.typed.emit(self.editor.toPlainText())

    def _fit(self) -> None:
        """Be as high as the text needs, so that a short one leaves its room to the waveform."""
        if self._stack.currentIndex() == 1:
            self._stack.setMaximumHeight(self.editor.fontMetrics().lineSpacing() * TYPED_LINES)
        else:
            self._stack.setMaximumHeight(self.text.height_for(max(self.width(), 240)) + 8)
        self._stack.setMinimumHeight(min(self._stack.maximumHeight(), self._least()))
        self.updateGeometry()

    def _least(self) -> int:
        return self.text.fontMetrics().lineSpacing() * LEAST_LINES

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_stack"):
            self._fit()
