"""Which voices there are, those of Azure Speech among them where it is set up: the real SDK against the emulator."""

from __future__ import annotations

from pathlib import Path

import pytest

from emulators.azure.process import KEY, EmulatorProcess
from sonorant import voices
from sonorant.sessions.ledger import Ledger
from sonorant.ui import azure_choices
from sonorant.ui.azure_choices import AzureChoices
from sonorant.ui.settings import Settings
from sonorant.ui.voice_rack import VoiceRack, azure_offers
from sonorant.vault import Keys, Secret
from sonorant.voices.base import VoiceFailed


def rack_of(settings: Settings, keys: Keys, folder: Path) -> VoiceRack:
    ledger = Ledger(folder)
    return VoiceRack(lambda: settings, voices.available, lambda now: azure_offers(now, keys, ledger), folder / "cache")


def test_azures_voices_are_offered_last_and_from_the_moment_on_when_there_is_a_key(tmp_path: Path) -> None:
    keys, choices = Keys(), AzureChoices(region="westeurope")
    rack = rack_of(Settings(azure=azure_choices.written(choices)), keys, tmp_path)
    assert not [each for each in rack.offers() if each.destination]

    keys.keep_for_now(choices.destination, Secret(KEY))
    offers = rack.offers()

    assert [bool(each.destination) for each in offers] == sorted(bool(each.destination) for each in offers)
    assert offers[-1].destination == "westeurope.tts.speech.microsoft.com"
    assert offers[-1].voice.name.startswith("azure en-US-")


def test_an_account_that_makes_no_sense_leaves_the_voices_of_this_machine(tmp_path: Path) -> None:
    settings = Settings(azure=azure_choices.written(AzureChoices(endpoint="nonsense://")))
    offers = rack_of(settings, Keys(), tmp_path).offers()

    assert offers
    assert not any(each.destination for each in offers)


@pytest.mark.slow
def test_the_chosen_voice_of_azure_speaks_with_consent_and_each_sentence_is_sent_once(
    tmp_path: Path, service: EmulatorProcess
) -> None:
    keys, ledger, choices = Keys(), Ledger(tmp_path), AzureChoices(endpoint=service.endpoint)
    keys.keep_for_now(choices.destination, Secret(KEY))
    settings = Settings(azure=azure_choices.written(choices), voice="azure en-US-GuyNeural", voice_percent=80)
    voice = rack_of(settings, keys, tmp_path).chosen()
    assert voice is not None

    with pytest.raises(VoiceFailed):
        voice.speak("Good morning.")
    assert service.connections() == []
    ledger.consent(choices.destination)
    for _ in range(2):
        assert [word.text for word in voice.speak("Good morning.").words] == ["Good", "morning"]

    (turn,) = service.turns()
    assert (turn["voice"], turn["speed"], turn["text"]) == ("en-US-GuyNeural", 0.8, "Good morning.")


def test_what_was_said_is_forgotten(tmp_path: Path) -> None:
    rack = rack_of(Settings(), Keys(), tmp_path)
    rack.forget_spoken()
    rack.offers()[0].voice.speak("My own words.")
    assert list((tmp_path / "cache").iterdir())
    rack.forget_spoken()
    assert list((tmp_path / "cache").iterdir()) == []
