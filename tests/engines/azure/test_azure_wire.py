"""What reaches the service: every parameter, read off the wire at the other end."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from azure_bench import ALL, PLANTED
from emulators.azure.process import KEY, EmulatorProcess
from sonorant.audio.files import Audio, resample
from sonorant.azure_account import Account
from sonorant.engines.azure import Options, Profanity
from sonorant.engines.azure.assessor import AzureAssessor
from sonorant.sessions.ledger import Ledger
from sonorant.speech.assessment import PhonemeAlphabet
from sonorant.speech.config import AssessmentConfig, GradingSystem, Granularity
from sonorant.speech.failures import NothingToJudge, UnusableInput
from sonorant.vault import Secret

PLAIN = AssessmentConfig(reference_text=PLANTED.text)
GUID = "01234567-89ab-cdef-0123-456789abcdef"


@pytest.fixture
def sent(engine: AzureAssessor, service: EmulatorProcess, planted: Audio) -> Any:
    """What arrives as the parameters of an assessment."""

    def send(config: AssessmentConfig) -> dict[str, Any]:
        with contextlib.suppress(NothingToJudge):
            engine.assess(planted, config)
        enrichment: dict[str, Any] = context(service)["phraseDetection"]["enrichment"]
        return dict(enrichment["pronunciationAssessment"])

    return send


def context(service: EmulatorProcess) -> dict[str, Any]:
    found: dict[str, Any] = service.turns()[-1]["context"]
    return found


class TestAssessmentParameters:
    @pytest.mark.parametrize(
        ("changes", "key", "value"),
        [
            ({}, "referenceText", PLAIN.reference_text),
            ({}, "gradingSystem", "FivePoint"),
            ({"grading_system": GradingSystem.HUNDRED_MARK}, "gradingSystem", "HundredMark"),
            *(({"granularity": each}, "granularity", each.value) for each in Granularity),
            ({}, "enableMiscue", None),
            ({"enable_miscue": True}, "enableMiscue", True),
            ({"scenario_id": GUID}, "scenarioId", GUID),
            ({}, "phonemeAlphabet", "SAPI"),
            ({"phoneme_alphabet": PhonemeAlphabet.IPA}, "phonemeAlphabet", "IPA"),
            ({}, "nBestPhonemeCount", None),
            ({"nbest_phoneme_count": 7}, "nBestPhonemeCount", 7),
            ({}, "enableProsodyAssessment", None),
            ({"enable_prosody": True}, "enableProsodyAssessment", True),
        ],
        ids=str,
    )
    def test_reach_the_service(self, sent: Any, changes: dict[str, Any], key: str, value: object) -> None:
        assert sent(replace(PLAIN, **changes)).get(key) == value

    def test_the_text_keeps_its_letters(self, sent: Any) -> None:
        text = '“Naïve” café — 日本 \\ "I think" 100%'
        assert sent(replace(PLAIN, reference_text=text))["referenceText"] == text

    def test_without_a_text_none_is_sent(self, sent: Any, service: EmulatorProcess) -> None:
        service.misbehave(said=PLAIN.reference_text)
        assert "referenceText" not in sent(replace(PLAIN, reference_text=""))

    def test_the_locale_is_the_language_of_recognition(
        self, engine: AzureAssessor, service: EmulatorProcess, planted: Audio
    ) -> None:
        engine.assess(planted, replace(PLAIN, locale="en-GB"))
        assert context(service)["phraseDetection"]["language"] == "en-GB"

    def test_what_a_locale_does_not_have_is_not_asked_for(self, sent: Any) -> None:
        given = sent(replace(ALL, reference_text=PLAIN.reference_text, locale="en-GB"))
        assert given.keys() == {"referenceText", "gradingSystem", "granularity", "enableMiscue", "dimension"}

    def test_mandarin_has_the_names_of_one_alphabet_which_need_not_be_asked_for(
        self, sent: Any, service: EmulatorProcess
    ) -> None:
        given = sent(replace(ALL, reference_text=PLAIN.reference_text, locale="zh-CN"))
        assert given.keys() == {"referenceText", "gradingSystem", "granularity", "enableMiscue", "dimension"}
        assert context(service)["phraseDetection"]["language"] == "zh-CN"

    def test_a_locale_that_is_not_assessed_is_refused_before_anything_is_sent(
        self, engine: AzureAssessor, service: EmulatorProcess, planted: Audio, ledger: Ledger
    ) -> None:
        with pytest.raises(UnusableInput, match="does not assess cy-GB"):
            engine.assess(planted, replace(PLAIN, locale="cy-GB"))
        assert service.connections() == []
        assert ledger.entries() == []

    def test_a_long_take_is_heard_continuously_and_compared_here(
        self, engine: AzureAssessor, service: EmulatorProcess, half_a_minute: Audio
    ) -> None:
        engine.assess(half_a_minute, ALL)
        detection = context(service)["phraseDetection"]
        assert detection["mode"] == "CONVERSATION"
        assert "enableMiscue" not in detection["enrichment"]["pronunciationAssessment"]


class TestOptions:
    @pytest.mark.parametrize(
        ("options", "path", "value"),
        [
            *(
                (Options(profanity=each), ("phraseDetection", "enrichment", "profanity"), each.value)
                for each in Profanity
            ),
            (Options(initial_silence=7), ("phraseDetection", "initialSilenceTimeout"), 7000),
            (Options(end_silence=1.5), ("phraseDetection", "trailingSilenceTimeout"), 1500),
            (
                Options(segment_silence=1.2),
                ("phraseDetection", "INTERACTIVE", "segmentation", "segmentationSilenceTimeoutMs"),
                1200,
            ),
            (
                Options(),  # so that a reader may pause
                ("phraseDetection", "INTERACTIVE", "segmentation", "segmentationSilenceTimeoutMs"),
                5000,
            ),
            (
                Options(phrases=("Xylander", "Łódź")),
                ("dgi", "Groups", 0, "Items"),
                [{"Text": "Xylander"}, {"Text": "Łódź"}],
            ),
        ],
        ids=lambda value: str(value)[:40],
    )
    def test_reach_the_service(
        self,
        account: Account,
        ledger: Ledger,
        service: EmulatorProcess,
        planted: Audio,
        options: Options,
        path: tuple[Any, ...],
        value: object,
    ) -> None:
        AzureAssessor(account, ledger, options).assess(planted, PLAIN)
        found: Any = context(service)
        for step in path:
            found = found[step]
        assert str(found).lower() == str(value).lower()

    @pytest.mark.parametrize("wrong", [{"initial_silence": 0}, {"segment_silence": 6}, {"patience": 0}], ids=str)
    def test_a_time_that_cannot_be_is_refused(self, wrong: dict[str, float]) -> None:
        with pytest.raises(UnusableInput, match="seconds, not"):
            Options(**wrong)  # type: ignore[arg-type]


class TestConnection:
    def test_goes_where_production_goes_with_the_key(
        self, engine: AzureAssessor, service: EmulatorProcess, planted: Audio
    ) -> None:
        engine.assess(planted, PLAIN)
        [connection] = service.connections()
        assert connection["path"] == "/stt/speech/universal/v2"
        assert connection["headers"]["ocp-apim-subscription-key"] == "known"
        assert connection["headers"]["sec-websocket-protocol"] == "USP"

    def test_a_token_is_given_as_such(self, service: EmulatorProcess, ledger: Ledger, planted: Audio) -> None:
        AzureAssessor(Account(Secret(KEY), endpoint=service.endpoint, is_token=True), ledger).assess(planted, PLAIN)
        headers = service.connections()[0]["headers"]
        assert headers["authorization"] == "known"
        assert "ocp-apim-subscription-key" not in headers

    @pytest.mark.parametrize("rate", [16_000, 44_100, 8_000])
    def test_sound_of_any_rate_arrives_whole_as_16_bit_mono_at_16_khz(
        self, engine: AzureAssessor, service: EmulatorProcess, planted: Audio, rate: int
    ) -> None:
        engine.assess(resample(planted, rate), PLAIN)
        [turn] = service.turns()
        assert turn["format"] == [16_000, 1, 16]
        assert turn["seconds"] == pytest.approx(planted.seconds, abs=0.01)

    def test_no_telemetry_is_sent(self, engine: AzureAssessor, service: EmulatorProcess, planted: Audio) -> None:
        engine.assess(planted, PLAIN)
        engine.assess(planted, PLAIN)  # what follows the first answer had time to arrive
        paths = {message["path"] for connection in service.connections() for message in connection["messages"]}
        assert paths == {"speech.config", "speech.context"}

    def test_silence_is_not_sent(self, engine: AzureAssessor, service: EmulatorProcess, ledger: Ledger) -> None:
        with pytest.raises(NothingToJudge, match="silent"):
            engine.assess(Audio(np.zeros(16_000, np.float32), 16_000), PLAIN)
        assert service.connections() == []
        assert ledger.entries() == []

    def test_the_service_is_told_how_to_answer(
        self, engine: AzureAssessor, service: EmulatorProcess, planted: Audio
    ) -> None:
        engine.assess(planted, PLAIN)
        output = context(service)["phraseOutput"]
        assert output["format"] == "Detailed"
        assert {"WordTimings", "PronunciationAssessment", "SNR"} <= set(output["detailed"]["options"])
        assert json.dumps(output)
