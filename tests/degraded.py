"""What bad recordings do to the verdict: flawless speech with noise, clipped, quiet, or without its high frequencies.

`measure()` prints how far scores move away from those of the clean recording, and what the engine's meter says, so that
the limits in `engines.embedded.quality` can be read off; and what a user is told: scores withheld, words that count as
left out, and takes said to be of another text, though all is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sonorant.audio.files import Audio, resample
from sonorant.engines.embedded import EmbeddedAssessor, acoustic_model, quality, scoring_model
from sonorant.engines.embedded.dictionary import load_lexicon, ways_to_say
from sonorant.engines.embedded.hearing import listen
from sonorant.engines.embedded.network import Miscues
from sonorant.speech.assessment import ErrorType, SignalQuality
from sonorant.speech.config import AssessmentConfig
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
    return _added(samples, np.fft.irfft(spectrum, len(samples)), decibel)


def with_white_noise(samples: Samples, decibel: float) -> Samples:
    """With noise as of a bad preamplifier, `decibel` below the speech."""
    return _added(samples, np.random.default_rng(1).normal(size=len(samples)), decibel)


def with_hum(samples: Samples, decibel: float) -> Samples:
    """With the hum of the mains, `decibel` below the speech."""
    time = np.arange(len(samples)) / RATE
    return _added(samples, np.sum([np.sin(120.0 * np.pi * k * time) / k for k in range(1, 6)], axis=0), decibel)


def _added(samples: Samples, noise: NDArray[np.float64], decibel: float) -> Samples:
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
    "noise, dB below": (with_noise, (40, 30, 25, 20, 17, 15, 10, 5, 0)),
    "white, dB below": (with_white_noise, (40, 30, 25, 20, 17, 15, 12, 10, 5, 0)),
    "hum, dB below": (with_hum, (30, 20, 15, 10, 5, 0)),
    "clipped share": (clipped, (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.4, 0.8)),
    "level, dB": (quiet, (-30, -40, -50, -55, -60, -65, -70)),
    "band to, Hz": (narrow, (6000, 5000, 4000, 3400, 2500, 2000, 1500, 1000)),
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


@dataclass
class Told:
    """What users are told of takes of one kind."""

    withheld: int = 0
    other_text: int = 0
    omissions: list[bool] = field(default_factory=list)

    def add(self, samples: Samples, text: str) -> None:
        """Count what the engine says of a flawless reading of `text`."""
        try:
            assessment = EmbeddedAssessor().assess(Audio(samples, RATE), AssessmentConfig(text, enable_miscue=True))
        except NothingToJudge as refusal:
            if "text" in str(refusal):
                self.other_text += 1
            else:
                self.withheld += 1
            return
        if assessment.withheld:
            self.withheld += 1
        else:
            self.other_text += any("text" in warning for warning in assessment.warnings)
            self.omissions += [word.error is ErrorType.OMISSION for word in assessment.words or ()]

    def line(self) -> str:
        """The figures."""
        omitted = f"{np.mean(self.omissions):6.2%}" if self.omissions else "     –"
        return f"withheld {self.withheld:2}  told as another text {self.other_text:2}  words told as left out {omitted}"


def measure(sentences: int = 5) -> None:
    """Print a line for each kind and degree of damage, means over all takes."""
    takes = [
        (text, resample(say(text, voice).audio, RATE).samples) for voice in VOICES for text in SENTENCES[:sentences]
    ]
    clean = [judge(samples, text) for text, samples in takes]
    for name, (damage, degrees) in LEVELS.items():
        for degree in degrees:
            rows = []
            told = Told()
            for (text, samples), before in zip(takes, clean, strict=True):
                damaged = damage(samples, degree)
                told.add(damaged, text)
                after = judge(damaged, text)
                if after is not None and before is not None:
                    rows.append(_row(before, after))
            print(f"{name:16} {degree:7}  {_figures(rows)}  {told.line()}", flush=True)


def _figures(rows: list[tuple[float, ...]]) -> str:
    if not rows:
        return "no word heard"
    moved, snr, level, cut, band = np.array(rows).T
    return (
        f"accuracy moved {moved.mean():5.1f}, worst {moved.max():5.1f}  snr {np.median(snr):5.1f}  "
        f"level {np.median(level):6.1f}  clipped {np.median(cut):.4f}  band {np.median(band):5.0f}"
    )


def _row(before: Judged, after: Judged) -> tuple[float, ...]:
    moved = max(abs(before.accuracy - after.accuracy), abs(before.words - after.words))
    figures = after.quality.snr, after.quality.level, after.quality.clipped, after.quality.bandwidth
    return moved, *(np.nan if each is None else each for each in figures)
