"""From the service's answers to one assessment of the take.

A single request has one answer, which is taken as it is. A longer take is answered in phrases, each with scores of its
own and none that knows of the whole text. They become one by these rules:

- accuracy: the mean over the phrases, weighted by their number of words;
- fluency, prosody and confidence: the mean, weighted by their duration in time;
- completeness: the share of the text's words that were recognised, by our own comparison;
- the overall score: the published rule, from these;
- words left out and put in: by our own comparison, if they were asked for;
- breaks between phrases: by the length of the gap, see `breaks`; each says that it is ours.

The marks for breaks and monotone speech, which the service leaves to its users, are set from its confidences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version

from sonorant.engines.azure import breaks, locales, matching
from sonorant.speech import azure_json, scores
from sonorant.speech.assessment import (
    TICKS_PER_SECOND,
    Assessment,
    ErrorType,
    Json,
    Phoneme,
    Provenance,
    Scores,
    SignalQuality,
    Syllable,
    Word,
)
from sonorant.speech.config import AssessmentConfig, GradingSystem
from sonorant.speech.failures import NothingToJudge
from sonorant.speech.merging import by_time, by_words, mean

ENGINE = "azure"
VERSION = version("azure-cognitiveservices-speech")

_SOFT_END = 0.5
"""Seconds of sound after an answer that may still belong to its last word."""

Answer = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Heard:
    """A successful answer: its phrase (0–100), and what is kept of how the service judged it as a whole."""

    phrase: Assessment
    summary: Json


def read(answer: Answer, config: AssessmentConfig) -> Heard:
    """A successful answer; UnusableInput if it has not the shape that is documented."""
    return Heard(_normal(azure_json.from_json(answer), config), _summary(answer))


def assessment_of(answers: Sequence[Answer], config: AssessmentConfig, *, one_shot: bool) -> Assessment:
    """The verdict on the take, on the scale of 0 to 100. `answers`: at least one successful phrase, in order.

    Raises UnusableInput if an answer has not the shape that is documented.
    """
    return verdict_on([read(answer, config) for answer in answers], config, one_shot=one_shot)


def verdict_on(heard: Sequence[Heard], config: AssessmentConfig, *, one_shot: bool) -> Assessment:
    """The verdict on the take, on the scale of 0 to 100. `heard`: at least one answer, in order."""
    phrases = [each.phrase for each in heard]
    whole = _single(phrases[0], config) if one_shot else _merged(phrases, config)
    snrs = [snr for phrase in phrases if isinstance(snr := phrase.extra.get("SNR"), int | float) and snr]
    settings: dict[str, Json] = {
        "mode": "single request" if one_shot else "continuous",
        "locale": config.locale,
        "miscue": config.enable_miscue,
        "prosody": whole.scores.prosody is not None,
    }
    if not one_shot:
        settings["phrases"] = [each.summary for each in heard]
        settings["breaks between phrases"] = "judged by Sonorant, by their length"
    whole = replace(
        whole,
        alphabet=locales.alphabet(config),
        quality=SignalQuality(snr=round(sum(snrs) / len(snrs), 2)) if snrs else None,
        provenance=Provenance(ENGINE, VERSION, settings=settings),
    )
    return scores.mark(whole)


def is_successful(answer: Answer) -> bool:
    """Whether something was recognised."""
    return answer.get("RecognitionStatus") in {0, "Success"}


def successful(given: Sequence[Answer]) -> list[Answer]:
    """The answers in which something was recognised; NothingToJudge if there is none."""
    found = list(filter(is_successful, given))
    if not found:
        raise nothing_in(given)
    return found


def nothing_in(given: Sequence[Answer]) -> NothingToJudge:
    """What to say of answers in which nothing was recognised."""
    if any(answer.get("RecognitionStatus") == "InitialSilenceTimeout" for answer in given):
        return NothingToJudge("Azure Speech heard only silence: check the microphone and its level, then record again.")
    return NothingToJudge("Azure Speech recognised no words: speak clearly, near the microphone, and record again.")


def end_of(answer: Answer) -> int:
    """The time (ticks) up to which an answer has dealt with the sound; 0 if it does not say."""
    offset, duration = answer.get("Offset"), answer.get("Duration")
    return offset + duration if isinstance(offset, int) and isinstance(duration, int) else 0


def are_all(answered: int, loud_until: float) -> bool:
    """Whether answers up to `answered` deal with everything that may be speech, which goes up to `loud_until` (s)."""
    return answered > 0 and answered / TICKS_PER_SECOND >= loud_until - _SOFT_END


def transcript_of(answers: Sequence[Answer]) -> str:
    """The recognised text."""
    return " ".join(text for answer in answers if (text := azure_json.from_json(answer).text))


def _single(phrase: Assessment, config: AssessmentConfig) -> Assessment:
    words = phrase.words
    if words is not None and config.reference_text:
        words = matching.locate(config.reference_text, words, config.locale)
    return replace(phrase, words=words, scores=completed(phrase.scores))


def _merged(phrases: Sequence[Assessment], config: AssessmentConfig) -> Assessment:
    recognised = [word for phrase in phrases for word in phrase.words or ()]
    text = config.reference_text
    has_words = any(phrase.words is not None for phrase in phrases)
    words = tuple(recognised) if has_words else None
    complete = None
    if text:
        if words is not None:
            words = matching.match(text, words, config.locale, miscue=config.enable_miscue)
        # Without words (granularity of the full text) only what was displayed can be compared.
        spoken = recognised if has_words else [Word(phrase.lexical or phrase.text) for phrase in phrases]
        complete = matching.said_share(text, spoken, config.locale)
    if words is not None and config.enable_prosody and locales.offer(config.locale).prosody:
        words = breaks.between(words, phrases, text)

    merged = Scores(
        accuracy=mean(phrases, lambda phrase: phrase.scores.accuracy, by_words),
        fluency=mean(phrases, lambda phrase: phrase.scores.fluency, by_time),
        completeness=None if complete is None else round(complete, 1),
        prosody=mean(phrases, lambda phrase: phrase.scores.prosody, by_time),
    )
    first, last = phrases[0], phrases[-1]
    begin, end = first.offset or 0, (last.offset or 0) + (last.duration or 0)
    confidence = mean(phrases, lambda phrase: phrase.confidence, by_time, digits=4)
    return Assessment(
        text=" ".join(phrase.text for phrase in phrases if phrase.text),
        lexical=" ".join(phrase.lexical for phrase in phrases if phrase.lexical),
        words=words,
        scores=completed(merged),
        offset=begin,
        duration=end - begin,
        confidence=confidence,
        status=first.status,
    )


def completed(given: Scores) -> Scores:
    """The scores with the overall one, where the service gave none and the others allow it."""
    if given.pronunciation is not None or given.accuracy is None or given.fluency is None:
        return given
    overall = scores.pronunciation(given.accuracy, given.fluency, given.completeness, given.prosody)
    return replace(given, pronunciation=overall)


def _summary(answer: Answer) -> Json:
    """What the service said of a phrase as a whole: the evidence that merging would lose."""
    kept: Answer = {key: answer[key] for key in ("Id", "Offset", "Duration", "DisplayText", "SNR") if key in answer}
    best = answer.get("NBest")
    if isinstance(best, list) and best and isinstance(best[0], dict):
        kept["PronunciationAssessment"] = best[0].get("PronunciationAssessment")
    return kept


# From the service's habits to ours


def _normal(phrase: Assessment, config: AssessmentConfig) -> Assessment:
    """A phrase with scores of 0 to 100, phonemes without a name nameless, and words left out without a time."""
    factor = 20.0 if config.grading_system is GradingSystem.FIVE_POINT else 1.0
    own = phrase.scores
    return replace(
        phrase,
        words=None if phrase.words is None else tuple(_normal_word(word, factor) for word in phrase.words),
        scores=Scores(
            accuracy=_times(own.accuracy, factor),
            fluency=_times(own.fluency, factor),
            completeness=_times(own.completeness, factor),
            prosody=_times(own.prosody, factor),
            pronunciation=_times(own.pronunciation, factor),
            extra=own.extra,
        ),
    )


def _normal_word(word: Word, factor: float) -> Word:
    if word.error is ErrorType.OMISSION:
        return replace(word, offset=None, duration=None, accuracy=0.0, syllables=None, phonemes=None, pause=None)

    def syllable(unit: Syllable) -> Syllable:
        return replace(unit, accuracy=_times(unit.accuracy, factor))

    def phoneme(unit: Phoneme) -> Phoneme:
        return replace(unit, accuracy=_times(unit.accuracy, factor), phoneme=unit.phoneme or None)

    return replace(
        word,
        accuracy=_times(word.accuracy, factor),
        syllables=word.syllables and tuple(map(syllable, word.syllables)),
        phonemes=word.phonemes and tuple(map(phoneme, word.phonemes)),
    )


def _times(score: float | None, factor: float) -> float | None:
    return None if score is None else score * factor
