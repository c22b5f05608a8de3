"""Several sentences in one take."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from sonorant.audio.files import Audio
from sonorant.engines.embedded import EmbeddedAssessor, assessor, scoring_model, stretches
from sonorant.engines.embedded.hearing import Hearing
from sonorant.engines.embedded.scoring_model import Judgement
from sonorant.speech.config import AssessmentConfig
from synthetic_speech import SENTENCES, say

RATE = 16_000
ASPECTS = ("accuracy", "fluency", "prosody")


def scores(samples: np.ndarray, text: str) -> dict[str, float]:
    config = AssessmentConfig(text, enable_miscue=True, enable_prosody=True)
    found = EmbeddedAssessor().assess(Audio(samples, RATE), config).scores
    return {aspect: getattr(found, aspect) for aspect in ASPECTS}


@pytest.mark.parametrize("voice", ["rms", "slt"])
def test_sentences_in_one_take_are_judged_as_each_alone(voice: str) -> None:
    takes = [say(text, voice).audio.samples for text in SENTENCES[:6]]
    pause = np.zeros(RATE, dtype=np.float32)
    together = scores(np.concatenate([part for take in takes for part in (take, pause)]), " ".join(SENTENCES[:6]))
    alone = [scores(take, text) for take, text in zip(takes, SENTENCES, strict=False)]
    for aspect in ASPECTS:
        assert together[aspect] == pytest.approx(np.mean([each[aspect] for each in alone]), abs=5), aspect


class Counting:
    """The model of the application, which counts what it is asked for at once."""

    def __init__(self) -> None:
        self.model = scoring_model.load()
        self.asked: list[int] = []

    def judge(self, heard: Hearing) -> Judgement:
        return self.model.judge(heard)

    def judge_each(self, takes: Sequence[Hearing]) -> list[Judgement]:
        self.asked.append(len(takes))
        return self.model.judge_each(takes)

    def __getattr__(self, name: str) -> object:
        return getattr(self.model, name)


def test_what_was_judged_while_it_was_said_is_not_judged_again_and_the_verdict_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pause = np.zeros(RATE // 2, dtype=np.float32)
    samples = np.concatenate([part for text in SENTENCES[:7] for part in (say(text, "rms").audio.samples, pause)])
    config = AssessmentConfig(" ".join(SENTENCES[:7]), enable_miscue=True, enable_prosody=True)
    at_once = EmbeddedAssessor().assess(Audio(samples, RATE), config)

    counting = Counting()
    monkeypatch.setattr(assessor.scoring_model, "load", lambda: counting)
    stream = EmbeddedAssessor().open_stream(config, RATE)
    for start in range(0, len(samples), RATE):
        stream.feed(samples[start : start + RATE])
        stream.partial()
    assert not counting.asked
    verdict = stream.finish()
    assert counting.asked in ([1], [2])  # the last sentence, and the one that it may have been joined to
    assert verdict == at_once


def test_a_short_sentence_is_judged_with_its_neighbour_and_a_long_one_is_cut() -> None:
    half = stretches.LEAST // 2 + 1
    assert stretches.cuts([half] * 5, [True] * 5) == [(0, 2), (2, 5)]
    assert stretches.cuts([half], [True]) == [(0, 1)]
    assert stretches.cuts([10] * 45, [False] * 45) == [(0, 20), (20, 40), (40, 45)]


def test_where_a_stretch_ends_does_not_depend_on_what_follows() -> None:
    phones, closes = [7, 5, 9, 12, 4, 6, 30, 3], [False, True] * 4
    whole = stretches.cuts(phones, closes)
    for words in range(1, len(phones)):
        over = stretches.cuts(phones[:words], closes[:words])[:-1]
        assert over == whole[: len(over)]
