"""Nothing leaves this machine before its user has agreed to where it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from sonorant.sessions.ledger import Ledger
from sonorant.ui.numbers import Number
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import translate

KILOBYTES_PER_SECOND = 32
"""16-bit mono at 16 kHz, as it is sent."""
ASKED = QT_TRANSLATE_NOOP("ui", "May this be sent to {0}?")
REMEMBERED = QT_TRANSLATE_NOOP(
    "ui",
    "Your answer holds for this destination until you take it back (Menu, Data ledger). The ledger notes all that is "
    "sent. With the embedded engine nothing leaves this machine.",
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is about to leave. `seconds` of voice, None as long as it is not known; `characters` of text.

    `talk`: it is a conversation, of which every turn goes there.
    """

    destination: str
    seconds: float | None = 0.0
    characters: int = 0
    talk: bool = False

    @property
    def what(self) -> str:
        """What is sent, in one sentence."""
        if self.talk:
            return translate(
                "ui",
                "What: what you and your partner say in conversations, and what you say in your own words elsewhere, "
                "as text; no sound.",
            )
        if self.seconds == 0.0 and self.characters:
            return translate("ui", "What: each text that the voice says; no sound.")
        if self.seconds == 0.0:
            return translate("ui", "What: your key only, to see whether it is accepted; no sound and no text.")
        if not self.characters:
            return translate("ui", "What: the recording of your voice.")
        return translate("ui", "What: the recording of your voice and the text ({0} characters).").format(
            self.characters
        )

    @property
    def how_much(self) -> str:
        """How much that is."""
        rate = translate("ui", "{0} kB for each second").format(KILOBYTES_PER_SECOND)
        if self.seconds is None:
            return translate("ui", "How much: all that you record, while you record it; {0}.").format(rate)
        if self.seconds == 0.0:
            return translate("ui", "How much: some kilobytes.")
        size = round(self.seconds * KILOBYTES_PER_SECOND)
        return translate("ui", "How much: {0:.1f} seconds, some {1} kB; so much for each recording, {2}.").format(
            Number(self.seconds), size, rate
        )


class Gate(QObject):
    """Asks for consent where there is none yet. All methods are for the GUI thread and return at once.

    Signals:
        noticed: carries a `Notice`.
    """

    noticed = Signal(object)

    def __init__(self, ledger: Ledger, tasks: Tasks, parent: QWidget) -> None:
        """`tasks` run what reads and writes the ledger; the question opens over `parent`."""
        super().__init__(parent)
        self.ledger, self._tasks, self._window = ledger, tasks, parent
        self.question: QMessageBox | None = None
        self._closed = False

    def close(self) -> None:
        """Let nothing go on any more, because the window closes."""
        self._closed = True
        if self.question is not None:
            self.question.reject()

    def ask(self, outgoing: Outgoing, allowed: Callable[[], None], refused: Callable[[], None]) -> None:
        """Go on with `allowed`, at once where nothing leaves; with `refused` if the user does not agree."""
        if not outgoing.destination:
            allowed()
            return

        def on_failed(why: str) -> None:
            self.noticed.emit(Notice(why))
            refused()

        def on_known(known: bool) -> None:
            if self._closed:
                return
            if known:
                allowed()
            else:
                self._open(outgoing, agree, refused)

        def agree() -> None:
            self._tasks.run(
                lambda _: self.ledger.consent(outgoing.destination), done=lambda _: on_known(True), failed=on_failed
            )

        self._tasks.run(lambda _: self.ledger.allows(outgoing.destination), done=on_known, failed=on_failed)

    def _open(self, outgoing: Outgoing, agree: Callable[[], None], refused: Callable[[], None]) -> None:
        where = translate("ui", ASKED).format(outgoing.destination)
        ask = QMessageBox(QMessageBox.Icon.Question, translate("ui", "Consent"), where, parent=self._window)
        ask.setInformativeText("\n\n".join([f"{outgoing.what}\n{outgoing.how_much}", translate("ui", REMEMBERED)]))
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        allow = ask.addButton(translate("ui", "Allow and send"), QMessageBox.ButtonRole.AcceptRole)
        ask.setDefaultButton(ask.addButton(translate("ui", "Send nothing"), QMessageBox.ButtonRole.RejectRole))
        self.question = ask

        def on_closed(_result: int) -> None:
            self.question = None
            if self._closed:
                return
            if ask.clickedButton() is allow:
                agree()
            else:
                refused()

        ask.finished.connect(on_closed)
        ask.open()
