"""What bad recordings do to the scores: flawless speech with noise, clipped, quiet, or without its high frequencies.

`measure()` prints how far scores move away from those of the clean recording, and what the engine's meter says, so that
the limits in `engines.embedded.quality` can be read off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sonorant.audio.files import resample
from sonorant.engines.embedded import acoustic_model, quality, scoring_model
from sonorant.engines.embedded.dictionary import load_lexicon, ways_to_say
from sonorant.engines.embedded.hearing import listen
from sonorant.engines.embedded.network import Miscues
from sonorant.speech.assessment import SignalQuality
from sonorant.speech.failures import NothingToJudge
from sonorant.speech.normalise import tokens
from sonorant.speech.phonemes import base
from synthetic_speech import SENTENCES, VOICES, say

Samples = NDArray[np.float32]
RATE = 16_000


def with_noise(samples: Samples, decibel: float) -> Samples:
    """With noise as of a room, more low than high, `decibel` below the speech."""
    random = np.random.default_rng(1)
    spectrum = np.fft.rfft(random.normal(size=len(samples)))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), len(spectrum) / 80.0))
    noise = np.fft.irfft(spectrum, len(samples))
    loud = samples[np.abs(samples) > 0.05 * np.abs(samples).max()]
    noise *= np.sqrt((loud**2).mean() / (noise**2).mean()) * 10 ** (-decibel / 20)
    return (samples + noise).astype(np.float32)


def clipped(samples: Samples, share: float) -> Samples:
    """So loud that `share` of the samples are cut off."""
    limit = float(np.quantile(np.abs(samples), 1.0 - share))
    return np.clip(samples / limit, -1.0, 1.0).astype(np.float32)


def quiet(samples: Samples, decibel: float) -> Samples:
    """At `decibel` relative to full scale on average, in 16 bits."""
    level = np.sqrt((samples**2).mean())
    return (np.round(samples / level * 10 ** (decibel / 20) * 32768) / 32768).astype(np.float32)


def narrow(samples: Samples, hertz: float) -> Samples:
    """Without what lies above `hertz`."""
    spectrum = np.fft.rfft(samples)
    spectrum[int(hertz * len(samples) / RATE) :] = 0.0
    return np.fft.irfft(spectrum, len(samples)).astype(np.float32)


LEVELS: dict[str, tuple[Callable[[Samples, float], Samples], tuple[float, ...]]] = {
    "noise, dB below": (with_noise, (40, 30, 25, 20, 15, 10, 5, 0)),
    "clipped share": (clipped, (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.4)),
    "level, dB": (quiet, (-30, -40, -50, -55, -60, -65, -70)),
    "band to, Hz": (narrow, (6000, 5000, 4000, 3400, 2500, 2000, 1500)),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """Accuracy of the take and mean accuracy of its words, 0–100, though they might be withheld, and the recording's
    quality."""

    accuracy: float
    words: float
    quality: SignalQuality


def judge(samples: Samples, text: str) -> Judged | None:
    """What the models say of a take, whatever its quality; ``None`` where no word of the text was heard."""
    model = acoustic_model.load()
    words = [
        [[model.index(base(phone)) for phone in way] for way in ways_to_say(token.word)]
        for token in tokens(text, load_lexicon().known)
    ]
    try:
        heard = listen(model, samples, words, miscues=Miscues())
    except NothingToJudge:
        return None
    judged = scoring_model.load().judge(heard)
    speech = np.zeros(heard.frames, dtype=np.bool_)
    for start, end in zip(heard.phones.start, heard.phones.end, strict=True):
        speech[start:end] = True
    meter = quality.Meter()
    meter.feed(samples)
    return Judged(
        accuracy=10.0 * judged.take["accuracy"],
        words=10.0 * float(judged.words["word_accuracy"].sum()) / len(words),
        quality=meter.finish(speech),
    )


def measure(sentences: int = 5) -> None:
    """Print a line for each kind and degree of damage, means over all takes."""
    takes = [
        (text, resample(say(text, voice).audio, RATE).samples) for voice in VOICES for text in SENTENCES[:sentences]
    ]
    clean = [judge(samples, text) for text, samples in takes]
    for name, (damage, degrees) in LEVELS.items():
        for degree in degrees:
            rows = []
            refused = 0
            for (text, samples), before in zip(takes, clean, strict=True):
                after = judge(damage(samples, degree), text)
                if after is None or before is None:
                    refused += 1
                else:
                    rows.append(_row(before, after))
            if not rows:
                print(f"{name:16} {degree:7}  all refused")
                continue
            moved, snr, level, cut, band = np.array(rows).T
            print(
                f"{name:16} {degree:7}  accuracy moved {moved.mean():5.1f}, worst {moved.max():5.1f}  "
                f"snr {np.median(snr):5.1f}  level {np.median(level):6.1f}  clipped {np.median(cut):.4f}  "
                f"band {np.median(band):5.0f}  refused {refused}"
            )


def _row(before: Judged, after: Judged) -> tuple[float, ...]:
    moved = max(abs(before.accuracy - after.accuracy), abs(before.words - after.words))
    figures = after.quality.snr, after.quality.level, after.quality.clipped, after.quality.bandwidth
    return moved, *(np.nan if each is None else each for each in figures)
