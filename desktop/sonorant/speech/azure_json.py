"""The serial form of an assessment: Azure's detailed JSON, with our own additions under the key "Sonorant".

Nothing is lost by reading: what has no field of its own stays in `extra` at its level, alternatives after the first in
``extra["NBest"]`` of the assessment; writing puts it back in its place. Azure repeats the text in other forms (Display,
ITN, MaskedITN): those that say nothing new are not kept, but written again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from sonorant.speech import content_json
from sonorant.speech.assessment import (
    Assessment,
    Break,
    ErrorType,
    Interval,
    Intonation,
    Json,
    Phoneme,
    PhonemeError,
    PhonemeFinding,
    Remark,
    Scores,
    SpokenPhoneme,
    Syllable,
    Word,
)
from sonorant.speech.json_node import Node, filled, merged
from sonorant.speech.own_json import read_intervals, read_own, read_stress, write_own, write_stress

_T = TypeVar("_T")


def from_json(obj: Mapping[str, Json]) -> Assessment:
    """Read Azure's detailed JSON.

    Raises:
        UnusableInput: a value is of the wrong type; the message names its path.
    """
    top = Node(dict(obj) if isinstance(obj, Mapping) else obj)
    alternatives = top.items("NBest")
    best = Node(alternatives[0] if alternatives else {}, "$.NBest[0]")
    ours = top.child("Sonorant")
    lexical = best.text("Lexical") or ""
    text = top.text("DisplayText") or best.text("Display") or ""
    best.drop_repeated({"Display": text, "ITN": lexical, "MaskedITN": lexical})
    scores = best.part("PronunciationAssessment")
    intervals = read_intervals(ours)
    assessment = Assessment(
        text=text,
        lexical=lexical,
        words=_each(_read_word, best.parts("Words")),
        scores=Scores(intervals=intervals) if scores is None else _read_scores(scores, intervals),
        offset=top.whole("Offset"),
        duration=top.whole("Duration"),
        confidence=best.number("Confidence"),
        status=top.whole_or_text("RecognitionStatus", "Success"),
    )
    spoken = content_json.read(best.child("ContentAssessment"), ours.part("Content"))
    assessment = replace(read_own(ours, assessment), content=spoken)
    extra = dict(top.rest())
    if alternatives is not None and (best.rest() or len(alternatives) != 1):
        extra["NBest"] = [dict(best.rest()), *alternatives[1:]] if alternatives else []
    return replace(assessment, extra=extra)


def to_json(a: Assessment) -> dict[str, Json]:
    """Write Azure's detailed JSON; ready for `json.dumps`."""
    kept = a.extra.get("NBest")
    alternatives = kept if isinstance(kept, list) else []
    first = alternatives[0] if alternatives else {}
    best: dict[str, Json] = {
        "Confidence": a.confidence,
        "Lexical": a.lexical or None,
        "ITN": a.lexical or None,
        "MaskedITN": a.lexical or None,
        "Display": a.text or None,
        "PronunciationAssessment": _write_scores(a.scores),
        "ContentAssessment": content_json.write_scores(a.content),
        "Words": _list(_write_word, a.words),
    }
    best = merged(best, first if isinstance(first, dict) else {})
    top: dict[str, Json] = {
        "Id": None,
        "RecognitionStatus": a.status,
        "Offset": a.offset,
        "Duration": a.duration,
        "Channel": None,
        "DisplayText": a.text or None,
        "SNR": None,
        "NBest": None,
        "Sonorant": write_own(a),
    }
    return merged(top, {**a.extra, "NBest": [best, *alternatives[1:]]} if best else a.extra)


# --- reading ---


def _read_scores(node: Node, intervals: Mapping[str, Interval]) -> Scores:
    return Scores(
        accuracy=node.number("AccuracyScore"),
        fluency=node.number("FluencyScore"),
        completeness=node.number("CompletenessScore"),
        prosody=node.number("ProsodyScore"),
        pronunciation=node.number("PronScore"),
        intervals=intervals,
        extra=node.rest(),
    )


def _read_word(node: Node) -> Word:
    verdict = node.child("PronunciationAssessment")
    prosody = verdict.child("Feedback").child("Prosody")
    ours = node.child("Sonorant")
    pause, intonation = prosody.part("Break"), prosody.part("Intonation")
    azure_error = verdict.choice("ErrorType", ErrorType)
    word = Word(
        word=node.text("Word") or "",
        offset=node.whole("Offset"),
        duration=node.whole("Duration"),
        accuracy=verdict.number("AccuracyScore"),
        error=ours.choice("ErrorType", ErrorType) or azure_error or ErrorType.NONE,
        syllables=_each(_read_syllable, node.parts("Syllables")),
        phonemes=_each(_read_phoneme, node.parts("Phonemes")),
        pause=None if pause is None else _read_break(pause),
        intonation=None if intonation is None else _read_intonation(intonation),
        span=ours.pair("Span"),
        interval=ours.range("Interval"),
        stress=read_stress(ours.part("Stress")),
        remark=ours.choice("Remark", Remark),
    )
    return replace(word, extra=node.rest())


def _read_break(node: Node) -> Break:
    pause = Break(
        error_types=node.choices("ErrorTypes", ErrorType),
        unexpected=node.child("UnexpectedBreak").number("Confidence"),
        missing=node.child("MissingBreak").number("Confidence"),
        length=node.whole("BreakLength"),
    )
    return replace(pause, extra=node.rest())


def _read_intonation(node: Node) -> Intonation:
    intonation = Intonation(
        error_types=node.choices("ErrorTypes", ErrorType),
        monotone=node.child("Monotone").number("SyllablePitchDeltaConfidence"),
    )
    return replace(intonation, extra=node.rest())


def _read_syllable(node: Node) -> Syllable:
    syllable = Syllable(
        syllable=node.text("Syllable") or "",
        grapheme=node.text("Grapheme"),
        offset=node.whole("Offset"),
        duration=node.whole("Duration"),
        accuracy=node.child("PronunciationAssessment").number("AccuracyScore"),
    )
    return replace(syllable, extra=node.rest())


def _read_phoneme(node: Node) -> Phoneme:
    verdict, ours = node.child("PronunciationAssessment"), node.child("Sonorant")
    error = ours.choice("ErrorType", PhonemeError)
    phoneme = Phoneme(
        phoneme=node.text("Phoneme"),
        offset=node.whole("Offset"),
        duration=node.whole("Duration"),
        accuracy=verdict.number("AccuracyScore"),
        spoken=_each(_read_spoken, verdict.parts("NBestPhonemes")),
        finding=None if error is None else _read_finding(error, ours),
        interval=ours.range("Interval"),
    )
    return replace(phoneme, extra=node.rest())


def _read_finding(error: PhonemeError, ours: Node) -> PhonemeFinding:
    return PhonemeFinding(error, ours.text("Heard"), ours.number("Confidence"), ours.flag("Reliable") is not False)


def _read_spoken(node: Node) -> SpokenPhoneme:
    name, score = node.text("Phoneme"), node.number("Score")
    if score is None:
        raise node.missing("Score")
    return SpokenPhoneme(name or "", score, node.rest())


def _each(read: Callable[[Node], _T], nodes: Iterable[Node] | None) -> tuple[_T, ...] | None:
    return None if nodes is None else tuple(map(read, nodes))


# --- writing ---


def _write_scores(scores: Scores) -> Json:
    own: dict[str, Json] = {
        "AccuracyScore": scores.accuracy,
        "FluencyScore": scores.fluency,
        "CompletenessScore": scores.completeness,
        "ProsodyScore": scores.prosody,
        "PronScore": scores.pronunciation,
    }
    return merged(own, scores.extra) or None


def _write_word(word: Word) -> Json:
    repeated = word.error is ErrorType.REPETITION
    judged = word.accuracy is not None or word.error is not ErrorType.NONE
    prosody = filled(
        Break=None if word.pause is None else _write_break(word.pause),
        Intonation=None if word.intonation is None else _write_intonation(word.intonation),
    )
    own: dict[str, Json] = {
        "Word": word.word or None,
        "Offset": word.offset,
        "Duration": word.duration,
        "PronunciationAssessment": filled(
            AccuracyScore=word.accuracy,
            # Azure does not know repetitions: to its readers they are words that the text does not have.
            ErrorType=(ErrorType.INSERTION if repeated else word.error) if judged else None,
            Feedback=filled(Prosody=prosody),
        ),
        "Syllables": _list(_write_syllable, word.syllables),
        "Phonemes": _list(_write_phoneme, word.phonemes),
        "Sonorant": filled(
            ErrorType=ErrorType.REPETITION if repeated else None,
            Span=None if word.span is None else list(word.span),
            Interval=None if word.interval is None else list(word.interval),
            Stress=write_stress(word.stress),
            Remark=word.remark,
        ),
    }
    return merged(own, word.extra)


def _write_break(pause: Break) -> Json:
    own: dict[str, Json] = {
        "ErrorTypes": list(pause.error_types) or None,
        "UnexpectedBreak": filled(Confidence=pause.unexpected),
        "MissingBreak": filled(Confidence=pause.missing),
        "BreakLength": pause.length,
    }
    return merged(own, pause.extra)


def _write_intonation(intonation: Intonation) -> Json:
    own: dict[str, Json] = {
        "ErrorTypes": list(intonation.error_types) or None,
        "Monotone": filled(SyllablePitchDeltaConfidence=intonation.monotone),
    }
    return merged(own, intonation.extra)


def _write_syllable(syllable: Syllable) -> Json:
    own: dict[str, Json] = {
        "Syllable": syllable.syllable or None,
        "Grapheme": syllable.grapheme,
        "PronunciationAssessment": filled(AccuracyScore=syllable.accuracy),
        "Offset": syllable.offset,
        "Duration": syllable.duration,
    }
    return merged(own, syllable.extra)


def _write_phoneme(phoneme: Phoneme) -> Json:
    own: dict[str, Json] = {
        "Phoneme": phoneme.phoneme,
        "PronunciationAssessment": filled(
            AccuracyScore=phoneme.accuracy, NBestPhonemes=_list(_write_spoken, phoneme.spoken)
        ),
        "Offset": phoneme.offset,
        "Duration": phoneme.duration,
        "Sonorant": filled(
            **_write_finding(phoneme.finding), Interval=None if phoneme.interval is None else list(phoneme.interval)
        ),
    }
    return merged(own, phoneme.extra)


def _write_finding(finding: PhonemeFinding | None) -> dict[str, Json]:
    if finding is None:
        return {}
    return {
        "ErrorType": finding.error,
        "Heard": finding.heard or None,
        "Confidence": finding.confidence,
        "Reliable": None if finding.reliable else False,
    }


def _write_spoken(spoken: SpokenPhoneme) -> Json:
    return merged({"Phoneme": spoken.phoneme or None, "Score": spoken.score}, spoken.extra)


def _list(write: Callable[[_T], Json], units: Iterable[_T] | None) -> Json:
    return None if units is None else [write(unit) for unit in units]
