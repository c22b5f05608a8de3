"""Voices that give only sound: when what is said in it is found out by listening."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from sonorant.audio import files
from sonorant.audio.files import Audio
from sonorant.speech.failures import Progress, SonorantError
from sonorant.voices import process
from sonorant.voices.base import PhoneTime, Spoken, VoiceFailed, WordTime, visemes_of
from sonorant.voices.script import script_of

Aligner: TypeAlias = Callable[[Audio, str, Progress], tuple[tuple[WordTime, ...], tuple[PhoneTime, ...]]]
"""Finds in the sound of a text its words and sounds. May raise SonorantError: then they stay unknown."""


LEAST_RATE = 16_000


def not_aligned(_audio: Audio, _text: str, _progress: Progress) -> tuple[tuple[WordTime, ...], tuple[PhoneTime, ...]]:
    """The `Aligner` of one who has none."""
    return (), ()


def spoken_by(
    say: Callable[[str, Path, float], None], text: str, name: str, aligner: Aligner, progress: Progress
) -> Spoken:
    """What `say` (the text in ASCII, the WAV file to write, seconds of patience) says.

    Raises:
        VoiceFailed: there is nothing to say, or no sound came.
    """
    script = script_of(text)
    with tempfile.TemporaryDirectory(prefix="sonorant-voice-") as folder:
        file = Path(folder) / "said.wav"
        say(script.sayable, file, process.patience(text))
        try:
            audio = files.read(file)
        except SonorantError:
            raise VoiceFailed(f"The voice “{name}” made no sound: choose another voice in the settings.") from None
    if audio.rate < LEAST_RATE:
        audio = files.resample(audio, LEAST_RATE)
    try:
        words, phones = aligner(audio, text, progress)
    except SonorantError:
        words, phones = (), ()
    return Spoken(audio, words, phones, visemes_of(phones) if phones else ())
