"""How exactly the starts of phonemes are found: against the times of the synthesiser `flite` that said them."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from sonorant.audio.files import Audio, read
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.engines.embedded.synthetic import VOICES
from sonorant.speech.assessment import TICKS_PER_SECOND, PhonemeAlphabet
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.phonemes import PHONES, base, parse

_NAMES = {"ax": "AH", "axr": "ER", "dx": "T"}


def boundary_errors(texts: Sequence[str]) -> list[float] | None:
    """Seconds by which each start differs, for `texts` said by all of flite's voices; ``None`` without flite."""
    if shutil.which("flite") is None:
        return None
    return [error for voice in VOICES for text in texts for error in _errors(text.lower(), voice)]


def _errors(text: str, voice: str) -> list[float]:
    audio, said = _say(text, voice)
    assessment = EmbeddedAssessor().assess(audio, AssessmentConfig(text, phoneme_alphabet=PhonemeAlphabet.IPA))
    ours = [
        (base(parse(phoneme.phoneme or "", PhonemeAlphabet.IPA) or ""), (phoneme.offset or 0) / TICKS_PER_SECOND)
        for word in assessment.words or ()
        for phoneme in word.phonemes or ()
    ]
    matcher = SequenceMatcher(None, [name for name, _ in ours], [name for name, _ in said], autojunk=False)
    return [
        abs(ours[block.a + i][1] - said[block.b + i][1])
        for block in matcher.get_matching_blocks()
        for i in range(block.size)
    ]


def _say(text: str, voice: str) -> tuple[Audio, list[tuple[str, float]]]:
    """The sound, and its phonemes with their starts in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        command = ["flite", "-voice", voice, "-psdur", "-t", text, "-o", str(file)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        audio = read(file)
    said, start = [], 0.0
    for entry in printed.split():
        name, end = entry.rsplit(":", 1)
        phone = _NAMES.get(name, name.upper())
        if phone in PHONES:
            said.append((phone, start))
        start = float(end)
    return audio, said


def summary(errors: Sequence[float]) -> dict[str, float]:
    """The share of starts within 20 ms, the median error in seconds, and how many there are."""
    return {
        "within_20_ms": round(float(np.mean(np.array(errors) <= 0.02)), 3),
        "median": round(float(np.median(errors)), 4),
        "starts": len(errors),
    }
