"""The units of an assessment with their times in seconds, as every export wants them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sonorant.speech import marks, notes, timing
from sonorant.speech.assessment import Assessment, Phoneme, Syllable, Word
from sonorant.speech.marks import Mark
from sonorant.speech.notes import Note
from sonorant.speech.timing import Timed


@dataclass(frozen=True, slots=True)
class Span:
    """A place on the time axis in seconds; `end` equals `start` for what took no time."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PhonemeUnit:
    """A phoneme, the syllable that holds it, and what is wrong with it."""

    phoneme: Phoneme
    span: Span | None
    syllable: Syllable | None
    mark: Mark | None
    heard: str | None

    @property
    def reliable(self) -> bool:
        """Whether its mark can be relied on."""
        return marks.is_reliable(self.phoneme)


@dataclass(frozen=True, slots=True)
class SyllableUnit:
    """A syllable and its place."""

    syllable: Syllable
    span: Span | None


@dataclass(frozen=True, slots=True)
class WordUnit:
    """A word with its parts; `pause` is the silence before it where that silence is an error."""

    word: Word
    span: Span | None
    marks: tuple[Mark, ...]
    pause: Span | None
    syllables: tuple[SyllableUnit, ...]
    phonemes: tuple[PhonemeUnit, ...]
    notes: tuple[Note, ...] = ()

    @property
    def wrong(self) -> list[PhonemeUnit]:
        """Its phonemes that have a mark."""
        return [each for each in self.phonemes if each.mark]

    @property
    def own_marks(self) -> list[Mark]:
        """Its marks, but not that it was mispronounced where its phonemes say what is wrong."""
        return [mark for mark in self.marks if mark != Mark.MISPRONOUNCED or not self.wrong]

    @property
    def unsure(self) -> frozenset[Mark]:
        """The marks that only sounds which are judged poorly give it."""
        sure = {*self.marks, *(each.mark for each in self.wrong if each.reliable)}
        return frozenset(each.mark for each in self.wrong if each.mark and each.mark not in sure)


def words(assessment: Assessment, scale: float = 100.0) -> list[WordUnit]:
    """All words in the order of the assessment, whose scores go from 0 to `scale`."""
    all_words = assessment.words or ()
    word_spans = iter(_spans(all_words))
    syllable_spans = iter(_spans([each for word in all_words for each in word.syllables or ()]))
    phoneme_spans = iter(_spans([each for word in all_words for each in word.phonemes or ()]))
    units: list[WordUnit] = []
    last = 0.0
    for word in all_words:
        span = next(word_spans)
        found = marks.of_word(word)
        pause = Span(last, span.start) if Mark.PAUSE in found and span and span.start > last else None
        syllables = tuple(SyllableUnit(each, next(syllable_spans)) for each in word.syllables or ())
        phonemes = tuple(_phoneme(each, next(phoneme_spans), word, scale) for each in word.phonemes or ())
        units.append(WordUnit(word, span, found, pause, syllables, phonemes, notes.of_word(word)))
        last = span.end if span else last
    return units


def _phoneme(phoneme: Phoneme, span: Span | None, word: Word, scale: float) -> PhonemeUnit:
    mark = marks.of_phoneme(phoneme, scale)
    return PhonemeUnit(phoneme, span, _holder(phoneme, word), mark, marks.heard(phoneme) if mark else None)


def _holder(phoneme: Phoneme, word: Word) -> Syllable | None:
    """The syllable that begins last before the phoneme does."""
    if phoneme.offset is None:
        return None
    begun = [each for each in word.syllables or () if each.offset is not None and each.offset <= phoneme.offset]
    return begun[-1] if begun else None


def _spans(units: Sequence[Timed]) -> list[Span | None]:
    """Each unit's place; a unit that seems to end one frame before the next begins meets it."""
    placed = [timing.span(unit) for unit in units]
    closed = iter(timing.close_gaps([each for each in placed if each]))
    return [_seconds(next(closed)) if each else None for each in placed]


def _seconds(ticks: tuple[int, int]) -> Span:
    return Span(timing.to_seconds(ticks[0]), timing.to_seconds(ticks[1]))
