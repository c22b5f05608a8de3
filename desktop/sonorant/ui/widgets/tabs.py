"""Tab goes from error to error in the views of a report, and on to the next control after the last of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class ErrorTabs(QObject):
    """Watches a view; `step` goes to the next (1) or previous (-1) error and says whether there was one."""

    def __init__(self, view: QWidget, step: Callable[[int], bool]) -> None:
        super().__init__(view)
        self._step = step
        view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        way = _way(event)
        return bool(way) and self._step(way)


def _way(event: QEvent) -> int:
    """1 for Tab, -1 for Shift+Tab, 0 for anything else."""
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return 0
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return 0
    if event.key() == Qt.Key.Key_Tab:
        return -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
    return -1 if event.key() == Qt.Key.Key_Backtab else 0
