"""What a voice gives: sound, and what is said and seen in it when."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from sonorant.audio.files import Audio
from sonorant.speech.failures import Progress, SonorantError, no_progress
from sonorant.speech.timing import to_ticks
from sonorant.speech.visemes import Shape, shapes_of

SLOWEST, FASTEST = 0.5, 1.5
"""The speeds that every voice can speak at; 1 is its own."""


class VoiceFailed(SonorantError):
    """A voice could not speak; the message says why and what to do. What was on the screen stays readable."""


@dataclass(frozen=True, slots=True)
class WordTime:
    """A word as written, when it is said (ticks; the duration is whole), and its place (start, end) in the text."""

    text: str
    offset: int
    duration: int
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PhoneTime:
    """A sound by its ARPABET name without stress, and when it is said (ticks; the duration is whole)."""

    arpabet: str
    offset: int
    duration: int


@dataclass(frozen=True, slots=True)
class VisemeTime:
    """A mouth shape and when it begins (ticks); it lasts until the next one."""

    shape: Shape
    offset: int


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """Speech: mono sound at 16 kHz or more, and its words, sounds and mouth shapes in the order of time.

    Words, sounds and shapes are empty where the voice gives none and nobody could find them out.
    """

    audio: Audio
    words: tuple[WordTime, ...] = ()
    phones: tuple[PhoneTime, ...] = ()
    visemes: tuple[VisemeTime, ...] = ()

    def shape_at(self, seconds: float) -> Shape:
        """The mouth shape at a time in the sound."""
        place = bisect_right(self.visemes, to_ticks(seconds), key=lambda each: each.offset) - 1
        return self.visemes[place].shape if place >= 0 else Shape.REST

    def word_at(self, seconds: float) -> WordTime | None:
        """The word that is said at a time in the sound; None in a pause."""
        ticks = to_ticks(seconds)
        place = bisect_right(self.words, ticks, key=lambda each: each.offset) - 1
        if place < 0:
            return None
        word = self.words[place]
        return word if ticks < word.offset + word.duration else None


@runtime_checkable
class Voice(Protocol):
    """Says texts. Plain and blocking: the caller decides on which thread it runs."""

    @property
    def name(self) -> str:
        """How the voice is called, in settings and before the user, such as "flite slt"."""
        ...

    def speak(self, text: str, speed: float = 1.0, progress: Progress = no_progress) -> Spoken:
        """Say `text` at `speed` times the voice's own (`SLOWEST` to `FASTEST`).

        Raises:
            VoiceFailed: nothing can be said, the program or the service failed, or took too long.
            Cancelled: `progress`, which is called at least ten times a second, asked to stop.
        """
        ...


def visemes_of(phones: Sequence[PhoneTime]) -> tuple[VisemeTime, ...]:
    """The mouth shapes of sounds in order; where there is a gap between two of them, the mouth rests."""
    found: list[VisemeTime] = []
    end = 0
    for phone in phones:
        if phone.offset > end:
            found.append(VisemeTime(Shape.REST, end))
        shapes = shapes_of(phone.arpabet)
        step = phone.duration // len(shapes)
        found += [VisemeTime(shape, phone.offset + number * step) for number, shape in enumerate(shapes)]
        end = phone.offset + phone.duration
    return (*found, VisemeTime(Shape.REST, end))
