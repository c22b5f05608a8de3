"""The conversations of the user's own: read at the start, written, imported and exported in the background."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sonorant.audio.files import write_whole
from sonorant.practice import conversations
from sonorant.practice.conversations import Conversation, InvalidConversation
from sonorant.practice.own_conversations import OwnConversations, identity
from sonorant.practice.own_texts import from_file
from sonorant.speech.failures import Progress
from sonorant.ui.tasks import Task, Tasks
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import told, translate


class KeptConversations(QObject):
    """Speaks with the folder of conversations. All methods are for the GUI thread and return at once.

    Signals:
        listed: carries the user's own conversations that can be held, easiest first.
        saved: carries the `Conversation` that was written.
        taken: carries the text of a file that was imported.
        exported: carries the path of the file.
        checked: carries what is wrong with a text, an `InvalidConversation`, or the `Conversation` that it is.
        noticed: carries a `Notice`.
    """

    listed = Signal(object)
    saved = Signal(object)
    taken = Signal(str)
    exported = Signal(object)
    checked = Signal(object)
    noticed = Signal(object)

    def __init__(
        self, own: OwnConversations, bundled: Sequence[Conversation], tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._own, self._tasks = own, tasks
        self._bundled = tuple(each.id for each in bundled)
        self.titles: dict[str, str] = {}
        """Those of the user's own, by their ids, once they are read."""
        self._checking: Task | None = None

    def load(self) -> None:
        self._tasks.run(lambda _: self._own.load(), done=self._on_loaded, failed=self._on_failed)

    def is_own(self, conversation: Conversation) -> bool:
        return conversation.id not in self._bundled

    def check(self, text: str) -> None:
        """Find out whether a text is a conversation; of several questions the last one is answered."""
        if self._checking is not None:
            self._checking.cancel()

        def check(_: Progress) -> Conversation | InvalidConversation:
            try:
                return conversations.parse(text, "text")
            except InvalidConversation as wrong:
                return wrong

        self._checking = self._tasks.run(check, done=self.checked.emit)

    def save(self, text: str, name: str = "") -> None:
        """Keep a text as one's own conversation: in place of the one called `name`, or as a new one."""

        def save(_: Progress) -> Conversation:
            title = conversations.parse(text, "text").title
            id_ = name or identity(title, (*self._bundled, *self._own.texts()))
            self._own.write(id_, text)
            return conversations.parse(text, id_)

        self._tasks.run(save, done=self._on_saved, failed=self._on_failed)

    def take_file(self, path: Path) -> None:
        """Read the text of a file."""
        self._tasks.run(lambda _: from_file(path), done=self.taken.emit, failed=self._on_failed)

    def export(self, text: str, path: Path) -> None:
        """Write a text to a file of its own."""
        self._tasks.run(
            lambda _: write_whole(path, text.encode()),
            done=lambda _: self.exported.emit(path),
            failed=self._on_failed,
        )

    def _on_loaded(self, found: tuple[list[Conversation], list[InvalidConversation]]) -> None:
        good, wrong = found
        self.titles.clear()
        self.titles.update((each.id, each.title) for each in good)
        self.listed.emit(good)
        if wrong:
            said = translate("ui", "A conversation of yours cannot be shown: {0}").format(told(str(wrong[0])))
            self.noticed.emit(Notice(said))

    def _on_saved(self, conversation: Conversation) -> None:
        self.saved.emit(conversation)
        self.load()

    def _on_failed(self, why: str) -> None:
        self.noticed.emit(Notice(why))
