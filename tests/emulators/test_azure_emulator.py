"""What the tests of the Azure engine rest on: that its emulator keeps to the protocol, spoken to without the SDK."""

from __future__ import annotations

import json
import struct
import uuid
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from azure_bench import PLANTED
from emulators.azure import messages
from emulators.azure.process import KEY, EmulatorProcess, emulator
from sonorant.audio.files import read, resample

RATE = 16_000
PATH = "/stt/speech/universal/v2"
RIFF = b"RIFF\0\0\0\0WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, RATE, 2 * RATE, 2, 16) + b"data\0\0\0\0"
LONGER = f"{PLANTED.text} Nobody says this."
"""A text of which the end is left out."""


def ask(service: EmulatorProcess, mode: str, **assessment: Any) -> list[tuple[str, dict[str, Any]]]:
    """Send a take in one turn; what is answered, by path, up to the end of the turn."""
    request = uuid.uuid4().hex
    with dial(service) as line:
        detection = {"mode": mode, "language": "en-US", "enrichment": {"pronunciationAssessment": assessment}}
        detection |= {"INTERACTIVE": {"segmentation": {"segmentationSilenceTimeoutMs": 5000}}}
        context = {"phraseDetection": detection, "phraseOutput": {"format": "Detailed"}}
        line.send(messages.write("speech.context", request, context))
        sound = resample(read(PLANTED.audio), RATE).samples
        for piece in (RIFF, (sound * 32767).astype("<i2").tobytes(), b""):
            line.send(messages.write_sound(request, "1", piece))
        answered: list[tuple[str, dict[str, Any]]] = []
        while not answered or answered[-1][0] != "turn.end":
            message = messages.read(line.recv(timeout=20))
            assert message.request == request
            answered.append((message.path, json.loads(message.body)))
        return answered


def dial(service: EmulatorProcess) -> ClientConnection:
    key = {"Ocp-Apim-Subscription-Key": KEY}
    return connect(f"{service.endpoint}{PATH}", subprotocols=[Subprotocol("USP")], additional_headers=key, proxy=None)


def phrases(answered: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    return [body for path, body in answered if path == "speech.phrase"]


def errors(phrase: dict[str, Any]) -> list[str]:
    return [word["PronunciationAssessment"]["ErrorType"] for word in phrase["NBest"][0]["Words"]]


def test_a_conversation_ends_with_the_end_of_dictation_where_the_sound_ends(service: EmulatorProcess) -> None:
    answered = ask(service, "CONVERSATION", referenceText=PLANTED.text)
    assert answered[0][0] == "turn.start"
    *spoken, last = phrases(answered)
    assert {phrase["RecognitionStatus"] for phrase in spoken} == {"Success"}
    assert last["RecognitionStatus"] == "EndOfDictation"
    assert last["Offset"] / 1e7 == pytest.approx(PLANTED.seconds, abs=0.01)
    assert [path for path, _ in answered[-2:]] == ["speech.phrase", "turn.end"]


def test_a_single_request_has_one_phrase_that_claims_no_more_than_was_sent(service: EmulatorProcess) -> None:
    [phrase] = phrases(ask(service, "INTERACTIVE", referenceText=PLANTED.text))
    assert phrase["RecognitionStatus"] == "Success"
    assert (phrase["Offset"] + phrase["Duration"]) / 1e7 <= PLANTED.seconds


def test_words_left_out_are_only_told_in_interactive_mode_and_where_it_is_asked_for(service: EmulatorProcess) -> None:
    [told] = phrases(ask(service, "INTERACTIVE", referenceText=LONGER, enableMiscue=True))
    assert "Omission" in errors(told)
    [untold] = phrases(ask(service, "INTERACTIVE", referenceText=LONGER))
    heard = phrases(ask(service, "CONVERSATION", referenceText=LONGER, enableMiscue=True))[:-1]
    for phrase in (untold, *heard):
        assert {"Omission", "Insertion"}.isdisjoint(errors(phrase))


class TestStartedByAPerson:
    def test_it_hears_what_it_was_told_only_where_no_text_is_given(self) -> None:
        with emulator("--said", "My boy has two maps and a key.") as service:
            [given] = phrases(ask(service, "INTERACTIVE", referenceText=PLANTED.text))
            assert given["NBest"][0]["Lexical"].startswith("i think")
            free = ask(service, "CONVERSATION")
            guessed = [body["Text"] for path, body in free if path == "speech.hypothesis"]
            assert guessed[0].startswith("my")

    def test_a_fault_of_the_command_line_comes_back_after_one_that_is_used_up(self) -> None:
        with emulator("--fault", "upgrade=429") as service:
            service.misbehave(upgrade=503, times=1)
            assert [status(service) for _ in range(3)] == [503, 429, 429]

    def test_a_fault_of_the_command_line_is_used_up_as_well(self) -> None:
        with emulator("--fault", "upgrade=429", "--fault", "times=2") as service:
            assert [status(service) for _ in range(3)] == [429, 429, 101]
            service.reset()
            assert status(service) == 429


def status(service: EmulatorProcess) -> int:
    """The status with which a connection is answered."""
    try:
        with dial(service):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code
