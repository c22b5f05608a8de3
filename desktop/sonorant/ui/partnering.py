"""The partner of the conversation at hand: asked in the background, and heard only while it is the partner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from sonorant.practice.conversations import Conversation
from sonorant.practice.partners.base import Event, Line, Partner, Said
from sonorant.speech.failures import Progress
from sonorant.ui.tasks import Task, Tasks


class Partnering(QObject):
    """Speaks with one partner at a time. All methods are for the GUI thread and return at once.

    Signals:
        happened: carries an `Event` of the partner's.
    """

    happened = Signal(object)
    _told = Signal(object, object)

    def __init__(self, new_partner: Callable[[Conversation], Partner], tasks: Tasks, parent: QObject) -> None:
        """`new_partner` is called on the thread of `tasks`."""
        super().__init__(parent)
        self._new_partner, self._tasks = new_partner, tasks
        self._partner: Partner | None = None
        self._asked: Task | None = None
        self._told.connect(self._on_told)

    def begin(self, conversation: Conversation, failed: Callable[[str], None]) -> None:
        """Have a partner of this conversation's open it."""
        self.leave()

        def begin(_: Progress) -> tuple[Partner, Said]:
            partner = self._new_partner(conversation)
            return partner, partner.opening()

        def begun(made: tuple[Partner, Said]) -> None:
            self._partner, said = made
            self.happened.emit(said)

        self._asked = self._tasks.run(begin, done=begun, failed=failed)

    def answer(self, line: Line, failed: Callable[[str], None]) -> None:
        """Say this to the partner."""
        partner = self._partner
        assert partner is not None

        def reply(progress: Progress) -> None:
            for event in partner.reply(line):
                progress(0.5)
                self._told.emit(partner, event)

        self._asked = self._tasks.run(reply, failed=failed)

    def leave(self) -> None:
        """Hear nothing more of the partner."""
        self._partner = None
        if self._asked is not None:
            self._asked.cancel()

    def _on_told(self, partner: Partner, event: Event) -> None:
        if partner is self._partner:  # what was on its way when the conversation began anew is of the one before
            self.happened.emit(event)
