"""One piece of advice: what was heard and where, what to do about it, and how much it helps to be understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sonorant.speech.assessment import TICKS_PER_SECOND

FIRST = 3
"""So many pieces of advice are shown at first, the rest on demand."""


class Aspect(StrEnum):
    """What a piece of advice is about."""

    COMPLETENESS = "completeness"
    ACCURACY = "accuracy"
    FLUENCY = "fluency"
    PROSODY = "prosody"
    GRAMMAR = "grammar"
    VOCABULARY = "vocabulary"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: the index of a word of the assessment, that of a phoneme in it, and a time in ticks.

    A word that was left out has the time at which it should have begun, and no duration.
    """

    word: int
    phoneme: int | None = None
    offset: int | None = None
    duration: int | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do better.

    `title` is short; `evidence` says what was heard and where, `action` what to do, each in plain sentences. `effect`
    (0–1) is how much it is expected to help being understood. `sure` is false where the engine may well be mistaken;
    the text says so, too. `places` come with the clearest first. A sound (`phone`, ARPABET) that was taken for another
    has that in `heard`. `words` are what to practise, `passages` what to say whole: sentences, or parts of long ones.
    """

    aspect: Aspect
    title: str
    evidence: str
    action: str
    effect: float
    sure: bool = True
    places: tuple[Place, ...] = ()
    phone: str | None = None
    heard: str | None = None
    words: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()


def at(offset: int | None) -> str:
    """A time in brackets, such as " (3.2 s)"; nothing where there is none."""
    return "" if offset is None else f" ({offset / TICKS_PER_SECOND:.1f} s)"


def listed(parts: Sequence[str], most: int = 4) -> str:
    """Parts of a sentence joined by commas and "and", `most` of them at most."""
    shown = [*parts[:most], *([f"{len(parts) - most} more"] if len(parts) > most else [])]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
