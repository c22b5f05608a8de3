"""Flawless speech in many voices, at several speeds, pitches, rates and with mild noise: is it judged flawless?"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from degraded import with_noise
from sonorant.audio.files import Audio, read, resample
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.speech.assessment import ErrorType, PhonemeAlphabet
from sonorant.speech.config import AssessmentConfig, GradingSystem
from sonorant.speech.failures import NothingToJudge
from sonorant.speech.scores import mark
from synthetic_speech import SENTENCES, VOICES, say
from waiting import waited

_PLAIN = VOICES[0]
MISCUES = (ErrorType.OMISSION, ErrorType.INSERTION, ErrorType.REPETITION)


def _espeak(text: str, *options: str) -> Audio:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "speech.wav"
        subprocess.run(["espeak-ng", *options, "-w", str(file), text], check=True, capture_output=True)
        return read(file)


def spoken(text: str) -> Iterator[tuple[str, Audio]]:
    """The sentence in every condition: its name and the sound."""
    for voice in VOICES:
        yield f"flite {voice}", say(text, voice).audio
    for stretch in ("0.75", "1.3"):
        yield (
            f"flite {_PLAIN}, {stretch} of the length",
            say(text, _PLAIN, "--setf", f"duration_stretch={stretch}").audio,
        )
    for hertz in ("80", "250"):
        yield f"flite kal16 at {hertz} Hz", say(text, "kal16", "--setf", f"int_f0_target_mean={hertz}").audio
    for voice in ("en-us", "en-gb"):
        for pitch in ("30", "50", "80"):
            yield f"espeak-ng {voice}, pitch {pitch}", _espeak(text, "-v", voice, "-p", pitch)
        for speed in ("120", "220"):
            yield f"espeak-ng {voice}, {speed} words a minute", _espeak(text, "-v", voice, "-s", speed)
    clean = resample(say(text, _PLAIN).audio, 16_000)
    for decibel in (30, 20):
        yield f"flite {_PLAIN}, noise {decibel} dB below", Audio(with_noise(clean.samples, decibel), 16_000)
    for before, after in ((1.0, 0.0), (3.0, 0.0), (12.0, 0.0), (0.0, 3.0), (0.0, 12.0)):
        yield f"flite {_PLAIN}, {before:g} s before, {after:g} s after", waited(clean, before, after)
    for rate in (8_000, 22_050, 44_100, 48_000):
        yield f"flite {_PLAIN} at {rate} Hz", resample(clean, rate)


def measure(count: int = 12) -> None:
    """Print the share of words flagged as mispronounced, of words taken for miscues, and the mean accuracy."""
    found: dict[str, list[tuple[float, float, float]]] = {}
    for text in SENTENCES[:count]:
        config = AssessmentConfig(
            text, GradingSystem.HUNDRED_MARK, enable_miscue=True, phoneme_alphabet=PhonemeAlphabet.IPA
        )
        for name, audio in spoken(text):
            try:
                assessment = mark(EmbeddedAssessor().assess(audio, config))
            except NothingToJudge:
                found.setdefault(name, []).append((1.0, 1.0, 0.0))
                continue
            errors = [word.error for word in assessment.words or ()]
            wrong = np.mean([error is ErrorType.MISPRONUNCIATION for error in errors])
            miscued = np.mean([error in MISCUES for error in errors])
            accuracy = assessment.scores.accuracy
            found.setdefault(name, []).append((float(wrong), float(miscued), np.nan if accuracy is None else accuracy))
    for name, rows in found.items():
        wrong, miscued, accuracy = np.nanmean(np.array(rows), axis=0) if len(rows) else (np.nan,) * 3
        withheld = sum(np.isnan(row[2]) for row in rows)
        told = f", withheld in {withheld} of {len(rows)}" if withheld else ""
        print(f"{name:36} flagged {wrong:5.1%}  miscues {miscued:5.1%}  accuracy {accuracy:5.1f}{told}")
