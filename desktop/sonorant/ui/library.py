"""Takes that were left unfinished: found, and deleted when they are not wanted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sonorant.sessions.store import Session, Store
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import translate


class Library(QObject):
    """Speaks with the store in the background.

    Signals:
        unfinished: carries the path of the newest take that no session was made of, and how many older ones there are.
        noticed: carries a `Notice`.
    """

    unfinished = Signal(object, int)
    noticed = Signal(object)

    def __init__(self, store: Store, work: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._work = store, work
        self._left: list[Path] = []  # as found at the start, the oldest first: what is recorded now is not among them

    def look_for_unfinished(self) -> None:
        self._work.run(lambda _: self._store.unfinished(), done=self._on_unfinished, failed=self._on_failed)

    def discard(self, take: Path) -> None:
        """Delete a take that was left, and offer the next one."""
        self._work.run(
            lambda _: self._store.discard(take), done=lambda _: self._on_done_with(take), failed=self._on_failed
        )

    def take_note(self, session: Session) -> None:
        """A session was made; where that was of a take that was left, offer the next one."""
        self._on_done_with(session.audio)

    def offer(self) -> None:
        """Offer the newest take that is left, if there is one."""
        if self._left:
            self.unfinished.emit(self._left[-1], len(self._left) - 1)

    def _on_unfinished(self, takes: list[Path]) -> None:
        self._left = takes
        self.offer()

    def _on_done_with(self, take: Path) -> None:
        left = [each for each in self._left if each.stem != take.stem]
        if left != self._left:
            self._left = left
            self.offer()

    def _on_failed(self, why: str) -> None:
        self.noticed.emit(Notice(why, ((translate("ui", "Try again"), self.look_for_unfinished),)))
