"""The window of shortcuts: what each key does, made from the live key map, and others to choose."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QKeySequenceEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sonorant.ui.keys import COMMANDS, Command, conflicts, keys_of
from sonorant.ui.preferences import Preferences
from sonorant.ui.widgets.common import announce, label

translate = QCoreApplication.translate


class KeysDialog(QDialog):
    """A line for each command. Keys hold as soon as they are typed, unless they would do two things."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("ui", "Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._preferences = preferences
        self.edits: dict[str, QKeySequenceEdit] = {}
        self.problem = label("", "warning", wrap=True)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setColumnStretch(0, 1)
        for line, command in enumerate(COMMANDS):
            self._add(grid, line, command)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        usual = buttons.addButton(translate("ui", "The usual keys"), QDialogButtonBox.ButtonRole.ResetRole)
        usual.clicked.connect(self._reset)
        buttons.rejected.connect(self.reject)
        hint = translate("ui", "Click on a key and press another one; the cross takes it away.")
        layout = QVBoxLayout(self)
        layout.addWidget(label(hint, "muted", wrap=True))
        layout.addWidget(area, 1)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.resize(520, 560)

    def _add(self, grid: QGridLayout, line: int, command: Command) -> None:
        title = translate("ui", command.title)
        chosen = self._preferences.now.keys
        keys = keys_of(command, chosen)
        edit = QKeySequenceEdit(QKeySequence(keys[0]) if keys else QKeySequence())
        edit.setMaximumSequenceLength(1)
        edit.setClearButtonEnabled(True)
        edit.setAccessibleName(title)
        name = label(title)
        name.setBuddy(edit)
        others = label(", ".join(keys[1:]), "muted9")
        for column, part in enumerate((name, others, edit)):
            grid.addWidget(part, line, column)
        self.edits[command.id] = edit
        edit.editingFinished.connect(lambda: self._on_edited(command))

    def _on_edited(self, command: Command) -> None:
        key = self.edits[command.id].keySequence().toString()
        now = self._preferences.now.keys
        usual = keys_of(command, now)
        if key == (usual[0] if usual else ""):
            return
        wanted = {**now, command.id: key}
        clash = conflicts(wanted).get(key)
        if clash is not None:
            other = next(each for each in clash if each is not command)
            self._say(
                translate("ui", "{0} already does “{1}”: choose another key, or change that one first.").format(
                    key, translate("ui", other.title)
                )
            )
            self.edits[command.id].setKeySequence(QKeySequence(usual[0]) if usual else QKeySequence())
            return
        self._say("")
        self._preferences.change(keys=wanted)

    def _reset(self) -> None:
        self._say("")
        self._preferences.change(keys={})
        self._show({})

    def _show(self, chosen: Mapping[str, str]) -> None:
        for command in COMMANDS:
            keys = keys_of(command, chosen)
            self.edits[command.id].setKeySequence(QKeySequence(keys[0]) if keys else QKeySequence())

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        if text:
            announce(self, text)
