"""Advice on sounds and words that were not clear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod, sqrt

from sonorant.practice.advice import Advice, Aspect, Place, at, listed
from sonorant.practice.lessons import Confusion, Lesson, Lessons
from sonorant.speech import marks, phonemes
from sonorant.speech.assessment import Assessment, ErrorType, Phoneme, Word
from sonorant.speech.marks import POOR, Mark
from sonorant.speech.phonemes import PHONE, VOWELS

CLEAR = 85.0
"""Above this accuracy (0–100) speech is clear enough to say nothing where nothing is marked."""
GLARING = 30.0
"""A sound with a score (0–100) below this is told once at least as a doubt, however poorly it can be judged."""
PLAIN = 0.75
"""A finding of this confidence (0–1) is told without “may”."""
_STOPS = frozenset(["P", "B", "T", "D", "K", "G"])
_NOT_SAID = {ErrorType.OMISSION, ErrorType.INSERTION, ErrorType.REPETITION}
_UNCLEAR_SHARE = 0.6
"""From this share of marked sounds on a word was unclear as a whole, and its single sounds say little."""


@dataclass(frozen=True, slots=True)
class _Slip:
    """One sound that went wrong: what was expected and heard (ARPABET without stress; None: unknown or nothing)."""

    phone: str
    mark: Mark
    heard: str | None
    word: Word
    place: Place
    confidence: float
    reliable: bool
    glaring: bool
    last: bool


def on_sounds(assessment: Assessment, lessons: Lessons) -> Iterator[Advice]:
    """Advice on every sound that went wrong, once for each way in which it did, and on words unclear as a whole.

    Where nothing went wrong for certain, but the take was not clear either, its least clear sound is named.
    """
    unclear = [index for index, word in _said(assessment) if _is_unclear(word)]
    slips: dict[tuple[str, Mark, str | None], list[_Slip]] = {}
    said: Counter[str] = Counter()
    for index, word in _said(assessment):
        for place, phoneme in enumerate(word.phonemes or ()):
            phone = _arpabet(phoneme.phoneme, assessment)
            if phone is None:
                continue
            said[phone] += 1
            slip = _slip(assessment, phone, index, word, place, phoneme)
            if slip is not None and index not in unclear:
                slips.setdefault((slip.phone, slip.mark, slip.heard), []).append(slip)
    for (phone, _, _), found in slips.items():
        # A single doubt about a sound that the engine judges poorly is no evidence, unless it is a glaring one.
        if len(found) > 1 or found[0].reliable or found[0].glaring:
            clearest_first = sorted(found, key=lambda each: -each.confidence)
            yield _on_sound(lessons[phone], clearest_first, said[phone])
    if unclear:
        yield _on_words(assessment.words or (), unclear)
    accuracy = assessment.scores.accuracy
    if not unclear and not slips and accuracy is not None and accuracy < CLEAR:
        yield from _on_least_clear(assessment, lessons)


def _said(assessment: Assessment) -> list[tuple[int, Word]]:
    return [(index, word) for index, word in enumerate(assessment.words or ()) if word.error not in _NOT_SAID]


def _is_unclear(word: Word) -> bool:
    marked = [marks.of_phoneme(each) is not None for each in word.phonemes or ()]
    if word.error is ErrorType.MISPRONUNCIATION and not any(marked):
        return True
    return len(marked) >= 3 and sum(marked) >= _UNCLEAR_SHARE * len(marked)


def _arpabet(name: str | None, assessment: Assessment) -> str | None:
    if name is None or assessment.alphabet is None:
        return None
    phone = phonemes.parse(name, assessment.alphabet)
    return None if phone is None else phonemes.base(phone)


def _slip(assessment: Assessment, phone: str, index: int, word: Word, place: int, phoneme: Phoneme) -> _Slip | None:
    mark = marks.of_phoneme(phoneme)
    if mark is None:
        return None
    if mark is Mark.DELETION and phone in VOWELS:
        mark = Mark.MISPRONOUNCED  # hardly anybody leaves out a vowel: it was there and could not be told
    heard = None if mark is Mark.DELETION else _arpabet(marks.heard(phoneme), assessment)
    finding = phoneme.finding
    confidence = finding.confidence if finding is not None else None
    if confidence is None:
        # The same scale as the embedded engine's: one half where a sound begins to count as wrong.
        confidence = 0.5 + 0.5 * (POOR - min(phoneme.accuracy or 0.0, POOR)) / POOR
    return _Slip(
        phone=phone,
        mark=mark,
        heard=heard if heard != phone else None,
        word=word,
        place=Place(index, place, phoneme.offset, phoneme.duration),
        confidence=confidence,
        reliable=finding is None or finding.reliable,
        glaring=phoneme.accuracy is not None and phoneme.accuracy < GLARING,
        last=place == len(word.phonemes or ()) - 1,
    )


def _on_sound(lesson: Lesson, slips: Sequence[_Slip], said: int) -> Advice:
    first = slips[0]
    # A stop at the end of a word is often there and only not released, which cannot be heard.
    held_back = first.mark is Mark.DELETION and lesson.phone in _STOPS and all(each.last for each in slips)
    reliable = any(each.reliable for each in slips)
    sure = reliable and not held_back and (first.confidence >= PLAIN or len(slips) > 1)
    known = lesson.confusion(first.heard) if first.heard is not None or first.mark is Mark.DELETION else None
    where = listed([f"“{each.word.word}”{at(each.place.offset)}" for each in slips])
    verdict = _verdict(first, sure)
    evidence = f"In {where} {_named(lesson.phone)} {verdict}{_likened(first.heard)}{_share(len(slips), said)}."
    if not reliable:
        evidence += " This sound is hard to judge by machine, so listen to it yourself."
    elif held_back:
        evidence += " It may have been there without being released."
    return Advice(
        aspect=Aspect.ACCURACY,
        title=f"“{first.word.word}”: /{PHONE[lesson.phone].ipa}/ {verdict}",
        evidence=evidence,
        action=_action(lesson, known) if sure else f"If so: {_action(lesson, known)}",
        effect=_effect(lesson, slips, said),
        sure=sure,
        places=tuple(each.place for each in slips),
        phone=lesson.phone,
        heard=first.heard,
        words=tuple(dict.fromkeys(each.word.word for each in slips)),
    )


def _named(phone: str) -> str:
    return f"the /{PHONE[phone].ipa}/ of “{PHONE[phone].example}”"


def _likened(heard: str | None) -> str:
    return "" if heard is None else f", the sound of “{PHONE[heard].example}”"


def _share(wrong: int, said: int) -> str:
    return f": {wrong} of {said} in this take" if said > 1 else ""


def _action(lesson: Lesson, known: Confusion | None) -> str:
    if known is None:
        return f"Lips: {lesson.lips} Tongue: {lesson.tongue} Voice: {lesson.voice} {lesson.check}"
    # How to check a sound tells nothing of whether it is there.
    return known.do if known.heard is None else f"{known.do} {lesson.check}"


def _verdict(slip: _Slip, sure: bool) -> str:
    if slip.mark is Mark.DELETION:
        return "was not heard" if sure else "may have been left out"
    if slip.mark is Mark.INSERTION:
        return "came with a sound too many" if sure else "may have come with a sound too many"
    if slip.heard is None:
        return "was not clear" if sure else "may not have been clear"
    return f"{'sounded' if sure else 'may have sounded'} like /{PHONE[slip.heard].ipa}/"


def _effect(lesson: Lesson, slips: Sequence[_Slip], said: int) -> float:
    """How much it matters (0–1): the evidence, times what it confuses, how usual the sound is, how constant it is."""
    evidence = 1.0 - prod(1.0 - each.confidence * (1.0 if each.reliable else 0.5) for each in slips)
    first = slips[0]
    load = lesson.load(first.heard) if first.heard is not None or first.mark is Mark.DELETION else 0.1
    weight = 0.3 + 0.5 * sqrt(load) + 0.2 * sqrt(lesson.frequency)
    return round(evidence * weight * (0.6 + 0.4 * len(slips) / max(said, len(slips))), 3)


def _on_least_clear(assessment: Assessment, lessons: Lessons) -> Iterator[Advice]:
    scored = [
        (phoneme.accuracy, index, place, phone)
        for index, word in _said(assessment)
        for place, phoneme in enumerate(word.phonemes or ())
        if phoneme.accuracy is not None and (phone := _arpabet(phoneme.phoneme, assessment)) is not None
    ]
    score, index, place, phone = min(scored, default=(100.0, 0, 0, ""))
    if score >= CLEAR:
        return
    word = (assessment.words or ())[index]
    phoneme = (word.phonemes or ())[place]
    yield Advice(
        Aspect.ACCURACY,
        f"“{word.word}”: /{PHONE[phone].ipa}/ was the least clear sound",
        f"No sound was certainly wrong. The least clear one was {_named(phone)} in “{word.word}”{at(phoneme.offset)}.",
        _action(lessons[phone], None),
        effect=0.15,
        sure=False,
        places=(Place(index, place, phoneme.offset, phoneme.duration),),
        phone=phone,
        words=(word.word,),
    )


def _on_words(words: Sequence[Word], unclear: Sequence[int]) -> Advice:
    worst = sorted(unclear, key=lambda index: words[index].accuracy or 0.0)
    names = [words[index].word for index in worst]
    where = [f"“{words[index].word}”{at(words[index].offset)}" for index in worst]
    return Advice(
        aspect=Aspect.ACCURACY,
        title=f"{listed([f'“{each}”' for each in dict.fromkeys(names)], most=3)} could not be made out",
        evidence=f"Most sounds differed from what was expected in {listed(where)}.",
        action="Listen to the word, say it slowly syllable by syllable, then at its usual speed, then in its sentence.",
        effect=round(min(1.0, 0.6 + 0.1 * len(unclear)), 3),
        places=tuple(Place(index, None, words[index].offset, words[index].duration) for index in worst),
        words=tuple(dict.fromkeys(names)),
    )
