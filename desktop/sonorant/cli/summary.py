"""An assessment as text to be read in a terminal."""

from __future__ import annotations

import math
import re
import textwrap
from collections import Counter
from dataclasses import dataclass

from sonorant.sessions.exports import findings, timeline, transcript
from sonorant.sessions.exports.findings import Finding
from sonorant.sessions.exports.timeline import WordUnit
from sonorant.speech import marks, notes
from sonorant.speech.assessment import TICKS_PER_SECOND, Assessment, Delivery, doubtful
from sonorant.speech.marks import Mark

WIDTH = 80
BAR = 20
_ASPECTS = ("Pronunciation", "Accuracy", "Fluency", "Completeness", "Prosody")


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes in colour, or plainly."""

    coloured: bool

    def __call__(self, text: str, *codes: int) -> str:
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m" if self.coloured and codes else text


def summary_text(assessment: Assessment, seconds: float, title: str, scale: float = 100.0, *, coloured: bool) -> str:
    """Scores out of `scale`, the text with its marked words, what went wrong and when, and who says so."""
    pen = _Pen(coloured)
    words = timeline.words(assessment, scale)
    found = findings.findings(words, marks.is_monotone(assessment))
    parts = [f"{pen(title, 1)}  {seconds:.1f} s"]
    if not assessment.draft:
        parts.append(_scores(assessment, scale, pen))
    elif not assessment.withheld:
        parts += ["A draft of what was said, by which nothing is scored:", _draft(assessment)]
    if assessment.delivery:
        parts.append(_delivery(assessment.delivery))
    if assessment.withheld:
        parts.append(pen(f"No {'draft' if assessment.draft else 'scores'}: {assessment.withheld}", 33))
    elif words and not assessment.draft:
        parts += [
            _transcript(assessment.text, words, pen),
            "\n".join(_line(each, pen) for each in found) or "Nothing was marked.",
        ]
        noted = _notes(words)
        if noted:
            parts.append(noted)
    if assessment.warnings:
        parts.append("\n".join(pen(f"Note: {each}", 33) for each in assessment.warnings))
    if assessment.provenance:
        parts.append(pen(f"Assessed by {assessment.provenance.engine} {assessment.provenance.version}", 2))
    return "\n\n".join(parts) + "\n"


def _scores(assessment: Assessment, scale: float, pen: _Pen) -> str:
    lines = []
    for name in _ASPECTS:
        value: float | None = getattr(assessment.scores, name.lower())
        if value is None:
            lines.append(f"{name:<14}{'–':>5}")
            continue
        share = max(0.0, min(1.0, value / scale))
        colour = 32 if share >= 0.8 else 33 if share >= 0.6 else 31
        done = round(BAR * share)
        bar = pen("█" * done, colour) + pen("░" * (BAR - done), 2)
        digits = 0 if scale == 100 else 1
        interval = assessment.scores.intervals.get(name.lower())
        range_ = f"  {interval[0]:.{digits}f}–{interval[1]:.{digits}f}" if interval else ""
        lines.append(f"{name:<14}{value:>5.{digits}f}  {bar}{pen(range_, 2)}")
    if assessment.scores.intervals:
        lines.append(pen("Right: where the experts' own score lies in four of five cases.", 2))
    return "\n".join(lines)


def _draft(assessment: Assessment) -> str:
    """The words that were recognised; those that are more likely wrong than right in brackets."""
    shown = [f"({word.word}?)" if doubtful(word) else word.word for word in assessment.words or ()]
    return "\n".join(textwrap.wrap(" ".join(shown), WIDTH)) or "No word was recognised."


def _delivery(delivery: Delivery) -> str:
    silent = sum(length for _, length in delivery.pauses) / TICKS_PER_SECOND
    lines = [
        f"{'Speed':<14}{delivery.speech_rate:5.1f} syllables a second, {delivery.articulation_rate:.1f} without pauses",
        f"{'Pauses':<14}{len(delivery.pauses):5} of {silent:.1f} s together, {delivery.mean_run:.0f} syllables between",
    ]
    if delivery.pitch:
        low, high = delivery.pitch
        lines.append(f"{'Pitch':<14}{low:5.0f} to {high:.0f} Hz, {12 * math.log2(high / low):.0f} semitones")
    if delivery.rhythm is not None and delivery.syllables >= notes.LEAST_SYLLABLES:
        lines.append(f"{'Rhythm':<14}{delivery.rhythm:5.0f} % between lengths of vowels (nPVI); good readers: about 58")
    told = [phrase.movement for phrase in delivery.phrases if phrase.movement is not None]
    if told:
        rising, falling = sum(each >= notes.MOVES for each in told), sum(each <= -notes.MOVES for each in told)
        lines.append(f"{'Phrase ends':<14}{rising:5} rising, {falling} falling, {len(told) - rising - falling} level")
    return "\n".join(lines)


def _transcript(text: str, words: list[WordUnit], pen: _Pen) -> str:
    """The text as typed, each marked word in brackets with the letters of its marks; wrapped before it is coloured."""
    pieces, after = transcript.pieces(text, words)
    marked = ""
    for piece in pieces:
        pause, unsure = piece.unit.pause, piece.unit.unsure
        letters = "".join(mark.code(mark not in unsure) for mark in piece.marks if mark != Mark.PAUSE)
        marked += piece.before + (f"[{pause.end - pause.start:.1f}s:P] " if pause else "")
        marked += f"[{piece.text}:{letters}]" if letters else piece.text
    lines = textwrap.wrap(marked + after, WIDTH, break_long_words=False, break_on_hyphens=False)
    return re.sub(r"\[[^\]]+:[A-Z?]+\]", lambda found: pen(found[0], 1, 31), "\n".join(lines))


def _notes(words: list[WordUnit]) -> str:
    """What is no error: the words said in another way that is accepted together, hints at the stress one by one."""
    lines = []
    for remark in notes.ACCEPTED:
        said = Counter(unit.word.word for unit in words if unit.word.remark is remark)
        if said:
            listed = ", ".join(f"{word} (×{times})" if times > 1 else word for word, times in said.items())
            title = f"{notes.REMARKS[remark].capitalize()}: "
            lines += textwrap.wrap(title + listed, WIDTH, subsequent_indent="  ")
    for unit in words:
        lines += [
            f"{unit.span.start if unit.span else 0.0:6.2f} s     “{unit.word.word}”: {note}."
            for note in unit.notes
            if note.template == notes.STRESS
        ]
    return "\n".join(lines)


def _line(finding: Finding, pen: _Pen) -> str:
    when = f"{finding.span.start:6.2f} s" if finding.span else " " * 8
    return f"{when}  {pen(f'{finding.mark.code(finding.reliable):<2}', 1, 31)} {finding.sentence}"
