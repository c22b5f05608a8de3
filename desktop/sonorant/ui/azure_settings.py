"""How Azure Speech is reached and how it listens, in a dialog; and whether that works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import shiboken6
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from sonorant.azure_account import REGIONS
from sonorant.engines.azure import Profanity
from sonorant.engines.azure.locales import OFFERS
from sonorant.speech.failures import Progress, UnusableInput
from sonorant.ui import azure_choices
from sonorant.ui.azure_choices import LONGEST_GAP, LONGEST_SILENCE, AzureChoices
from sonorant.ui.azure_engine import AzureEngine
from sonorant.ui.consent import Gate, Outgoing
from sonorant.ui.engines import Engines, config_for
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.tasks import Task, Tasks
from sonorant.ui.widgets.common import ChoiceBox, Column, announce, button, fit, label, row
from sonorant.ui.widgets.form import add_field, form, hint
from sonorant.ui.words import told, translate
from sonorant.vault import Keys, Secret

PROFANITY = {
    Profanity.MASKED: QT_TRANSLATE_NOOP("ui", "Shown as asterisks"),
    Profanity.REMOVED: QT_TRANSLATE_NOOP("ui", "Left out"),
    Profanity.RAW: QT_TRANSLATE_NOOP("ui", "Shown as they are"),
}
IN_KEYRING = QT_TRANSLATE_NOOP("ui", "A key for {0} is kept in the system's keyring.")
NO_KEY = QT_TRANSLATE_NOOP("ui", "No key is kept for {0}.")
PHRASE_LINES = 3


class AzureDialog(QDialog):
    """Every change holds at once. Keys go to the keyring or, where there is none, stay in memory; which, is said."""

    def __init__(self, engines: Engines, keys: Keys, gate: Gate, tasks: Tasks, parent: QWidget | None = None) -> None:
        """`tasks` run what speaks with the keyring and with the service."""
        super().__init__(parent)
        self.setWindowTitle(translate("ui", "Azure Speech"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._engines, self._keys, self._gate, self._tasks = engines, keys, gate, tasks
        self._testing: Task | None = None
        now = engines.choices
        self.region, self.endpoint, self.proxy = QComboBox(), QLineEdit(now.endpoint), QLineEdit(now.proxy)
        self.kind, self.key, self.kept = ChoiceBox(), QLineEdit(), hint()
        self.forget = button(translate("ui", "Forget the key"))
        self.language, self.offer = ChoiceBox(), hint()
        self.phrases, self.profanity, self.freely = QPlainTextEdit(now.phrases), ChoiceBox(), ChoiceBox()
        self.scenario_id = QLineEdit(now.scenario_id)
        self.waits = {name: QDoubleSpinBox() for name in ("initial_silence", "end_silence", "segment_silence")}
        self.test, self.cancel = button(translate("ui", "Test connection")), button(translate("ui", "Cancel"))
        self.outcome = label("", "note", wrap=True)
        self._form = form()
        self._fill(now)
        self._lay_out()
        self._connect()
        self._show_offer()
        self._look_for_key()
        self._show_testing(False)
        self.outcome.hide()
        self.region.setFocus()

    # What there is to set

    def _fill(self, now: AzureChoices) -> None:
        self.region.setEditable(True)
        self.region.addItems(["", *sorted(REGIONS)])
        self.region.setCurrentText(now.region)
        for is_token, name in (
            (False, translate("ui", "Key of a Speech resource")),
            (True, translate("ui", "Authorization token")),
        ):
            self.kind.addItem(name, is_token)
        self.kind.setCurrentIndex(self.kind.findData(now.is_token))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setPlaceholderText(translate("ui", "Paste it here and press Enter"))
        for offer in sorted(OFFERS.values(), key=lambda offer: offer.language):
            self.language.addItem(f"{offer.language} – {offer.locale}", offer.locale)
        self.language.setCurrentIndex(self.language.findData(now.locale))
        for profanity, said in PROFANITY.items():
            self.profanity.addItem(translate("ui", said), profanity)
        self.profanity.setCurrentIndex(self.profanity.findData(now.profanity))
        for one_pass, name in (
            (False, translate("ui", "Show me what was recognised, then judge")),
            (True, translate("ui", "Judge in one go")),
        ):
            self.freely.addItem(name, one_pass)
        self.freely.setCurrentIndex(self.freely.findData(now.one_pass))
        for name, box in self.waits.items():
            box.setRange(0.0, LONGEST_GAP if name == "segment_silence" else LONGEST_SILENCE)
            box.setSingleStep(0.5)
            box.setDecimals(1)
            box.setSuffix(translate("ui", " s"))
            box.setSpecialValueText(translate("ui", "As the service likes"))
            box.setValue(getattr(now, name))
            box.setKeyboardTracking(False)
        self.phrases.setTabChangesFocus(True)
        self.phrases.setFixedHeight(self.phrases.fontMetrics().lineSpacing() * PHRASE_LINES + 14)
        self.region.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def _lay_out(self) -> None:
        self._add_access()
        self._add_listening()
        self._add_waits()
        self.outcome.setAccessibleName(translate("ui", "Result of the test"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        inner = QWidget()
        inner.setLayout(self._form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.addWidget(Column(inner), 1)
        layout.addWidget(self.outcome)
        layout.addLayout(row(self.test, self.cancel, 1, buttons))
        for each in (buttons.button(QDialogButtonBox.StandardButton.Close), self.test, self.cancel, self.forget):
            each.setAutoDefault(False)  # Enter in a field is for that field
        fit(self, 660, 640)

    def _add_access(self) -> None:
        """The fields that say where the service is and who asks."""
        add = self._add
        add(self.region, translate("ui", "Region"), translate("ui", "Of your Speech resource, such as westeurope."))
        add(
            self.endpoint,
            translate("ui", "Endpoint"),
            translate("ui", "Its address, where you have one of your own; then the region does not matter."),
        )
        add(self.kind, translate("ui", "Access by"), translate("ui", "A token holds for ten minutes only."))
        key = row(self.key, self.forget)
        key.setStretch(0, 1)
        add_field(self._form, self.key, translate("ui", "Key or token"), "", key)
        self.kept.setAccessibleName(translate("ui", "Where the key is kept"))
        self._form.addRow("", self.kept)
        add(
            self.proxy,
            translate("ui", "Proxy"),
            translate("ui", "As host:port or http://user:password@host:port; empty for that of the system."),
        )

    def _add_listening(self) -> None:
        """The fields that say what the service listens for, and by what it judges."""
        add = self._add
        add(self.language, translate("ui", "Language"), "")
        self._form.addRow("", self.offer)
        add(
            self.freely,
            translate("ui", "Free speech"),
            translate("ui", "What happens where no text is given: you speak, and what you said is recognised."),
        )
        add(
            self.phrases,
            translate("ui", "Names and rare words"),
            translate("ui", "That you are likely to say, each in a line of its own."),
        )
        add(self.profanity, translate("ui", "Swear words"), translate("ui", "In what is recognised."))
        add(
            self.scenario_id,
            translate("ui", "Scenario id"),
            translate("ui", "Of a point system that the service made for you; empty for the usual one."),
        )

    def _add_waits(self) -> None:
        """The fields that say how much silence ends what."""
        self._add(
            self.waits["initial_silence"],
            translate("ui", "Wait for a first word"),
            translate("ui", "After so much silence the service stops waiting for it."),
        )
        self._add(
            self.waits["end_silence"],
            translate("ui", "End after silence"),
            translate("ui", "After so much silence the service takes what was said for complete."),
        )
        self._add(
            self.waits["segment_silence"],
            translate("ui", "Silence between phrases"),
            translate("ui", "So much silence ends a phrase."),
        )

    def _add(self, field: QWidget, title: str, help_: str) -> None:
        add_field(self._form, field, title, help_)

    def _connect(self) -> None:
        region = self.region.lineEdit()
        assert region is not None
        region.editingFinished.connect(lambda: self._set_place(region=self.region.currentText().strip().lower()))
        self.region.activated.connect(lambda _: self._set_place(region=self.region.currentText()))
        self.endpoint.editingFinished.connect(lambda: self._set_place(endpoint=self.endpoint.text().strip()))
        self.proxy.editingFinished.connect(self._on_proxy)
        self.kind.activated.connect(lambda _: self._set(is_token=self.kind.currentData()))
        self.key.editingFinished.connect(self._on_key)
        self.forget.clicked.connect(self._on_forget)
        self.language.activated.connect(lambda _: self._set(locale=self.language.currentData()))
        self.language.activated.connect(self._show_offer)
        self.profanity.activated.connect(lambda _: self._set(profanity=Profanity(self.profanity.currentData())))
        self.freely.activated.connect(lambda _: self._set(one_pass=self.freely.currentData()))
        self.scenario_id.editingFinished.connect(self._on_scenario_id)
        self.phrases.textChanged.connect(lambda: self._set(phrases=self.phrases.toPlainText()))
        for name, box in self.waits.items():
            box.valueChanged.connect(self._setter(name))
        self.test.clicked.connect(self._on_test)
        self.cancel.clicked.connect(self._on_cancel)

    def _setter(self, name: str) -> Callable[[float], None]:
        return lambda value: self._set(**{name: value})

    def _set(self, **values: Any) -> None:
        self._engines.set_up(replace(self._engines.choices, **values))

    def _set_place(self, **values: str) -> None:
        self._set(**values)
        self._say("")
        if self.region.currentText().strip() or self.endpoint.text().strip():
            self._look_for_key()

    def _show_offer(self) -> None:
        self.offer.setText(_offered(self.language.currentData()))

    def _on_scenario_id(self) -> None:
        given = self.scenario_id.text().strip()
        try:
            config_for("", scenario_id=given or None)
        except UnusableInput as problem:
            self._say(str(problem))
            return
        self._say("")
        self._set(scenario_id=given)

    def _on_proxy(self) -> None:
        try:
            address, password = azure_choices.without_password(self.proxy.text())
        except UnusableInput as problem:
            self._say(str(problem))
            return
        with QSignalBlocker(self.proxy):
            self.proxy.setText(address)
        before = self._engines.choices.proxy
        self._set(proxy=address)
        if address != before:
            self._forget_password_of(before)
        if password:
            self._keep(azure_choices.proxy_name(address), password, lasting=True)

    def _forget_password_of(self, proxy: str) -> None:
        if "@" in proxy:
            self._tasks.run(lambda _: self._keys.forget(azure_choices.proxy_name(proxy)))

    # The key

    def _destination(self) -> str | None:
        """Where the key belongs; says what is missing if that is not known."""
        try:
            return self._engines.choices.destination
        except UnusableInput as problem:
            self._say(str(problem))
            return None

    def _on_key(self) -> None:
        key = Secret(self.key.text())
        destination = self._destination() if key else None
        if destination is None:
            return
        try:
            self._engines.choices.account(key)
        except UnusableInput as problem:
            self._say(str(problem))
            return
        self._say("")
        self.key.clear()
        self._keep(destination, key, lasting=not self._engines.choices.is_token)

    def _keep(self, name: str, secret: Secret, *, lasting: bool) -> None:
        self._keys.keep_for_now(name, secret)  # at once, so that a test knows it
        if not lasting:
            self._show_key()
        else:
            self._tasks.run(lambda _: self._keys.keep(name, secret), done=lambda _: self._show_key())

    def _look_for_key(self) -> None:
        destination = self._destination_or_none()
        if destination is not None:
            self._tasks.run(lambda _: self._keys.find(destination, again=True), done=lambda _: self._show_key())
        self._show_key()

    def _on_forget(self) -> None:
        destination = self._destination()
        if destination is not None:
            self._tasks.run(lambda _: self._keys.forget(destination), done=lambda _: self._show_key())
            self._forget_password_of(self._engines.choices.proxy)

    def _destination_or_none(self) -> str | None:
        choices = self._engines.choices
        return choices.destination if choices.is_set else None

    def _show_key(self) -> None:
        if not shiboken6.isValid(self):  # closed meanwhile
            return
        destination = self._destination_or_none()
        kept = self._keys.where(destination) if destination is not None else None
        self.forget.setEnabled(kept is not None)
        if destination is None:
            self.kept.setText(translate("ui", "Give the region or the endpoint first."))
        elif kept is None:
            why = self._keys.why_not(destination)
            self.kept.setText(told(why) if why else translate("ui", NO_KEY).format(destination))
        else:
            self.kept.setText(translate("ui", IN_KEYRING).format(destination) if kept.lasting else told(kept.reason))

    # The test

    def _on_test(self) -> None:
        self._on_key()
        destination = self._destination()
        if destination is None:
            return
        self._show_testing(True)
        self._say(translate("ui", "Asking {0}…").format(destination))
        self._gate.ask(
            Outgoing(destination), self._run_test, lambda: self._on_tested(translate("ui", "Nothing was sent."))
        )

    def _run_test(self) -> None:
        engine = AzureEngine(self._engines.choices, self._keys, self._gate.ledger)

        def test(progress: Progress) -> str:
            engine.test_connection(progress)
            return translate("ui", "It works: Azure Speech lets you in.")

        if shiboken6.isValid(self):
            self._testing = self._tasks.run(test, done=self._on_tested, failed=self._on_tested)

    def _on_tested(self, said: str) -> None:
        self._testing = None
        if shiboken6.isValid(self):
            self._show_testing(False)
            self._say(said)

    def _on_cancel(self) -> None:
        if self._testing is not None:
            self._testing.cancel()
            self._on_tested(translate("ui", "The test was cancelled."))

    def _show_testing(self, testing: bool) -> None:
        self.test.setEnabled(not testing)
        self.cancel.setVisible(testing)

    def _say(self, text: str) -> None:
        said = told(text)
        self.outcome.setText(said)
        self.outcome.setVisible(bool(said))
        if said:
            announce(self, said)

    def done(self, result: int) -> None:
        if self._testing is not None:
            self._testing.cancel()
        self._on_key()
        super().done(result)


def _offered(locale: str) -> str:
    """What a verdict holds in a language, in one sentence."""
    offer = OFFERS[locale]
    parts = [
        name
        for name, there in (
            (translate("ui", "names of the sounds"), bool(offer.alphabets)),
            (translate("ui", "syllables"), offer.syllables),
            (translate("ui", "the sounds heard instead"), offer.nbest),
            (translate("ui", "prosody"), offer.prosody),
        )
        if there
    ]
    if not parts:
        return translate("ui", "There are scores of words and sounds here, without the names of the sounds.")
    return translate("ui", "There are scores of words and sounds here, and: {0}.").format(", ".join(parts))
