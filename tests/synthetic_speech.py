"""Speech whose every phone and time is known: said by the `flite` program, which prints both."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sonorant.audio.files import Audio, read
from sonorant.speech.phonemes import PHONES

VOICES = ("slt", "rms", "awb", "kal16")

SENTENCES = (
    "The old clock on the wall has stopped again.",
    "Please bring me a glass of cold water and a slice of bread.",
    "She sells flowers near the railway station every morning.",
    "We were late because the bus broke down on the bridge.",
    "My brother wants to become a doctor when he grows up.",
    "There is nothing better than a quiet evening with a good book.",
    "Could you tell me the way to the nearest bank?",
    "The children are playing football behind the school.",
    "I usually have breakfast at seven and leave the house at eight.",
    "Winter is colder here than in the south of the country.",
    "He forgot his umbrella, so he came home wet.",
    "Our neighbours have three cats and a very large dog.",
    "Yesterday we watched a film about the history of music.",
    "If it rains tomorrow, the match will be played on Sunday.",
    "They measured the length of the table with a piece of string.",
    "You should always check the address before you send a letter.",
    "The judge asked the young man a simple question.",
    "Fresh vegetables are cheaper at the market than in the shop.",
    "I have never visited a place as beautiful as this valley.",
    "Thank you for your help, it made the whole job much easier.",
    "The teacher drew a circle and a square on the board.",
    "We need to change trains twice to reach the village.",
    "Her voice was so soft that nobody could hear her.",
    "The engine makes a strange noise when the car goes uphill.",
    "Most people choose the yellow one, but I like the blue one.",
)
"""Plain sentences, written for this purpose, that between them hold every English phoneme."""

_NAMES = {"ax": "AH", "axr": "ER", "dx": "T", "el": "L", "em": "M", "en": "N", "hv": "HH", "pau": ""}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What flite said: the sound, and its phones as (ARPABET name, start in seconds)."""

    audio: Audio
    phones: tuple[tuple[str, float], ...]


def say(text: str, voice: str = "slt", *options: str, pronounced: Mapping[str, Sequence[str]] | None = None) -> Spoken:
    """Let flite say `text`, words in `pronounced` with those ARPABET phonemes (stress digits on vowels)."""
    with tempfile.TemporaryDirectory() as folder:
        file, lexicon = Path(folder) / "speech.wav", Path(folder) / "lexicon.txt"
        lexicon.write_text("".join(_entry(word, phones) for word, phones in (pronounced or {}).items()))
        command = ["flite", "-voice", voice, "-add_lex", str(lexicon), *options]
        command += ["-psdur", "-t", text, "-o", str(file)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        audio = read(file)
    phones = []
    start = 0.0
    for entry in printed.split():
        name, end = entry.rsplit(":", 1)
        arpabet = _NAMES.get(name, name.upper())
        if arpabet in PHONES:
            phones.append((arpabet, start))
        start = float(end)
    return Spoken(audio, tuple(phones))


def _entry(word: str, phones: Sequence[str]) -> str:
    """A line of flite's lexicon; its schwa is "ax", and it knows stress 0 and 1."""
    return f"{word} 0 : {' '.join(phones).lower().replace('ah0', 'ax0').replace('2', '1')}\n"
