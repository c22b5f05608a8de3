"""Several verdicts as one: what was said in pieces, such as the turns of a conversation, judged as a whole.

The rules: accuracy and completeness are the mean weighted by the number of words; fluency, prosody and confidence the
mean weighted by duration; the overall score follows from them by the published rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sonorant.speech import scores, views
from sonorant.speech.assessment import Assessment, Delivery, Phoneme, Provenance, Scores, Syllable, Word


@dataclass(frozen=True, slots=True)
class Part:
    """A piece: its text, its verdict if there is one, and where its sound begins in the whole (ticks)."""

    text: str
    offset: int
    assessment: Assessment | None = None


def merge(parts: Sequence[Part]) -> Assessment:
    """One assessment of all parts (complete, 0–100): their texts joined by a blank, times and spans those in the whole.

    Parts without a verdict add nothing but their text; without any, there are no words and no scores.

    Raises:
        ValueError: several engines judged; what they say is never made one.
    """
    text = " ".join(part.text for part in parts)
    judged = [part.assessment for part in parts if part.assessment is not None]
    if len(engines := {each.engine for each in judged}) > 1:
        raise ValueError(f"mixed: {', '.join(sorted(engines))}")
    if not judged:
        return Assessment(text=text)
    words = list[Word]()
    before = 0
    for part in parts:
        if part.assessment is not None:
            renamed = views.rename(part.assessment, judged[0].alphabet) if judged[0].alphabet else part.assessment
            words += [_moved(word, part.offset, before) for word in renamed.words or ()]
        before += len(part.text) + 1
    whole_scores = merged_scores(judged)
    ends = [
        (part.offset + (each.offset or 0), part.offset + (each.offset or 0) + (each.duration or 0))
        for part in parts
        if (each := part.assessment) is not None
    ]
    begin, end = min(start for start, _ in ends), max(stop for _, stop in ends)
    first = judged[0].provenance
    qualities = [each.quality for each in judged if each.quality is not None]
    return Assessment(
        text=text,
        lexical=" ".join(each.lexical for each in judged if each.lexical),
        words=tuple(words) if any(each.words is not None for each in judged) else None,
        scores=whole_scores,
        offset=begin,
        duration=end - begin,
        confidence=mean(judged, lambda each: each.confidence, by_time, digits=4),
        alphabet=judged[0].alphabet,
        delivery=_merged_delivery(parts),
        withheld=None if whole_scores.accuracy is not None else next((each.withheld for each in judged), None),
        # Of the recordings the worst counts: it is the one to be warned of.
        quality=min(qualities, key=lambda each: 1e9 if each.snr is None else each.snr) if qualities else None,
        warnings=tuple(dict.fromkeys(warning for each in judged for warning in each.warnings)),
        provenance=first and Provenance(first.engine, first.version, first.model_digest, {**first.settings}),
    )


def merged_scores(judged: Sequence[Assessment]) -> Scores:
    """The aspects of several verdicts as one."""
    accuracy = mean(judged, lambda each: each.scores.accuracy, by_words)
    fluency = mean(judged, lambda each: each.scores.fluency, by_time)
    completeness = mean(judged, lambda each: each.scores.completeness, by_words)
    prosody = mean(judged, lambda each: each.scores.prosody, by_time)
    overall = None
    if accuracy is not None and fluency is not None:
        overall = scores.pronunciation(accuracy, fluency, completeness, prosody)
    return Scores(accuracy, fluency, completeness, prosody, overall)


def by_words(each: Assessment) -> float:
    """The weight of a verdict by its number of words."""
    return float(len(each.words or each.lexical.split()) or 1)


def by_time(each: Assessment) -> float:
    """The weight of a verdict by how long was spoken."""
    return float(each.duration or 1)


def mean(
    judged: Sequence[Assessment],
    score: Callable[[Assessment], float | None],
    weight: Callable[[Assessment], float],
    digits: int = 1,
) -> float | None:
    """The weighted mean of a score over those that have it; None if none does."""
    pairs = [(value, weight(each)) for each in judged if (value := score(each)) is not None]
    if not pairs:
        return None
    return round(sum(value * share for value, share in pairs) / sum(share for _, share in pairs), digits)


def _merged_delivery(parts: Sequence[Part]) -> Delivery | None:
    """How all parts were spoken, without the pauses between them; their phrases stay with the parts."""
    judged = [each.assessment for each in parts if each.assessment is not None and each.assessment.delivery is not None]
    if not judged:
        return None

    def of(measure: Callable[[Delivery], float | None]) -> float:
        return mean(judged, lambda each: measure(each.delivery) if each.delivery else None, by_time, digits=2) or 0.0

    pitches = [each.delivery.pitch for each in judged if each.delivery and each.delivery.pitch]
    return Delivery(
        syllables=sum(each.delivery.syllables for each in judged if each.delivery),
        speech_rate=of(lambda each: each.speech_rate),
        articulation_rate=of(lambda each: each.articulation_rate),
        mean_run=of(lambda each: each.mean_run),
        pauses=tuple(
            (part.offset + offset, duration)
            for part in parts
            if part.assessment is not None and part.assessment.delivery is not None
            for offset, duration in part.assessment.delivery.pauses
        ),
        pitch=(min(low for low, _ in pitches), max(high for _, high in pitches)) if pitches else None,
        rhythm=of(lambda each: each.rhythm) or None,
    )


def _moved(word: Word, ticks: int, letters: int) -> Word:
    def later(offset: int | None) -> int | None:
        return None if offset is None else offset + ticks

    def syllable(unit: Syllable) -> Syllable:
        return replace(unit, offset=later(unit.offset))

    def phoneme(unit: Phoneme) -> Phoneme:
        return replace(unit, offset=later(unit.offset))

    return replace(
        word,
        offset=later(word.offset),
        span=word.span and (word.span[0] + letters, word.span[1] + letters),
        syllables=word.syllables and tuple(map(syllable, word.syllables)),
        phonemes=word.phonemes and tuple(map(phoneme, word.phonemes)),
    )
