"""How each of the 39 sounds is made, what it is mistaken for, and what to practise; one TOML file for each.

How much a mistake matters stands in ``contrasts.json``, which ``packaging/make_contrasts.py`` works out.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from sonorant.speech.failures import UnusableInput
from sonorant.speech.phonemes import PHONES
from sonorant.speech.visemes import Shape, shapes_of


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words that differ in one sound: `word` has the sound of the lesson, `other` the one it is mistaken for."""

    word: str
    other: str


@dataclass(frozen=True, slots=True)
class Confusion:
    """A usual mistake: the sound (ARPABET) that is heard instead, or None if the sound is left out, and what to do."""

    heard: str | None
    do: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What there is to know of one sound (ARPABET, without stress).

    `lips`, `tongue` and `voice` say how it is made, `check` how to find out by oneself whether it is right. The words
    have the sound at their beginning, in the middle and at the end, as far as English has such words. `frequency` says
    how often the sound is used (0–1, 1 for the most frequent one).
    """

    phone: str
    title: str
    lips: str
    tongue: str
    voice: str
    check: str
    initial: tuple[str, ...]
    medial: tuple[str, ...]
    final: tuple[str, ...]
    sentences: tuple[str, ...]
    confusions: tuple[Confusion, ...]
    frequency: float
    loads: Mapping[str | None, float]

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """How the mouth looks: one shape, or two where the sound glides."""
        return shapes_of(self.phone)

    @property
    def words(self) -> tuple[str, ...]:
        """All practice words: at the beginning, in the middle, at the end."""
        return (*self.initial, *self.medial, *self.final)

    def confusion(self, heard: str | None) -> Confusion | None:
        """What is known of saying `heard` (ARPABET, without stress) instead, or nothing at all if None."""
        return next((each for each in self.confusions if each.heard == heard), None)

    def load(self, heard: str | None) -> float:
        """How many usual words only this sound keeps apart from `heard` or, if None, from those without it (0–1)."""
        return self.loads.get(heard, 0.0)


Lessons: TypeAlias = Mapping[str, Lesson]
"""Lessons by the ARPABET name of their sound."""


def load(folder: Path) -> dict[str, Lesson]:
    """The lessons of all sounds, which are part of the program.

    Raises:
        UnusableInput: one is missing or damaged.
    """
    with _damage_told("contrasts.json"):
        weights = _Weights(**json.loads((folder / "contrasts.json").read_text(encoding="utf-8")))
    return {phone: _read(folder / f"{phone.lower()}.toml", phone, weights) for phone in PHONES}


@dataclass(frozen=True, slots=True)
class _Weights:
    """What pairs of sounds ("L R"), and single ones, weigh; nothing where they weigh next to nothing."""

    apart: Mapping[str, float]
    left_out: Mapping[str, float]
    frequency: Mapping[str, float]


@contextmanager
def _damage_told(name: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError) as failure:
        raise UnusableInput(f"The lesson “{name}” is missing or damaged: install Sonorant again.") from failure


def _read(path: Path, phone: str, weights: _Weights) -> Lesson:
    with _damage_told(path.name):
        return _lesson(phone, tomllib.loads(path.read_text(encoding="utf-8")), weights)


def _lesson(phone: str, table: Mapping[str, Any], weights: _Weights) -> Lesson:
    loads: dict[str | None, float] = {
        other: weights.apart.get(" ".join(sorted((phone, other))), 0.0) for other in PHONES if other != phone
    }
    return Lesson(
        phone=phone,
        title=table["title"],
        lips=table["lips"],
        tongue=table["tongue"],
        voice=table["voice"],
        check=table["check"],
        initial=tuple(table["initial"]),
        medial=tuple(table["medial"]),
        final=tuple(table["final"]),
        sentences=tuple(table["sentences"]),
        confusions=tuple(_confusion(each) for each in table["confusion"]),
        frequency=weights.frequency.get(phone, 0.0),
        loads={**loads, None: weights.left_out.get(phone, 0.0)},
    )


def _confusion(table: Mapping[str, Any]) -> Confusion:
    # TOML has no word for nothing: an empty name stands for a sound that is left out.
    return Confusion(table["heard"] or None, table["do"], tuple(Pair(*pair.split()) for pair in table["pairs"]))
