"""The beginning of a take: what it tells of the speaker and the channel.

The beginning is aligned once with the text at a middling warp of the filters, and the path is kept. The warp whose
features give the path's states the highest likelihood fits the speaker's vocal tract (no Jacobian term). How far the
path lies below the best of all states tells how well the model fits the voice at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded.acoustic_model import AcousticModel
from sonorant.engines.embedded.alignment import align
from sonorant.engines.embedded.frontend import Floats, features
from sonorant.engines.embedded.network import Miscues, Words

_STEP, _SMOOTH = 100, 10
"""Frames after which it is looked for speech once more, and those whose energies are averaged for that."""
_RISE = 2.3
"""Natural logarithm of energy, 10 dB, by which speech rises above what was before it, at least."""
_EDGE = 50
"""Frames of silence that belong to the beginning, on either side of its speech."""

FIRST_ALPHA = 1.12
"""Between men (1.04) and children (1.20): where the search begins."""
ALPHAS = tuple(round(0.88 + 0.04 * step, 2) for step in range(12))
_NEVER = -1e6
CAUTIOUS = Miscues(omission=-50.0, repetition=-220.0, false_start=_NEVER, insertion=_NEVER, filler=_NEVER)
"""What a reader may do besides reading while the voice is not known yet: only what is plain in any voice."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the beginning tells.

    Attributes:
        alpha: the most likely warp of the filters.
        deficit: median log-likelihood per speech frame by which the text's states lie below the best of all states.
    """

    alpha: float
    deficit: float


def speech_start(energy: Floats) -> int | None:
    """The frame half a second before the first speech, or None as long as there is none.

    `energy` is that of the frames so far, natural logarithm, shape (frames,). Those that follow change nothing.
    """
    for end in range(_STEP, len(energy) + 1, _STEP):
        loud = _loud(energy[:end])
        if loud is not None:
            return max(0, int(loud[0]) - _EDGE)
    return None


def speech_end(energy: Floats) -> int:
    """The frame half a second after the last speech."""
    loud = _loud(energy)
    return len(energy) if loud is None else min(len(energy), int(loud[-1]) + _SMOOTH + _EDGE)


def _loud(energy: Floats) -> NDArray[np.intp] | None:
    """The frames that lie above the middle between the quietest and the loudest, or None where those are too near."""
    if len(energy) < _SMOOTH:
        return None
    smooth = np.convolve(energy, np.full(_SMOOTH, 1.0 / _SMOOTH), "valid")
    low, high = smooth.min(), smooth.max()
    return np.flatnonzero(smooth > (low + high) / 2.0) if high - low >= _RISE else None


def learn(model: AcousticModel, power: Floats, words: Words, miscues: Miscues | None) -> Beginning:
    """Learn the speaker from the beginning of a take.

    Args:
        model: the acoustic model.
        power: power spectra, shape (frames, 257).
        words: the words said in these frames.
        miscues: what else the reader may have done (`CAUTIOUS`); None: said all words, in order.

    Raises:
        NothingToJudge: the frames are too few for the words.
    """
    rows = model.likelihoods(features(power, FIRST_ALPHA))
    alignment = align(model, words, rows, miscues=miscues)
    senones = np.concatenate(alignment.senones)
    speech = senones >= 0
    for unit in alignment.units:
        if unit.word < 0:
            speech[unit.start : unit.end] = False
    if not speech.any():
        return Beginning(FIRST_ALPHA, 0.0)
    totals = [model.likelihoods_along(features(power, alpha)[speech], senones[speech]).sum() for alpha in ALPHAS]
    deficit = rows[speech].max(axis=1) - rows[speech, senones[speech]]
    return Beginning(ALPHAS[int(np.argmax(totals))], float(np.median(deficit)))
