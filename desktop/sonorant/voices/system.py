"""The voices that come with macOS (`say`) and Windows (System.Speech, through PowerShell)."""

from __future__ import annotations

import math
import re
import shutil
import sys
from pathlib import Path

from sonorant.speech.failures import Progress, no_progress
from sonorant.voices import process
from sonorant.voices.aligned import Aligner, not_aligned, spoken_by
from sonorant.voices.base import Spoken, VoiceFailed

SAY, POWERSHELL = "say", "powershell"
_PROGRAM = {"darwin": SAY, "win32": POWERSHELL}
_SAY_WORDS_A_MINUTE = 175
_SAY_VOICE = re.compile(r"^(?P<name>.+?)\s+en[_-]US\s+#", re.M)
_LIST_SECONDS = 20.0  # PowerShell alone takes some seconds to start on a cold machine

# What differs from call to call comes through the environment and standard input: nothing is pasted into code.
_LIST_CODE = """
Add-Type -AssemblyName System.Speech
$voices = (New-Object System.Speech.Synthesis.SpeechSynthesizer).GetInstalledVoices()
$voices | Where-Object { $_.Enabled -and $_.VoiceInfo.Culture.Name -eq 'en-US' } | ForEach-Object { $_.VoiceInfo.Name }
"""
_SPEAK_CODE = """
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$speech = New-Object System.Speech.Synthesis.SpeechSynthesizer
$speech.SelectVoice($env:SONORANT_VOICE)
$speech.Rate = [int]$env:SONORANT_RATE
$format = New-Object System.Speech.AudioFormat.SpeechAudioFormatInfo(22050, 'Sixteen', 'Mono')
$speech.SetOutputToWaveFile($env:SONORANT_FILE, $format)
$speech.Speak([Console]::In.ReadToEnd())
$speech.Dispose()
"""


class SystemVoice:
    """One of the voices of the system; a `voices.base.Voice`. `program` is `SAY` or `POWERSHELL`."""

    def __init__(self, program: str, voice: str, aligner: Aligner = not_aligned) -> None:
        self._program, self._voice, self._aligner = program, voice, aligner

    @property
    def name(self) -> str:
        """Such as "system Samantha"."""
        return f"system {self._voice}"

    def speak(self, text: str, speed: float = 1.0, progress: Progress = no_progress) -> Spoken:
        """Say `text`; see `Voice`."""

        def say(sayable: str, file: Path, seconds: float) -> None:
            if self._program == SAY:
                tempo = str(round(_SAY_WORDS_A_MINUTE * speed))
                options = ["-v", self._voice, "-r", tempo, "-o", str(file), "--data-format=LEI16@22050", "-f", "-"]
                process.run([SAY, *options], progress, text=sayable, seconds=seconds)
                return
            given = {"SONORANT_VOICE": self._voice, "SONORANT_RATE": str(_rate(speed)), "SONORANT_FILE": str(file)}
            process.run(_powershell(_SPEAK_CODE), progress, text=sayable, seconds=seconds, environment=given)

        return spoken_by(say, text, self.name, self._aligner, progress)


def installed(aligner: Aligner = not_aligned, platform: str = sys.platform) -> list[SystemVoice]:
    """The American English voices of the system; none on Linux, which has none of its own."""
    program = _PROGRAM.get(platform)
    if program is None or shutil.which(program) is None:
        return []
    listing = [SAY, "-v", "?"] if program == SAY else _powershell(_LIST_CODE)
    try:
        printed = process.run(listing, no_progress, seconds=_LIST_SECONDS)
    except VoiceFailed:
        return []
    names = _SAY_VOICE.findall(printed) if program == SAY else [line.strip() for line in printed.splitlines()]
    return [SystemVoice(program, name, aligner) for name in names if name]


def _powershell(code: str) -> list[str]:
    return [POWERSHELL, "-NoProfile", "-NonInteractive", "-Command", code]


def _rate(speed: float) -> int:
    """System.Speech counts from -10 (a third of the speed) to 10 (three times)."""
    return round(10 * math.log(speed, 3))
