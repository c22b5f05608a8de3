"""The verdict on a take becomes a session, as soon as its report is painted."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

from PySide6.QtCore import QObject, Signal

from sonorant.sessions.store import Session, Store
from sonorant.speech.assessment import Assessment
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import Progress
from sonorant.ui.state import Take, title_of
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import translate

PAINT_SECONDS = 0.5
"""How long it waits for the painting at most; a window that is minimised may never paint."""


class Saving(QObject):
    """All methods are for the GUI thread and return at once.

    Signals:
        saved: carries the `Take` and the `Session` that was made of it.
        noticed: carries a `Notice`.
    """

    saved = Signal(object, object)
    noticed = Signal(object)

    def __init__(self, store: Store, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._tasks = store, tasks
        self._painted = Event()

    def wait_for_painting(self) -> None:
        """A report comes: what is saved from now on waits until it is painted."""
        self._painted = Event()

    def go_on(self) -> None:
        """The report is painted, or will never be."""
        self._painted.set()

    def save(self, take: Take, config: AssessmentConfig, assessment: Assessment) -> None:
        """Make a session of a take and its verdict; where that fails it is told, and can be tried again."""
        if not take.text.strip():
            take = replace(take, title=title_of(assessment.text) or take.title)
        painted = self._painted

        def save(_: Progress) -> Session:
            painted.wait(PAINT_SECONDS)  # saving works in Python too, and would hold up the painting
            return self._store.save(take.path, assessment, config, take.title, take.scenario, synthetic=take.synthetic)

        def failed(why: str) -> None:
            said = translate("ui", "The report is not saved yet: {0}").format(why)
            again = (translate("ui", "Try again"), lambda: self.save(take, config, assessment))
            self.noticed.emit(Notice(said, (again,)))

        self._tasks.run(save, done=lambda session: self.saved.emit(take, session), failed=failed)
