"""What is said of a take while it goes on: never more work for a longer take, and no change to the verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pytest

from sonorant.audio.files import Audio
from sonorant.engines.base import Partial
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.engines.embedded.scoring_model import ScoringModel
from sonorant.speech.assessment import Assessment
from sonorant.speech.config import AssessmentConfig
from synthetic_speech import SENTENCES

pytestmark = pytest.mark.slow
RATE = 16_000
SAID = SENTENCES[:16]
MOST_PHONES = 300
"""That may be judged for one partial result: those of a stretch, and what came since the one before."""


@dataclass(eq=False)
class Followed:
    """A take that was asked for a partial result after every piece of sound."""

    audio: Audio
    config: AssessmentConfig
    partials: list[Partial] = field(default_factory=list)
    judged: list[int] = field(default_factory=list)
    """Phones judged for each partial result."""
    verdict: Assessment | None = None


@pytest.fixture(scope="module")
def followed(said):
    samples = np.concatenate([said(sentence, "slt").audio.samples for sentence in SAID])
    config = AssessmentConfig(" ".join(SAID), enable_miscue=True, enable_prosody=True)
    take = Followed(Audio(samples, RATE), config)
    judge = ScoringModel.judge

    def counted(self, heard):
        take.judged[-1] += len(heard.phones)
        return judge(self, heard)

    stream = EmbeddedAssessor().open_stream(config, RATE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScoringModel, "judge", counted)
        for start in range(0, len(samples), RATE * 3 // 10):
            stream.feed(samples[start : start + RATE * 3 // 10])
            take.judged.append(0)
            take.partials.append(stream.partial())
    take.verdict = stream.finish()
    return take


def test_a_partial_result_is_no_more_work_late_in_a_take_than_early(followed):
    phones = sum(len(word.phonemes) for word in followed.verdict.words)
    assert phones > 1.5 * MOST_PHONES  # or it would prove nothing
    assert 0 < max(followed.judged) <= MOST_PHONES


def test_nothing_is_judged_again_before_more_was_said(followed):
    assert sum(map(bool, followed.judged)) <= followed.audio.seconds / 2 + 1  # sound is heard in blocks of 2 s


def test_the_verdict_does_not_depend_on_what_was_asked_before(followed):
    assert followed.verdict == EmbeddedAssessor().assess(followed.audio, followed.config)


def test_provisional_scores_of_a_long_take_are_near_those_of_the_verdict(followed):
    now, then = followed.partials[-1].scores, followed.verdict.scores
    for aspect in ("accuracy", "fluency", "prosody", "pronunciation"):
        assert getattr(now, aspect) == pytest.approx(getattr(then, aspect), abs=8), aspect
    assert now.completeness is None


def test_scores_once_known_stay_known_and_do_not_jump(followed):
    known = [partial.scores for partial in followed.partials]
    first = next(index for index, scores in enumerate(known) if scores is not None)
    assert None not in known[first:]
    later = [scores.pronunciation for scores in known[len(known) // 2 :]]
    assert max(abs(right - left) for left, right in pairwise(later)) < 3
