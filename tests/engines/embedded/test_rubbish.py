"""Whatever comes in, the engine judges it or says in one sentence why not."""

from __future__ import annotations

import io
import json
import shutil
import struct
import subprocess

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sonorant import assets
from sonorant.audio.files import Audio, read, resample
from sonorant.engines.embedded import EmbeddedAssessor, assessor
from sonorant.practice.samples import load
from sonorant.speech.assessment import Assessment
from sonorant.speech.azure_json import to_json
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import NothingToJudge, SonorantError

SAMPLE = load(assets.path("samples"))[0]
FLAWLESS_ACCURACY = 97.0
RUBBISH = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def check_sentence(message: str) -> None:
    assert message[-1] in ".:"
    assert "\n" not in message


def judged_or_refused(audio: Audio, text: str, *, miscue: bool = True) -> Assessment | None:
    try:
        assessment = EmbeddedAssessor().assess(
            audio, AssessmentConfig(text, enable_miscue=miscue, enable_prosody=True, nbest_phoneme_count=3)
        )
    except SonorantError as refusal:
        check_sentence(str(refusal))
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


HEADS = {
    "none": b"",
    "WAV": struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 0, b"WAVE", b"fmt ", 16, 1, 1, 16_000, 32_000, 2, 16, b"data", 0),
    "FLAC": b"fLaC",
    "OGG": b"OggS",
    "MP3": b"\xff\xfb\x90\x00",
}


@pytest.mark.slow
@settings(RUBBISH, max_examples=60)
@given(head=st.sampled_from(list(HEADS)), content=st.binary(max_size=20_000))
def test_any_bytes_in_a_file(head, content):
    try:
        audio = read(io.BytesIO(HEADS[head] + content))
    except SonorantError as refusal:
        check_sentence(str(refusal))
    else:
        judged_or_refused(audio, SAMPLE.text)


@pytest.mark.parametrize("words", [1, 2])
def test_the_shortest_texts(words):
    judged_or_refused(read(SAMPLE.audio), " ".join(SAMPLE.text.split()[:words]))


@pytest.mark.parametrize(
    "text",
    [
        "the quick brown fox " * 500,
        "the quick brown fox " * 5_000,
        "the,quick,brown,fox," * 5_000,
        "well-known-" * 5_000,
        "987654321987 " * 100,  # a hundred numbers that are two thousand words
        "9" * 100_000,
    ],
    ids=lambda text: f"{len(text)} {text[:20]}",
)
def test_far_more_words_than_seconds_are_refused_before_any_work(monkeypatch, text):
    def never(*_given: object) -> None:
        pytest.fail("the work has begun")

    monkeypatch.setattr(assessor, "EmbeddedStream", never)
    with pytest.raises(NothingToJudge, match="too short for its text"):
        EmbeddedAssessor().assess(read(SAMPLE.audio), AssessmentConfig(text))


def test_words_beyond_those_that_are_far_too_many_are_not_looked_for(monkeypatch):
    looked_for = []
    words = assessor.spoken_words
    monkeypatch.setattr(
        assessor, "spoken_words", lambda *given: (looked_for.append(word) or word for word in words(*given))
    )
    with pytest.raises(NothingToJudge, match="too short for its text"):
        EmbeddedAssessor().assess(read(SAMPLE.audio), AssessmentConfig("the,quick,brown,fox," * 5_000))
    assert len(looked_for) < 1_000


def music(seconds: float, rate: int) -> Audio:
    """Chords, a tune and a beat."""
    random = np.random.default_rng(0)
    sound = np.zeros(int(seconds * rate))
    beat = np.arange(rate // 2) / rate
    for start in range(0, len(sound) - len(beat) + 1, len(beat)):
        for hertz in (
            *((220.0, 277.2, 329.6) if start // rate % 4 < 2 else (196.0, 246.9, 293.7)),
            *random.choice([440.0, 494.0, 523.0, 587.0, 659.0], 1),
        ):
            for partial in range(1, 7):
                tone = np.sin(2 * np.pi * partial * hertz * beat) * np.exp(-3 * beat)
                sound[start : start + len(beat)] += tone / partial**1.3
        sound[start : start + len(beat)] += 2 * random.normal(size=len(beat)) * np.exp(-40 * beat)
    return Audio((0.5 * sound / np.abs(sound).max()).astype(np.float32), rate)


def test_music_is_no_reading():
    assert judged_or_refused(music(6.0, 44_100), SAMPLE.text) is None


ORDER = "I would like a table for two near the window because it is cold outside."
OTHER_LANGUAGES = {
    "de": "Ich möchte gern einen Tisch für zwei Personen am Fenster, weil es draußen so kalt ist.",
    "fr": "Je voudrais une table pour deux près de la fenêtre, car il fait froid dehors.",
    "cmn": "我想要一张靠窗的两人桌，因为外面很冷，谢谢您。",
}


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng speaks the other languages")
@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_another_language_is_not_the_text(tmp_path, language):
    sound = tmp_path / "other.wav"
    subprocess.run(["espeak-ng", "-v", language, "-w", sound, OTHER_LANGUAGES[language]], check=True)
    assert judged_or_refused(read(sound), ORDER) is None


@pytest.mark.parametrize(("rate", "channels"), [(48_000, 6), (96_000, 2)])
def test_any_usual_rate_and_number_of_channels_is_judged_alike(tmp_path, rate, channels):
    original = read(SAMPLE.audio)
    samples = resample(original, rate).samples
    spread = np.zeros((len(samples), channels), dtype=np.float32)
    spread[:, min(2, channels - 1)] = samples  # in six channels the third is the one for speech
    soundfile.write(tmp_path / "take.wav", spread, rate, subtype="PCM_24")
    assessment = judged_or_refused(read(tmp_path / "take.wav"), SAMPLE.text)
    assert assessment is not None
    assert assessment.scores.accuracy == pytest.approx(FLAWLESS_ACCURACY, abs=5)
