"""The other half of the service: speech from SSML, with the events of words and mouth shapes. Flite speaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree

import numpy as np

from sonorant.audio.files import resample
from sonorant.speech.visemes import AZURE, shapes_of
from sonorant.voices.flite import Flite

SYNTHESIS_PATHS = {"/tts/cognitiveservices/websocket/v1", "/cognitiveservices/websocket/v1"}
CHUNK = 8_000
"""Bytes of sound in a message."""

_RATE = re.compile(r"raw-(\d+)khz-16bit-mono-pcm")
_SPEED = re.compile(r"([+-]\d+)%")


def answer(
    context: Mapping[str, Any],
    ssml: str,
    send: Callable[[str, Mapping[str, Any] | str], None],
    send_sound: Callable[[bytes], None],
) -> dict[str, Any]:
    """Answer one request; what was understood of it. ValueError for SSML or a format that cannot be served."""
    root = ElementTree.fromstring(ssml)
    text = "".join(root.itertext())
    asked = context["synthesis"]["audio"]
    rate = _RATE.fullmatch(asked["outputFormat"])
    if rate is None:
        raise ValueError(f"the format {asked['outputFormat']}")
    speed = next((1 + int(found[1]) / 100 for found in [_SPEED.search(ssml)] if found), 1.0)
    spoken = Flite("kal16").speak(text, speed)
    send("turn.start", {"context": {"serviceTag": "emulated"}})
    options = asked["metadataOptions"]
    if options.get("wordBoundaryEnabled"):
        for word in spoken.words:
            told = {"Text": word.text, "Length": len(word.text), "BoundaryType": "WordBoundary"}
            _tell(send, "WordBoundary", {"Offset": word.offset, "Duration": word.duration, "text": told})
    if options.get("visemeEnabled"):
        _tell(send, "Viseme", {"Offset": 0, "VisemeId": 0, "IsLastAnimation": True})
        for phone in spoken.phones:
            id_ = AZURE.index(shapes_of(phone.arpabet))
            _tell(send, "Viseme", {"Offset": phone.offset, "VisemeId": id_, "IsLastAnimation": True})
        end = spoken.phones[-1].offset + spoken.phones[-1].duration
        _tell(send, "Viseme", {"Offset": end, "VisemeId": 0, "IsLastAnimation": True})
    samples = resample(spoken.audio, 1000 * int(rate[1])).samples
    pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    for start in range(0, len(pcm), CHUNK):
        send_sound(pcm[start : start + CHUNK])
    send("turn.end", {})
    voice = next((element.get("name") for element in root.iter() if element.tag.endswith("voice")), None)
    return {"text": text, "voice": voice, "speed": speed, "seconds": len(samples) / (1000 * int(rate[1]))}


def _tell(send: Callable[[str, Mapping[str, Any] | str], None], kind: str, data: Mapping[str, Any]) -> None:
    send("audio.metadata", {"Metadata": [{"Type": kind, "Data": data}]})
