"""What the window shows of an assessment, worked out without Qt: marks, spans in time, rows, the way of errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from sonorant.speech.assessment import (
    FRAME_TICKS,
    TICKS_PER_SECOND,
    Assessment,
    ErrorType,
    Phoneme,
    PhonemeError,
    Word,
)

POOR = 60.0
"""A phoneme that no engine explained counts as mispronounced below this score."""


class Mark(Enum):
    """A kind of error: the theme's colour name, the letter it is marked with, and its plain name."""

    NONE = ("text", "", "")
    SUBSTITUTION = ("substitution", "S", "substituted")
    DELETION = ("deletion", "D", "left out")
    INSERTION = ("insertion", "I", "added")
    MISPRONOUNCED = ("mispronounced", "M", "mispronounced")
    OMITTED = ("omitted", "O", "omitted")
    ADDED = ("insertion", "I", "inserted word")
    REPEATED = ("insertion", "R", "repeated")
    PAUSE = ("pause", "P", "pause")
    MISSING_PAUSE = ("pause", "B", "pause missing")

    def __init__(self, colour: str, letter: str, title: str) -> None:
        self.colour = colour
        self.letter = letter
        self.title = title


_PHONEME_MARKS = {
    PhonemeError.NONE: Mark.NONE,
    PhonemeError.SUBSTITUTION: Mark.SUBSTITUTION,
    PhonemeError.DELETION: Mark.DELETION,
    PhonemeError.INSERTION: Mark.INSERTION,
}
_WORD_MARKS = {
    ErrorType.MISPRONUNCIATION: Mark.MISPRONOUNCED,
    ErrorType.OMISSION: Mark.OMITTED,
    ErrorType.INSERTION: Mark.ADDED,
    ErrorType.REPETITION: Mark.REPEATED,
}
_PAUSE_MARKS = {ErrorType.UNEXPECTED_BREAK: Mark.PAUSE, ErrorType.MISSING_BREAK: Mark.MISSING_PAUSE}


class Place(NamedTuple):
    """A word by its index, or one of its phonemes."""

    word: int
    phoneme: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Something on the time axis, `start` to `end` in seconds; equal where the thing took no time."""

    place: Place
    start: float
    end: float
    label: str
    mark: Mark
    tip: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `start` and `end` in seconds, or None for what was never said."""

    place: Place
    name: str
    heard: str
    score: float | None
    start: float | None
    end: float | None
    marks: tuple[Mark, ...]

    @property
    def mark(self) -> Mark:
        return self.marks[0] if self.marks else Mark.NONE


@dataclass(frozen=True, slots=True)
class Report:
    """An assessment made ready to show."""

    assessment: Assessment
    rows: tuple[Row, ...]
    words: tuple[Span, ...]
    phonemes: tuple[Span, ...]
    errors: tuple[Place, ...]

    def row(self, place: Place) -> Row | None:
        return next((row for row in self.rows if row.place == place), None)

    def marks_of_word(self, index: int) -> tuple[Mark, ...]:
        """The marks of a word and of its phonemes, each kind once, in order of appearance."""
        found = dict.fromkeys(mark for row in self.rows if row.place.word == index for mark in row.marks)
        return tuple(found)

    def step(self, place: Place | None, way: int) -> Place | None:
        """The next (`way` 1) or previous (-1) error from `place`, going round at the ends."""
        if not self.errors:
            return None
        if place is None:
            return self.errors[0 if way > 0 else -1]
        after = [
            each for each in self.errors if (_order(each) > _order(place) if way > 0 else _order(each) < _order(place))
        ]
        if not after:
            return self.errors[0 if way > 0 else -1]
        return after[0 if way > 0 else -1]


def build(assessment: Assessment) -> Report:
    """Work out everything that the window shows of `assessment`."""
    words = assessment.words or ()
    times = _Times(words)
    rows: list[Row] = []
    errors: list[Place] = []
    for index, word in enumerate(words):
        row = _word_row(index, word, times)
        inside = [_phoneme_row(Place(index, i), each, times) for i, each in enumerate(word.phonemes or ())]
        rows += [row, *inside]
        wrong = [each.place for each in inside if each.marks]
        # Where the phonemes say what is wrong, the word need not be visited as well.
        if [mark for mark in row.marks if mark != Mark.MISPRONOUNCED or not wrong]:
            errors.append(row.place)
        errors += wrong
    return Report(
        assessment,
        tuple(rows),
        tuple(_word_spans(words, rows, times)),
        tuple(_span(row, times) for row in rows if row.place.phoneme is not None),
        tuple(errors),
    )


def phoneme_mark(phoneme: Phoneme) -> Mark:
    """What is wrong with a phoneme: what the engine found or, where it says nothing, a poor score."""
    if phoneme.finding is not None:
        return _PHONEME_MARKS[phoneme.finding.error]
    return Mark.MISPRONOUNCED if phoneme.accuracy is not None and phoneme.accuracy < POOR else Mark.NONE


def _order(place: Place) -> tuple[int, int]:
    return place.word, -1 if place.phoneme is None else place.phoneme


class _Times:
    """Start and end in seconds of each place, a gap of exactly one frame closed, what has no time put between."""

    def __init__(self, words: tuple[Word, ...]) -> None:
        self.spoken: dict[Place, tuple[float, float]] = {}
        self.between: dict[Place, float] = {}
        self._take([(Place(i), word.offset, word.duration) for i, word in enumerate(words)])
        self._take(
            [
                (Place(i, j), each.offset, each.duration)
                for i, word in enumerate(words)
                for j, each in enumerate(word.phonemes or ())
            ]
        )

    def _take(self, units: list[tuple[Place, int | None, int | None]]) -> None:
        timed = [(place, offset, offset + (duration or 0)) for place, offset, duration in units if offset is not None]
        for n, (place, start, end) in enumerate(timed):
            follows = timed[n + 1][1] if n + 1 < len(timed) else None
            closed = follows if follows is not None and follows - end == FRAME_TICKS else end
            self.spoken[place] = (start / TICKS_PER_SECOND, closed / TICKS_PER_SECOND)
        last = 0.0
        for place, _, _ in units:
            last = self.spoken[place][1] if place in self.spoken else last
            self.between[place] = last

    def start(self, place: Place) -> float | None:
        return self.spoken[place][0] if place in self.spoken else None

    def end(self, place: Place) -> float | None:
        return self.spoken[place][1] if place in self.spoken else None


def _word_row(index: int, word: Word, times: _Times) -> Row:
    marks = [_WORD_MARKS[word.error]] if word.error in _WORD_MARKS else []
    marks += [_PAUSE_MARKS[each] for each in (word.pause.error_types if word.pause else ()) if each in _PAUSE_MARKS]
    if word.error in _PAUSE_MARKS and _PAUSE_MARKS[word.error] not in marks:
        marks.append(_PAUSE_MARKS[word.error])
    place = Place(index)
    return Row(place, word.word, "", word.accuracy, times.start(place), times.end(place), tuple(marks))


def _phoneme_row(place: Place, phoneme: Phoneme, times: _Times) -> Row:
    mark = phoneme_mark(phoneme)
    finding = phoneme.finding
    heard = ""
    if mark == Mark.DELETION:
        heard = "–"
    elif finding is not None and finding.heard is not None:
        heard = finding.heard
    elif mark == Mark.MISPRONOUNCED and phoneme.spoken and phoneme.spoken[0].phoneme != phoneme.phoneme:
        heard = phoneme.spoken[0].phoneme
    return Row(
        place,
        phoneme.phoneme or "?",
        heard,
        phoneme.accuracy,
        times.start(place),
        times.end(place),
        () if mark == Mark.NONE else (mark,),
    )


def _span(row: Row, times: _Times) -> Span:
    start, end = row.start, row.end
    if start is None or end is None:
        start = end = times.between[row.place]
    return Span(row.place, start, end, row.name, row.mark, tip(row))


def _word_spans(words: tuple[Word, ...], rows: list[Row], times: _Times) -> Iterator[Span]:
    own = {row.place.word: row for row in rows if row.place.phoneme is None}
    last_end = 0.0
    for index in range(len(words)):
        row = own[index]
        pauses = [mark for mark in row.marks if mark in _PAUSE_MARKS.values()]
        if pauses and row.start is not None:
            # The pause stands in the lane where it was made: between the words.
            length = row.start - last_end
            yield Span(
                row.place, last_end, row.start, f"{length:.1f} s", pauses[0], f"{pauses[0].title}: {length:.1f} s"
            )
        rest = tuple(mark for mark in row.marks if mark not in pauses)
        span = _span(Row(row.place, row.name, row.heard, row.score, row.start, row.end, rest), times)
        last_end = max(last_end, span.end)
        yield span


def tip(row: Row) -> str:
    """What is said of a row when the pointer rests on it."""
    parts = [f"Expected {row.name}" if row.place.phoneme is not None else row.name]
    if row.heard:
        parts.append(f"heard {row.heard}")
    if row.score is not None:
        parts.append(f"score {row.score:.0f}")
    parts += [f"{mark.letter}: {mark.title}" for mark in row.marks]
    return " · ".join(parts)
