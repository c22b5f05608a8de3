"""The choice of a voice in the settings: which there are, and how they sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox

from sonorant.speech.failures import Progress
from sonorant.ui.consent import Gate, Outgoing
from sonorant.ui.model_voice import ModelVoice
from sonorant.ui.preferences import Preferences
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.tasks import Tasks, until_stopped
from sonorant.ui.voice_rack import Offer, why_out_of_reach
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.widgets.common import button, label
from sonorant.ui.words import told, translate
from sonorant.vault import Keys
from sonorant.voices import NONE

SENTENCE = "This is how I sound. Would you like to talk with me?"
NO_VOICE = QT_TRANSLATE_NOOP(
    "ui",
    "No voice was found: texts are only shown. Install the program flite or espeak-ng, or set up Azure Speech, "
    "to hear them.",
)


class VoiceSettings(QObject):
    """Fills the choice in the background, asks for consent where a voice sends texts away, and tries voices."""

    def __init__(
        self,
        choice: QComboBox,
        preferences: Preferences,
        offers: Callable[[], Sequence[Offer]],
        keys: Keys,
        model: ModelVoice,
        gate: Gate,
        tasks: Tasks,
    ) -> None:
        """`offers` is asked on the thread of `tasks`."""
        super().__init__(choice)
        self._choice, self._preferences, self._model, self._gate = choice, preferences, model, gate
        self._offers: Sequence[Offer] = ()
        self.attempt = button(
            translate("ui", "Try the voice"),
            "listen",
            tip=translate("ui", "Hear a sentence in the voice that is chosen"),
        )
        self.told = label("", "note", wrap=True)
        self.told.hide()
        self.attempt.setEnabled(False)
        self.attempt.clicked.connect(self._on_attempt)
        choice.activated.connect(self._on_chosen)
        model.changed.connect(self._show)
        model.noticed.connect(self._on_notice)
        now = preferences.now

        def look(progress: Progress) -> tuple[Sequence[Offer], str]:
            why = until_stopped(lambda: why_out_of_reach(now, keys), progress)
            return offers(), why

        choice.destroyed.connect(tasks.run(look, done=self._on_offers).cancel)

    def _on_offers(self, found: tuple[Sequence[Offer], str]) -> None:
        offers, why = found
        self._offers = offers
        choice, wanted = self._choice, self._preferences.now.voice
        best = next((each.voice.name for each in offers if not each.destination), None)
        choice.clear()
        choice.addItem(
            translate("ui", "The best on this machine ({0})").format(best)
            if best
            else translate("ui", "None was found on this machine"),
            "",
        )
        for offer in offers:
            choice.addItem(offer.voice.name, offer.voice.name)
        choice.addItem(translate("ui", "None: texts are only shown"), NONE)
        if choice.findData(wanted) < 0:
            choice.addItem(translate("ui", "{0} (not there)").format(wanted), wanted)
        choice.setCurrentIndex(choice.findData(wanted))
        if best is None or why:
            self._say(told(why) if why else translate("ui", NO_VOICE))
        self._show()

    def _on_chosen(self) -> None:
        self._say("")
        name = self._choice.currentData()
        host = next((each.destination for each in self._offers if each.voice.name == name), "")
        self._gate.ask(Outgoing(host, 0.0, len(SENTENCE)), self._show, self._on_refused)

    def _on_refused(self) -> None:
        self._preferences.change(voice="")
        self._choice.setCurrentIndex(self._choice.findData(""))
        self._show()

    def _on_attempt(self) -> None:
        self._say("")
        if self._model.active:
            self._model.stop()
        else:
            self._model.say(SENTENCE)

    def _on_notice(self, notice: Notice) -> None:
        self._say(notice.text)

    def _say(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _show(self) -> None:
        self.attempt.setText(translate("ui", "Stop") if self._model.active else translate("ui", "Try the voice"))
        self.attempt.setAccessibleName(self.attempt.text())
        self.attempt.setEnabled(self._preferences.now.voice != NONE and bool(self._offers))
