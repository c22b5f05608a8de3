"""Advice on what was left out, on pauses and repetitions, and on the melody of the voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sonorant.practice.advice import Advice, Aspect, Place, at, listed
from sonorant.practice.passages import around
from sonorant.speech import marks
from sonorant.speech.assessment import TICKS_PER_SECOND, Assessment, ErrorType, Word
from sonorant.speech.marks import Mark

LOW = 60.0
"""An aspect with a score (0–100) below this deserves a word even if no single place stands out."""
SLOW = 3.0
"""Syllables a second, without pauses, under which speech is slow even for a learner: sense, not measurement."""
_ADDED = {ErrorType.INSERTION, ErrorType.REPETITION}
_AT_THE_END = 3
"""So many words missing at the end mean that the speaker stopped there."""


def on_completeness(assessment: Assessment) -> Iterator[Advice]:
    """Advice on words of the text that were not said."""
    words = assessment.words or ()
    missing = [index for index, word in enumerate(words) if word.error is ErrorType.OMISSION]
    if not missing:
        return
    expected = sum(word.error not in _ADDED for word in words)
    names = [words[index].word for index in missing]
    tail = next((n for n, word in enumerate(reversed(words)) if word.error is not ErrorType.OMISSION), len(words))
    if tail == len(missing) >= _AT_THE_END:
        before = words[missing[0] - 1].word if missing[0] else ""
        title = f"The last {len(missing)} words were not heard"
        evidence = f"The take ends after “{before}”: {len(missing)} of {expected} words of the text are missing."
        action = "Take your time, and read on to the end before you press stop."
    else:
        where = [f"“{words[index].word}”{at(_should_begin(words, index))}" for index in missing]
        title = f"{listed([f'“{each}”' for each in dict.fromkeys(names)], most=3)} left out"
        evidence = f"Not heard: {listed(where)}, {len(missing)} of {expected} words of the text."
        action = (
            "Say the sentence once more slowly and touch each word with a finger. Small words are short, but a "
            "listener waits for them: say them together with the word that follows."
        )
    yield Advice(
        Aspect.COMPLETENESS,
        title,
        evidence,
        action,
        # Above everything else: what is not said cannot be understood.
        effect=round(min(1.0, 0.8 + 0.2 * len(missing) / expected), 3),
        places=tuple(Place(index, None, _should_begin(words, index)) for index in missing),
        words=tuple(dict.fromkeys(names)),
        passages=_passages(assessment, missing),
    )


def _passages(assessment: Assessment, places: Sequence[int]) -> tuple[str, ...]:
    """The sentences with the words at these places, each once; for a word that is not in the text that after it."""
    words = assessment.words or ()
    spans = [
        next((word.span for word in (*words[place:], *words[place::-1]) if word.span is not None), None)
        for place in places
    ]
    found = dict.fromkeys(around(assessment.text, span) for span in spans if span is not None)
    return tuple(each for each in found if each)


def _should_begin(words: Sequence[Word], index: int) -> int | None:
    """The end of the word before, in ticks."""
    for word in reversed(words[:index]):
        if word.offset is not None and word.duration is not None:
            return word.offset + word.duration
    return None


def on_fluency(assessment: Assessment) -> Iterator[Advice]:
    """Advice on pauses in the wrong place, words said again, and speed."""
    found = [*_on_pauses(assessment), *_on_additions(assessment), *_on_speed(assessment)]
    yield from found or _nothing_stands_out(Aspect.FLUENCY, assessment.scores.fluency)


def _on_pauses(assessment: Assessment) -> Iterator[Advice]:
    words = assessment.words or ()
    paused = [index for index, word in enumerate(words) if Mark.PAUSE in marks.of_word(word)]
    if not paused:
        return
    longest = sorted(paused, key=lambda index: -_pause(words[index]))
    where = [
        f"{_pause(words[i]) / TICKS_PER_SECOND:.1f} s before “{words[i].word}”{at(words[i].offset)}" for i in longest
    ]
    phrase = " ".join(word.word for word in words[max(0, longest[0] - 2) : longest[0] + 2])
    yield Advice(
        Aspect.FLUENCY,
        f"A pause before “{words[longest[0]].word}”" if len(paused) == 1 else f"{len(paused)} pauses inside phrases",
        f"The voice stopped for {listed(where)}.",
        f"Look ahead to the next comma or period, and say the words up to there in one breath: “{phrase}”.",
        effect=round(min(0.6, 0.25 + 0.05 * len(paused) + 0.05 * _pause(words[longest[0]]) / TICKS_PER_SECOND), 3),
        places=tuple(Place(index, None, words[index].offset, words[index].duration) for index in longest),
        words=tuple(dict.fromkeys(words[index].word for index in longest)),
        passages=_passages(assessment, longest),
    )


def _pause(word: Word) -> int:
    return (word.pause.length or 0) if word.pause is not None else 0


def _on_additions(assessment: Assessment) -> Iterator[Advice]:
    words = assessment.words or ()
    again = [index for index, word in enumerate(words) if word.error is ErrorType.REPETITION]
    added = [index for index, word in enumerate(words) if word.error is ErrorType.INSERTION]
    if not again and not added:
        return
    parts = []
    if again:
        parts.append(f"Said more than once: {listed([f'“{words[i].word}”{at(words[i].offset)}' for i in again])}.")
    if added:
        times = [at(words[index].offset).strip(" ()") or "an unknown time" for index in added]
        parts.append(f"Not in the text: speech at {listed(times)}.")
    places = sorted([*again, *added])
    yield Advice(
        Aspect.FLUENCY,
        "Words said again" if again else "Speech that is not in the text",
        " ".join(parts),
        "When you lose your way, stop in silence, breathe, and go on with the next word instead of beginning again.",
        effect=round(min(0.5, 0.2 + 0.05 * len(places)), 3),
        # Hesitant repetitions are often missed, and what was said instead of a word is not recognised.
        sure=bool(again),
        places=tuple(Place(index, None, words[index].offset, words[index].duration) for index in places),
        passages=_passages(assessment, places),
    )


def _on_speed(assessment: Assessment) -> Iterator[Advice]:
    delivery, score = assessment.delivery, assessment.scores.fluency
    if delivery is None or score is None or score >= LOW or not 0 < delivery.articulation_rate < SLOW:
        return
    yield Advice(
        Aspect.FLUENCY,
        "Slow, word by word",
        f"You said {delivery.articulation_rate:.1f} syllables a second, "
        f"and {delivery.mean_run:.0f} from one pause to the next.",
        "Say groups of words instead of single words: three or four in one go, the small ones light and short.",
        effect=0.3,
    )


def on_prosody(assessment: Assessment) -> Iterator[Advice]:
    """Advice on a flat voice and on pauses that are missing."""
    found = [*_on_melody(assessment), *_on_missing_pauses(assessment)]
    yield from found or _nothing_stands_out(Aspect.PROSODY, assessment.scores.prosody)


def _on_melody(assessment: Assessment) -> Iterator[Advice]:
    if not marks.is_monotone(assessment):
        return
    pitch = assessment.delivery.pitch if assessment.delivery is not None else None
    heard = (
        f"Your voice stayed mostly between {pitch[0]:.0f} and {pitch[1]:.0f} Hz" if pitch else "Your pitch hardly moved"
    )
    yield Advice(
        Aspect.PROSODY,
        "The voice stays on one note",
        f"{heard} from beginning to end.",
        "Choose the one word that matters most in each sentence, begin it clearly higher and make it longer; let the "
        "voice fall at the end of a statement.",
        effect=0.35,
    )


def _on_missing_pauses(assessment: Assessment) -> Iterator[Advice]:
    words = assessment.words or ()
    missing = [index for index, word in enumerate(words) if Mark.MISSING_PAUSE in marks.of_word(word)]
    if not missing:
        return
    where = [f"“{words[index].word}”{at(words[index].offset)}" for index in missing]
    yield Advice(
        Aspect.PROSODY,
        f"No pause before “{words[missing[0]].word}”" if len(missing) == 1 else f"{len(missing)} pauses missing",
        f"A short pause was expected before {listed(where)}.",
        "Stop for half a second at each comma and for a second at each period: the listener needs it.",
        effect=0.2,
        places=tuple(Place(index, None, words[index].offset, words[index].duration) for index in missing),
        passages=_passages(assessment, missing),
    )


def _nothing_stands_out(aspect: Aspect, score: float | None) -> Iterator[Advice]:
    if score is None or score >= LOW:
        return
    action = {
        Aspect.FLUENCY: "Read the text silently first, then aloud twice without stopping, and compare the two takes.",
        Aspect.PROSODY: "Listen to the model and speak along with it, as softly as you like, copying its melody.",
    }[aspect]
    yield Advice(
        aspect,
        f"{aspect.capitalize()} on the whole",
        f"{aspect.capitalize()} was scored {score:.0f} of 100, and no single place stands out.",
        action,
        effect=0.1,
        sure=False,
    )
