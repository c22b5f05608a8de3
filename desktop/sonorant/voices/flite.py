"""The voices of the program Flite, which tells the times of its sounds."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sonorant.audio import files
from sonorant.speech.failures import Progress, no_progress
from sonorant.speech.phonemes import PHONES
from sonorant.speech.timing import to_ticks
from sonorant.voices import process
from sonorant.voices.base import PhoneTime, Spoken, VoiceFailed, WordTime, visemes_of
from sonorant.voices.script import Script, script_of

PROGRAM = "flite"
VOICES = ("slt", "rms", "awb", "kal16")
"""Those that sound best, in this order; they have 16 kHz."""

_QUICKEST = "kal"
_BAND, _FAR = 60, 1e9
_NAMES = {"ax": "AH", "axr": "ER", "dx": "T", "el": "L", "em": "M", "en": "N", "hv": "HH"}


class Flite:
    """One of its voices; a `voices.base.Voice`."""

    def __init__(self, voice: str) -> None:
        self._voice = voice

    @property
    def name(self) -> str:
        """Such as "flite slt"."""
        return f"{PROGRAM} {self._voice}"

    def speak(self, text: str, speed: float = 1.0, progress: Progress = no_progress) -> Spoken:
        """Say `text`; see `Voice`."""
        script = script_of(text)
        patience = process.patience(text)
        with tempfile.TemporaryDirectory(prefix="sonorant-voice-") as folder:
            file = Path(folder) / "said.wav"
            stretch = ["--setf", f"duration_stretch={1 / speed:.3f}"]
            command = [PROGRAM, "-voice", self._voice, *stretch, "-psdur", "-t", script.sayable, "-o", str(file)]
            printed = process.run(command, progress, seconds=patience)
            audio = files.read(file)
        phones = _phones(printed)
        if not phones:
            raise VoiceFailed(f"The voice “{self.name}” said nothing: choose another voice in the settings.")
        # The same words with a pause after each tell which sounds belong to which word.
        apart = ", ".join(spoken for word in script.words for spoken in word.spoken)
        alone = process.run(
            [PROGRAM, "-voice", _QUICKEST, "-ps", "-t", apart, "-o", "none"], progress, seconds=patience
        )
        return Spoken(audio, _words(script, phones, _groups(alone)), phones, visemes_of(phones))


def installed() -> list[Flite]:
    """The voices that are there, best first; none if the program is not."""
    if shutil.which(PROGRAM) is None:
        return []
    try:
        known = process.run([PROGRAM, "-lv"], no_progress).split()
    except VoiceFailed:
        return []
    return [Flite(voice) for voice in VOICES if voice in known]


def _arpabet(name: str) -> str | None:
    found = _NAMES.get(name, name.upper())
    return found if found in PHONES else None


def _phones(printed: str) -> tuple[PhoneTime, ...]:
    """The sounds from "name:end" (seconds), without pauses."""
    found: list[PhoneTime] = []
    start = 0
    for entry in printed.split():
        name, _, seconds = entry.rpartition(":")
        end = to_ticks(float(seconds))
        arpabet = _arpabet(name)
        if arpabet is not None:
            found.append(PhoneTime(arpabet, start, end - start))
        start = end
    return tuple(found)


def _groups(printed: str) -> list[list[str]]:
    """The sounds between pauses."""
    groups: list[list[str]] = [[]]
    for name in printed.split():
        arpabet = _arpabet(name)
        if arpabet is not None:
            groups[-1].append(arpabet)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _words(script: Script, phones: Sequence[PhoneTime], groups: Sequence[Sequence[str]]) -> tuple[WordTime, ...]:
    """When each word is said; none if it cannot be told which sounds are its own."""
    owners = [number for number, word in enumerate(script.words) for _ in word.spoken]
    if len(groups) != len(owners):
        return ()
    expected = [(phone, owner) for group, owner in zip(groups, owners, strict=True) for phone in group]
    owner_of = _aligned([phone.arpabet for phone in phones], expected)
    found: list[WordTime] = []
    for number, word in enumerate(script.words):
        own = [phone for phone, owner in zip(phones, owner_of, strict=True) if owner == number]
        if own:
            end = own[-1].offset + own[-1].duration
            found.append(WordTime(word.text, own[0].offset, end - own[0].offset, word.span))
    return tuple(found)


def _aligned(said: Sequence[str], expected: Sequence[tuple[str, int]]) -> list[int]:
    """For each sound said, the word that it belongs to, by the cheapest alignment with the sounds expected."""
    width = len(expected) + 1
    costs = [[float(column) for column in range(width)]]
    for row, phone in enumerate(said, start=1):
        # The two hardly differ, so places far from the diagonal need no look: a long text would take minutes.
        middle = row * len(expected) // len(said)
        line = [_FAR] * width
        line[0] = float(row)
        for column in range(max(1, middle - _BAND), min(width, middle + _BAND)):
            swap = costs[-1][column - 1] + (phone != expected[column - 1][0])
            line[column] = min(swap, costs[-1][column] + 1, line[column - 1] + 1)
        costs.append(line)
    owners = [0] * len(said)
    row, column = len(said), len(expected)
    while row:
        owners[row - 1] = expected[max(column - 1, 0)][1]
        here = costs[row][column]
        if column and here == costs[row - 1][column - 1] + (said[row - 1] != expected[column - 1][0]):
            row, column = row - 1, column - 1
        elif here == costs[row - 1][column] + 1:
            row -= 1
        else:
            column -= 1
    return owners
