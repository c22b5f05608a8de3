"""An assessment as one HTML page that needs nothing else: sound, waveform, scores, transcript, table."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import soundfile  # type: ignore[import-untyped]

from sonorant import assets
from sonorant.audio.files import Audio, resample
from sonorant.sessions.chats import ChatTurn
from sonorant.sessions.exports import timeline, transcript, waveform
from sonorant.sessions.exports.findings import findings
from sonorant.speech import marks, notes
from sonorant.speech.assessment import Assessment, Interval, Scores
from sonorant.speech.content import WINDOW, Content
from sonorant.speech.marks import Mark

RATE = 16_000
GOOD, FAIR = 80, 60


@dataclass(frozen=True, slots=True)
class Meter:
    """One score: its name, its value from 0 to the page's scale, its share of 100, and a word for it.

    `interval` is where the experts' own score lies in four of five cases.
    """

    name: str
    value: float | None
    percent: float
    level: str
    verdict: str
    interval: Interval | None = None


def html_page(
    assessment: Assessment,
    audio: Audio,
    title: str,
    scale: float = 100.0,
    *,
    synthetic: bool = False,
    turns: Sequence[ChatTurn] = (),
) -> str:
    """The page as text. `audio` is the take; `scale` is the best score of the assessment's grading (100 or 5).

    `synthetic` says that the voice in it is no person's; `turns` are those of a conversation.
    """
    words = timeline.words(assessment, scale)
    monotone = marks.is_monotone(assessment)
    found = findings(words, monotone)
    pieces, after = transcript.pieces(assessment.text, words)
    import jinja2  # noqa: PLC0415 (it takes time at the start, and few write pages)

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(assets.path("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    digits = 0 if scale == 100 else 1
    environment.filters["number"] = lambda value: "–" if value is None else f"{value:.{digits}f}"
    environment.filters["range"] = lambda interval: f"{interval[0]:.{digits}f}–{interval[1]:.{digits}f}"
    return environment.get_template("report.html").render(
        title=title,
        synthetic=synthetic,
        seconds=audio.seconds,
        scale=scale,
        overall=_of_take("Pronunciation", assessment.scores, scale),
        meters=[_of_take(name, assessment.scores, scale) for name in _ASPECTS],
        ranges=bool(assessment.scores.intervals) or any(each.word.interval for each in words),
        rhythm=notes.rhythm(assessment),
        turns=turns,
        content=assessment.content,
        window=WINDOW,
        content_meters=_content_meters(assessment.content, scale),
        warnings=[each for each in (assessment.withheld, *assessment.warnings) if each],
        judged=assessment.withheld is None,
        findings=found,
        pieces=pieces,
        after=after,
        words=words,
        rows=waveform.rows(audio, words),
        marks=[mark for mark in Mark if mark in {each.mark for each in found} | {m for p in pieces for m in p.marks}],
        unsure=any(not each.reliable for each in found),
        engine=assessment.provenance,
        alphabet=assessment.alphabet,
        sound=_sound(audio),
    )


def _content_meters(content: Content | None, scale: float) -> list[Meter]:
    """Scores of content are kept from 0 to 100, whatever the grading."""
    if content is None:
        return []
    scores = (content.grammar_score, content.vocabulary_score, content.topic_score)
    named = zip(("Grammar", "Vocabulary", "Topic"), scores, strict=True)
    return [_meter(name, score * scale / 100, scale) for name, score in named if score is not None]


_ASPECTS = ("Accuracy", "Fluency", "Completeness", "Prosody")


def _of_take(name: str, scores: Scores, scale: float) -> Meter:
    meter = _meter(name, getattr(scores, name.lower()), scale)
    return replace(meter, interval=scores.intervals.get(name.lower()))


def _meter(name: str, value: float | None, scale: float) -> Meter:
    if value is None:
        return Meter(name, None, 0, "none", "not given")
    percent = max(0.0, min(100.0, value / scale * 100))
    if percent >= GOOD:
        return Meter(name, value, percent, "good", "good")
    return Meter(name, value, percent, *(("fair", "fair") if percent >= FAIR else ("poor", "needs work")))


def _sound(audio: Audio) -> str:
    """The take as base64 of a FLAC file, 16 kHz and 16 bits."""
    heard = resample(audio, RATE)
    file = io.BytesIO()
    samples = np.clip(heard.samples, -1.0, 1.0)
    soundfile.write(file, samples, RATE, format="FLAC", subtype="PCM_16")
    return base64.b64encode(file.getvalue()).decode("ascii")
