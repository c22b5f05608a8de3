"""An assessment as a Praat TextGrid: words, syllables, phones and errors on four tiers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from praatio.utilities import textgrid_io  # type: ignore[import-untyped]
from praatio.utilities.constants import Interval  # type: ignore[import-untyped]

from sonorant.sessions.exports import timeline
from sonorant.sessions.exports.timeline import Span, WordUnit
from sonorant.speech.assessment import Assessment
from sonorant.speech.marks import Mark

SHORTEST = 0.02
"""Length in seconds that an error without length is given so that it can be seen."""

Labelled = tuple[Span, str]


def textgrid_text(assessment: Assessment, seconds: float, scale: float = 100.0) -> str:
    """The text of a TextGrid from 0 to `seconds`, the length of the take.

    Every tier is filled from end to end without overlap: a silence is an interval with no label. Error labels begin
    with the letter of `speech.marks`, and behind it `speech.marks.UNSURE` where the sound cannot be judged reliably;
    errors at the same place share an interval. Scores, and where the experts' own lie, are left out: a label says what
    is there. `scale` is the best score of the assessment's grading (100 or 5).
    """
    words = timeline.words(assessment, scale)
    tiers = {
        "words": [(word.span, word.word.word) for word in words if word.span],
        "syllables": [(each.span, each.syllable.syllable) for word in words for each in word.syllables if each.span],
        "phones": [(each.span, each.phoneme.phoneme or "?") for word in words for each in word.phonemes if each.span],
        "errors": _merged(_errors(words), seconds),
    }
    grid = {
        "xmin": 0.0,
        "xmax": seconds,
        "tiers": [
            {"class": "IntervalTier", "name": name, "xmin": 0.0, "xmax": seconds, "entries": _fitted(units, seconds)}
            for name, units in tiers.items()
        ],
    }
    return str(textgrid_io.getTextgridAsStr(grid, "long_textgrid", includeBlankSpaces=True))


def _errors(words: list[WordUnit]) -> Iterator[Labelled]:
    last = 0.0
    for word in words:
        if word.pause:
            yield word.pause, _label(Mark.PAUSE)
        place = word.span or Span(last, last)
        for mark in word.own_marks:
            if mark != Mark.PAUSE:
                yield place, f"{_label(mark)}: {word.word.word}"
        for each in word.wrong:
            assert each.mark
            change = f"{each.phoneme.phoneme or ''}→{each.heard or ''}".removesuffix("→")
            yield each.span or place, f"{_label(each.mark, each.reliable)}: {change}"
        last = place.end


def _label(mark: Mark, reliable: bool = True) -> str:
    return f"{mark.code(reliable)} {mark.title}"


def _merged(errors: Iterable[Labelled], seconds: float) -> list[Labelled]:
    """The errors in order of time, none shorter than can be seen, those that overlap made one."""
    merged: list[Labelled] = []
    for span, label in sorted(errors, key=lambda each: each[0].start):
        start = max(0.0, min(span.start, seconds - SHORTEST))
        end = max(span.end, start + SHORTEST)
        if merged and start < merged[-1][0].end:
            before, label_before = merged[-1]
            merged[-1] = Span(before.start, max(before.end, end)), f"{label_before}; {label}"
        else:
            merged.append((Span(start, end), label))
    return merged


def _fitted(units: Iterable[Labelled], seconds: float) -> list[Interval]:
    """Intervals within the take that do not overlap; what has no length left is not shown."""
    fitted: list[Interval] = []
    last = 0.0
    for span, label in units:
        start, end = max(span.start, last), min(span.end, seconds)
        if end > start:
            fitted.append(Interval(start, end, label))
            last = end
    return fitted
