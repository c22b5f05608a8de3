"""Azure's voices: the real SDK against the emulator of the service in a process of its own."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from emulators.azure.process import KEY, EmulatorProcess
from sonorant.azure_account import Account
from sonorant.engines.azure import failures, wire
from sonorant.sessions.ledger import Ledger
from sonorant.speech.disclosure import Disclosure
from sonorant.speech.failures import Cancelled
from sonorant.speech.timing import to_seconds
from sonorant.speech.visemes import Shape
from sonorant.vault import Secret
from sonorant.voices.azure import AzureVoice, Service
from sonorant.voices.base import Voice, VoiceFailed

TEXT = "My boy has <two> maps & a key."


@pytest.fixture
def account(service: EmulatorProcess) -> Account:
    return Account(Secret(KEY), endpoint=service.endpoint)


@pytest.fixture
def ledger(tmp_path: Path, account: Account) -> Ledger:
    ledger = Ledger(tmp_path)
    ledger.consent(account.destination)
    return ledger


def reached(account: Account, patience: float = 3.5) -> Service:
    def explain(code: str, details: str) -> failures.AzureFailure:
        return failures.of_cancellation(code, details, account, connected=False)

    return Service(account.voice_destination, lambda: wire.voice_config(account), explain, patience)


@pytest.fixture
def voice(account: Account, ledger: Ledger) -> AzureVoice:
    return AzureVoice(reached(account), ledger)


def test_it_gives_sound_words_and_mouth_shapes(voice: AzureVoice, service: EmulatorProcess) -> None:
    spoken = voice.speak(TEXT)

    assert isinstance(voice, Voice)
    assert spoken.audio.rate == 24_000
    assert float(np.abs(spoken.audio.samples).max()) > 0.05
    assert [word.text for word in spoken.words] == ["My", "boy", "has", "two", "maps", "&", "a", "key"]
    assert all(TEXT[slice(*word.span)] == word.text for word in spoken.words)
    assert {Shape.CLOSED, Shape.OPEN, Shape.SPREAD, Shape.PUCKERED} <= {viseme.shape for viseme in spoken.visemes}
    assert spoken.shape_at(to_seconds(spoken.words[0].offset) + 0.001) is Shape.CLOSED
    assert spoken.visemes[-1].shape is Shape.REST
    assert [turn["text"] for turn in service.turns()] == [TEXT]


def test_the_sound_is_as_long_as_the_service_made_it(voice: AzureVoice, service: EmulatorProcess) -> None:
    spoken = voice.speak(TEXT, 0.5)

    (turn,) = service.turns()
    assert turn["speed"] == 0.5
    assert spoken.audio.seconds == pytest.approx(turn["seconds"], abs=0.001)


def test_what_leaves_is_in_the_ledger_and_without_consent_nothing_leaves(
    voice: AzureVoice, account: Account, ledger: Ledger, tmp_path: Path, service: EmulatorProcess
) -> None:
    voice.speak(TEXT)
    (entry,) = ledger.entries()
    assert entry.disclosure == Disclosure(account.destination, "voice", 0.0, len(TEXT))

    service.reset()
    with pytest.raises(VoiceFailed):
        AzureVoice(reached(account), Ledger(tmp_path / "other")).speak(TEXT)
    assert service.connections() == []


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"upgrade": 401}, "does not accept the key"),
        ({"upgrade": 429}, "takes no more requests"),
        ({"close": 1007}, "rejects this request"),
        ({"close": 1011}, "has trouble of its own"),
    ],
)
def test_failures_are_one_sentence_with_a_way_on(
    voice: AzureVoice, service: EmulatorProcess, fault: dict[str, int], sentence: str
) -> None:
    service.misbehave(**fault)

    with pytest.raises(VoiceFailed, match=sentence):
        voice.speak(TEXT)


def test_a_silent_service_is_given_up(account: Account, ledger: Ledger, service: EmulatorProcess) -> None:
    service.misbehave(silent="turn")
    began = time.monotonic()

    with pytest.raises(VoiceFailed, match="stopped answering"):
        AzureVoice(reached(account, patience=0.5), ledger).speak(TEXT)
    assert time.monotonic() - began < 3


def test_it_can_be_cancelled_while_the_service_is_silent(voice: AzureVoice, service: EmulatorProcess) -> None:
    service.misbehave(silent="turn")
    asked = [0]

    def cancel(_share: float) -> None:
        asked[0] += 1
        if asked[0] > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        voice.speak(TEXT, progress=cancel)


def test_no_thread_is_left_behind(voice: AzureVoice) -> None:
    voice.speak(TEXT)

    deadline = time.monotonic() + 10
    while any(thread.name == "azure-disposal" for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
