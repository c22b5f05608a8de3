"""The neural voices of Azure Speech, through its SDK, when the user brings a key."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from xml.sax.saxutils import escape, quoteattr

import azure.cognitiveservices.speech as sdk  # type: ignore[import-untyped]
import numpy as np

from sonorant.audio.files import Audio
from sonorant.speech.disclosure import Disclosure, Disclosures
from sonorant.speech.failures import Progress, SonorantError, no_progress
from sonorant.speech.visemes import AZURE, Shape
from sonorant.voices.base import Spoken, VisemeTime, VoiceFailed, WordTime
from sonorant.voices.script import script_of

VOICES = ("en-US-JennyNeural", "en-US-GuyNeural", "en-US-AriaNeural", "en-US-DavisNeural")
RATE = 24_000
"""Samples a second that are asked for, 16 bit mono."""

_TICK = 0.05
_LATE_SECONDS = 0.1
"""The SDK tells of words and shapes on threads of their own: the last may come after the sound."""


@dataclass(frozen=True, slots=True)
class Service:
    """How the service is reached.

    Attributes:
        destination: the host that the text goes to.
        config: makes the SDK's configuration for the account.
        explain: the failure that the SDK's error code and details stand for.
        patience: seconds without a sign of life after which it is given up.
    """

    destination: str
    config: Callable[[], Any]
    explain: Callable[[str, str], SonorantError]
    patience: float = 3.5


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    offset: int
    duration: int


@dataclass(frozen=True, slots=True)
class _Viseme:
    id: int
    offset: int


@dataclass(frozen=True, slots=True)
class _Sound:
    pcm: bytes


@dataclass(frozen=True, slots=True)
class _Failed:
    code: str
    details: str


_Event: TypeAlias = "_Word | _Viseme | _Sound | _Failed | None"


class AzureVoice:
    """One of its voices; a `voices.base.Voice`. Nothing is sent that `disclosures` has not been told of."""

    def __init__(self, service: Service, disclosures: Disclosures, voice: str = VOICES[0]) -> None:
        self._service, self._disclosures, self._voice = service, disclosures, voice

    @property
    def name(self) -> str:
        """Such as "azure en-US-JennyNeural"."""
        return f"azure {self._voice}"

    def speak(self, text: str, speed: float = 1.0, progress: Progress = no_progress) -> Spoken:
        """Say `text`; see `Voice`. A missing consent is a `VoiceFailed`, too."""
        script_of(text)  # a text without a word is not worth a request
        try:
            self._disclosures.announce(Disclosure(self._service.destination, "voice", 0.0, len(text)))
        except SonorantError as refusal:
            raise VoiceFailed(str(refusal)) from None
        said = self._listen(_ssml(text, self._voice, speed), progress)
        pcm = b"".join(each.pcm for each in said if isinstance(each, _Sound))
        if not pcm:
            raise VoiceFailed(f"The voice “{self.name}” said nothing: choose another voice in the settings.")
        samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float32) / np.float32(32768)
        audio = Audio(samples, RATE)
        visemes = sorted((each for each in said if isinstance(each, _Viseme)), key=lambda each: each.offset)
        words = sorted((each for each in said if isinstance(each, _Word)), key=lambda each: each.offset)
        return Spoken(audio, _placed(words, text), (), _shapes(visemes))

    def _listen(self, ssml: str, progress: Progress) -> list[_Event]:
        """Everything that the service says about it."""
        events: queue.SimpleQueue[_Event] = queue.SimpleQueue()
        try:
            synthesiser = _synthesiser(self._service.config(), events.put)
            begun = synthesiser.start_speaking_ssml_async(ssml)
        except RuntimeError as error:
            raise VoiceFailed(str(self._service.explain("RuntimeError", str(error)))) from None
        try:
            return self._collect(events, progress)
        finally:
            parts = [synthesiser, begun]
            del synthesiser, begun
            threading.Thread(target=_dispose, args=(parts,), name="azure-disposal", daemon=True).start()

    def _collect(self, events: queue.SimpleQueue[_Event], progress: Progress) -> list[_Event]:
        said: list[_Event] = []
        until, over = time.monotonic() + self._service.patience, False
        while True:
            progress(0.0)
            try:
                event = events.get(timeout=_TICK)
            except queue.Empty:
                if time.monotonic() < until:
                    continue
                if over:
                    return said
                raise VoiceFailed(str(self._service.explain("ServiceTimeout", ""))) from None
            if isinstance(event, _Failed):
                raise VoiceFailed(str(self._service.explain(event.code, event.details)))
            said.append(event)
            over = over or event is None
            until = time.monotonic() + (_LATE_SECONDS if over else self._service.patience)


def _synthesiser(config: Any, put: Callable[[_Event], None]) -> Any:
    """A synthesiser that tells what it gets; nothing of it may refer to itself, or it would never be let go of."""
    config.set_speech_synthesis_output_format(sdk.SpeechSynthesisOutputFormat.Raw24Khz16BitMonoPcm)
    made = sdk.SpeechSynthesizer(config, None)  # without None it opens the loudspeaker

    def on_word(event: Any) -> None:
        if event.boundary_type == sdk.SpeechSynthesisBoundaryType.Word:
            duration = round(event.duration.total_seconds() * 10_000_000)
            put(_Word(event.text, event.audio_offset, duration))

    def on_cancelled(event: Any) -> None:
        details = event.result.cancellation_details
        put(_Failed(details.error_code.name, details.error_details))

    made.synthesis_word_boundary.connect(on_word)
    made.viseme_received.connect(lambda event: put(_Viseme(event.viseme_id, event.audio_offset)))
    made.synthesizing.connect(lambda event: put(_Sound(event.result.audio_data)))
    made.synthesis_completed.connect(lambda _event: put(None))
    made.synthesis_canceled.connect(on_cancelled)
    return made


def _dispose(parts: list[Any]) -> None:
    """Let go of the service on a thread of its own: with a dead one that takes long."""
    synthesiser, begun = parts
    try:
        for signal in (
            synthesiser.synthesis_word_boundary,
            synthesiser.viseme_received,
            synthesiser.synthesizing,
            synthesiser.synthesis_completed,
            synthesiser.synthesis_canceled,
        ):
            signal.disconnect_all()
        synthesiser.stop_speaking_async().get()
        begun.get()
    except RuntimeError:
        pass  # it had failed already: nothing is left to be stopped
    parts.clear()


def _ssml(text: str, voice: str, speed: float) -> str:
    spoken = escape("".join(character if character.isprintable() else " " for character in text))
    percent = f"{round(100 * (speed - 1)):+d}%"
    return (
        "<speak version='1.0' xmlns='http://www.w3.org/2001/10/synthesis' xml:lang='en-US'>"
        f"<voice name={quoteattr(voice)}><prosody rate='{percent}'>{spoken}</prosody></voice></speak>"
    )


def _placed(words: Sequence[_Word], text: str) -> tuple[WordTime, ...]:
    """The words with their places in the text; those that are not in it word for word are left out."""
    found: list[WordTime] = []
    at = 0
    for word in words:
        place = text.find(word.text, at)
        if place >= 0:
            at = place + len(word.text)
            found.append(WordTime(word.text, word.offset, word.duration, (place, at)))
    return tuple(found)


def _shapes(visemes: Sequence[_Viseme]) -> tuple[VisemeTime, ...]:
    """The shapes of the service's visemes; those of a gliding vowel share its time."""
    found: list[VisemeTime] = []
    ends = [following.offset for following in visemes[1:]]
    for viseme, end in zip(visemes, [*ends, *[each.offset for each in visemes[-1:]]], strict=True):
        shapes = AZURE[viseme.id] if 0 <= viseme.id < len(AZURE) else (Shape.REST,)
        step = (end - viseme.offset) // len(shapes)
        found += [VisemeTime(shape, viseme.offset + number * step) for number, shape in enumerate(shapes)]
    return tuple(found)
