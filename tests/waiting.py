"""Recordings in which one waits, in a still room, before and after speaking."""

from __future__ import annotations

import numpy as np

from sonorant.audio.files import Audio

ROOM = 1e-3
"""Root mean square of the noise of a still room, of full scale."""


def waited(audio: Audio, before: float, after: float) -> Audio:
    """The take with so many seconds before and after it, in the noise of the room."""
    quiet = [np.zeros(round(seconds * audio.rate), np.float32) for seconds in (before, after)]
    samples = np.concatenate([quiet[0], audio.samples, quiet[1]])
    noise = np.random.default_rng(0).standard_normal(len(samples), dtype=np.float32)
    return Audio(samples + np.float32(ROOM) * noise, audio.rate)
