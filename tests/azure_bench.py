"""What the tests of the Azure engine are about: a take, and everything that can be asked for it."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import Any

import numpy as np

from sonorant import assets
from sonorant.audio.files import Audio
from sonorant.practice import samples
from sonorant.speech.assessment import PhonemeAlphabet
from sonorant.speech.config import AssessmentConfig, GradingSystem

FLAWLESS, PLANTED = samples.load(assets.path("samples"))
ALL = AssessmentConfig(
    reference_text=PLANTED.text,
    grading_system=GradingSystem.HUNDRED_MARK,
    enable_miscue=True,
    phoneme_alphabet=PhonemeAlphabet.IPA,
    nbest_phoneme_count=3,
    enable_prosody=True,
)
"""Everything that can be asked for."""
PATIENCE = 1.4
"""Seconds after which a service that never answers is given up in most tests; those of the usual patience are few."""
LONGEST = 5.0
"""Seconds that nothing may take longer than."""
FAN = 0.013
"""How loud the noise of a fan is (root mean square): 24 dB softer than the planted take."""


def repeated(audio: Audio, times: int) -> Audio:
    """The same sound again and again, each time after some silence; in steps of 100 ms, as the emulator looks at it."""
    step = audio.rate // 10
    silence = np.zeros(8 * step + -len(audio.samples) % step, np.float32)
    return Audio(np.tile(np.concatenate([audio.samples, silence]), times), audio.rate)


def paused(audio: Audio, at: float, seconds: float) -> Audio:
    """The take with a silence put in."""
    cut = round(at * audio.rate)
    silence = np.zeros(round(seconds * audio.rate), np.float32)
    return Audio(np.concatenate([audio.samples[:cut], silence, audio.samples[cut:]]), audio.rate)


def in_noise(audio: Audio, level: float, after: float = 0.0) -> Audio:
    """The take beside a fan (root mean square of its noise: `level`) that goes on for so many seconds after it."""
    silence = np.zeros(round(after * audio.rate), np.float32)
    samples = np.concatenate([audio.samples, silence])
    noise = np.random.default_rng(1).normal(0.0, level, len(samples))
    return Audio((samples + noise).astype(np.float32), audio.rate)


def repeated_text(times: int) -> AssessmentConfig:
    return replace(ALL, reference_text=" ".join([PLANTED.text] * times))


def phrase(words: str, start: float, seconds: float, **scores: float) -> dict[str, Any]:
    """An answer of the service in which each word takes as long as the others."""
    spoken = words.split()
    each = seconds / max(1, len(spoken))
    return {
        "RecognitionStatus": "Success",
        "Offset": round(start * 1e7),
        "Duration": round(seconds * 1e7),
        "DisplayText": words,
        "NBest": [
            {
                "Confidence": 0.5,
                "Lexical": words,
                "PronunciationAssessment": scores,
                "Words": [
                    {
                        "Word": word,
                        "Offset": round((start + index * each) * 1e7),
                        "Duration": round(each * 1e7),
                        "PronunciationAssessment": {"AccuracyScore": 80.0, "ErrorType": "None"},
                    }
                    for index, word in enumerate(spoken)
                ],
            }
        ],
    }


def settled(names: tuple[str, ...] = ("azure-disposal", "azure-stream", "ledger"), seconds: float = 10.0) -> bool:
    """Whether all threads of the engine end in time."""
    deadline = time.monotonic() + seconds
    while any(thread.name in names for thread in threading.enumerate()):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
