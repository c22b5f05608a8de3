"""Whatever comes in, the engine judges it or says in one sentence why not."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sonorant import assets
from sonorant.audio.files import Audio, read
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.practice.samples import load
from sonorant.speech.assessment import Assessment
from sonorant.speech.azure_json import to_json
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import SonorantError

SAMPLE = load(assets.path("samples"))[0]
RUBBISH = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def judged_or_refused(audio: Audio, text: str, *, miscue: bool = True) -> Assessment | None:
    try:
        assessment = EmbeddedAssessor().assess(
            audio, AssessmentConfig(text, enable_miscue=miscue, enable_prosody=True, nbest_phoneme_count=3)
        )
    except SonorantError as refusal:
        message = str(refusal)
        assert message[-1] in ".:"
        assert "\n" not in message
        return None
    json.dumps(to_json(assessment), allow_nan=False)
    return assessment


@pytest.mark.slow
@RUBBISH
@given(text=st.text(max_size=120), miscue=st.booleans())
def test_any_text(text, miscue):
    judged_or_refused(read(SAMPLE.audio), text, miscue=miscue)


@pytest.mark.slow
@RUBBISH
@given(
    kind=st.sampled_from(["noise", "tone", "steps", "speech"]),
    seconds=st.floats(0.0, 4.0),
    level=st.floats(0.0, 1.0),
    rate=st.sampled_from([8_000, 11_025, 16_000, 44_100, 96_000]),
    seed=st.integers(0, 1000),
)
def test_any_sound(kind, seconds, level, rate, seed):
    count = int(seconds * rate)
    random = np.random.default_rng(seed)
    time = np.arange(count) / rate
    sound = {
        "noise": random.uniform(-1, 1, count),
        "tone": np.sin(2 * np.pi * random.uniform(20, rate / 2) * time),
        "steps": np.sign(np.sin(2 * np.pi * random.uniform(0.5, 200) * time)),
        "speech": np.resize(read(SAMPLE.audio).samples, count),
    }[kind]
    judged_or_refused(Audio((level * sound).astype(np.float32), rate), SAMPLE.text)


@pytest.mark.parametrize("words", [1, 2])
def test_the_shortest_texts(words):
    judged_or_refused(read(SAMPLE.audio), " ".join(SAMPLE.text.split()[:words]))


def test_twenty_thousand_words_for_a_few_seconds():
    assert judged_or_refused(read(SAMPLE.audio), "the quick brown fox " * 5000) is None
