"""One turn of recognition: from the client's context and sound to the phrases of the service."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from websockets.exceptions import ConnectionClosed

from emulators.azure.ear import Ear, Heard, words_of
from emulators.azure.faults import Faults
from emulators.azure.messages import PcmFormat, pcm_format
from sonorant.audio.files import Audio
from sonorant.speech.config import AssessmentConfig, from_json_string

TICKS = 10_000_000
LOUD = 0.01
"""Root mean square of 100 ms of sound from which it counts as speech."""
_ABOVE_NOISE = 1.5
LONGEST_PHRASE = 30.0
INITIAL_SILENCE = 5.0
LONGEST_SILENCE = 15.0
"""Seconds of silence that are answered on their own where no speech comes."""
_HYPOTHESIS_EVERY = 0.5

Send = Callable[[str, Mapping[str, Any] | str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the context of a turn asks for."""

    language: str
    interactive: bool
    config: AssessmentConfig | None
    detailed: bool
    end_silence: float
    initial_silence: float
    previous: str


def wanted(context: Mapping[str, Any], path: str, query: Mapping[str, str]) -> Wanted:
    """Read a speech.context; the old paths say mode and language themselves. Keys in any letter case."""
    detection = _lower(context.get("phraseDetection", {}))
    mode = str(detection.get("mode") or ("INTERACTIVE" if "/interactive/" in path else "CONVERSATION")).upper()
    given = _lower(detection.get("enrichment", {})).get("pronunciationassessment")
    config = None if given is None else _config(_lower(given))
    segmentation = _lower(_lower(detection.get(mode.lower(), {})).get("segmentation", {}))
    trailing = float(segmentation.get("segmentationsilencetimeoutms") or detection.get("trailingsilencetimeout") or 650)
    output = context.get("phraseOutput", {})
    return Wanted(
        language=str(detection.get("language") or query.get("language") or "en-us").lower(),
        interactive=mode == "INTERACTIVE",
        config=config,
        detailed=str(output.get("format", "")).lower() == "detailed" or query.get("format") == "detailed",
        end_silence=trailing / 1000,
        initial_silence=float(detection.get("initialsilencetimeout") or 1000 * INITIAL_SILENCE) / 1000,
        previous=str(context.get("continuation", {}).get("previousServiceTag", "")),
    )


def _config(given: Mapping[str, Any]) -> AssessmentConfig:
    """The assessment's parameters."""
    return from_json_string(json.dumps(dict(given)))


def _lower(given: Any) -> dict[str, Any]:
    return {key.lower(): value for key, value in given.items()} if isinstance(given, Mapping) else {}


class Turn:
    """Takes the sound of one turn and answers it through `send`; `done` once the turn is over.

    `positions` holds, by the tag of each turn, how many words of the text were used up: a turn that continues another
    goes on from there. `said` is heard where there is no text to listen for.
    """

    def __init__(
        self, asked: Wanted, ear: Ear, faults: Faults, positions: dict[str, int], send: Send, said: str = ""
    ) -> None:
        self.asked, self._ear, self._faults, self._positions, self._send = asked, ear, faults, positions, send
        self._said = said
        self.tag = uuid.uuid4().hex
        self.done = False
        self.format: PcmFormat | None = None
        self._pcm = bytearray()
        self._begun = False  # speech in the present phrase
        self._speech_start = 0.0
        self._phrase_start = 0.0
        self._quiet = 0.0
        self._scanned = 0
        self._hypothesis_at = 0.0
        self._position = positions.get(asked.previous, 0)

    @property
    def seconds(self) -> float:
        """The length of the sound so far."""
        return len(self._pcm) / (self.format.frame_bytes * self.format.rate) if self.format else 0.0

    def take(self, payload: bytes) -> None:
        """Take an audio message: first the format, then sound, at last nothing."""
        if self.done:
            return
        if self.format is None:
            self.format = pcm_format(payload)
            self._positions[self.tag] = self._position
            if self._faults.silent != "connection":
                self._send("turn.start", {"context": {"serviceTag": self.tag}})
            payload = payload[44:]
            if not payload:
                return
        if not payload:
            self._finish()
            return
        self._pcm += payload
        if not self._is_silent():
            self._scan()

    def _is_silent(self) -> bool:
        return self._faults.silent in {"turn", "connection"} and self.seconds >= self._faults.after

    def _scan(self) -> None:
        """Look at the new sound in steps of 100 ms: does speech begin, go on, or end here?"""
        assert self.format is not None
        step = self.format.rate // 10 * self.format.frame_bytes
        quiet = max(LOUD, _ABOVE_NOISE * self._faults.noise)
        while self._scanned + step <= len(self._pcm) and not self.done:
            loud = _rms(_samples(self._pcm[self._scanned : self._scanned + step], self.format)) > quiet
            self._scanned += step
            now = self._scanned / (self.format.frame_bytes * self.format.rate)
            if loud:
                if not self._begun:
                    self._begun = True
                    self._speech_start = max(self._phrase_start, now - 0.4)
                    self._send("speech.startDetected", {"Offset": _ticks(now - 0.1)})
                self._quiet = 0.0
            else:
                self._quiet += 0.1
            if self._begun:
                self._go_on(now)
            elif self.asked.interactive and now >= self.asked.initial_silence:
                self._say({"RecognitionStatus": "InitialSilenceTimeout", "Offset": _ticks(now), "Duration": 0})
                self._end()
            elif now - self._phrase_start >= LONGEST_SILENCE:
                begin, self._phrase_start = self._phrase_start, now
                silence = _ticks(now) - _ticks(begin)
                self._say({"RecognitionStatus": "InitialSilenceTimeout", "Offset": _ticks(begin), "Duration": silence})

    def _go_on(self, now: float) -> None:
        if now >= self._hypothesis_at + _HYPOTHESIS_EVERY:
            self._hypothesis_at = now
            self._guess(now)
        if self._quiet >= self.asked.end_silence or now - self._speech_start >= LONGEST_PHRASE:
            self._close_phrase(now)
            if self.asked.interactive:
                self._end()

    def _finish(self) -> None:
        """The client has no more sound."""
        if self._is_silent():
            return
        self._scan()
        if self.done:
            return
        if self.asked.interactive:
            if self._begun:
                self._close_phrase(self.seconds)
            else:
                self._say({"RecognitionStatus": "NoMatch", "Offset": 0, "Duration": _ticks(self.seconds)})
        else:
            if self._begun:
                self._close_phrase(self.seconds)
            self._send("speech.endDetected", {"Offset": _ticks(self.seconds)})
            self._say({"RecognitionStatus": "EndOfDictation", "Offset": _ticks(self.seconds), "Duration": 0})
        self._end()

    def _end(self) -> None:
        self.done = True
        if self._faults.silent != "end":
            self._send("turn.end", {})

    def _guess(self, now: float, count: int = 0) -> None:
        """A hypothesis: as many words of the text as usually fit into the time. No word is really recognised yet."""
        said = [token.written for token in words_of(self._text())[self._position :]]
        count = count or max(1, round(2.5 * (now - self._phrase_start)))
        begin = _ticks(self._phrase_start)
        text = " ".join(said[:count]).lower()
        if text:
            self._send(
                "speech.hypothesis",
                {"Id": uuid.uuid4().hex, "Text": text, "Offset": begin, "Duration": _ticks(now) - begin, "Channel": 0},
            )

    def _text(self) -> str:
        config = self.asked.config
        return self._faults.said or (config.reference_text if config else "") or self._said

    def _close_phrase(self, now: float) -> None:
        """Judge the sound since the last phrase."""
        assert self.format is not None
        # Little of the silence around: the ear is forced to find words, and might find some there.
        first = round(self._speech_start * self.format.rate) * self.format.frame_bytes
        end = now - max(0.0, self._quiet - 0.1)
        last = round(end * self.format.rate) * self.format.frame_bytes
        audio = Audio(_samples(self._pcm[first:last], self.format), self.format.rate)
        if self.asked.interactive:  # the client takes it for the end of the turn, and sends no more sound in it
            self._send("speech.endDetected", {"Offset": _ticks(now)})
        if self._faults.late:
            time.sleep(self._faults.late)
        heard = self._hear(audio)
        begin = _ticks(self._speech_start)
        if heard is None:
            self._say({"RecognitionStatus": "NoMatch", "Offset": begin, "Duration": _ticks(now) - begin})
        else:
            if not self._faults.status and not self._faults.malformed:
                self._position = heard.used  # else the client will ask again
                self._positions[self.tag] = self._position
            self._say(_moved(heard.phrase, begin))
        self._begun, self._quiet, self._phrase_start, self._hypothesis_at = False, 0.0, now, now

    def _hear(self, audio: Audio) -> Heard | None:
        asked, text = self.asked, self._text()
        config = asked.config or AssessmentConfig(reference_text=text)
        with self._thinking_aloud():
            if asked.interactive and config.reference_text and not self._faults.said:
                heard = self._ear.whole(audio, config, asked.language)
            else:
                heard = self._ear.next(audio, config, text, self._position, asked.language)
        if heard is None:
            return None
        return heard if asked.config is not None else Heard(_plain(heard.phrase), heard.used)

    @contextmanager
    def _thinking_aloud(self) -> Iterator[None]:
        """Send a hypothesis now and then while the judging takes its time; a client may take silence for death."""
        done = threading.Event()

        def think() -> None:
            count = 0
            while not done.wait(_HYPOTHESIS_EVERY):
                count += 1
                with suppress(ConnectionClosed):
                    self._guess(self.seconds, count)

        thinking = threading.Thread(target=think, daemon=True)
        thinking.start()
        try:
            yield
        finally:
            done.set()
            thinking.join()

    def _say(self, phrase: dict[str, Any]) -> None:
        if self._faults.status and phrase["RecognitionStatus"] == "Success":
            phrase = {"RecognitionStatus": self._faults.status, "Offset": phrase["Offset"], "Duration": 0}
        if not self.asked.detailed and "NBest" in phrase:
            phrase = {key: phrase[key] for key in ("RecognitionStatus", "Offset", "Duration", "DisplayText")}
        phrase = {"Id": uuid.uuid4().hex, **phrase}
        self._send("speech.phrase", '{"RecognitionStatus":' if self._faults.malformed else phrase)


def _plain(phrase: dict[str, Any]) -> dict[str, Any]:
    """A phrase of recognition without assessment."""
    best = {key: value for key, value in phrase["NBest"][0].items() if key != "PronunciationAssessment"}
    best["Words"] = [{key: word[key] for key in ("Word", "Offset", "Duration")} for word in best.get("Words", ())]
    return {**phrase, "NBest": [best]}


def _moved(value: Any, by: int) -> Any:
    """The phrase with every offset moved, so that it counts from the start of the turn."""
    if isinstance(value, dict):
        return {
            key: each + by if key == "Offset" and isinstance(each, int) else _moved(each, by)
            for key, each in value.items()
        }
    return [_moved(each, by) for each in value] if isinstance(value, list) else value


def _samples(pcm: bytes | bytearray, form: PcmFormat) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Mono samples from -1 to 1; only the first channel is listened to."""
    if form.bits == 8:
        values = (np.frombuffer(bytes(pcm), np.uint8).astype(np.float32) - 128) / 128
    elif form.bits == 16:
        values = np.frombuffer(bytes(pcm), "<i2").astype(np.float32) / 32768
    else:
        values = np.frombuffer(bytes(pcm), "<i4").astype(np.float32) / 2**31
    return values[:: form.channels]


def _rms(samples: np.ndarray[Any, np.dtype[np.float32]]) -> float:
    return float(np.sqrt(np.mean(samples * samples))) if len(samples) else 0.0


def _ticks(seconds: float) -> int:
    return round(seconds * TICKS)
