"""Which chat model one talks with, in a dialog; and whether it answers."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from sonorant.practice.chat_account import destination, with_kept_key
from sonorant.practice.chat_model import ChatModel, Message, Role
from sonorant.ui.consent import Gate, Outgoing
from sonorant.ui.preferences import Preferences
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.tasks import Tasks, until_stopped
from sonorant.ui.widgets.common import announce, button, fit, label, row
from sonorant.ui.widgets.form import add_field, form
from sonorant.ui.words import translate
from sonorant.vault import Keys, Secret

ABOUT = QT_TRANSLATE_NOOP(
    "ui",
    "A chat model talks freely, and judges grammar and vocabulary where you ask for feedback; what you say in your own "
    "words is sent to its endpoint as text, never as sound. Leave the endpoint empty to talk with the written script "
    "on this machine.",
)

TEST = "connection test"
"""What the ledger says that the model was asked for."""


class ChatModelDialog(QDialog):
    """Endpoint and model are kept with the settings, the key in the system's keyring or, where there is none, until
    the program ends. It holds from the next conversation on."""

    def __init__(
        self, preferences: Preferences, keys: Keys, gate: Gate, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        """`tasks` run what speaks with the keyring and with the service."""
        super().__init__(parent)
        self.setWindowTitle(translate("ui", "Chat model"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._preferences, self._keys, self._gate, self._tasks = preferences, keys, gate, tasks
        now = preferences.now.chat
        self.endpoint, self.model, self.key = (
            QLineEdit(now.get("endpoint", "")),
            QLineEdit(now.get("model", "")),
            QLineEdit(),
        )
        self.outcome = label("", "note", wrap=True)
        self.outcome.setAccessibleName(translate("ui", "Result of the test"))
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)  # what a model answers commands nothing here
        self.test = button(
            translate("ui", "&Save and test"), tip=translate("ui", "Keep this, and ask the model for a word")
        )
        self._lay_out()
        self.test.clicked.connect(self._on_test)
        self.endpoint.editingFinished.connect(self._keep)
        self.model.editingFinished.connect(self._keep)
        self.endpoint.setFocus()

    def _lay_out(self) -> None:
        fields = form()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setPlaceholderText(translate("ui", "Paste it here; it is not shown again"))
        for field, title, help_ in (
            (
                self.endpoint,
                translate("ui", "Endpoint"),
                translate(
                    "ui", "Such as https://api.openai.com/v1, http://localhost:11434/v1, or that of Azure OpenAI."
                ),
            ),
            (self.model, translate("ui", "Model"), translate("ui", "Its name or, with Azure OpenAI, its deployment.")),
            (self.key, translate("ui", "Key"), translate("ui", "A server on this machine needs none.")),
        ):
            add_field(fields, field, title, help_)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.addWidget(label(translate("ui", ABOUT), "muted", wrap=True))
        layout.addLayout(fields)
        layout.addWidget(self.outcome)
        layout.addStretch(1)
        layout.addLayout(row(self.test, 1, buttons))
        self.outcome.hide()
        self.test.setAutoDefault(False)
        fit(self, 600, 380)

    def _keep(self) -> None:
        chat = {"endpoint": self.endpoint.text().strip(), "model": self.model.text().strip()}
        self._preferences.change(chat=chat if chat["endpoint"] else {})

    def _on_test(self) -> None:
        self._keep()
        endpoint, name = self.endpoint.text().strip(), self.model.text().strip()
        host, key = destination(endpoint), Secret(self.key.text())
        self.key.clear()
        if not endpoint:
            self._say(translate("ui", "You talk with the written script, on this machine."))
            return
        if key and host:
            self._keys.keep_for_now(host, key)
            self._tasks.run(lambda _: self._keys.keep(host, key), lasting=True)

        def ask() -> str:
            account = with_kept_key(endpoint, name, self._keys, again=True)
            said = "".join(ChatModel(account, self._gate.ledger).stream([Message(Role.LEARNER, "Say hello.")], TEST))
            return translate("ui", "It works: {0} answers “{1}”").format(name, said.strip()[:80])

        def allowed() -> None:
            self._tasks.run(lambda progress: until_stopped(ask, progress), done=self._say, failed=self._say)

        self._say(translate("ui", "Asking {0}…").format(host))
        self._gate.ask(Outgoing(host, talk=True), allowed, lambda: self._say(translate("ui", "Nothing was sent.")))

    def _say(self, words: str) -> None:
        if shiboken6.isValid(self):
            self.outcome.setText(words)
            self.outcome.show()
            announce(self.outcome, words)
