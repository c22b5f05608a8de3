"""Hearing a take: from samples and the text's pronunciations to everything that the scores are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sonorant.engines.embedded import vtln
from sonorant.engines.embedded.acoustic_model import SILENCE, AcousticModel, Floats
from sonorant.engines.embedded.alignment import Alignment, Pronunciation, align
from sonorant.engines.embedded.evidence import Evidence, Phones, collect, phones_of
from sonorant.engines.embedded.frontend import features, log_mel, power_spectrum
from sonorant.engines.embedded.likelihoods import Likelihoods
from sonorant.engines.embedded.pitch import Pitch, track
from sonorant.speech.failures import NothingToJudge, Progress, no_progress

Texts = Sequence[Sequence[Pronunciation]]
"""Per word of the text, its pronunciations as base phone numbers."""


_LONG_FRAMES = 3000
_LONG_WORDS = 150
"""More words than anybody says in `_LONG_FRAMES`."""
_BREAK_OFF = -60.0


@dataclass(frozen=True, eq=False)
class Hearing:
    """What was heard in a take.

    Attributes:
        frames: number of 10 ms frames.
        alpha: warp of the filters for the speaker's vocal tract.
        alignment: which frames are which phone.
        phones: the phones as arrays.
        evidence: named columns, one row per phone.
        energy: mean log mel energy of each frame, shape (frames,).
        pitch: pitch and voicing of each frame.
        pauses: silences as (word that follows, first frame, frame after the last); the last one may follow all words.
    """

    frames: int
    alpha: float
    alignment: Alignment
    phones: Phones
    evidence: Evidence
    energy: Floats
    pitch: Pitch
    pauses: tuple[tuple[int, int, int], ...]


def listen(
    model: AcousticModel,
    samples: Floats,
    words: Texts,
    *,
    skip_penalty: float | None = None,
    progress: Progress = no_progress,
) -> Hearing:
    """Hear 16 kHz `samples` as the text whose words have these pronunciations.

    Args:
        model: the acoustic model.
        samples: float32 in [-1, 1], shape (n,).
        words: per word at least one pronunciation.
        skip_penalty: log-probability of leaving a word out; ``None``: all words are taken to be there.
        progress: told the share done; may raise `Cancelled`.

    Raises:
        NothingToJudge: the take is too short for the text, or no word of it was found.
    """
    power = power_spectrum(samples)
    frames = len(power)
    alpha = _alpha(model, power, words, skip_penalty)
    progress(0.25)
    likelihoods = Likelihoods(model, features(power, alpha))
    alignment = align(model, words, frames, likelihoods.rows, skip_penalty=skip_penalty)
    if any(len(pronunciations) > 1 for pronunciations in words) or -1 in alignment.chosen:
        alignment = _settle(model, words, frames, likelihoods, alignment)
    progress(0.6)
    phones = phones_of(model, alignment)
    if not len(phones):
        raise NothingToJudge("The recording does not match the text: no word of it was heard.")
    evidence = collect(model, likelihoods, alignment, phones, lambda share: progress(0.6 + 0.35 * share))
    return Hearing(
        frames=frames,
        alpha=alpha,
        alignment=alignment,
        phones=phones,
        evidence=evidence,
        energy=log_mel(power).mean(axis=1),
        pitch=track(samples, frames),
        pauses=tuple(_pauses(model, alignment, len(words))),
    )


def _alpha(model: AcousticModel, power: Floats, words: Texts, skip_penalty: float | None) -> float:
    """The warp for this speaker, from the whole of a short take or the beginning of a long one."""
    begin = power
    if len(power) > _LONG_FRAMES:
        # The text breaks off where the beginning does, wherever that is.
        begin, words, skip_penalty = power[:_LONG_FRAMES], words[:_LONG_WORDS], _BREAK_OFF
    rows = Likelihoods(model, features(begin, vtln.FIRST_ALPHA)).rows
    return vtln.best_alpha(model, begin, align(model, words, len(begin), rows, skip_penalty=skip_penalty))


def _settle(model: AcousticModel, words: Texts, frames: int, likelihoods: Likelihoods, found: Alignment) -> Alignment:
    """Align once more with the pronunciations that were chosen, each phone now in its true context."""
    kept = [index for index, variant in enumerate(found.chosen) if variant >= 0]
    if not kept:
        raise NothingToJudge("The recording does not match the text: no word of it was heard.")
    settled = align(model, [[words[index][found.chosen[index]]] for index in kept], frames, likelihoods.rows)
    numbers = np.array([*kept, -1])
    return Alignment(
        units=tuple(
            type(unit)(unit.phone, int(numbers[unit.word]), unit.position, unit.start, unit.end, unit.senones)
            for unit in settled.units
        ),
        chosen=found.chosen,
        senones=settled.senones,
        states=settled.states,
    )


def _pauses(model: AcousticModel, alignment: Alignment, words: int) -> list[tuple[int, int, int]]:
    silence = model.index(SILENCE)
    pauses = []
    following = words
    for unit in reversed(alignment.units):
        if unit.phone == silence:
            pauses.append((following, unit.start, unit.end))
        else:
            following = unit.word
    return pauses[::-1]
