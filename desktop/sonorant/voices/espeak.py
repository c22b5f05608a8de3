"""The voices of the program eSpeak NG, which run as a program of their own (it is under the GPL)."""

from __future__ import annotations

import shutil
from pathlib import Path

from sonorant.speech.failures import Progress, no_progress
from sonorant.voices import process
from sonorant.voices.aligned import Aligner, not_aligned, spoken_by
from sonorant.voices.base import Spoken

PROGRAM = "espeak-ng"
VOICES = ("en-us", "en-us+f2", "en-us+m3")
_WORDS_A_MINUTE = 160


class Espeak:
    """One of its voices; a `voices.base.Voice`."""

    def __init__(self, voice: str, aligner: Aligner = not_aligned) -> None:
        self._voice, self._aligner = voice, aligner

    @property
    def name(self) -> str:
        """Such as "espeak-ng en-us"."""
        return f"{PROGRAM} {self._voice}"

    def speak(self, text: str, speed: float = 1.0, progress: Progress = no_progress) -> Spoken:
        """Say `text`; see `Voice`."""

        def say(sayable: str, file: Path, seconds: float) -> None:
            tempo = str(round(_WORDS_A_MINUTE * speed))
            command = [PROGRAM, "-v", self._voice, "-s", tempo, "-w", str(file), "--stdin"]
            process.run(command, progress, text=sayable, seconds=seconds)

        return spoken_by(say, text, self.name, self._aligner, progress)


def installed(aligner: Aligner = not_aligned) -> list[Espeak]:
    """The voices that are used here; none if the program is not there."""
    return [Espeak(voice, aligner) for voice in VOICES] if shutil.which(PROGRAM) else []
