"""What an engine says about a take: the one result shape that both engines produce.

Times are integers in ticks of 100 ns from the start of the take; scores are numbers from 0 to 100. A part that an
engine does not give is ``None``, never zero. ``extra`` keeps what the serial form held beyond these fields, so that
reading and writing loses nothing. The serial form is written and read by `sonorant.speech.azure_json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from sonorant.speech.content import Content

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
"""Any JSON value."""

Extra: TypeAlias = Mapping[str, Json]
"""Keys of the serial form that have no field of their own, kept as they came."""

Interval: TypeAlias = tuple[float, float]
"""Between which scores (0–100) the experts' own lies in four of five cases."""

TICKS_PER_SECOND = 10_000_000
FRAME_TICKS = 100_000
"""One analysis frame, 10 ms: a unit's offset + duration ends exactly this much before the unit that follows it."""


class ErrorType(StrEnum):
    """What is wrong with a word; the values are Azure's, except `REPETITION`, which is ours."""

    NONE = "None"
    OMISSION = "Omission"
    INSERTION = "Insertion"
    MISPRONUNCIATION = "Mispronunciation"
    UNEXPECTED_BREAK = "UnexpectedBreak"
    MISSING_BREAK = "MissingBreak"
    MONOTONE = "Monotone"
    REPETITION = "Repetition"


class Remark(StrEnum):
    """What a word is beyond right or wrong (ours): a way to say it that is accepted, speech that is no word, or a wrong
    word that the speaker then says right.
    """

    WEAK_FORM = "WeakForm"
    VARIANT = "Variant"
    REDUCED = "Reduced"
    FILLER = "Filler"
    FALSE_START = "FalseStart"
    SELF_CORRECTION = "SelfCorrection"


class PhonemeError(StrEnum):
    """What is wrong with a single phoneme (ours; Azure has no error type per phoneme)."""

    NONE = "None"
    SUBSTITUTION = "Substitution"
    DELETION = "Deletion"
    INSERTION = "Insertion"


class PhonemeAlphabet(StrEnum):
    """How phonemes are named."""

    SAPI = "SAPI"
    IPA = "IPA"


@dataclass(frozen=True, slots=True)
class SpokenPhoneme:
    """One candidate for what was said in the place of a phoneme; scores are relative within that place, 0–100."""

    phoneme: str
    score: float
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PhonemeFinding:
    """What went wrong with a phoneme: the kind, the sound heard instead (if any), and how sure the engine is (0–1).

    `reliable` is false for a sound that the engine was measured to judge poorly whoever says it.
    """

    error: PhonemeError
    heard: str | None = None
    confidence: float | None = None
    reliable: bool = True


@dataclass(frozen=True, slots=True)
class Phoneme:
    """One expected phoneme and how it was said. `phoneme` is ``None`` where the engine names none."""

    phoneme: str | None
    offset: int | None = None
    duration: int | None = None
    accuracy: float | None = None
    spoken: tuple[SpokenPhoneme, ...] | None = None
    finding: PhonemeFinding | None = None
    interval: Interval | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable: its phonemes run together, and the letters that it is written with where they are known."""

    syllable: str
    grapheme: str | None = None
    offset: int | None = None
    duration: int | None = None
    accuracy: float | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Break:
    """The pause before a word: `length` in ticks; confidences 0–1 that it is unexpected, or that one is missing."""

    error_types: tuple[ErrorType, ...] = ()
    unexpected: float | None = None
    missing: float | None = None
    length: int | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Intonation:
    """Pitch movement; `monotone` is the confidence 0–1 that the utterance is monotone, the same on all its words."""

    error_types: tuple[ErrorType, ...] = ()
    monotone: float | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stress:
    """A hint at a word's stress: the syllable that should stand out, the one that does, and how sure that is (0–1)."""

    expected: int
    heard: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `span` is its place (start, end) in the reference text as typed. An omitted word has no times."""

    word: str
    offset: int | None = None
    duration: int | None = None
    accuracy: float | None = None
    error: ErrorType = ErrorType.NONE
    syllables: tuple[Syllable, ...] | None = None
    phonemes: tuple[Phoneme, ...] | None = None
    pause: Break | None = None
    intonation: Intonation | None = None
    span: tuple[int, int] | None = None
    interval: Interval | None = None
    stress: Stress | None = None
    remark: Remark | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scores:
    """The aspects of the full text; `pronunciation` is the overall score (Azure's PronScore).

    `intervals` holds those of the fields above that have one, by the field's name.
    """

    accuracy: float | None = None
    fluency: float | None = None
    completeness: float | None = None
    prosody: float | None = None
    pronunciation: float | None = None
    intervals: Mapping[str, Interval] = field(default_factory=dict)
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignalQuality:
    """How well the take was recorded. Levels in dB relative to full scale, `bandwidth` in Hz, shares 0–1."""

    snr: float | None = None
    peak: float | None = None
    level: float | None = None
    clipped: float | None = None
    silence: float | None = None
    bandwidth: float | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase: its place in ticks, and the semitones that the pitch rises (above 0) or falls at its end."""

    offset: int
    duration: int
    movement: float | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the take was spoken, by measures that are counted and not judged.

    Attributes:
        syllables: how many there are; an estimate where the text is not known.
        speech_rate: syllables per second from the first sound to the last.
        articulation_rate: syllables per second without the pauses.
        mean_run: syllables between two pauses, on average.
        pauses: (offset, duration) of each pause within the speech, in ticks.
        pitch: the pitch in Hz that a tenth of the voice lies below, and that a tenth lies above.
        rhythm: how much neighbouring vowels differ in length, in percent of their mean (nPVI, Grabe and Low 2002).
        phrases: the phrases, and how the pitch moves at their ends.
    """

    syllables: int
    speech_rate: float
    articulation_rate: float
    mean_run: float
    pauses: tuple[tuple[int, int], ...] = ()
    pitch: tuple[float, float] | None = None
    rhythm: float | None = None
    phrases: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who gave the verdict and how, so that it can be labelled, repeated and compared."""

    engine: str
    version: str
    model_digest: str | None = None
    settings: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdict on one take. `text` is the display form, `lexical` the plain words that were assessed.

    `draft` says that the text is what a recogniser made of the take, and not to be relied on. `withheld` says, in a
    sentence with what to do, why there are no scores although the words were found, or no draft although somebody
    spoke. `content` is the verdict on grammar and vocabulary, if anybody looked at them.
    """

    text: str = ""
    lexical: str = ""
    words: tuple[Word, ...] | None = None
    scores: Scores = field(default_factory=Scores)
    offset: int | None = None
    duration: int | None = None
    confidence: float | None = None
    status: int | str = "Success"
    alphabet: PhonemeAlphabet | None = None
    quality: SignalQuality | None = None
    delivery: Delivery | None = None
    draft: bool = False
    withheld: str | None = None
    content: Content | None = None
    warnings: tuple[str, ...] = ()
    provenance: Provenance | None = None
    extra: Extra = field(default_factory=dict)

    @property
    def engine(self) -> str:
        """The name of the engine that gave the verdict; empty where that is not known, or nobody did."""
        return "" if self.provenance is None else self.provenance.engine


DOUBTFUL_BELOW = 0.5


def doubtful(word: Word) -> bool:
    """Whether a word of a draft is more likely wrong than right."""
    confidence = word.extra.get("Confidence")
    return isinstance(confidence, int | float) and confidence < DOUBTFUL_BELOW
