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
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sonorant.ui.keys import COMMANDS, Command, conflicts, keys_of
from sonorant.ui.preferences import Preferences
from sonorant.ui.widgets.common import announce, fit, label

translate = QCoreApplication.translate


class KeysDialog(QDialog):
    """A line for each command. Keys hold as soon as they are typed, unless they would do two things."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("ui", "Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._preferences = preferences
        self.edits: dict[str, tuple[QKeySequenceEdit, QKeySequenceEdit]] = {}
        self.problem = label("", "warning", wrap=True)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setColumnStretch(0, 1)
        for line, command in enumerate(COMMANDS):
            self._add(grid, line, command)
        self._show(preferences.now.keys)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        usual = buttons.addButton(translate("ui", "The usual keys"), QDialogButtonBox.ButtonRole.ResetRole)
        usual.clicked.connect(self._reset)
        buttons.rejected.connect(self.reject)
        hint = translate("ui", "Click on a key and press another one; the cross takes it away.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        tabs = translate("ui", "In a report, Tab and Shift+Tab go from error to error as well.")
        there = translate(
            "ui",
            "In the waveform, the arrow keys choose a sound, with Shift a stretch of time, and Escape chooses nothing; "
            "+ and − zoom, and 0 shows everything. Delete removes the chosen session or drill.",
        )
        layout.addWidget(label(f"{hint} {tabs} {there}", "muted", wrap=True))
        layout.addWidget(area, 1)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        fit(self, 620, 560)

    def _add(self, grid: QGridLayout, line: int, command: Command) -> None:
        title = translate("ui", command.title)
        name = label(title, wrap=True)
        grid.addWidget(name, line, 0)
        edits = self.edits[command.id] = (QKeySequenceEdit(), QKeySequenceEdit())
        name.setBuddy(edits[0])
        for column, edit in enumerate(edits, start=1):
            edit.setMaximumSequenceLength(1)
            edit.setClearButtonEnabled(True)
            edit.setAccessibleName(title if column == 1 else translate("ui", "{0}, second key").format(title))
            edit.editingFinished.connect(lambda: self._on_edited(command))
            grid.addWidget(edit, line, column)

    def _on_edited(self, command: Command) -> None:
        for edit in self.edits[command.id]:
            _say_less(edit)
        now = self._preferences.now.keys
        written = [edit.keySequence().toString() for edit in self.edits[command.id]]
        keys = tuple(dict.fromkeys(key for key in written if key))
        if keys == keys_of(command, now):
            return
        wanted = {**now, command.id: " ".join(keys)}
        for key, clash in conflicts(wanted).items():
            other = next(each for each in clash if each is not command)
            self._say(
                translate("ui", "{0} already does “{1}”: choose another key, or change that one first.").format(
                    key, translate("ui", other.title)
                )
            )
            self._show(now)
            return
        self._say("")
        self._preferences.change(keys=wanted)

    def _reset(self) -> None:
        self._say("")
        self._preferences.change(keys={})
        self._show({})

    def _show(self, chosen: Mapping[str, str]) -> None:
        for command in COMMANDS:
            for edit, key in zip(self.edits[command.id], (*keys_of(command, chosen), "", ""), strict=False):
                edit.setKeySequence(QKeySequence(key))
                _say_less(edit)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        if text:
            announce(self, text)


def _say_less(edit: QKeySequenceEdit) -> None:
    """Qt writes a sentence into a field without a key, which is cut, and does so anew with every key."""
    for line in edit.findChildren(QLineEdit):
        line.setPlaceholderText("–")
