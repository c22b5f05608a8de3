"""The texts of the learner's own: read at the start, kept while they are typed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from sonorant.practice import own_texts
from sonorant.practice.own_texts import OwnTexts
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.banner import Notice

PAUSE_MILLISECONDS = 700
"""How long typing must rest before the text is written to disk."""


class KeptTexts(QObject):
    """Speaks with the texts' folder in the background.

    Signals:
        loaded: the texts of last time are at hand.
        taken: carries the text of a file that was asked for.
        noticed: carries a `Notice`.
    """

    loaded = Signal()
    taken = Signal(str)
    noticed = Signal(object)

    def __init__(self, texts: OwnTexts, work: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts, self._work = texts, work
        self._known: dict[str, str] = {}
        self._changed: set[str] = set()
        self._timer = QTimer(self, interval=PAUSE_MILLISECONDS, singleShot=True)
        self._timer.timeout.connect(self.flush)

    def load(self) -> None:
        self._work.run(lambda _: self._texts.read(), done=self._on_read, failed=self._on_failed)

    def get(self, name: str) -> str:
        return self._known.get(name, "")

    def set(self, name: str, text: str) -> None:
        """Keep a text; it is on disk when typing rests."""
        if text != self.get(name):
            self._known[name] = text
            self._changed.add(name)
            self._timer.start()

    def flush(self) -> None:
        """Write what has changed."""
        self._timer.stop()
        changed = {name: self._known[name] for name in self._changed}
        self._changed.clear()
        for name, text in changed.items():
            self._work.run(lambda _, name=name, text=text: self._texts.write(name, text), failed=self._on_failed)  # type: ignore[misc]

    def take_file(self, path: Path) -> None:
        """Read a text file."""
        self._work.run(lambda _: own_texts.from_file(path), done=self.taken.emit, failed=self._on_failed)

    def _on_read(self, texts: dict[str, str]) -> None:
        self._known = {**texts, **self._known}
        self.loaded.emit()

    def _on_failed(self, why: str) -> None:
        self.noticed.emit(Notice(why))
