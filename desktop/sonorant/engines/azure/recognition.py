"""One recognition by the SDK: sound in, plain events out, and an end that never makes anybody wait."""

from __future__ import annotations

import atexit
import functools
import json
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import azure.cognitiveservices.speech as sdk  # type: ignore[import-untyped]

from sonorant.azure_account import Account
from sonorant.engines.azure import failures, wire
from sonorant.engines.azure.options import Options
from sonorant.speech.assessment import Json


@dataclass(frozen=True, slots=True)
class Connected:
    """There is a connection, or there is one again."""


@dataclass(frozen=True, slots=True)
class Partial:
    """What has been heard of the phrase that is being said; `end` in ticks from the start of the sound."""

    text: str
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """The service's answer to a stretch of sound, as it came; times in ticks from the start of the sound."""

    answer: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The service or the way to it failed; `code` and `details` are the SDK's."""

    code: str
    details: str


@dataclass(frozen=True, slots=True)
class Ended:
    """All of the sound is answered."""


Event: TypeAlias = Connected | Partial | Phrase | Cancelled | Ended


class Recognition:
    """A recogniser with its push stream. Made, it listens; every method returns at once and may be called anywhere.

    The SDK's callbacks run on threads of its own; here they only copy what they are given into a queue.

    Raises AzureFailure if the SDK cannot work.
    """

    def __init__(
        self,
        account: Account,
        options: Options,
        locale: str,
        assessment: str | None = None,
        *,
        one_shot: bool = False,
        seconds: float = 0.0,
    ) -> None:
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        try:
            config = wire.speech_config(account)
            wire.apply_options(config, options, one_shot=one_shot, seconds=seconds)
            self._stream = wire.push_stream()
            self._recogniser = wire.recogniser(config, self._stream, locale, assessment, options)
            self._connection = sdk.Connection.from_recognizer(self._recogniser)
            _connect(self._recogniser, self._connection, self._events.put)
            if one_shot:
                self._begun = self._recogniser.recognize_once_async()
            else:
                self._begun = self._recogniser.start_continuous_recognition_async()
        except RuntimeError as error:
            raise failures.without_library(error) from None
        self._closed = False
        atexit.register(self._mute)

    def write(self, pcm: bytes) -> None:
        """Give the next samples, 16 bit at `wire.RATE`."""
        if not self._closed:
            self._stream.write(pcm)

    def end_of_sound(self) -> None:
        """Say that no more sound comes; the rest is answered, then `Ended` follows."""
        if not self._closed:
            self._closed = True
            self._stream.close()

    def next(self, seconds: float) -> Event | None:
        """The next event, waiting for it at most so long."""
        try:
            return self._events.get(timeout=seconds)
        except queue.Empty:
            return None

    @property
    def has_next(self) -> bool:
        """Whether another event is there already."""
        return not self._events.empty()

    def dispose(self) -> None:
        """Let go of the service. What the SDK takes for that, ten seconds and more if the service is dead, it takes
        on a thread of its own."""
        self._mute()
        atexit.unregister(self._mute)
        self.end_of_sound()
        # The thread gets the objects and this one forgets them: whoever drops the last reference has to wait.
        parts = [self._recogniser, self._connection, self._stream, self._begun]
        del self._recogniser, self._connection, self._stream, self._begun
        threading.Thread(target=_dispose, args=(parts,), name="azure-disposal", daemon=True).start()

    def _mute(self) -> None:
        """Let no more events come: one that comes while Python is ending kills the process."""
        for signal in (
            self._connection.connected,
            self._recogniser.recognizing,
            self._recogniser.recognized,
            self._recogniser.canceled,
            self._recogniser.session_stopped,
        ):
            signal.disconnect_all()


def _connect(recogniser: sdk.SpeechRecognizer, connection: sdk.Connection, put: Callable[[Event], None]) -> None:
    # Nothing here may refer to the recogniser itself: it would then never be let go of.
    connection.connected.connect(lambda _event: put(Connected()))
    recogniser.recognizing.connect(functools.partial(_on_recognising, put))
    recogniser.recognized.connect(functools.partial(_on_recognised, put))
    recogniser.canceled.connect(functools.partial(_on_cancelled, put))
    recogniser.session_stopped.connect(lambda _event: put(Ended()))


def _on_recognising(put: Callable[[Event], None], event: Any) -> None:
    put(Partial(event.result.text, event.result.offset + event.result.duration))


def _on_recognised(put: Callable[[Event], None], event: Any) -> None:
    try:
        answer = json.loads(event.result.json)
    except ValueError:
        answer = {}
    put(Phrase(answer if isinstance(answer, dict) else {}))


def _on_cancelled(put: Callable[[Event], None], event: Any) -> None:
    details = event.cancellation_details
    if details.reason != sdk.CancellationReason.EndOfStream:
        put(Cancelled(details.code.name, details.error_details))


def _dispose(parts: list[Any]) -> None:
    recogniser, _connection, _stream, begun = parts
    try:
        recogniser.stop_continuous_recognition_async().get()
        begun.get()
    except RuntimeError:
        pass  # it had failed already, or never begun: nothing is left to be stopped
    parts.clear()
