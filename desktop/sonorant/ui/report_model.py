"""What the window shows of an assessment, worked out without Qt: marks, spans in time, rows, the way of errors."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from sonorant.speech import marks, notes
from sonorant.speech.assessment import FRAME_TICKS, TICKS_PER_SECOND, Assessment, Interval, Phoneme, Syllable, Word
from sonorant.speech.marks import Mark
from sonorant.speech.notes import Note
from sonorant.speech.scores import USUAL_STRICTNESS, mark
from sonorant.ui.numbers import Number
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.words import translate

UNNAMED = "·"
"""Stands for a sound that has a score but, in its locale, no name."""
PAUSES = (Mark.PAUSE, Mark.MISSING_PAUSE)


@dataclass(frozen=True, slots=True)
class Kind:
    """Errors that are shown or hidden together."""

    title: str
    marks: tuple[Mark, ...]

    @property
    def letters(self) -> str:
        return " ".join(mark.letter for mark in self.marks)


KINDS = (
    Kind(QT_TRANSLATE_NOOP("ui", "Another sound"), (Mark.SUBSTITUTION,)),
    Kind(QT_TRANSLATE_NOOP("ui", "Sound left out"), (Mark.DELETION,)),
    Kind(QT_TRANSLATE_NOOP("ui", "Sound added"), (Mark.INSERTION,)),
    Kind(QT_TRANSLATE_NOOP("ui", "Mispronounced"), (Mark.MISPRONOUNCED,)),
    Kind(QT_TRANSLATE_NOOP("ui", "Word left out"), (Mark.OMITTED,)),
    Kind(QT_TRANSLATE_NOOP("ui", "Word added or repeated"), (Mark.ADDED, Mark.REPEATED)),
    Kind(QT_TRANSLATE_NOOP("ui", "Pauses"), PAUSES),
)
"""In the order of the keys 1 to 7."""


class Place(NamedTuple):
    """A word by its index, or one of its phonemes, or one of its syllables."""

    word: int
    phoneme: int | None = None
    syllable: int | None = None

    @property
    def is_word(self) -> bool:
        return self.phoneme is None and self.syllable is None


@dataclass(frozen=True, slots=True)
class Span:
    """Something on the time axis, `start` to `end` in seconds; equal where the thing took no time.

    `reliable` is false for the mark of a sound that is judged poorly.
    """

    place: Place
    start: float
    end: float
    label: str
    mark: Mark | None
    tip: str
    reliable: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `start` and `end` in seconds, or None for what was never said.

    `reliable` is false for a finding of a sound that is judged poorly; `interval` is where the experts' score may lie;
    `notes` are no errors.
    """

    place: Place
    name: str
    heard: str
    score: float | None
    start: float | None
    end: float | None
    marks: tuple[Mark, ...]
    reliable: bool = True
    interval: Interval | None = None
    notes: tuple[Note, ...] = ()

    @property
    def mark(self) -> Mark | None:
        return self.marks[0] if self.marks else None


@dataclass(frozen=True, slots=True)
class Report:
    """An assessment made ready to show.

    `raw` is what the engine said; `assessment` is the same marked with `strictness`. `hidden` marks are left out of
    everything but `counts`, the numbers of the `KINDS`.
    """

    raw: Assessment
    assessment: Assessment
    strictness: float
    hidden: frozenset[Mark]
    rows: tuple[Row, ...]
    words: tuple[Span, ...]
    syllables: tuple[Span, ...]
    phonemes: tuple[Span, ...]
    errors: tuple[Place, ...]
    counts: tuple[int, ...]
    monotone: bool
    _by_place: Mapping[Place, Row] = field(repr=False)
    _marks: Mapping[int, tuple[Mark, ...]] = field(repr=False)
    _sure: Mapping[int, frozenset[Mark]] = field(repr=False)
    _spoken: tuple[Span, ...] = field(repr=False)
    _phonemes: Mapping[int, tuple[Span, ...]] = field(repr=False)

    def row(self, place: Place) -> Row | None:
        return self._by_place.get(place)

    def marks_of_word(self, index: int) -> tuple[Mark, ...]:
        """The marks of a word and of its phonemes, each kind once, in order of appearance."""
        return self._marks.get(index, ())

    def is_sure(self, index: int, mark: Mark) -> bool:
        """Whether a mark of a word is its own, or that of at least one sound in it that can be relied on."""
        return mark in self._sure.get(index, ())

    @property
    def unsure(self) -> bool:
        """Whether there is a mark of a sound that cannot be judged reliably."""
        return any(row.marks and not row.reliable for row in self.rows)

    def word_at(self, seconds: float) -> int | None:
        """The word that is said at a time, or was last said before it."""
        place = bisect_right(self._spoken, seconds, key=lambda span: span.start) - 1
        return self._spoken[place].place.word if place >= 0 else None

    def sounding_at(self, seconds: float) -> Place | None:
        """The phoneme that is said at a time, or the word if none is known."""
        word = self.word_at(seconds)
        if word is None:
            return None
        inside = self._phonemes.get(word, ())
        held = next((span.place for span in inside if span.start <= seconds < span.end), None)
        return held or Place(word)

    def step(self, place: Place | None, way: int) -> Place | None:
        """The next (`way` 1) or previous (-1) error from `place`, going round at the ends."""
        if not self.errors:
            return None
        if place is None:
            return self.errors[0 if way > 0 else -1]
        here = _order(place)
        after = [each for each in self.errors if (_order(each) > here if way > 0 else _order(each) < here)]
        if not after:
            return self.errors[0 if way > 0 else -1]
        return after[0 if way > 0 else -1]


def build(
    assessment: Assessment, strictness: float = USUAL_STRICTNESS, hidden: frozenset[Mark] = frozenset()
) -> Report:
    """Work out everything that the window shows of `assessment` as the engine gave it."""
    marked = mark(assessment, strictness)
    words = marked.words or ()
    times = _Times(words)
    ends = notes.phrase_ends(marked)
    found = [row for index, word in enumerate(words) for row in _rows(index, word, ends.get(index), times)]
    rows = [replace(row, marks=tuple(each for each in row.marks if each not in hidden)) for row in found]
    spans = tuple(_word_spans(words, rows, times))
    phonemes = tuple(_span(row, times) for row in rows if row.place.phoneme is not None)
    by_word = {word: tuple(each) for word, each in groupby(phonemes, key=lambda span: span.place.word)}
    spoken = [span for span in spans if span.end > span.start and span.mark not in PAUSES]
    return Report(
        raw=assessment,
        assessment=marked,
        strictness=strictness,
        hidden=hidden,
        rows=tuple(rows),
        words=spans,
        syllables=tuple(_span(row, times) for row in rows if row.place.syllable is not None),
        phonemes=phonemes,
        errors=tuple(_errors(rows)),
        counts=tuple(sum(each in kind.marks for row in found for each in row.marks) for kind in KINDS),
        monotone=marks.is_monotone(marked),
        _by_place={row.place: row for row in rows},
        _marks=_marks_by_word(rows),
        _sure=_sure_by_word(rows),
        _spoken=tuple(sorted(spoken, key=lambda span: span.start)),
        _phonemes=by_word,
    )


def syllable_of(word: Word) -> list[int] | None:
    """For each phoneme the number of its syllable, or None where that is not known or there is but one."""
    syllables, phonemes = word.syllables or (), word.phonemes or ()
    starts = [each.offset for each in syllables if each.offset is not None]
    if len(syllables) < 2 or len(starts) < len(syllables):
        return None
    numbers, last = [], 0
    for phoneme in phonemes:
        if phoneme.offset is not None:  # what was left out belongs to the sound before it
            last = max(0, bisect_right(starts, phoneme.offset) - 1)
        numbers.append(last)
    return numbers


def _order(place: Place) -> tuple[int, int]:
    return place.word, -1 if place.phoneme is None else place.phoneme


def _errors(rows: list[Row]) -> Iterator[Place]:
    wrong_inside = {row.place.word for row in rows if row.place.phoneme is not None and row.marks}
    for row in rows:
        # Where the phonemes say what is wrong, the word need not be visited as well.
        if [
            each
            for each in row.marks
            if each != Mark.MISPRONOUNCED or row.place.word not in wrong_inside or (row.place.phoneme is not None)
        ]:
            yield row.place


def _marks_by_word(rows: list[Row]) -> dict[int, tuple[Mark, ...]]:
    found: dict[int, dict[Mark, None]] = {}
    for row in rows:
        if row.marks:
            found.setdefault(row.place.word, {}).update(dict.fromkeys(row.marks))
    return {word: tuple(each) for word, each in found.items()}


def _sure_by_word(rows: list[Row]) -> dict[int, frozenset[Mark]]:
    found: dict[int, frozenset[Mark]] = {}
    for row in rows:
        if row.marks and row.reliable:
            found[row.place.word] = found.get(row.place.word, frozenset()).union(row.marks)
    return found


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
        self._take(
            [
                (Place(i, None, j), each.offset, each.duration)
                for i, word in enumerate(words)
                for j, each in enumerate(word.syllables or ())
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


def _rows(index: int, word: Word, end: Note | None, times: _Times) -> Iterator[Row]:
    """The row of a word, and under it those of its syllables (if it has more than one) and phonemes."""
    row = _row(Place(index), word.word, "", word.accuracy, times, marks.of_word(word))
    yield replace(row, interval=word.interval, notes=(*notes.of_word(word), *([end] if end else [])))
    numbers, last = syllable_of(word), None
    for i, phoneme in enumerate(word.phonemes or ()):
        if numbers is not None and numbers[i] != last:
            last = numbers[i]
            yield _syllable_row(Place(index, None, last), (word.syllables or ())[last], times)
        yield _phoneme_row(Place(index, i), phoneme, marks.of_phoneme(phoneme), times)


def _syllable_row(place: Place, syllable: Syllable, times: _Times) -> Row:
    return _row(place, syllable.grapheme or syllable.syllable, "", syllable.accuracy, times, ())


def _phoneme_row(place: Place, phoneme: Phoneme, found: Mark | None, times: _Times) -> Row:
    heard = "–" if found == Mark.DELETION else (marks.heard(phoneme) or "") if found is not None else ""
    row = _row(place, phoneme.phoneme or UNNAMED, heard, phoneme.accuracy, times, () if found is None else (found,))
    return replace(row, reliable=marks.is_reliable(phoneme), interval=phoneme.interval)


def _row(place: Place, name: str, heard: str, score: float | None, times: _Times, found: tuple[Mark, ...]) -> Row:
    return Row(place, name, heard, score, times.start(place), times.end(place), found)


def _span(row: Row, times: _Times) -> Span:
    start, end = row.start, row.end
    if start is None or end is None:
        start = end = times.between[row.place]
    return Span(row.place, start, end, row.name, row.mark, tip(row), row.reliable)


def _word_spans(words: tuple[Word, ...], rows: list[Row], times: _Times) -> Iterator[Span]:
    own = {row.place.word: row for row in rows if row.place.is_word}
    last_end = 0.0
    for index in range(len(words)):
        row = own[index]
        pauses = [each for each in row.marks if each in PAUSES]
        if pauses and row.start is not None:
            # The pause stands in the lane where it was made: between the words.
            length = Number(row.start - last_end)
            text = f"{translate('ui', pauses[0].title)}: {length:.1f} s"
            yield Span(row.place, last_end, row.start, f"{length:.1f} s", pauses[0], text)
        span = _span(replace(row, marks=tuple(each for each in row.marks if each not in pauses)), times)
        last_end = max(last_end, span.end)
        yield span


def tip(row: Row) -> str:
    """What is said of a row when the pointer rests on it."""
    parts = [translate("ui", "Expected {0}").format(row.name) if row.place.phoneme is not None else row.name]
    if row.heard:
        parts.append(translate("ui", "heard {0}").format(row.heard))
    if row.score is not None:
        parts.append(translate("ui", "score {0:.0f}").format(row.score))
    parts += experts(row)
    parts += [f"{each.code(row.reliable)}: {translate('ui', each.title)}" for each in row.marks]
    if row.marks and not row.reliable:
        parts.append(translate("ui", "this sound cannot be judged reliably"))
    return " · ".join([*parts, *in_words(row.notes)])


def experts(row: Row) -> list[str]:
    """Where the experts' score of a row lies, if that is known."""
    if row.interval is None:
        return []
    return [translate("ui", "experts: probably {0:.0f} to {1:.0f}").format(*row.interval)]


def in_words(noted: Iterable[Note]) -> list[str]:
    """Notes in the user's language."""
    return [translate("ui", note.template).format(*note.values) for note in noted]
