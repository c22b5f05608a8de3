"""From settings to the SDK's own objects: the one place where they are built."""

from __future__ import annotations

import json
from typing import Any

import azure.cognitiveservices.speech as sdk  # type: ignore[import-untyped]

from sonorant.azure_account import Account
from sonorant.engines.azure import locales
from sonorant.engines.azure.options import Options, Profanity
from sonorant.speech.assessment import Json
from sonorant.speech.config import AssessmentConfig

RATE = 16_000
"""Samples a second that are sent, 16 bit mono: what the service was made for."""

LONGEST_ONE_SHOT = 30.0
"""Seconds of sound up to which the service takes a single request."""

_LONGEST_SEGMENT_SILENCE = 5.0
_PROFANITY = {
    Profanity.MASKED: sdk.ProfanityOption.Masked,
    Profanity.REMOVED: sdk.ProfanityOption.Removed,
    Profanity.RAW: sdk.ProfanityOption.Raw,
}


def speech_config(account: Account) -> sdk.SpeechConfig:
    """The SDK's configuration for an account, by region or endpoint, key or token, with the proxy.

    What is made by it goes to `account.destination`.
    """
    return _config(account, account.endpoint or f"wss://{account.destination}")


def voice_config(account: Account) -> sdk.SpeechConfig:
    """The same for the voices, which are at `account.voice_destination`."""
    moved = account.voice_destination != account.destination
    return _config(account, f"wss://{account.voice_destination}" if moved else account.endpoint)


def _config(account: Account, endpoint: str) -> sdk.SpeechConfig:
    secret = account.secret.reveal()
    if account.region and not account.of_us_government:  # the SDK takes that for a region of the public cloud
        given = {"auth_token": secret} if account.is_token else {"subscription": secret}
        config = sdk.SpeechConfig(region=account.region, **given)
    elif account.is_token:
        config = sdk.SpeechConfig(endpoint=endpoint)
        config.authorization_token = secret
    else:
        config = sdk.SpeechConfig(endpoint=endpoint, subscription=secret)
    if proxy := account.effective_proxy():
        config.set_proxy(proxy.host, proxy.port, proxy.user, proxy.password.reveal())
    return config


def apply_options(config: sdk.SpeechConfig, options: Options, *, one_shot: bool, seconds: float) -> None:
    """Set how to listen. `seconds` of sound are sent without the SDK's own slowing down."""
    names = sdk.PropertyId
    segment = options.segment_silence
    if segment is None and one_shot:
        # A single request ends with the first phrase: let no pause that a reader makes end it.
        segment = _LONGEST_SEGMENT_SILENCE
    for name, value in (
        (names.SpeechServiceConnection_InitialSilenceTimeoutMs, options.initial_silence),
        (names.SpeechServiceConnection_EndSilenceTimeoutMs, options.end_silence),
        (names.Speech_SegmentationSilenceTimeoutMs, segment),
    ):
        if value is not None:
            config.set_property(name, str(round(1000 * value)))
    config.set_profanity(_PROFANITY[options.profanity])
    config.output_format = sdk.OutputFormat.Detailed
    config.request_word_level_timestamps()
    for undocumented, text in (
        ("SPEECH-TransmitLengthBeforThrottleMs", str(round(1000 * seconds) + 5000)),
        ("SPEECH-StopRecognitionTimeoutInSeconds", "1"),
        ("SPEECH-TelemetryDataEnabled", "false"),
    ):
        config.set_property_by_name(undocumented, text)


def assessment_json(config: AssessmentConfig, *, one_shot: bool) -> str:
    """The parameters of an assessment as the service takes them; what a locale does not have is not asked for.

    Raises UnusableInput for a locale that is not assessed.
    """
    offered = locales.offer(config.locale)
    given: dict[str, Json] = {
        "referenceText": config.reference_text or None,
        "gradingSystem": config.grading_system.value,
        "granularity": config.granularity.value,
        "enableMiscue": config.enable_miscue and one_shot and bool(config.reference_text),
        "scenarioId": config.scenario_id,
        "phonemeAlphabet": config.phoneme_alphabet.value if len(offered.alphabets) > 1 else None,
        "nBestPhonemeCount": config.nbest_phoneme_count if offered.nbest else None,
        "enableProsodyAssessment": config.enable_prosody and offered.prosody,
    }
    return json.dumps({name: value for name, value in given.items() if value}, ensure_ascii=False)


def recogniser(
    config: sdk.SpeechConfig, stream: Any, locale: str, assessment: str | None, options: Options
) -> sdk.SpeechRecognizer:
    """A recogniser that hears the push stream."""
    made = sdk.SpeechRecognizer(config, sdk.audio.AudioConfig(stream=stream), language=locale)
    if assessment is not None:
        sdk.PronunciationAssessmentConfig(json_string=assessment).apply_to(made)
    if options.phrases:
        grammar = sdk.PhraseListGrammar.from_recognizer(made)
        for phrase in options.phrases:
            grammar.addPhrase(phrase)
    return made


def push_stream() -> Any:
    """A stream into which 16-bit mono samples at `RATE` are written."""
    return sdk.audio.PushAudioInputStream(sdk.audio.AudioStreamFormat(RATE, 16, 1))
