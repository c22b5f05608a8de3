"""A question: what was said in a recording of free speech, so that it can be judged word by word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from sonorant.ui.widgets.common import button, fit, label, row
from sonorant.ui.words import translate


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be found out. `text`: what was recognised; `by`: has it judged by the text that was confirmed;
    `freely`: has it judged without one, None where the engine cannot do that.
    """

    text: str
    by: Callable[[str], None]
    freely: Callable[[], None] | None = None


class SaidDialog(QDialog):
    """Shows what was recognised, to be corrected."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("ui", "What was said?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._question = question
        self.edit = QPlainTextEdit(question.text)
        self.edit.setAccessibleName(translate("ui", "What was said"))
        self.edit.setTabChangesFocus(True)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.judge = button(translate("ui", "&Assess by this text"), style="primary")
        self.freely = button(translate("ui", "Assess as &free speech"))
        self.freely.setVisible(question.freely is not None)
        self.shut = button(translate("ui", "&Cancel"))
        self._lay_out()
        self.edit.textChanged.connect(self._on_typed)
        self.judge.clicked.connect(self._on_judge)
        self.freely.clicked.connect(self._on_freely)
        self.shut.clicked.connect(self.reject)
        self._on_typed()

    def _lay_out(self) -> None:
        hint = translate("ui", "This was free speech. Correct what was recognised where it is not what was said.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(label(hint, "muted", wrap=True))
        layout.addWidget(self.edit, 1)
        layout.addLayout(row(1, self.shut, self.freely, self.judge))
        self.judge.setDefault(True)
        fit(self, 560, 280)

    def _on_typed(self) -> None:
        self.judge.setEnabled(bool(self.edit.toPlainText().strip()))

    def _on_judge(self) -> None:
        self.accept()
        self._question.by(self.edit.toPlainText().strip())

    def _on_freely(self) -> None:
        self.accept()
        if self._question.freely is not None:
            self._question.freely()
