"""Azure Speech as the window uses it: the key is looked up, and the SDK loaded, when it is first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sonorant.audio.files import Audio
from sonorant.azure_account import Account
from sonorant.engines.azure import loading
from sonorant.engines.base import AssessmentStream
from sonorant.speech.assessment import Assessment
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.disclosure import Disclosures
from sonorant.speech.failures import Progress, UnusableInput, no_progress
from sonorant.ui.azure_choices import AzureChoices, proxy_name
from sonorant.ui.tasks import until_stopped
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
        return self._assessor(progress).assess(audio, config, progress)

    def open_stream(self, config: AssessmentConfig, rate: int) -> AssessmentStream:
        """See `AzureAssessor.open_stream`."""
        to_confirm = not config.reference_text and not self._choices.one_pass
        return self._made().open_stream(config, rate, to_confirm=to_confirm)

    def transcribe(self, audio: Audio, progress: Progress = no_progress) -> str:
        """See `AzureAssessor.transcribe`."""
        return self._assessor(progress).transcribe(audio, self._choices.locale, progress)

    def test_connection(self, progress: Progress = no_progress) -> None:
        """See `AzureAssessor.test_connection`."""
        self._assessor(progress).test_connection(progress)

    def _assessor(self, progress: Progress) -> AzureAssessor:
        return until_stopped(self._made, progress)  # a keyring may wait for its owner, for whom nobody else has to

    def _made(self) -> AzureAssessor:
        engine = loading.assessor()
        account = account_of(self._choices, self._keys, again=True)
        return engine(account, self._disclosures, self._choices.options())


def account_of(choices: AzureChoices, keys: Keys, *, again: bool = False) -> Account:
    """The account with its key and the password of its proxy. May ask the keyring, `again` as in `Keys.find`.

    Raises UnusableInput with a sentence that says what is missing, or that the keyring does not give it out.
    """

    def find(name: str) -> Secret:
        found = keys.find(name, again=again)
        if not found and (why := keys.why_not(name)):
            raise UnusableInput(why)
        return found or Secret("")

    key = find(choices.destination)
    account = choices.account(key)  # without a key it ends here: nothing else is looked for
    return choices.account(key, find(proxy_name(choices.proxy))) if "@" in choices.proxy else account
