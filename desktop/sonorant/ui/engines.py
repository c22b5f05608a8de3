"""Which engine judges: chosen in the settings, known by where it works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from sonorant.audio.files import Audio
from sonorant.engines.base import Assessor
from sonorant.speech.assessment import PhonemeAlphabet
from sonorant.speech.config import AssessmentConfig, GradingSystem
from sonorant.speech.failures import Progress, UnusableInput
from sonorant.ui import azure_choices
from sonorant.ui.azure_choices import AzureChoices
from sonorant.ui.azure_engine import AzureEngine
from sonorant.ui.live_verdict import OpenStream
from sonorant.ui.preferences import Preferences
from sonorant.ui.services import Services
from sonorant.ui.settings import QT_TRANSLATE_NOOP, Engine
from sonorant.ui.words import told, translate

LOCALE = "en-US"
"""What the embedded engine judges."""
NAMES = {"embedded": QT_TRANSLATE_NOOP("ui", "Embedded engine, on this machine"), "azure": "Azure Speech"}
"""What engines are called, by the name in their verdicts."""


@dataclass(frozen=True, slots=True)
class Judge:
    """An engine, ready to judge.

    Attributes:
        engine: which one.
        assessor: judges a take.
        open_stream: begins a verdict that is worked out while recording, if the engine can do that.
        destination: the host that sound and text are sent to; empty where nothing leaves.
        problem: why it cannot be asked, in one sentence; empty if it can.
        locale: of the speech that it judges.
        transcribe: says what is said in a take, where the engine can; it then needs no text.
        one_pass: free speech is judged in one go, without its text being confirmed.
        scenario_id: the GUID of a point system of one's own, where the engine has such; or None.
    """

    engine: Engine
    assessor: Assessor
    open_stream: OpenStream | None = None
    destination: str = ""
    problem: str = ""
    locale: str = LOCALE
    transcribe: Callable[[Audio, Progress], str] | None = None
    one_pass: bool = False
    scenario_id: str | None = None

    @property
    def needs_text(self) -> bool:
        return self.transcribe is None


def config_for(text: str, locale: str = LOCALE, scenario_id: str | None = None) -> AssessmentConfig:
    """What the window asks of the engine: everything that it can show."""
    return AssessmentConfig(
        reference_text=text,
        grading_system=GradingSystem.HUNDRED_MARK,
        enable_miscue=True,
        scenario_id=scenario_id,
        phoneme_alphabet=PhonemeAlphabet.IPA,
        nbest_phoneme_count=5,
        enable_prosody=True,
        locale=locale,
    )


class Engines(QObject):
    """The engines as they are set up.

    Signals:
        changed: another one is chosen, or it is set up in another way.
    """

    changed = Signal()

    def __init__(self, services: Services, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._preferences = services, preferences
        self._followed = preferences.now.engine, preferences.now.azure
        preferences.changed.connect(self._on_settings)

    @property
    def now(self) -> Judge:
        """The one that is chosen."""
        return self.of(self._preferences.now.engine)

    @property
    def embedded(self) -> Judge:
        return Judge(Engine.EMBEDDED, self._services.assessor, self._services.open_stream)

    @property
    def choices(self) -> AzureChoices:
        """How Azure Speech is set up."""
        return azure_choices.read(self._preferences.now.azure)

    def of(self, engine: Engine) -> Judge:
        return self.embedded if engine is Engine.EMBEDDED else self._azure()

    def choose(self, engine: Engine) -> None:
        """Have another one judge from now on."""
        self._preferences.change(engine=engine)

    def set_up(self, choices: AzureChoices) -> None:
        """Set Azure Speech up in another way."""
        self._preferences.change(azure=azure_choices.written(choices))

    def _azure(self) -> Judge:
        choices = self.choices
        engine = AzureEngine(choices, self._services.keys, self._services.ledger)
        destination = problem = ""
        try:
            destination = choices.destination
        except UnusableInput as reason:
            problem = told(str(reason))
        return Judge(
            Engine.AZURE,
            engine,
            engine.open_stream,
            destination,
            problem,
            choices.locale,
            engine.transcribe,
            choices.one_pass,
            choices.scenario_id or None,
        )

    def _on_settings(self) -> None:
        followed = self._preferences.now.engine, self._preferences.now.azure
        if followed != self._followed:
            self._followed = followed
            self.changed.emit()


def name_of(engine: str) -> str:
    """What an engine is called, by the name in its verdicts."""
    return translate("ui", NAMES.get(engine, engine))
