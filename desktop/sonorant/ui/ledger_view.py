"""The data ledger: what has left this machine, and where it may go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from sonorant.sessions.ledger import Consent, Entry, Ledger
from sonorant.speech.failures import Progress
from sonorant.ui.dates import shown
from sonorant.ui.numbers import Number
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.common import announce, button, fit, label, row
from sonorant.ui.widgets.rows import Row, RowTable
from sonorant.ui.widgets.two_lines import TwoLineList
from sonorant.ui.words import translate

PURPOSES = {
    "assessment": QT_TRANSLATE_NOOP("ui", "assessment"),
    "transcription": QT_TRANSLATE_NOOP("ui", "transcription"),
    "connection test": QT_TRANSLATE_NOOP("ui", "connection test"),
    "voice": QT_TRANSLATE_NOOP("ui", "voice"),
    "conversation": QT_TRANSLATE_NOOP("ui", "conversation"),
    "grammar and vocabulary": QT_TRANSLATE_NOOP("ui", "grammar and vocabulary"),
}
"""What things were sent for, by the word in the ledger."""
NOTHING = QT_TRANSLATE_NOOP("ui", "Nothing has been sent from this machine, as far as this ledger goes back.")
NOWHERE = QT_TRANSLATE_NOOP("ui", "You have not allowed anything to be sent anywhere.")


@dataclass(frozen=True, slots=True)
class Account:
    """All that the ledger holds."""

    entries: Sequence[Entry]
    consents: Sequence[Consent]


class LedgerDialog(QDialog):
    """Shows the ledger; consents can be taken back, and the list of what was sent be cleared."""

    def __init__(self, ledger: Ledger, tasks: Tasks, parent: QWidget | None = None) -> None:
        """`tasks` run what reads and writes the ledger."""
        super().__init__(parent)
        self.setWindowTitle(translate("ui", "Data ledger"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ledger, self._tasks = ledger, tasks
        self.sum = label("", "muted", wrap=True)
        headings = [
            translate("ui", "When"),
            translate("ui", "What for"),
            translate("ui", "Where to"),
            translate("ui", "Seconds"),
            translate("ui", "Characters"),
        ]
        self.table = RowTable(translate("ui", "What was sent"), headings, left=3)
        self.clear = button(translate("ui", "Clear this list"), "trash")
        self.allowed = label("", "muted", wrap=True)
        self.consents = TwoLineList(translate("ui", "Where things may be sent"))
        self.consents.setMaximumHeight(96)
        self.withdraw = button(
            translate("ui", "Withdraw consent"), tip=translate("ui", "Nothing goes there until you agree anew")
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.clear.clicked.connect(lambda: self._change(self._ledger.clear))
        self.withdraw.clicked.connect(self._on_withdraw)
        self.consents.currentRowChanged.connect(lambda place: self.withdraw.setEnabled(place >= 0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        head = row(self.sum, self.clear)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.allowed)
        layout.addWidget(self.consents)
        layout.addLayout(row(self.withdraw, 1, buttons))
        for each in (self.clear, self.withdraw):
            each.setAutoDefault(False)  # neither is what Enter does
        fit(self, 720, 520)
        self._show(Account((), ()))
        self._load()

    def _load(self) -> None:
        def load(_: Progress) -> Account:
            return Account(self._ledger.entries(), self._ledger.consents())

        self._tasks.run(load, done=self._show, failed=self._on_failed)

    def _change(self, change: Callable[[], None]) -> None:
        self._tasks.run(lambda _: change(), failed=self._on_failed)
        self._load()

    def _on_withdraw(self) -> None:
        destination = self.consents.key
        if destination is not None:
            self._change(lambda: self._ledger.withdraw(destination))

    def _show(self, account: Account) -> None:
        if not shiboken6.isValid(self):  # closed meanwhile
            return
        self.table.show_rows([Row(entry.id, _cells(entry)) for entry in account.entries])
        seconds = sum(entry.disclosure.seconds for entry in account.entries)
        said = translate("ui", "Sent so far: {0} times, {1:.1f} seconds of your voice.")
        self.sum.setText(
            said.format(len(account.entries), Number(seconds)) if account.entries else translate("ui", NOTHING)
        )
        self.clear.setEnabled(bool(account.entries))
        self.consents.clear()
        for consent in account.consents:
            since = translate("ui", "allowed since {0}").format(shown(consent.since))
            self.consents.add(consent.destination, consent.destination, since)
        self.consents.setVisible(bool(account.consents))
        self.consents.setCurrentRow(0 if account.consents else -1)
        self.withdraw.setEnabled(bool(account.consents))
        self.allowed.setText(translate("ui", "May be sent to:") if account.consents else translate("ui", NOWHERE))

    def _on_failed(self, why: str) -> None:
        if shiboken6.isValid(self):
            self.sum.setText(why)
            announce(self, why)


def _cells(entry: Entry) -> tuple[str, ...]:
    sent = entry.disclosure
    purpose = translate("ui", PURPOSES.get(sent.purpose, sent.purpose))
    return shown(entry.at), purpose, sent.destination, f"{Number(sent.seconds):.1f}", str(sent.characters)
