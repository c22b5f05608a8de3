"""Where the window was, how large, and how its parts shared it, remembered from one start to the next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings
from PySide6.QtWidgets import QMainWindow

from sonorant.ui.widgets.panes import PANES, Panes


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
        self._settings.beginGroup(PANES)
        window.setProperty(PANES, {name: self._settings.value(name) for name in self._settings.childKeys()})
        self._settings.endGroup()
        self.setParent(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and isinstance(watched, QMainWindow) and not watched.isMinimized():
            self._settings.setValue("geometry", watched.saveGeometry())
            for panes in watched.findChildren(Panes):
                self._settings.setValue(f"{PANES}/{panes.objectName()}", panes.saveState())
            self._settings.sync()
        return super().eventFilter(watched, event)
