"""From scores and evidence to the assessment: words, syllables, phonemes, findings, breaks, overall scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sonorant.engines.embedded import certainty, scoring_model
from sonorant.engines.embedded.added_vowels import with_added_vowels
from sonorant.engines.embedded.alignment import omitted
from sonorant.engines.embedded.comparison import Evidence
from sonorant.engines.embedded.frontend import FRAMES_PER_SECOND, Floats
from sonorant.engines.embedded.hearing import Hearing
from sonorant.engines.embedded.melody import prominence, stress
from sonorant.engines.embedded.said import Said, rounded, said_of
from sonorant.engines.embedded.scoring_model import Judgement
from sonorant.engines.embedded.second_look import Aside
from sonorant.engines.embedded.ticks import duration_of, offset_of
from sonorant.speech import marks
from sonorant.speech import scores as rules
from sonorant.speech.assessment import (
    FRAME_TICKS,
    Break,
    ErrorType,
    Intonation,
    Phoneme,
    PhonemeAlphabet,
    PhonemeError,
    PhonemeFinding,
    Remark,
    Scores,
    SpokenPhoneme,
    Syllable,
    Word,
)
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.graphemes import graphemes
from sonorant.speech.normalise import Token
from sonorant.speech.phonemes import PHONES, name
from sonorant.speech.syllables import syllabify

UNKNOWN = "…"
"""In the place of words that are not in the text."""
_DOUBT_BELOW = 80.0
"""A phoneme accuracy below this is worth a finding; at 60 its confidence reaches one half."""
_UNRELIABLE = 0.9
"""How much the confidence counts of a finding for a sound that is judged poorly; at 0.75 planted errors were missed."""
_DELETED = 0.0
"""A phone is taken as left out when its neighbours alone explain the sound better than this ratio per frame."""
_BREAK_SECONDS = 0.45
_BREAK_SOFTNESS = 0.12
_LONGEST_PLAIN_BREAK = 0.9
_NO_BREAK_SECONDS = 0.03
"""A shorter silence between sentences is no pause; of those that flite and espeak-ng make 0.05 s at least are found."""
_NO_BREAK_SOFTNESS = 0.01
_FLAT_PITCH = 0.11
"""Range of log pitch, from the lowest to the highest tenth, under which speech sounds flat: that of 1 in 80 learners.

The experts' prosody scores do not go with the range, so only what is plainly flat is called so."""
_PITCH_SOFTNESS = 0.012
_FLAT_PROSODY = 60.0
"""The most that prosody reaches where the melody is called flat: the model, trained on learners, hardly knows such."""


@dataclass(frozen=True, slots=True)
class Line:
    """A word of the text, the ways to say it, and whether a pause may come before it, or has to (a sentence ended).

    `usual` ways are those of the dictionary; `fluent` ones are counted after them.
    """

    token: Token
    usual: tuple[tuple[str, ...], ...]
    pause_expected: bool
    pause_needed: bool = False
    fluent: tuple[tuple[str, ...], ...] = ()

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """All ways to say it."""
        return self.usual + self.fluent


def words_of(lines: Sequence[Line], heard: Hearing, judged: Judgement, config: AssessmentConfig) -> tuple[Word, ...]:
    """The words in the order in which they were said, those left out where they belong.

    Of a word said more than once the last time counts; the others are repetitions.
    """
    pauses = {word: (start, end) for word, start, end in heard.pauses()}
    inserted: dict[int, list[Word]] = {}
    asides = {aside.start: aside for aside in heard.asides}
    for following, start, end in heard.insertions():
        inserted.setdefault(following, []).append(_inserted(start, end, asides.get(start), lines))
    last_time = {spoken.text: index for index, spoken in enumerate(heard.spoken)}
    missing = omitted(heard.spoken, len(lines))
    monotone = _monotone(heard)
    standing_out = prominence(heard, scoring_model.load().norms)
    said = said_of(heard, judged, config)
    words: list[Word] = []
    for index, spoken in enumerate(heard.spoken):
        words += inserted.get(index, [])
        repeated = last_time[spoken.text] != index
        if not repeated:
            words += [_omitted(lines[text]) for text in missing if text < spoken.text]
            missing = [text for text in missing if text > spoken.text]
        at_once = index > 0 and heard.spoken[index - 1].text == spoken.text - 1 and index not in inserted
        pause = _break(pauses.get(index), lines[spoken.text], at_once=at_once, first=index == 0)
        word = _word(index, lines[spoken.text], heard, said, pause, monotone, standing_out, config)
        if repeated:
            last = _word(last_time[spoken.text], lines[spoken.text], heard, said, pause, monotone, standing_out, config)
            word = _said_again(word, last)
        words.append(word)
    words += [_omitted(lines[text]) for text in missing]
    return (*words, *inserted.get(len(heard.spoken), []))


def _said_again(word: Word, last: Word) -> Word:
    """A word that is said again: did the speaker correct it the `last` time?"""
    corrected = _is_plainly_wrong(word) and not _is_plainly_wrong(last)
    return replace(word, error=ErrorType.REPETITION, remark=Remark.SELF_CORRECTION if corrected else word.remark)


def _is_plainly_wrong(word: Word) -> bool:
    """Whether the word, or a sound in it that is judged reliably, is marked."""
    sounds = (each for each in word.phonemes or () if marks.is_reliable(each))
    return word.error is ErrorType.MISPRONUNCIATION or any(map(marks.of_phoneme, sounds))


def _inserted(start: int, end: int, aside: Aside | None, lines: Sequence[Line]) -> Word:
    """Speech that is not in the text: a filler, a word broken off ("sh—"), or words that cannot be told."""
    written, remark = UNKNOWN, None
    if aside is not None and aside.filler is not None:
        written, remark = aside.filler, Remark.FILLER
    elif aside is not None and aside.broken is not None:
        line = lines[aside.broken.text]
        phones = line.ways[aside.broken.variant]
        letters = graphemes(line.token.word, [phones[: aside.phones], phones[aside.phones :]])
        written, remark = f"{letters[0]}—", Remark.FALSE_START
    return Word(
        word=written,
        offset=offset_of(start),
        duration=duration_of(start, end),
        error=ErrorType.INSERTION,
        remark=remark,
    )


def scores_of(take: Mapping[str, float], completeness: float | None, *, prosody: bool, flat: bool = False) -> Scores:
    """The aspects of the full text and the overall score; of `flat` speech prosody is at most `_FLAT_PROSODY`.

    `take` has scores of 0–10 by their names in `scoring_model.TAKE_ASPECTS`, `completeness` is 0–100 or not known.
    """
    accuracy, fluency = 10.0 * take["accuracy"], 10.0 * take["fluency"]
    melody = 10.0 * take["prosody"] if prosody else None
    if melody is not None and flat:
        melody = min(melody, _FLAT_PROSODY)
    overall = rules.pronunciation(accuracy, fluency, completeness, melody)
    known = {"accuracy": accuracy, "fluency": fluency, "prosody": melody, "pronunciation": overall}
    intervals = {name: certainty.load().interval(name, value) for name, value in known.items() if value is not None}
    return Scores(
        accuracy=rounded(accuracy),
        fluency=rounded(fluency),
        completeness=None if completeness is None else rounded(completeness),
        prosody=None if melody is None else rounded(melody),
        pronunciation=overall,
        intervals={name: interval for name, interval in intervals.items() if interval is not None},
    )


def _omitted(line: Line) -> Word:
    return Word(word=line.token.word, accuracy=0.0, error=ErrorType.OMISSION, span=(line.token.start, line.token.end))


def _word(
    index: int,
    line: Line,
    heard: Hearing,
    said: Said,
    pause: Break,
    monotone: float | None,
    standing_out: Floats,
    config: AssessmentConfig,
) -> Word:
    members = range(said.edges[index], said.edges[index + 1])
    phones = line.ways[heard.spoken[index].variant]
    accuracy = said.words[index]
    phonemes = [_phoneme(phones[place], member, heard, said, config) for place, member in enumerate(members)]
    phonemes = with_added_vowels(phonemes, phones, members[0], heard.evidence, config.phoneme_alphabet)
    first, last = int(heard.phones.start[members[0]]), int(heard.phones.end[members[-1]])
    return Word(
        word=line.token.word,
        offset=offset_of(first),
        duration=duration_of(first, last),
        accuracy=accuracy,
        error=ErrorType.MISPRONUNCIATION if accuracy < rules.MISPRONUNCIATION_BELOW else ErrorType.NONE,
        syllables=tuple(_syllables(line.token.word, phones, phonemes, config.phoneme_alphabet)),
        phonemes=tuple(phonemes),
        pause=pause if config.enable_prosody else None,
        intonation=_intonation(monotone) if config.enable_prosody else None,
        span=(line.token.start, line.token.end),
        interval=said.word_intervals[accuracy],
        stress=stress(standing_out[members[0] : members[-1] + 1], phones) if config.enable_prosody else None,
        remark=_accepted(line, heard.spoken[index].variant),
    )


def _accepted(line: Line, variant: int) -> Remark | None:
    """How the word was said, if not in the most usual way: without stress where another way has some, or otherwise."""
    if variant == 0:
        return None
    if variant >= len(line.usual):
        return Remark.REDUCED
    weak = not _is_stressed(line.ways[variant]) and any(map(_is_stressed, line.ways))
    return Remark.WEAK_FORM if weak else Remark.VARIANT


def _is_stressed(way: Sequence[str]) -> bool:
    return any(phone[-1] in "12" for phone in way)


def _phoneme(phone: str, member: int, heard: Hearing, said: Said, config: AssessmentConfig) -> Phoneme:
    start, end = int(heard.phones.start[member]), int(heard.phones.end[member])
    accuracy = said.phones[member]
    own = int(heard.phones.label[member])
    own_name = name(phone, config.phoneme_alphabet)
    spoken = tuple(
        SpokenPhoneme(own_name if label == own else said.names[label], rounded(strength))
        for label, strength in zip(said.likely[member], said.strength[member], strict=True)
    )
    rival = said.names[said.rival[member]]
    return Phoneme(
        phoneme=own_name,
        offset=offset_of(start),
        duration=duration_of(start, end),
        accuracy=accuracy,
        spoken=spoken or None,
        finding=_finding(heard.evidence, member, accuracy, rival, certainty.load().is_reliable(PHONES[own])),
        interval=said.phone_intervals[accuracy],
    )


def _finding(evidence: Evidence, member: int, accuracy: float, rival: str, reliable: bool) -> PhonemeFinding | None:
    if accuracy >= _DOUBT_BELOW:
        return None
    sure = float(np.clip(0.5 + (60.0 - accuracy) / 80.0, 0.0, 1.0))
    confidence = round(sure if reliable else _UNRELIABLE * sure, 2)
    if evidence["deletion_rate"][member] < _DELETED:
        return PhonemeFinding(PhonemeError.DELETION, None, confidence, reliable)
    return PhonemeFinding(PhonemeError.SUBSTITUTION, rival, confidence, reliable)


def _syllables(
    word: str, phones: Sequence[str], phonemes: Sequence[Phoneme], alphabet: PhonemeAlphabet
) -> list[Syllable]:
    syllables = []
    for start, end, grapheme in _divided(word, tuple(phones)):
        members = phonemes[start:end]
        first, last = members[0], members[-1]
        assert first.offset is not None
        assert last.offset is not None
        assert last.duration is not None
        accuracies = [member.accuracy for member in members if member.accuracy is not None]
        syllables.append(
            Syllable(
                syllable="".join(name(phone, alphabet) for phone in phones[start:end]),
                grapheme=grapheme,
                offset=first.offset,
                duration=last.offset + last.duration - first.offset,
                accuracy=rounded(sum(accuracies) / len(accuracies)),
            )
        )
    return syllables


@lru_cache(maxsize=4096)
def _divided(word: str, phones: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """The syllables of a word: the phones [start, end) of each, and its letters."""
    divided = syllabify(phones)
    letters = graphemes(word, [phones[start:end] for start, end in divided])
    return [(start, end, grapheme) for (start, end), grapheme in zip(divided, letters, strict=True)]


def _break(pause: tuple[int, int] | None, line: Line, *, at_once: bool, first: bool) -> Break:
    """The pause before a word; none is unexpected before the first.

    One is missing only where a sentence is over and the next word of the text follows at once (`at_once`: with no other
    speech between): fluent readers often make none at a comma."""
    seconds = (pause[1] - pause[0]) / FRAMES_PER_SECOND if pause else 0.0
    length = round(seconds * FRAMES_PER_SECOND) * FRAME_TICKS
    if first:
        return Break(error_types=(ErrorType.NONE,), length=length)
    limit = _LONGEST_PLAIN_BREAK if line.pause_expected else _BREAK_SECONDS
    evidence = {ErrorType.UNEXPECTED_BREAK: _sure((seconds - limit) / _BREAK_SOFTNESS)}
    if line.pause_needed and at_once:
        evidence[ErrorType.MISSING_BREAK] = _sure((_NO_BREAK_SECONDS - seconds) / _NO_BREAK_SOFTNESS)
    errors = tuple(error for error, sure in evidence.items() if sure >= rules.BREAK_CONFIDENCE)
    return Break(
        error_types=errors or (ErrorType.NONE,),
        unexpected=evidence[ErrorType.UNEXPECTED_BREAK],
        missing=evidence.get(ErrorType.MISSING_BREAK),
        length=length,
    )


def _monotone(heard: Hearing) -> float | None:
    """Confidence that the melody is flat; ``None`` where too little voice was heard to tell."""
    known = heard.pitch.log_hz[np.isfinite(heard.pitch.log_hz)]
    if len(known) < FRAMES_PER_SECOND:
        return None
    low, high = np.quantile(known, (0.1, 0.9))
    return _sure((_FLAT_PITCH - float(high - low)) / _PITCH_SOFTNESS)


def _intonation(monotone: float | None) -> Intonation:
    flat = monotone is not None and monotone >= rules.BREAK_CONFIDENCE
    return Intonation(error_types=(ErrorType.MONOTONE,) if flat else (), monotone=monotone)


def is_flat(intonation: Intonation | None) -> bool:
    """Whether this was said without any melody, for sure."""
    return intonation is not None and ErrorType.MONOTONE in intonation.error_types


def _sure(value: float) -> float:
    """The logistic function of `value`, as a confidence."""
    return round(float(1.0 / (1.0 + np.exp(-np.clip(value, -50.0, 50.0)))), 2)
