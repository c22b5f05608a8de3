"""An assessment made by hand, with one of every kind of error, for the tests of whatever shows or writes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from sonorant.audio.files import Audio
from sonorant.speech.assessment import (
    FRAME_TICKS,
    Assessment,
    Break,
    Delivery,
    ErrorType,
    Phoneme,
    PhonemeAlphabet,
    PhonemeError,
    PhonemeFinding,
    Phrase,
    Provenance,
    Remark,
    Scores,
    SpokenPhoneme,
    Stress,
    Syllable,
    Word,
)

TEXT = "I think the river ran by."
SECONDS = 3.0


def sample() -> Assessment:
    """Someone saying "I sin, … liver ran an by" for `TEXT`: "the" left out, a pause in its place, "an" put in.

    Every unit ends one frame before the one that follows it at once; between "an" and "by" there is a short silence.
    """
    think = unit("think", ["θ", "ɪ", "ŋ", "k"], start=30, frames=10, span=(2, 7))
    river = unit("river", ["ɹ", "ɪ", "v", "ɚ"], start=150, frames=8, span=(12, 17), second_syllable=2)
    return Assessment(
        text=TEXT,
        lexical="i think the river ran by",
        words=(
            unit("I", ["aɪ"], start=20, frames=10, span=(0, 1)),
            replace(
                think,
                accuracy=42.0,
                error=ErrorType.MISPRONUNCIATION,
                phonemes=wrong(
                    think,
                    {0: PhonemeFinding(PhonemeError.SUBSTITUTION, "s", 0.9), 3: PhonemeFinding(PhonemeError.DELETION)},
                ),
            ),
            Word("the", error=ErrorType.OMISSION, span=(8, 11)),
            replace(
                river,
                accuracy=70.0,
                phonemes=wrong(river, {0: PhonemeFinding(PhonemeError.SUBSTITUTION, "l", 0.8)}),
                pause=Break((ErrorType.UNEXPECTED_BREAK,), unexpected=0.9, length=8_000_000),
            ),
            unit("ran", ["ɹ", "æ", "n"], start=182, frames=9, span=(18, 21)),
            replace(unit("an", ["æ", "n"], start=209, frames=8), error=ErrorType.INSERTION),
            unit("by", ["b", "aɪ"], start=230, frames=12, span=(22, 24)),
        ),
        scores=Scores(accuracy=81.0, fluency=64.5, completeness=83.0, prosody=58.0, pronunciation=66.2),
        offset=20 * FRAME_TICKS,
        duration=233 * FRAME_TICKS,
        alphabet=PhonemeAlphabet.IPA,
        warnings=("The recording is quiet.",),
        provenance=Provenance("embedded", "0.1.0", "abc123"),
    )


def measured() -> Assessment:
    """`sample` with where experts' scores lie, and of "think" the first sound one that cannot be judged reliably."""
    once = sample()
    words = [replace(word, interval=None if word.accuracy is None else (31.5, 97.0)) for word in once.words or ()]
    theta, *others = words[1].phonemes or ()
    finding = PhonemeFinding(PhonemeError.SUBSTITUTION, "s", 0.9, reliable=False)
    words[1] = replace(words[1], phonemes=(replace(theta, finding=finding, interval=(12.5, 61.0)), *others))
    intervals = {
        "pronunciation": (55.0, 75.5),
        "accuracy": (70.2, 90.4),
        "fluency": (54.0, 75.0),
        "prosody": (45.0, 70.0),
    }
    return replace(once, words=tuple(words), scores=replace(once.scores, intervals=intervals))


def noted() -> Assessment:
    """`sample` with hints in it: a weak form, a stress in doubt, a filler in the place of "an", a rising end."""
    once = sample()
    words = list(once.words or ())
    words[0] = replace(words[0], remark=Remark.WEAK_FORM)
    words[3] = replace(words[3], stress=Stress(expected=0, heard=1, confidence=0.8))
    words[4] = replace(words[4], stress=Stress(expected=0, heard=1, confidence=0.7))
    words[5] = replace(words[5], word="um", remark=Remark.FILLER)
    phrase = Phrase(20 * FRAME_TICKS, 233 * FRAME_TICKS, movement=3.2)
    return replace(once, words=tuple(words), delivery=Delivery(6, 3.0, 4.0, 6.0, phrases=(phrase,)))


def unit(
    text: str,
    phones: Sequence[str],
    *,
    start: int,
    frames: int,
    span: tuple[int, int] | None = None,
    second_syllable: int | None = None,
) -> Word:
    """A word well said: its phones of `frames` frames each from frame `start` on."""

    def offset(phone: int) -> int:
        return (start + phone * frames) * FRAME_TICKS

    def duration(phones: int) -> int:
        return (phones * frames - 1) * FRAME_TICKS

    bounds = [0, *([second_syllable] if second_syllable else []), len(phones)]
    return Word(
        text,
        offset(0),
        duration(len(phones)),
        accuracy=95.0,
        syllables=tuple(
            Syllable("".join(phones[a:b]), offset=offset(a), duration=duration(b - a), accuracy=95.0)
            for a, b in pairwise(bounds)
        ),
        phonemes=tuple(
            Phoneme(
                phone,
                offset(i),
                duration(1),
                accuracy=95.0,
                spoken=(SpokenPhoneme(phone, 100.0), SpokenPhoneme("ə", 20.0)),
                finding=PhonemeFinding(PhonemeError.NONE),
            )
            for i, phone in enumerate(phones)
        ),
        span=span,
    )


def wrong(word: Word, findings: Mapping[int, PhonemeFinding]) -> tuple[Phoneme, ...]:
    """The phonemes of `word` with some of them poorly said."""
    return tuple(
        replace(each, accuracy=15.0, finding=findings[i]) if i in findings else each
        for i, each in enumerate(word.phonemes or ())
    )


def sound() -> Audio:
    """A tone that swells and fades, as long as `sample`."""
    times = np.arange(round(SECONDS * 16_000)) / 16_000
    return Audio((0.5 * np.sin(2 * np.pi * 220 * times) * np.sin(np.pi * times / SECONDS)).astype(np.float32), 16_000)


def long(minutes: float) -> Assessment:
    """The sample said again and again, for so many minutes."""
    once = sample()
    shift = round(SECONDS * 100) * FRAME_TICKS
    letters = len(TEXT) + 1
    times = round(minutes * 60 / SECONDS)
    words = tuple(_later(word, n * shift, n * letters) for n in range(times) for word in once.words or ())
    return replace(once, text=" ".join([TEXT] * times), words=words, duration=times * shift)


def _later(word: Word, ticks: int, letters: int) -> Word:
    def moved(unit: Word | Syllable | Phoneme) -> Any:
        return unit if unit.offset is None else replace(unit, offset=unit.offset + ticks)

    return replace(
        moved(word),
        span=word.span and (word.span[0] + letters, word.span[1] + letters),
        syllables=word.syllables and tuple(map(moved, word.syllables)),
        phonemes=word.phonemes and tuple(map(moved, word.phonemes)),
    )
