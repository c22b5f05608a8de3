"""What to do better, out of the evidence of one take, with what helps most to be understood first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sonorant.practice.advice import Advice
from sonorant.practice.content_advice import on_content
from sonorant.practice.delivery_advice import on_completeness, on_fluency, on_prosody
from sonorant.practice.lessons import Lessons
from sonorant.practice.own_lines import OwnLine
from sonorant.practice.sound_advice import on_sounds
from sonorant.speech.assessment import Assessment
from sonorant.speech.content import Content

NOISY = 10.0
"""Signal-to-noise ratio in dB under which nothing is sure."""


def advise(
    assessment: Assessment, lessons: Lessons, content: Content | None = None, own: Sequence[OwnLine] = ()
) -> list[Advice]:
    """All advice on a take, the most helpful first; empty where there is nothing to say.

    `assessment` is complete (0–100) and marked as the report shows it; its phonemes may be named in either alphabet.
    `content` is the verdict on grammar and vocabulary, if there is one, and `own` the lines that it is on. Where scores
    are withheld, or the text is only a draft of what was said, nothing is said about sounds and words.
    """
    found: list[Advice] = []
    if assessment.withheld is None and not assessment.draft:
        found += on_completeness(assessment)
        found += on_sounds(assessment, lessons)
    if assessment.withheld is None:
        found += [*on_fluency(assessment), *on_prosody(assessment)]
    if content is not None:
        found += on_content(content, assessment, own)
    if _is_noisy(assessment):
        found = [replace(each, sure=False) for each in found]
    # Of two with the same effect the surer one comes first.
    return sorted(found, key=lambda each: (-each.effect * (1.0 if each.sure else 0.7), each.title))


def _is_noisy(assessment: Assessment) -> bool:
    quality = assessment.quality
    return quality is not None and quality.snr is not None and quality.snr < NOISY
