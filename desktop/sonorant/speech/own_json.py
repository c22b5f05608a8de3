"""Our own additions to the serial form of an assessment, the object under its key "Sonorant"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sonorant.speech import content_json
from sonorant.speech.assessment import (
    Assessment,
    Delivery,
    Interval,
    Json,
    PhonemeAlphabet,
    Phrase,
    Provenance,
    SignalQuality,
    Stress,
)
from sonorant.speech.json_node import Node, filled

_SCORES = {
    "accuracy": "AccuracyScore",
    "fluency": "FluencyScore",
    "completeness": "CompletenessScore",
    "prosody": "ProsodyScore",
    "pronunciation": "PronScore",
}


def read_own(node: Node, assessment: Assessment) -> Assessment:
    """The assessment with what the object says of the take as a whole, but the intervals.

    Raises:
        UnusableInput: a value is of the wrong type.
    """
    return replace(
        assessment,
        alphabet=node.choice("Alphabet", PhonemeAlphabet),
        quality=_read_quality(node.child("Quality")) if node.has("Quality") else None,
        delivery=_read_delivery(node.child("Delivery")) if node.has("Delivery") else None,
        draft=node.flag("Draft") or False,
        withheld=node.text("Withheld"),
        warnings=tuple(node.texts("Warnings")),
        provenance=_read_provenance(node.child("Provenance")) if node.has("Provenance") else None,
    )


def read_intervals(node: Node) -> Mapping[str, Interval]:
    """The intervals of the scores, by the names of the fields of `Scores`.

    Raises:
        UnusableInput: a value is of the wrong type.
    """
    intervals = node.child("Intervals")
    found = {field: intervals.range(key) for field, key in _SCORES.items()}
    return {field: interval for field, interval in found.items() if interval is not None}


def write_own(a: Assessment) -> Json:
    """What is ours of the take as a whole; ``None`` if there is nothing."""
    return filled(
        Alphabet=a.alphabet,
        Quality=None if a.quality is None else _write_quality(a.quality),
        Intervals=_write_intervals(a.scores.intervals),
        Delivery=None if a.delivery is None else _write_delivery(a.delivery),
        Draft=a.draft or None,
        Withheld=a.withheld or None,
        Content=content_json.write(a.content),
        Warnings=list(a.warnings) or None,
        Provenance=None if a.provenance is None else _write_provenance(a.provenance),
    )


def _write_intervals(intervals: Mapping[str, Interval]) -> Json:
    return {_SCORES[field]: list(interval) for field, interval in intervals.items()} or None


def _read_quality(node: Node) -> SignalQuality:
    return SignalQuality(
        snr=node.number("Snr"),
        peak=node.number("Peak"),
        level=node.number("Level"),
        clipped=node.number("Clipped"),
        silence=node.number("Silence"),
        bandwidth=node.number("Bandwidth"),
    )


def _write_quality(quality: SignalQuality) -> Json:
    return (
        filled(
            Snr=quality.snr,
            Peak=quality.peak,
            Level=quality.level,
            Clipped=quality.clipped,
            Silence=quality.silence,
            Bandwidth=quality.bandwidth,
        )
        or {}
    )


def _read_delivery(node: Node) -> Delivery:
    return Delivery(
        syllables=node.whole("Syllables") or 0,
        speech_rate=node.number("SpeechRate") or 0.0,
        articulation_rate=node.number("ArticulationRate") or 0.0,
        mean_run=node.number("MeanRun") or 0.0,
        pauses=tuple(node.pairs("Pauses")),
        pitch=node.range("Pitch"),
        rhythm=node.number("Rhythm"),
        phrases=tuple(_read_phrase(part) for part in node.parts("Phrases") or ()),
    )


def _write_delivery(delivery: Delivery) -> Json:
    return filled(
        Syllables=delivery.syllables,
        SpeechRate=delivery.speech_rate,
        ArticulationRate=delivery.articulation_rate,
        MeanRun=delivery.mean_run,
        Pauses=[list(pause) for pause in delivery.pauses] or None,
        Pitch=None if delivery.pitch is None else list(delivery.pitch),
        Rhythm=delivery.rhythm,
        Phrases=[_write_phrase(phrase) for phrase in delivery.phrases] or None,
    )


def _read_phrase(node: Node) -> Phrase:
    return Phrase(node.whole("Offset") or 0, node.whole("Duration") or 0, node.number("Movement"))


def _write_phrase(phrase: Phrase) -> Json:
    return filled(Offset=phrase.offset, Duration=phrase.duration, Movement=phrase.movement)


def read_stress(node: Node | None) -> Stress | None:
    """The hint at a word's stress, from our part of the word."""
    if node is None:
        return None
    return Stress(node.whole("Expected") or 0, node.whole("Heard") or 0, node.number("Confidence") or 0.0)


def write_stress(stress: Stress | None) -> Json:
    """The hint at a word's stress, for our part of the word."""
    if stress is None:
        return None
    return filled(Expected=stress.expected, Heard=stress.heard, Confidence=stress.confidence)


def _read_provenance(node: Node) -> Provenance:
    settings = node.part("Settings")
    return Provenance(
        engine=node.text("Engine") or "",
        version=node.text("Version") or "",
        model_digest=node.text("ModelDigest"),
        settings={} if settings is None else settings.rest(),
    )


def _write_provenance(provenance: Provenance) -> Json:
    return (
        filled(
            Engine=provenance.engine or None,
            Version=provenance.version or None,
            ModelDigest=provenance.model_digest,
            Settings=dict(provenance.settings) or None,
        )
        or {}
    )
