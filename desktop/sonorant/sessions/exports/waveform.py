"""The waveform of a take in rows, like lines of music, with its words and phonemes below it: geometry only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sonorant.audio.files import Audio
from sonorant.sessions.exports.timeline import Span, WordUnit
from sonorant.speech.marks import Mark

WIDTH = 1000.0
"""Width of the longest row, in the picture's own units."""
ROW_SECONDS = 3.2
"""No row is longer than this, so that a short phoneme stays wide enough for its name."""
MIDDLE, SWING, COLUMN = 66.0, 42.0, 2.0
"""Height of the zero line, largest deflection, and width of one column of the outline."""


@dataclass(frozen=True, slots=True)
class Box:
    """A unit in a row: left edge and width, its name, times in seconds, and its mark, which may be unsure."""

    x: float
    width: float
    label: str
    span: Span
    mark: Mark | None
    tip: str
    reliable: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the picture; `outline` is the waveform as an SVG path, ticks are (x, label)."""

    span: Span
    width: float
    outline: str
    words: tuple[Box, ...]
    phonemes: tuple[Box, ...]
    errors: tuple[Box, ...]
    ticks: tuple[tuple[float, str], ...]


def rows(audio: Audio, words: list[WordUnit]) -> list[Row]:
    """The whole take in rows of like length, divided between words where that is possible."""
    spans = _rows_of(audio.seconds, words)
    longest = max(span.end - span.start for span in spans)
    scale = WIDTH / max(longest, 0.1)
    peak = max(float(np.abs(audio.samples).max(initial=0.0)), 0.01)
    return [_row(span, scale, audio, peak, words) for span in spans]


def _rows_of(seconds: float, words: list[WordUnit]) -> list[Span]:
    places = [word.span for word in words if word.span]
    between = [(one.end + other.start) / 2 for one, other in pairwise(places)]
    cuts = [0.0]
    while seconds - cuts[-1] > ROW_SECONDS:
        rest = seconds - cuts[-1]
        ideal = cuts[-1] + rest / math.ceil(rest / ROW_SECONDS)
        near = [each for each in between if cuts[-1] + ROW_SECONDS / 3 < each <= cuts[-1] + ROW_SECONDS]
        cuts.append(min(near, key=lambda each: abs(each - ideal)) if near else ideal)
    return [Span(start, end) for start, end in pairwise([*cuts, seconds])]


def _row(span: Span, scale: float, audio: Audio, peak: float, words: list[WordUnit]) -> Row:
    def box(place: Span, label: str, mark: Mark | None, tip: str, reliable: bool = True) -> Box:
        start, end = max(place.start, span.start), min(place.end, span.end)
        return Box((start - span.start) * scale, max(end - start, 0.0) * scale, label, place, mark, tip, reliable)

    def here(place: Span | None) -> bool:
        return place is not None and span.start <= place.start < span.end

    word_boxes, phoneme_boxes, errors = [], [], []
    for word in words:
        if word.pause and word.pause.start < span.end and word.pause.end > span.start:
            length = word.pause.end - word.pause.start
            errors.append(box(word.pause, f"{length:.1f} s", Mark.PAUSE, f"unexpected pause of {length:.1f} s"))
        if word.span and here(word.span):
            rest = [mark for mark in word.marks if mark != Mark.PAUSE]
            mark = rest[0] if rest else None
            name = word.word.word
            word_boxes.append(box(word.span, name, mark, f"{name}: {mark.title}" if mark else name))
            if mark and not any(each.mark for each in word.phonemes):
                errors.append(word_boxes[-1])
        for each in word.phonemes:
            if each.span and here(each.span):
                name = each.phoneme.phoneme or ""
                said = f", said as {each.heard}" if each.heard else ""
                doubt = "" if each.reliable else ", cannot be judged reliably"
                tip = f"{name}: {each.mark.title}{said}{doubt}" if each.mark else name
                phoneme_boxes.append(box(each.span, name, each.mark, tip, each.reliable))
                if each.mark:
                    errors.append(phoneme_boxes[-1])
    return Row(
        span,
        (span.end - span.start) * scale,
        _outline(audio, span, scale, peak),
        tuple(word_boxes),
        tuple(phoneme_boxes),
        tuple(errors),
        tuple(_ticks(span, scale)),
    )


def _ticks(span: Span, scale: float) -> list[tuple[float, str]]:
    first, last = math.ceil(span.start * 2), math.floor(span.end * 2)
    return [((half / 2 - span.start) * scale, f"{half / 2:.1f} s") for half in range(first, last + 1)]


def _outline(audio: Audio, span: Span, scale: float, peak: float) -> str:
    """Highest and lowest sample of each column as a closed SVG path."""
    samples: NDArray[np.float32] = audio.samples[round(span.start * audio.rate) : round(span.end * audio.rate)]
    columns = max(1, min(len(samples), round((span.end - span.start) * scale / COLUMN)))
    if not len(samples):
        return ""
    starts = np.linspace(0, len(samples), columns, endpoint=False).astype(np.int64)
    high = MIDDLE - SWING * np.maximum.reduceat(samples, starts) / peak
    low = MIDDLE - SWING * np.minimum.reduceat(samples, starts) / peak
    # Silence stays visible as a thin line.
    low = np.maximum(low, high + 0.8)
    x = np.arange(columns) * COLUMN
    there = [f"{a:.0f} {b:.1f}" for a, b in zip(x, high, strict=True)]
    back = [f"{a:.0f} {b:.1f}" for a, b in zip(x[::-1], low[::-1], strict=True)]
    return f"M{'L'.join([*there, *back])}Z"
