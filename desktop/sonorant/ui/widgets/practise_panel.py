"""The left side: what to practise, and what was practised before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidgetItem, QMessageBox, QVBoxLayout, QWidget

from sonorant.practice.samples import Sample
from sonorant.practice.scenarios import Scenario
from sonorant.sessions.store import Summary
from sonorant.ui.widgets.common import Card, button, label, row
from sonorant.ui.widgets.scenario_picker import ScenarioPicker
from sonorant.ui.widgets.two_lines import TwoLineList


class PractisePanel(QWidget):
    """What can be practised, and the sessions.

    Signals:
        session_chosen: carries the id of a session.
        session_deleted: carries the id; the user has confirmed.
    """

    session_chosen = Signal(int)
    session_deleted = Signal(int)

    def __init__(self, scenarios: Sequence[Scenario], samples: Sequence[Sample], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current: int | None = None  # the session to select when it comes to be listed
        self.picker = ScenarioPicker(scenarios, samples)
        self.sessions = TwoLineList("Saved sessions")
        self.delete = button("Delete session", "trash", "quiet")
        saved, saved_heading = Card(), label("S&essions", "heading")
        saved_heading.setBuddy(self.sessions)
        saved.body.addLayout(row(saved_heading, 1, self.delete))
        saved.body.addWidget(self.sessions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.picker, 7)
        layout.addWidget(saved, 3)
        self.sessions.itemActivated.connect(self._on_session)
        self.sessions.itemClicked.connect(self._on_session)
        self.sessions.currentItemChanged.connect(self._on_current_session)
        self.delete.clicked.connect(self._ask_to_delete)
        key = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.sessions, context=Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._ask_to_delete)
        self.show_sessions([])

    def show_sessions(self, sessions: Sequence[Summary]) -> None:
        """List the sessions."""
        before = self.current if self.current is not None else self.sessions.key
        self.current = None
        self.sessions.blockSignals(True)
        self.sessions.clear()
        for each in sessions:
            score = "–" if each.pronunciation is None else f"{each.pronunciation:.0f}"
            item = self.sessions.add(each.id, each.title, f"{each.created.astimezone():%d %b %H:%M} · score {score}")
            if before == each.id:
                self.sessions.setCurrentItem(item)
        self.sessions.blockSignals(False)
        self._on_current_session(self.sessions.currentItem(), None)

    def set_busy(self, busy: bool) -> None:
        self.picker.set_busy(busy)
        self.sessions.setEnabled(not busy)
        self.delete.setEnabled(not busy and isinstance(self.sessions.key, int))

    def _on_session(self, _item: QListWidgetItem) -> None:
        key = self.sessions.key
        self.picker.leave()
        if key is not None:
            self.session_chosen.emit(key)

    def _on_current_session(self, _item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        self.delete.setEnabled(isinstance(self.sessions.key, int))

    def _ask_to_delete(self) -> None:
        key = self.sessions.key
        if not isinstance(key, int):
            return
        title = self.sessions.currentItem().text()
        ask = QMessageBox(
            QMessageBox.Icon.Question, "Delete session", f"Delete “{title}” with its recording?", parent=self
        )
        ask.setInformativeText("This cannot be undone.")
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        delete = ask.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
        ask.setDefaultButton(ask.addButton(QMessageBox.StandardButton.Cancel))
        delete.clicked.connect(lambda: self.session_deleted.emit(key))
        ask.open()
