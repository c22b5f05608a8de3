"""What the tests of the Azure engine are about: a take, and everything that can be asked for it."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

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


def repeated(audio: Audio, times: int) -> Audio:
    """The same sound again and again, each time after some silence; in steps of 100 ms, as the emulator looks at it."""
    step = audio.rate // 10
    silence = np.zeros(8 * step + -len(audio.samples) % step, np.float32)
    return Audio(np.tile(np.concatenate([audio.samples, silence]), times), audio.rate)


def repeated_text(times: int) -> AssessmentConfig:
    return replace(ALL, reference_text=" ".join([PLANTED.text] * times))


def settled(names: tuple[str, ...] = ("azure-disposal", "azure-stream"), seconds: float = 10.0) -> bool:
    """Whether all threads of the engine end in time."""
    deadline = time.monotonic() + seconds
    while any(thread.name in names for thread in threading.enumerate()):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
