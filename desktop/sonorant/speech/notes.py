"""What can be told of a word beyond its errors: accepted ways to say it, its stress, how a phrase ends, and of a
take its rhythm. Hints only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sonorant.speech.assessment import Assessment, Remark, Word

STRESS_CONFIDENCE = 0.8
"""A hint at the stress is worth telling from this confidence (0–1) on; experts do not agree about it themselves."""
MOVES = 1.0
"""Semitones from which on a phrase rises or falls at its end."""
REMARKS: Mapping[Remark, str] = {
    Remark.WEAK_FORM: "accepted as a weak form",
    Remark.VARIANT: "accepted as another way to say it",
    Remark.REDUCED: "accepted as fluent speech",
    Remark.FILLER: "a filler",
    Remark.FALSE_START: "a false start",
    Remark.SELF_CORRECTION: "then corrected",
}
ACCEPTED = (Remark.WEAK_FORM, Remark.VARIANT, Remark.REDUCED)
STRESS = "perhaps stressed on syllable {0}, not {1}"
RISES = "the voice rises here by {0} semitones"
FALLS = "the voice falls here by {0} semitones"
RHYTHM = (
    "Rhythm: neighbouring vowels differ in length by {0} % "
    "(good readers: about 58 %, even speech less, halting speech more)."
)
"""Measured (nPVI) on 1,400 learners' utterances: 58 % where experts give the prosody 9 or 10, 82 % where below 5."""
LEAST_SYLLABLES = 12
"""Of fewer a rhythm tells nothing."""


@dataclass(frozen=True, slots=True)
class Note:
    """A hint: its words, which can be translated, and the numbers that stand for {0} and {1} in them."""

    template: str
    values: tuple[int, ...] = ()

    def __str__(self) -> str:
        return self.template.format(*self.values)


def of_word(word: Word) -> tuple[Note, ...]:
    """The remark on a word, and which syllable seems to stand out where it should be another."""
    found = [Note(REMARKS[word.remark])] if word.remark else []
    stress = word.stress
    if stress and stress.heard != stress.expected and stress.confidence >= STRESS_CONFIDENCE:
        found.append(Note(STRESS, (stress.heard + 1, stress.expected + 1)))
    return tuple(found)


def rhythm(assessment: Assessment) -> str | None:
    """How evenly the take was spoken, and how good readers do; ``None`` where that is not known."""
    delivery = assessment.delivery
    if delivery is None or delivery.rhythm is None or delivery.syllables < LEAST_SYLLABLES:
        return None
    return RHYTHM.format(round(delivery.rhythm))


def phrase_ends(assessment: Assessment) -> dict[int, Note]:
    """By the place of a word in `assessment`: how the voice moves where a phrase ends with it."""
    phrases = assessment.delivery.phrases if assessment.delivery else ()
    moves = {phrase.offset + phrase.duration: phrase.movement for phrase in phrases}
    found = {}
    for index, word in enumerate(assessment.words or ()):
        movement = None if word.offset is None else moves.get(word.offset + (word.duration or 0))
        if movement is not None and abs(movement) >= MOVES:
            found[index] = Note(RISES if movement > 0 else FALLS, (round(abs(movement)),))
    return found
