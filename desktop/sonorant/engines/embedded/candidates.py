"""Which of several sentences was said, or none of them.

Each sentence is aligned with the take. The likeliest alignment wins; whether it is what was said at all is told by how
its phones fare against a loop of all phones and against the best senone of each frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sonorant.audio.files import Audio, resample
from sonorant.engines.embedded import acoustic_model, quality
from sonorant.engines.embedded.acoustic_model import SILENCE, AcousticModel
from sonorant.engines.embedded.alignment import align
from sonorant.engines.embedded.beginning import FIRST_ALPHA, learn
from sonorant.engines.embedded.comparison import labels, phones_of
from sonorant.engines.embedded.dictionary import load_lexicon, ways_to_say
from sonorant.engines.embedded.frontend import RATE, Floats, features, power_spectrum
from sonorant.engines.embedded.network import Words
from sonorant.engines.embedded.phone_loop import occupancy
from sonorant.speech.failures import NothingToJudge, Progress, Silence, UnusableInput, no_progress
from sonorant.speech.normalise import tokens
from sonorant.speech.phonemes import base

LONGEST_SECONDS = 60.0
"""Takes that are longer are none of the sentences: nobody needs that long for one."""
_UNLIKE = -100.0
_LEAST_LOG = -8.0
_FIT = (15.06, 1.83, -1.38)
"""Logistic regression for “this was said”: constant, mean log posterior of the phones, mean deficit of the phones.

Fitted on 150 utterances of learners and 304 by four synthetic voices, each with its own text among three and with three
others: 97 % of the learners' own texts and 97 % of the others are told right, of the synthetic ones all.
`python tests/measure.py replies` measures the synthetic ones again.
"""
_SHARPNESS = 0.01
"""Log-likelihoods of neighbouring frames are far from independent: how much a difference between sentences counts."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was said.

    Attributes:
        index: of the sentence that was said; ``None``: none of them.
        confidence: 0–1, that `index` is right.
        likely: per sentence how likely it is that it was said, 0–1; together at most 1.
    """

    index: int | None
    confidence: float
    likely: tuple[float, ...]


def choose(audio: Audio, candidates: Sequence[str], progress: Progress = no_progress) -> Choice:
    """Which of `candidates` was said in `audio`; blocking, some tenths of the take's length.

    A learner's slips do not matter: a sentence is taken as said as long as most of it was heard.

    Raises:
        UnusableInput: there are no candidates, or one has no words.
        Silence: there is no sound.
        Cancelled: `progress` asked to stop.
    """
    model = acoustic_model.load()
    words = [_words(model, candidate) for candidate in candidates]
    if not words:
        raise UnusableInput("There is no sentence to choose from: give at least one.")
    samples = resample(audio, RATE).samples
    meter = quality.Meter()
    meter.feed(samples)
    if meter.loudest() < quality.SILENT_LEVEL:
        raise Silence("The recording is silent: check the microphone and its level, then record again.")
    if meter.seconds > LONGEST_SECONDS:
        return Choice(None, 1.0, (0.0,) * len(words))
    power = power_spectrum(samples)
    progress(0.1)
    heard = _Heard(model, power, FIRST_ALPHA)
    first = [heard.fit(each) for each in words]
    progress(0.5)
    best = max(range(len(words)), key=lambda number: first[number].total)
    if first[best].said == 0.0:
        return Choice(None, 1.0, (0.0,) * len(words))
    heard = _Heard(model, power, learn(model, power, words[best], None).alpha)
    progress(0.7)
    return _decide([heard.fit(each) for each in words])


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a sentence fits: log-likelihood of its path, and the probability that it, if any, was said."""

    total: float
    said: float


_NO_FIT = _Fit(-np.inf, 0.0)


class _Heard:
    """A take as heard with one warp of the filters."""

    def __init__(self, model: AcousticModel, power: Floats, alpha: float) -> None:
        self._model = model
        self._rows = model.likelihoods(features(power, alpha))
        known = np.append(labels(model), model.index(SILENCE))
        self._occupancy = occupancy(model.state_maxima(self._rows)[:, known])
        self._best = self._rows.max(axis=1)

    def fit(self, words: Words) -> _Fit:
        """How well the sentence fits."""
        try:
            alignment = align(self._model, words, self._rows)
        except NothingToJudge:
            return _NO_FIT  # more words than there is time for
        senones = np.concatenate(alignment.senones)
        own = self._rows[np.arange(len(senones)), senones]
        phones = phones_of(self._model, alignment.units)
        stretches = np.stack([phones.start, phones.end], axis=1)
        label = np.zeros(len(own), dtype=np.int32)
        for number, (start, end) in enumerate(stretches):
            label[start:end] = phones.label[number]

        def mean(values: Floats) -> Floats:
            # Every second stretch between the edges is a phone.
            total = np.add.reduceat(np.append(values, np.float32(0.0)), stretches.ravel())[::2]
            return np.asarray(total / phones.duration, dtype=np.float32)

        heard = mean(self._occupancy[np.arange(len(own)), label])
        posterior = np.log(np.maximum(heard, np.exp(_LEAST_LOG)))
        deficit = mean(self._best - own)
        evidence = _FIT[0] + _FIT[1] * float(posterior.mean()) + _FIT[2] * float(deficit.mean())
        return _Fit(float(own.sum()), float(1.0 / (1.0 + np.exp(-np.clip(evidence, -50.0, 50.0)))))


def _decide(fits: Sequence[_Fit]) -> Choice:
    total = np.array([fit.total for fit in fits])
    best = int(total.argmax())
    if not np.isfinite(total[best]):
        return Choice(None, 1.0, (0.0,) * len(fits))
    share = np.exp(np.maximum(_SHARPNESS * (total - total[best]), _UNLIKE))
    share *= fits[best].said / share.sum()
    likely = tuple(round(float(value), 3) for value in share)
    if fits[best].said < 0.5:
        return Choice(None, round(1.0 - fits[best].said, 3), likely)
    return Choice(best, likely[best], likely)


def _words(model: AcousticModel, text: str) -> Words:
    spoken = tokens(text, load_lexicon().known)
    if not spoken:
        raise UnusableInput(f"“{text}” has no words that can be said: write it in another way.")
    return [[[model.index(base(phone)) for phone in way] for way in ways_to_say(token.word)] for token in spoken]
