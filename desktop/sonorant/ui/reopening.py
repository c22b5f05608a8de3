"""Another language holds for the whole window, so the window is opened anew in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from sonorant.ui.main_window import MainWindow


class Reopening(QObject):
    """Closes a window when another language is chosen, as soon as nothing goes on in it; `wanted` says that it did."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._language = window, window.preferences.now.language
        self.wanted = False
        window.preferences.changed.connect(self._look)
        window.practice.changed.connect(self._look)

    def _look(self) -> None:
        self.wanted = self._window.preferences.now.language is not self._language
        if self.wanted and not self._window.practice.state.busy:
            QTimer.singleShot(0, self._window, self._window.close)
