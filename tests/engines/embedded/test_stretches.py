"""Several sentences in one take."""

from __future__ import annotations

import numpy as np
import pytest

from sonorant.audio.files import Audio
from sonorant.engines.embedded import EmbeddedAssessor, stretches
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
