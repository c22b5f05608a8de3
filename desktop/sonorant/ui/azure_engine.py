"""Azure Speech as the window uses it: the key is looked up, and the SDK loaded, when it is first needed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sonorant.audio.files import Audio
from sonorant.engines.azure import loading
from sonorant.engines.base import AssessmentStream
from sonorant.speech.assessment import Assessment
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.disclosure import Disclosures
from sonorant.speech.failures import Progress, no_progress
from sonorant.ui.azure_choices import AzureChoices, proxy_name
from sonorant.vault import Keys, Secret

if TYPE_CHECKING:
    from sonorant.engines.azure.assessor import AzureAssessor


class AzureEngine:
    """The Azure engine as it is set up; an `engines.base.StreamingAssessor`. Cheap to make, all else is blocking.

    Every method raises UnusableInput where the account or its key is missing, besides what the engine raises.
    """

    def __init__(self, choices: AzureChoices, keys: Keys, disclosures: Disclosures) -> None:
        self._choices, self._keys, self._disclosures = choices, keys, disclosures

    def assess(self, audio: Audio, config: AssessmentConfig, progress: Progress = no_progress) -> Assessment:
        """See `AzureAssessor.assess`."""
        return self._assessor().assess(audio, config, progress)

    def open_stream(self, config: AssessmentConfig, rate: int) -> AssessmentStream:
        """See `AzureAssessor.open_stream`."""
        return self._assessor().open_stream(config, rate)

    def transcribe(self, audio: Audio, progress: Progress = no_progress) -> str:
        """See `AzureAssessor.transcribe`."""
        return self._assessor().transcribe(audio, self._choices.locale, progress)

    def test_connection(self, progress: Progress = no_progress) -> None:
        """See `AzureAssessor.test_connection`."""
        self._assessor().test_connection(progress)

    def _assessor(self) -> AzureAssessor:
        engine = loading.assessor()
        choices, find = self._choices, partial(self._keys.find, again=True)
        key = find(choices.destination) or Secret("")
        password = find(proxy_name(choices.proxy)) if "@" in choices.proxy else None
        return engine(choices.account(key, password), self._disclosures, choices.options())
