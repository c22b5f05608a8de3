"""About which CEFR level a take sounds like: an estimate with its range, and what it rests on.

No recordings graded by CEFR were at hand to fit this to. The bounds are set by hand after the words of the
Companion Volume (2020) for phonological control and fluency, and the range is wide on purpose.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from sonorant.speech.assessment import Assessment, ErrorType
from sonorant.speech.content import LEVELS, Content
from sonorant.speech.timing import to_seconds

FEWEST_WORDS = 50
SHORTEST_SECONDS = 20.0
"""What Azure advises for scores that can be relied on."""

_BOUNDS = (30.0, 45.0, 60.0, 75.0, 90.0)
"""Scores (0–100) at which A2, B1, B2, C1 and C2 begin to be possible."""
_SPREAD = 8.0
"""Points that a score may be off on either side, where the engine gives no interval of its own."""
_USED = 0.03
"""A level counts as used from this share of the different words on: a single rare word is no proof."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Between which levels ("A1" to "C2") a take lies, and on what that rests, in sentences.

    Where there is too little to go by both are empty, and `withheld` says in one sentence what would help.
    """

    lowest: str = ""
    highest: str = ""
    rests_on: tuple[str, ...] = ()
    withheld: str = ""


def estimate(assessment: Assessment, content: Content | None = None) -> Estimate:
    """The estimate for a complete assessment (0–100) and, of own words only, the verdict on what was said.

    At least two neighbouring levels wide. Reading aloud shows nothing of one's own grammar and vocabulary, so without
    `content` the estimate is one of pronunciation alone, and says so.
    """
    too_little = _too_little(assessment)
    if too_little:
        return Estimate(withheld=too_little)
    accuracy, fluency = _range(assessment, "accuracy"), _range(assessment, "fluency")
    if accuracy is None or fluency is None:
        return Estimate(withheld="There are no scores to estimate a level from: assess the take first.")
    # The weaker of the two holds one back, but how far nobody has measured: the range covers both.
    lowest, highest = min(accuracy[0], fluency[0]), max(accuracy[1], fluency[1])
    rests_on = [
        f"accuracy {assessment.scores.accuracy:.0f} and fluency {assessment.scores.fluency:.0f} of 100, "
        f"from {_count(assessment)} words"
    ]
    words = _level_of_words(content) if content is not None and not content.withheld else None
    if words is None:
        rests_on.append("pronunciation only: grammar and vocabulary of one's own were not looked at")
    else:
        lowest, highest = min(lowest, words), max(min(highest, words + 1), lowest)
        rests_on.append(f"words of one's own up to level {LEVELS[words]}")
    if highest == lowest:
        lowest, highest = (lowest, highest + 1) if highest < len(LEVELS) - 1 else (lowest - 1, highest)
    rests_on.append("bounds set by hand, not measured on graded speakers")
    return Estimate(LEVELS[lowest], LEVELS[highest], tuple(rests_on))


def _too_little(assessment: Assessment) -> str:
    if assessment.withheld is not None:
        return assessment.withheld
    if assessment.draft:
        return "A draft of what was said is no ground for an estimate: confirm the text first."
    seconds = to_seconds(assessment.duration) if assessment.duration is not None else None
    if _count(assessment) < FEWEST_WORDS or (seconds is not None and seconds < SHORTEST_SECONDS):
        return f"For an estimate of the level say at least {FEWEST_WORDS} words in {SHORTEST_SECONDS:.0f} s or more."
    return ""


def _count(assessment: Assessment) -> int:
    """How many words of the text were said."""
    return sum(word.error not in {ErrorType.OMISSION, ErrorType.INSERTION} for word in assessment.words or ())


def _range(assessment: Assessment, aspect: str) -> tuple[int, int] | None:
    """The levels (indices) between which an aspect puts the speaker; None if it was not scored."""
    score: float | None = getattr(assessment.scores, aspect)
    if score is None:
        return None
    low, high = assessment.scores.intervals.get(aspect, (score - _SPREAD, score + _SPREAD))
    return bisect_right(_BOUNDS, low), bisect_right(_BOUNDS, high)


def _level_of_words(content: Content) -> int | None:
    """The highest level (index) of which enough different words were used; None if it is not known."""
    vocabulary = content.vocabulary
    known = {level: n for level, n in vocabulary.levels.items() if level in LEVELS} if vocabulary is not None else {}
    total = sum(known.values())
    used = [LEVELS.index(level) for level, n in known.items() if total and n / total >= _USED]
    return max(used, default=None)
