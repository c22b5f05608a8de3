"""Measure the embedded engine on synthetic speech whose phones, times and errors are known.

    .venv/bin/python tests/measure.py [--sentences N]
    .venv/bin/python tests/measure.py miscues | replies | quality | coach | stress | conditions | unheard

Prints one line per voice and one for all: phone starts against flite's own times, words flagged in flawless speech,
planted substitutions found, phonemes beside them and other untouched ones flagged, words left out, added and said again
that are found, words falsely called so, real-time factor on one core. The voices took part in the training (with other
sentences); `sonorant train` prints the figures for voices that did not. With a name, that is measured alone: see the
module.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the real-time factor is that of one core

import numpy as np

import coaching
import conditions
import degraded
import replies
import stressing
import unheard
import vowels
from planting import plant
from sonorant.audio.files import Audio
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.speech import marks
from sonorant.speech.assessment import TICKS_PER_SECOND, Assessment, ErrorType, PhonemeAlphabet, Remark
from sonorant.speech.config import AssessmentConfig, GradingSystem
from sonorant.speech.normalise import tokens
from sonorant.speech.phonemes import base, parse
from sonorant.speech.scores import mark
from synthetic_speech import SENTENCES, VOICES, Spoken, say

OTHERS = {
    "replies": replies.measure,
    "quality": degraded.measure,
    "coach": coaching.measure,
    "conditions": conditions.measure,
    "stress": stressing.measure,
    "vowels": vowels.measure,
    "unheard": unheard.measure,
}
MISCUES_ALONE = "miscues"


KEPT = ("errors", "words", "accuracy", "planted", "neighbours", "untouched", "miscues", "kinds", "false_miscues")


@dataclass
class Tally:
    """What was counted for one voice."""

    errors: list[float] = field(default_factory=list)
    words: list[bool] = field(default_factory=list)
    accuracy: list[float] = field(default_factory=list)
    planted: list[bool] = field(default_factory=list)
    neighbours: list[bool] = field(default_factory=list)
    untouched: list[bool] = field(default_factory=list)
    miscues: list[bool] = field(default_factory=list)
    kinds: list[tuple[str, bool]] = field(default_factory=list)
    false_miscues: list[bool] = field(default_factory=list)
    seconds: float = 0.0
    cost: float = 0.0

    def line(self) -> str:
        """The figures as one line."""
        error = np.abs(self.errors)
        return (
            f"starts within 20 ms {np.mean(error <= 0.02):6.1%}  median {1000 * np.median(error):4.1f} ms  "
            f"flawless words flagged {np.mean(self.words):6.2%}  accuracy {np.mean(self.accuracy):5.1f}  "
            f"planted found {np.mean(self.planted):6.1%} of {len(self.planted)}  "
            f"their neighbours flagged {np.mean(self.neighbours):6.2%}  "
            f"other untouched {np.mean(self.untouched):6.2%}  "
            f"miscues found {np.mean(self.miscues):6.1%} of {len(self.miscues)}  "
            f"false {np.mean(self.false_miscues):6.2%}  "
            f"rtf {self.cost / self.seconds:.3f}"
        )


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=(MISCUES_ALONE, *OTHERS))
    parser.add_argument("--sentences", type=int, default=len(SENTENCES))
    arguments = parser.parse_args(argv)
    chosen = SENTENCES[: arguments.sentences]
    if arguments.what == MISCUES_ALONE:
        _miscues(chosen)
        return
    if arguments.what:
        OTHERS[arguments.what]()
        return
    total = Tally()
    for voice in VOICES:
        tally = Tally()
        for number, text in enumerate(chosen):
            _flawless(text, voice, tally)
            _planted(text, voice, number, tally)
            _miscued(text, voice, number, tally)
            _asides(text, voice, number, tally)
        print(f"{voice:6} {tally.line()}")
        for name in KEPT:
            getattr(total, name).extend(getattr(tally, name))
        total.seconds += tally.seconds
        total.cost += tally.cost
    print(f"{'all':6} {total.line()}")
    _print_kinds(total)


def _miscues(sentences: Sequence[str]) -> None:
    """Print what is found of words left out, added, said again or broken off, and nothing else."""
    tally = Tally()
    for voice in VOICES:
        for number, text in enumerate(sentences):
            _miscued(text, voice, number, tally)
            _asides(text, voice, number, tally)
    _print_kinds(tally)
    print(f"{'all words':22} {np.mean(tally.miscues):6.1%} of {len(tally.miscues)}")
    print(f"{'falsely called so':22} {np.mean(tally.false_miscues):6.2%} of {len(tally.false_miscues)} words")


def _print_kinds(tally: Tally) -> None:
    for kind in dict.fromkeys(name for name, _ in tally.kinds):
        found = [right for name, right in tally.kinds if name == kind]
        print(f"{kind:22} {np.mean(found):6.1%} of {len(found)}")


def _assess(audio: Audio, text: str, tally: Tally) -> Assessment:
    config = AssessmentConfig(
        text, GradingSystem.HUNDRED_MARK, enable_miscue=True, enable_prosody=True, phoneme_alphabet=PhonemeAlphabet.IPA
    )
    begun = time.process_time()
    assessment = mark(EmbeddedAssessor().assess(audio, config))
    tally.cost += time.process_time() - begun
    tally.seconds += audio.seconds
    return assessment


def _flawless(text: str, voice: str, tally: Tally) -> None:
    spoken = say(text, voice)
    assessment = _assess(spoken.audio, text, tally)
    tally.errors.extend(_start_errors(assessment, spoken))
    assert assessment.words is not None
    tally.words.extend(word.error is not ErrorType.NONE for word in assessment.words)
    assert assessment.scores.accuracy is not None
    tally.accuracy.append(assessment.scores.accuracy)


def _start_errors(assessment: Assessment, spoken: Spoken) -> list[float]:
    """Seconds between our and flite's starts of the phones that both have."""
    ours = [
        (base(parse(phoneme.phoneme or "", PhonemeAlphabet.IPA) or ""), (phoneme.offset or 0) / TICKS_PER_SECOND)
        for word in assessment.words or ()
        for phoneme in word.phonemes or ()
    ]
    matcher = SequenceMatcher(None, [name for name, _ in ours], [name for name, _ in spoken.phones], autojunk=False)
    return [
        ours[block.a + i][1] - spoken.phones[block.b + i][1]
        for block in matcher.get_matching_blocks()
        for i in range(block.size)
    ]


def _planted(text: str, voice: str, number: int, tally: Tally) -> None:
    planted = plant(text, voice, number)
    assessment = _assess(planted.spoken.audio, text, tally)
    places = [(i, j) for i, word in enumerate(assessment.words or ()) for j in range(len(word.phonemes or ()))]
    wrong = places.index((planted.word, planted.phoneme)) if (planted.word, planted.phoneme) in places else None
    said = [phoneme for word in assessment.words or () for phoneme in word.phonemes or ()]
    for place, phoneme in enumerate(said):
        distance = None if wrong is None else abs(place - wrong)
        told = {0: tally.planted, 1: tally.neighbours}.get(distance, tally.untouched)
        told.append(marks.of_phoneme(phoneme) is not None)


ASIDES = (Remark.FILLER, Remark.FALSE_START)
FILLERS = {"um": ("AH1", "M"), "uh": ("AH1",), "er": ("ER1",), "hmm": ("HH", "M")}
"""What is said before a word, in turn, and how; a false start is the beginning of that word."""


def _asides(text: str, voice: str, number: int, tally: Tally) -> None:
    """Say a filler, or break a word off and begin it again."""
    words = [token.word for token in tokens(text)]
    lexicon = load_lexicon()
    places = [place for place in range(1, len(words)) if len(lexicon.pronunciations(words[place])[0]) > 3]
    place = places[(number * 7919 + len(voice)) % len(places)]
    kind = ASIDES[number % len(ASIDES)]
    filler = list(FILLERS)[(number // len(ASIDES) + VOICES.index(voice)) % len(FILLERS)]
    phones = FILLERS[filler] if kind is Remark.FILLER else lexicon.pronunciations(words[place])[0][:3]
    said = " ".join([*words[:place], "bika,", *words[place:]])  # flite would spell "hmm"
    assessment = _assess(say(said, voice, pronounced={"bika": phones}).audio, " ".join(words), tally)
    found = [word for word in assessment.words or () if word.error in MISCUES]
    name = f"{kind} {filler}" if kind is Remark.FILLER else kind
    tally.kinds.append((f"{name} noticed", bool(found)))
    tally.kinds.append((f"{name} named", any(word.remark is kind for word in found)))


MISCUES = (ErrorType.OMISSION, ErrorType.INSERTION, ErrorType.REPETITION)
EXTRA_WORDS = ("quickly", "yellow", "window", "seventy", "table", "happy", "never", "mountain")


def _miscued(text: str, voice: str, number: int, tally: Tally) -> None:
    """Leave a word out, add one, or say one again."""
    words = [token.word for token in tokens(text)]
    place = 1 + (number * 7919 + len(voice)) % (len(words) - 2)
    kind = MISCUES[number % len(MISCUES)]
    said = {
        ErrorType.OMISSION: [*words[:place], *words[place + 1 :]],
        ErrorType.INSERTION: [*words[:place], EXTRA_WORDS[number % len(EXTRA_WORDS)], *words[place:]],
        ErrorType.REPETITION: [*words[: place + 1], words[place], *words[place + 1 :]],
    }[kind]
    assessment = _assess(say(" ".join(said), voice).audio, " ".join(words), tally)
    errors = [word.error for word in assessment.words or ()]
    # What is left out is known by its place in the text, what is said again by its word; what is added has no name.
    right = [
        index for index, error in enumerate(errors) if error is kind and _fits(assessment, index, kind, words, place)
    ]
    tally.miscues.append(bool(right))
    tally.kinds.append((kind, bool(right)))
    tally.false_miscues.extend(error in MISCUES and index not in right for index, error in enumerate(errors))


def _fits(assessment: Assessment, index: int, kind: ErrorType, words: Sequence[str], place: int) -> bool:
    assert assessment.words is not None
    before = [word for word in assessment.words[:index] if word.error not in MISCUES[1:]]
    if kind is ErrorType.INSERTION:
        return len(before) == place
    return assessment.words[index].word == words[place] and len(before) == place


if __name__ == "__main__":
    main()
