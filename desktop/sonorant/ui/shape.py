"""Where the window was and how large, remembered from one start to the next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings
from PySide6.QtWidgets import QMainWindow


class Shape(QObject):
    """Keeps the shape of one window in a file; without one, or with a damaged one, it has its usual shape."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    def keep(self, window: QMainWindow) -> None:
        """Give the window the shape it had, and remember the one that it has when it closes."""
        shape = self._settings.value("geometry")
        if isinstance(shape, QByteArray):
            window.restoreGeometry(shape)
        self.setParent(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and isinstance(watched, QMainWindow) and not watched.isMinimized():
            self._settings.setValue("geometry", watched.saveGeometry())
            self._settings.sync()
        return super().eventFilter(watched, event)
