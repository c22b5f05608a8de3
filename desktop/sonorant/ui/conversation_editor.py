"""A dialog in which a teacher writes a conversation: the text of the file, checked while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QVBoxLayout, QWidget

from sonorant.practice.conversations import Conversation, InvalidConversation
from sonorant.ui.kept_conversations import KeptConversations
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.widgets.code_edit import CodeEdit
from sonorant.ui.widgets.common import announce, button, fit, label, row
from sonorant.ui.widgets.open_file import ask_for_file
from sonorant.ui.words import told, translate

REST_MILLISECONDS = 300
"""How long typing must rest before the text is checked."""


class ConversationEditor(QDialog):
    """Shows one text. `name` is the id of the user's own conversation that it replaces; empty for a new one."""

    def __init__(
        self, kept: KeptConversations, text: str, template: str, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("ui", "Write a conversation"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._kept, self._template, self._name = kept, template, name
        self._written = self._sent = text
        self.edit, self.verdict = CodeEdit(), label("", "note", wrap=True)
        self.verdict.setAccessibleName(translate("ui", "What is wrong with the text"))
        self.edit.setAccessibleName(translate("ui", "Text of the conversation"))
        self.edit.setPlainText(text)
        self.there = button(translate("ui", "&Go there"), tip=translate("ui", "Go to the line that is wrong"))
        self.new = button(translate("ui", "&New from template"))
        self.take = button(translate("ui", "&Import…"), "folder")
        self.give = button(translate("ui", "&Export…"), "download")
        self.save = button(translate("ui", "&Save as my conversation"), style="primary")
        self.shut = button(translate("ui", "&Close"))
        self._timer = QTimer(self, interval=REST_MILLISECONDS, singleShot=True)
        self._lay_out()
        self._connect()
        self._timer.start()

    def _lay_out(self) -> None:
        self.save.setMinimumHeight(40)
        heading = label(translate("ui", "&Text of the conversation"), "heading")
        heading.setBuddy(self.edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addLayout(row(heading, 1, self.new, self.take, self.give))
        layout.addWidget(self.edit, 1)
        told = row(self.verdict, self.there)
        told.setStretch(0, 1)
        layout.addLayout(told)
        layout.addLayout(row(1, self.shut, self.save))
        fit(self, 820, 640)

    def _connect(self) -> None:
        kept = self._kept
        self.edit.textChanged.connect(self._on_typed)
        self._timer.timeout.connect(self._check)
        kept.checked.connect(self._on_checked)
        kept.taken.connect(self._on_taken)
        kept.saved.connect(self._on_saved)
        kept.noticed.connect(self._on_noticed)
        kept.exported.connect(self._on_exported)
        self.new.clicked.connect(lambda: self._replace(self._begin_anew))
        self.take.clicked.connect(lambda: self._replace(self._ask_for_file))
        self.give.clicked.connect(self._ask_where_to)
        self.save.clicked.connect(self._on_save)
        self.shut.clicked.connect(self.reject)
        self.there.clicked.connect(self._on_there)

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    def _on_typed(self) -> None:
        self._timer.start()

    def _check(self) -> None:
        self._kept.check(self.text)

    def _on_checked(self, found: Conversation | InvalidConversation) -> None:
        wrong = isinstance(found, InvalidConversation)
        self.save.setEnabled(not wrong)
        self.there.setVisible(wrong)
        if isinstance(found, InvalidConversation):
            self.edit.mark(found.line)
            self._tell(translate("ui", "Line {0}: {1}").format(found.line, told(found.what)))
        else:
            self.edit.mark(None)
            count = len(found.turns)
            self._tell(translate("ui", "This is a conversation of {0} turns; every one of them ends.").format(count))

    def _on_noticed(self, notice: Notice) -> None:
        self._tell(notice.text)

    def _on_exported(self, path: Path) -> None:
        self._tell(translate("ui", "Written to “{0}”.").format(path.name))

    def _on_there(self) -> None:
        if self.edit.marked is not None:
            self.edit.go_to(self.edit.marked)

    def _tell(self, words: str) -> None:
        if words != self.verdict.text():
            self.verdict.setText(words)
            announce(self.verdict, words)

    # Files

    def _begin_anew(self) -> None:
        self._name = ""
        self.edit.setPlainText(self._template)

    def _ask_for_file(self) -> None:
        kinds = translate("ui", "Conversations ({0});;All files (*)").format("*.txt")
        ask_for_file(self, translate("ui", "Import a conversation"), kinds, self._kept.take_file)

    def _ask_where_to(self) -> None:
        name = f"{self._name or 'conversation'}.txt"
        kinds = translate("ui", "Conversations ({0});;All files (*)").format("*.txt")
        dialog = QFileDialog(self, translate("ui", "Export the conversation"), name, kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self._kept.export(self.text, Path(file)))
        dialog.open()

    def _on_taken(self, text: str) -> None:
        self._name = ""
        self._written = text
        self.edit.setPlainText(text)

    def _on_save(self) -> None:
        self._sent = self.text
        self._kept.save(self._sent, self._name)

    def _on_saved(self, conversation: Conversation) -> None:
        self._name, self._written = conversation.id, self._sent
        self._tell(translate("ui", "Saved as “{0}”: it stands among your conversations.").format(conversation.title))

    # What is not saved is not thrown away without a question.

    def _replace(self, act: Callable[[], None]) -> None:
        if self.text == self._written:
            act()
            return
        name = translate("ui", "Write a conversation")
        ask = QMessageBox(QMessageBox.Icon.Question, name, translate("ui", "Throw your changes away?"), parent=self)
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        throw = ask.addButton(translate("ui", "Throw away"), QMessageBox.ButtonRole.DestructiveRole)
        ask.setDefaultButton(ask.addButton(QMessageBox.StandardButton.Cancel))
        throw.clicked.connect(act)
        ask.open()

    def reject(self) -> None:
        """Close, after a question if there are changes."""
        self._replace(self._leave)

    def _leave(self) -> None:
        self.done(QDialog.DialogCode.Rejected)
