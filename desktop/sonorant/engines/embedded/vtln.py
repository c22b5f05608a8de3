"""Vocal tract length: the warping of the filters under which a speaker's take fits the acoustic model best.

Found per take, from the text's own states: its beginning is aligned once at a middling warp, the path is kept, and the
warp whose features give the path's states the highest likelihood wins (no Jacobian term).
"""

from __future__ import annotations

import numpy as np

from sonorant.engines.embedded.acoustic_model import AcousticModel
from sonorant.engines.embedded.alignment import align
from sonorant.engines.embedded.frontend import Floats, features
from sonorant.engines.embedded.network import Miscues, Words

FIRST_ALPHA = 1.12
"""Between men (1.04) and children (1.20): where the search begins."""
ALPHAS = tuple(round(0.88 + 0.04 * step, 2) for step in range(12))


def best_alpha(model: AcousticModel, power: Floats, words: Words, miscues: Miscues | None) -> float:
    """The most likely warp of the filters for a take.

    Args:
        model: the acoustic model.
        power: power spectra, shape (frames, 257).
        words: the words said in these frames.
        miscues: what else the reader may have done.

    Raises:
        NothingToJudge: the frames are too few for the words.
    """
    alignment = align(model, words, model.likelihoods(features(power, FIRST_ALPHA)), miscues=miscues)
    senones = np.concatenate(alignment.senones)
    speech = senones >= 0
    for unit in alignment.units:
        if unit.word < 0:
            speech[unit.start : unit.end] = False
    if not speech.any():
        return FIRST_ALPHA
    totals = [model.likelihoods_along(features(power, alpha)[speech], senones[speech]).sum() for alpha in ALPHAS]
    return ALPHAS[int(np.argmax(totals))]
