"""The bundled sample takes: synthetic speech, one of them with errors planted in it at known places."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Planted:
    """One error in a sample, from `start` to `end` in seconds; `kind` is substitution, deletion or pause.

    A pause stands before `word`. A deleted sound has no length. Phonemes are in IPA.
    """

    kind: str
    word: str
    start: float
    end: float
    phoneme: str | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One take and what is known of it. `seconds` is its length."""

    id: str
    title: str
    text: str
    voice: str
    synthetic: bool
    audio: Path
    seconds: float
    planted: tuple[Planted, ...] = ()


def load(folder: Path) -> list[Sample]:
    """Read ``samples.toml`` of `folder`, which is part of the program and written by ``packaging/make_samples.py``."""
    table = tomllib.loads((folder / "samples.toml").read_text(encoding="utf-8"))
    samples = []
    for entry in table["sample"]:
        audio = folder / entry.pop("file")
        planted = tuple(Planted(**each) for each in entry.pop("planted", ()))
        samples.append(Sample(audio=audio, planted=planted, **entry))
    return samples
