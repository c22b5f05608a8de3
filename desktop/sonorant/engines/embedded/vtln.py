"""Vocal tract length: the warping of the filters under which a speaker's take fits the acoustic model best.

Found per take, from the text's own states: the take is aligned once at a middling warp, the path is kept, and the warp
whose features give the path's states the highest likelihood wins (no Jacobian term).
"""

from __future__ import annotations

import numpy as np

from sonorant.engines.embedded.acoustic_model import SILENCE, AcousticModel
from sonorant.engines.embedded.alignment import Alignment
from sonorant.engines.embedded.frontend import Floats, features

FIRST_ALPHA = 1.12
"""Between men (1.04) and children (1.20): where the search begins."""
ALPHAS = tuple(round(0.88 + 0.04 * step, 2) for step in range(12))
_ENOUGH_FRAMES = 2000
"""Speech frames that settle the warp; more would only cost time."""


def best_alpha(model: AcousticModel, power: Floats, alignment: Alignment) -> float:
    """The most likely warp of the filters for a take.

    Args:
        model: the acoustic model.
        power: power spectra, shape (frames, 257).
        alignment: a first alignment of the take with its text.
    """
    silence = model.index(SILENCE)
    speech = np.zeros(len(power), dtype=bool)
    for unit in alignment.units:
        speech[unit.start : unit.end] = unit.phone != silence
    frames = np.flatnonzero(speech)
    if not len(frames):
        return FIRST_ALPHA
    frames = frames[:: max(1, len(frames) // _ENOUGH_FRAMES)]
    senones = alignment.senones[frames]
    totals = [model.likelihoods_along(features(power, alpha)[frames], senones).sum() for alpha in ALPHAS]
    return ALPHAS[int(np.argmax(totals))]
