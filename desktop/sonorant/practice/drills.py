"""What to say again and again: the missed words and sounds of a take, first in words, then in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from sonorant.practice.advice import Advice, Aspect
from sonorant.practice.lessons import Lesson, Lessons
from sonorant.practice.passages import LONGEST, from_the_beginning
from sonorant.practice.words import sentences, tokens
from sonorant.speech import phonemes
from sonorant.speech.assessment import Assessment, ErrorType
from sonorant.speech.phonemes import PHONE

SCENARIO = "drill:"
"""What stands for the id of a scenario where a drill is practised: what is said then is given. No file is called so."""
MOST_WORDS = 8
MOST_SENTENCES = 3
_NOT_SAID = {ErrorType.OMISSION, ErrorType.INSERTION}


class ItemKind(StrEnum):
    """Whether a word, a pair of words to be told apart, or a whole sentence is said."""

    WORD = "word"
    PAIR = "pair"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to say aloud. A pair is two words with a comma between them."""

    kind: ItemKind
    text: str


@dataclass(frozen=True, slots=True)
class Drill:
    """A short row of things to say, from single words to sentences.

    `id` is the same for the same weakness in every take, so that it is practised again and not twice. A drill of a
    sound has its `phone` (ARPABET) and what is heard instead, if that is known; one of words has neither.
    """

    id: str
    title: str
    items: tuple[Item, ...]
    phone: str | None = None
    heard: str | None = None


def of_advice(advice: Advice, text: str, lessons: Lessons) -> list[Drill]:
    """The drills that belong to a piece of advice on a take of `text`: of its sound, its words, or its sentences.

    There is always one. `text` is empty where it is not known what was said.
    """
    if advice.phone is not None:
        return [_of_sound(advice, advice.phone, text, lessons[advice.phone])]
    if advice.words and advice.aspect in {Aspect.ACCURACY, Aspect.VOCABULARY}:
        return [_of_word(word, text) for word in advice.words[:MOST_WORDS]]
    return [
        Drill(f"sentence:{sentence.lower()}", f"“{sentence}”", (Item(ItemKind.SENTENCE, sentence),))
        for sentence in _to_be_said(advice, text, lessons)[:MOST_SENTENCES]
    ]


def score(drill: Drill, assessment: Assessment) -> float | None:
    """How well (0–100) an item of the drill was said: its sound, wherever it stands in the take, or all the words.

    A word that was left out counts as nothing. None where the take says nothing about it.
    """
    words = [word for word in assessment.words or () if word.error is not ErrorType.INSERTION]
    if drill.phone is None:
        scores = [word.accuracy for word in words if word.accuracy is not None]
    else:
        scores = [
            each.accuracy
            for word in words
            if word.error not in _NOT_SAID
            for each in word.phonemes or ()
            if each.accuracy is not None and _arpabet(each.phoneme, assessment) == drill.phone
        ]
    return round(fmean(scores), 1) if scores else None


def _arpabet(name: str | None, assessment: Assessment) -> str | None:
    phone = phonemes.parse(name, assessment.alphabet) if name is not None and assessment.alphabet is not None else None
    return None if phone is None else phonemes.base(phone)


def _of_sound(advice: Advice, phone: str, text: str, lesson: Lesson) -> Drill:
    own = _sentences_with(advice.words, text)
    texts = list(dict.fromkeys([*own[:2], *lesson.sentences]))[:MOST_SENTENCES]
    return Drill(
        id=f"sound:{phone}:{advice.heard or ''}",
        title=f"/{PHONE[phone].ipa}/ as in “{PHONE[phone].example}”",
        items=(*_words(advice, lesson), *(Item(ItemKind.SENTENCE, each) for each in texts)),
        phone=phone,
        heard=advice.heard,
    )


def _words(advice: Advice, lesson: Lesson) -> list[Item]:
    """First the words that were missed, then pairs that make the mistake heard, then others with the sound."""
    known = lesson.confusion(advice.heard) if advice.heard is not None else None
    missed = [Item(ItemKind.WORD, word) for word in advice.words[:3]]
    pairs = [Item(ItemKind.PAIR, f"{pair.word}, {pair.other}") for pair in (known.pairs[:2] if known else ())]
    others = [word for place in (lesson.initial, lesson.medial, lesson.final) for word in place[:2]]
    more = [Item(ItemKind.WORD, word) for word in others if word not in advice.words]
    return [*missed, *pairs, *more][:MOST_WORDS]


def _of_word(word: str, text: str) -> Drill:
    own = _sentences_with([word], text)[:MOST_SENTENCES]
    items = (Item(ItemKind.WORD, word), *(Item(ItemKind.SENTENCE, sentence) for sentence in own))
    return Drill(f"word:{word.lower()}", f"“{word}”", items)


def _to_be_said(advice: Advice, text: str, lessons: Lessons) -> Sequence[str]:
    own = advice.passages or _sentences_with(advice.words, text)
    # What was said with a mistake is not to be said again as it was.
    if not own and advice.aspect is not Aspect.GRAMMAR:
        own = from_the_beginning(text, MOST_SENTENCES)
    return own or sorted((each for lesson in lessons.values() for each in lesson.sentences), key=len, reverse=True)


def _sentences_with(words: Sequence[str], text: str) -> list[str]:
    """The sentences of a text, if not too long, in which any of the words stands; that with most of them first."""
    wanted = {word.lower() for word in words}
    found = [(" ".join(each.text.split()), [token.lower for token in tokens(each.text)]) for each in sentences(text)]
    fitting = [
        (len(wanted.intersection(said)), sentence)
        for sentence, said in found
        if wanted.intersection(said) and len(said) <= LONGEST
    ]
    return [sentence for _, sentence in sorted(fitting, key=lambda each: -each[0])]
