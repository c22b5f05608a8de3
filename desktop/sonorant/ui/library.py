"""Takes that were left unfinished: found, and deleted when they are not wanted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sonorant.sessions.store import Store
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import translate


class Library(QObject):
    """Speaks with the store in the background.

    Signals:
        unfinished: carries the path of the newest take that no session was made of.
        noticed: carries a `Notice`.
    """

    unfinished = Signal(object)
    noticed = Signal(object)

    def __init__(self, store: Store, work: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._work = store, work

    def look_for_unfinished(self) -> None:
        self._work.run(lambda _: self._store.unfinished(), done=self._on_unfinished, failed=self._on_failed)

    def discard(self, take: Path) -> None:
        self._work.run(lambda _: self._store.discard(take), failed=self._on_failed)

    def _on_unfinished(self, takes: list[Path]) -> None:
        if takes:
            self.unfinished.emit(takes[-1])

    def _on_failed(self, why: str) -> None:
        self.noticed.emit(Notice(why, ((translate("ui", "Try again"), self.look_for_unfinished),)))
