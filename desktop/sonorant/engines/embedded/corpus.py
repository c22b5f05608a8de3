"""A labelled corpus in the layout of speechocean762: FLAC files named after the utterance, labels as gzipped JSON."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from sonorant.speech.failures import UnusableInput


class Origin(Enum):
    """Where an utterance and its scores come from."""

    CORPUS = "corpus"
    """A speaker and experts."""
    SYNTHESISER = "synthesiser"
    """A program that was told what to say, see `synthetic`."""
    EXCHANGED = "exchanged"
    """A speaker of the corpus, held against other words than were said, see `exchanged`."""


@dataclass(frozen=True, slots=True)
class LabelledWord:
    """A word with the experts' scores: word scores 0–10 (NaN: not scored), phone scores 0–2."""

    text: str
    phones: tuple[str, ...]
    phone_scores: tuple[float, ...]
    accuracy: float
    total: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """One recorded sentence with the experts' scores, 0–10 (NaN: not scored)."""

    name: str
    speaker: str
    text: str
    audio: Path
    words: tuple[LabelledWord, ...]
    accuracy: float
    fluency: float
    prosody: float
    total: float
    origin: Origin = Origin.CORPUS


def read_corpus(labels: Path, audio: Path) -> list[Utterance]:
    """All utterances of the labels file, in order of their names.

    Raises:
        UnusableInput: the files are missing or not of this layout.
    """
    try:
        with gzip.open(labels, "rt", encoding="utf-8") as stream:
            entries = json.load(stream)
        utterances = [_utterance(name, entry, audio) for name, entry in sorted(entries.items())]
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnusableInput(f"The labels “{labels}” cannot be read: give a gzipped JSON file of the corpus.") from error
    missing = [utterance.audio for utterance in utterances if not utterance.audio.is_file()]
    if missing:
        raise UnusableInput(f"{len(missing)} recordings are missing in “{audio}”, the first is “{missing[0].name}”.")
    if not utterances:
        raise UnusableInput(f"The labels “{labels}” hold no utterance.")
    return utterances


def _utterance(name: str, entry: dict[str, object], audio: Path) -> Utterance:
    words = entry["words"]
    if not isinstance(words, list) or any(len(word["phones"]) != len(word["phones-accuracy"]) for word in words):
        raise ValueError(name)
    return Utterance(
        name=name,
        speaker=str(entry["speaker"]),
        text=str(entry["text"]),
        audio=audio / f"{name}.flac",
        words=tuple(
            LabelledWord(
                text=str(word["text"]),
                phones=tuple(phone.rstrip("012") for phone in word["phones"]),
                phone_scores=tuple(float(score) for score in word["phones-accuracy"]),
                accuracy=float(word["accuracy"]),
                total=float(word["total"]),
            )
            for word in words
        ),
        accuracy=_score(entry["accuracy"]),
        fluency=_score(entry["fluency"]),
        prosody=_score(entry["prosodic"]),
        total=_score(entry["total"]),
    )


def _score(value: object) -> float:
    if not isinstance(value, int | float):
        raise TypeError(type(value))
    return float(value)
