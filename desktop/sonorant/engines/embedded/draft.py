"""A draft of what was said: the recogniser of the `pocketsphinx` package with the language model inside it.

On learners most words are wrong; it spares typing where it is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from sonorant.engines.embedded.frontend import HOP, Floats
from sonorant.speech.assessment import FRAME_TICKS, Word
from sonorant.speech.failures import Progress, SonorantError, no_progress

_PIECE = 320
"""Samples given at once: the recogniser does not let other threads run meanwhile."""
_FILLERS = ("<", "[", "++")
_RUDE = ("fuck", "motherfuck", "shit", "bullshit", "cunt", "bitch", "nigg", "faggot", "whore")
"""What nobody wants to read who has not said it; the recogniser is wrong too often to be trusted with it."""
_HIDDEN = "…"


def recognise(
    pieces: Iterable[Floats], phrases: Sequence[tuple[int, int]], progress: Progress = no_progress
) -> tuple[Word, ...]:
    """The words of 16 kHz samples in [-1, 1], phrase by phrase; `phrases` are frames [start, end), in order and at
    least one. Of the sound only a phrase and a piece are held.

    Raises:
        SonorantError: the recogniser is not installed.
        Cancelled: `progress` asked to stop.
    """
    decoder = _decoder()
    words: list[Word] = []
    count = phrases[-1][1] * HOP
    for (start, _), samples in zip(phrases, _cut(pieces, phrases), strict=True):
        pcm = (np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2").tobytes()
        decoder.start_utt()
        for place in range(0, len(pcm), 2 * _PIECE):
            decoder.process_raw(pcm[place : place + 2 * _PIECE])
            progress(min(1.0, (start * HOP + place / 2) / count))
        decoder.end_utt()
        words += [_word(segment, start) for segment in decoder.seg() or () if not segment.word.startswith(_FILLERS)]
    return tuple(words)


def _cut(pieces: Iterable[Floats], phrases: Iterable[tuple[int, int]]) -> Iterator[Floats]:
    """The samples of each phrase."""
    source = iter(pieces)
    held, first = np.empty(0, dtype=np.float32), 0
    for start, end in phrases:
        while first + len(held) < end * HOP and (piece := next(source, None)) is not None:
            held = np.concatenate([held, piece])
        yield held[start * HOP - first : end * HOP - first]
        held, first = held[end * HOP - first :], end * HOP


def _decoder() -> Any:
    """A recogniser without its second pass, which gains little and could not be interrupted."""
    try:
        from pocketsphinx import Decoder  # type: ignore[import-untyped] # noqa: PLC0415 - slow, and used only here
    except ImportError as failure:
        raise SonorantError("The recogniser is missing: install the package “pocketsphinx” again.") from failure
    return Decoder(loglevel="FATAL", fwdflat=False)


def _word(segment: Any, phrase: int) -> Word:
    text = segment.word.split("(")[0]
    return Word(
        word=_HIDDEN if text.startswith(_RUDE) else text,
        offset=(phrase + segment.start_frame) * FRAME_TICKS,
        duration=(segment.end_frame - segment.start_frame) * FRAME_TICKS,
        extra={"Confidence": round(min(1.0, float(segment.prob)), 3)},
    )
