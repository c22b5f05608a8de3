"""A take as the engine hears it, piece by piece, so that a long one is never held."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sonorant.audio.files import Audio, Resampler
from sonorant.engines.embedded.frontend import RATE, Floats
from sonorant.speech.failures import Progress, no_progress

PIECE_SECONDS = 30


def pieces(audio: Audio, progress: Progress = no_progress) -> Iterator[Floats]:
    """The samples at 16 kHz, in order: `PIECE_SECONDS` each, the last less.

    Raises:
        UnusableInput: its file is not what it was.
        Cancelled: `progress` asked to stop.
    """
    size = PIECE_SECONDS * RATE
    held = np.empty(0, dtype=np.float32)
    done = 0
    for samples in _at_rate(audio):
        held = np.concatenate([held, samples])
        while len(held) >= size:
            progress(min(1.0, done / RATE / audio.seconds))
            yield held[:size]
            done += size
            held = held[size:]
    if len(held):
        yield held


def _at_rate(audio: Audio) -> Iterator[Floats]:
    resampler = Resampler(audio.rate, RATE)
    step = PIECE_SECONDS * audio.rate
    for block in audio.blocks():
        for start in range(0, len(block), step):
            yield resampler.feed(block[start : start + step])
    yield resampler.feed(np.empty(0, dtype=np.float32), last=True)
    resampler.close()
