"""How a take was spoken, counted and not judged: rates, pauses, runs, range of pitch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sonorant.engines.embedded.aggregates import rhythm
from sonorant.engines.embedded.features import VOWELS
from sonorant.engines.embedded.frontend import FRAMES_PER_SECOND, Floats
from sonorant.engines.embedded.hearing import Hearing
from sonorant.speech.assessment import FRAME_TICKS, Delivery

SHORTEST_PAUSE = 25
"""Frames; what is shorter belongs to sounds such as p, t and k."""
_LEAST_VOICED = 20
"""Voiced frames that a range of pitch needs."""


def delivery_of(heard: Hearing) -> Delivery:
    """That of a take whose text is known."""
    first, last = int(heard.phones.start[0]), int(heard.phones.end[-1])
    pauses = [(start, end) for _, start, end in heard.pauses()]
    found = measure(int(VOWELS[heard.phones.label].sum()), first, last, pauses, heard.pitch.log_hz)
    return replace(found, rhythm=round(100.0 * rhythm(heard)[0], 1))


def measure(syllables: int, first: int, last: int, silences: Sequence[tuple[int, int]], log_hz: Floats) -> Delivery:
    """Put the measures together.

    Args:
        syllables: how many were said.
        first, last: frames [first, last) from the first sound to the last; at least one.
        silences: frames [start, end) of silences anywhere; short ones and those outside the speech do not count.
        log_hz: natural logarithm of the pitch per frame, NaN where there is none.
    """
    pauses = [(start, end) for start, end in silences if first < start and end < last and end - start >= SHORTEST_PAUSE]
    seconds = (last - first) / FRAMES_PER_SECOND
    silent = sum(end - start for start, end in pauses) / FRAMES_PER_SECOND
    voiced = log_hz[first:last]
    voiced = voiced[np.isfinite(voiced)]
    pitch = None
    if len(voiced) >= _LEAST_VOICED:
        low, high = np.exp(np.quantile(voiced, (0.1, 0.9)))
        pitch = (round(float(low), 1), round(float(high), 1))
    return Delivery(
        syllables=syllables,
        speech_rate=round(syllables / seconds, 2),
        articulation_rate=round(syllables / (seconds - silent), 2),
        mean_run=round(syllables / (len(pauses) + 1), 1),
        pauses=tuple((start * FRAME_TICKS, (end - start) * FRAME_TICKS) for start, end in pauses),
        pitch=pitch,
    )
