"""What is to be done with a take at hand once nothing goes on with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from sonorant.ui.practice import Practice
from sonorant.ui.state import State


class Ready(QObject):
    """Does a thing as soon as practice is not busy, and everybody has heard how what it was busy with ended."""

    def __init__(self, practice: Practice, parent: QObject) -> None:
        super().__init__(parent)
        self._practice = practice
        self._wish: Callable[[], None] | None = None
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self._look)
        practice.changed.connect(self._on_practice)

    def then(self, wish: Callable[[], None]) -> None:
        """Do this, at once where nothing goes on; it takes the place of what was to be done before."""
        self._wish = wish
        self._look()

    def drop(self) -> None:
        """Do nothing any more of what was to be done."""
        self._wish = None

    def _on_practice(self, state: State) -> None:
        if self._wish is not None and not state.busy:
            self._timer.start()

    def _look(self) -> None:
        wish = self._wish
        if wish is not None and not self._practice.state.busy:
            self._wish = None
            wish()
