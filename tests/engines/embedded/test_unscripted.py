import json

import numpy as np
import pytest

from sonorant.audio.files import Audio, resample
from sonorant.engines.embedded.sonority import listen
from sonorant.engines.embedded.unscripted import transcribe
from sonorant.speech.assessment import TICKS_PER_SECOND, doubtful
from sonorant.speech.azure_json import from_json, to_json
from sonorant.speech.failures import Cancelled, NothingToJudge, UnusableInput
from synthetic_speech import SENTENCES

TEXT = "Please bring me a glass of cold water and a slice of bread."


def with_pause(audio: Audio, seconds: float) -> Audio:
    silence = np.zeros(int(seconds * audio.rate), dtype=np.float32)
    return Audio(np.concatenate([audio.samples, silence, audio.samples]), audio.rate)


@pytest.fixture(scope="module")
def heard(said):
    return transcribe(with_pause(said(TEXT, "slt").audio, 1.0))


def test_it_is_labelled_a_draft_and_nothing_is_scored(heard):
    assert heard.draft
    assert any("draft" in warning for warning in heard.warnings)
    assert heard.scores.pronunciation is None
    assert heard.scores.accuracy is None
    assert all(word.accuracy is None for word in heard.words)


def test_a_clear_voice_is_largely_understood(heard):
    spoken = {"please", "bring", "me", "a", "glass", "of", "cold", "water", "and", "slice", "bread"}
    assert len(spoken & set(heard.text.split())) >= 7
    assert any(not doubtful(word) for word in heard.words)


def test_words_have_times_in_order_and_a_confidence(heard):
    offsets = [word.offset for word in heard.words]
    assert offsets == sorted(offsets)
    assert all(0 <= word.extra["Confidence"] <= 1 for word in heard.words)


def test_the_pause_is_found_where_it_is(said, heard):
    (pause,) = heard.delivery.pauses
    # The voice's own silence before and after the sentence belongs to the pause.
    middle = (pause[0] + pause[1] / 2) / TICKS_PER_SECOND
    assert middle == pytest.approx(said(TEXT, "slt").audio.seconds + 0.5, abs=0.3)
    assert 1.0 <= pause[1] / TICKS_PER_SECOND <= 1.7


def test_a_pause_slows_speech_but_not_articulation(heard):
    assert heard.delivery.speech_rate < 0.9 * heard.delivery.articulation_rate
    assert heard.delivery.mean_run == heard.delivery.syllables / 2


def test_the_pitch_is_that_of_the_voice(said):
    low = transcribe(said(TEXT, "rms").audio).delivery.pitch
    high = transcribe(said(TEXT, "slt").audio).delivery.pitch
    assert 60 < low[0] < low[1] < high[0] < high[1] < 300


@pytest.mark.parametrize("voice", ["slt", "awb"])
def test_syllables_are_counted_about_right(said, voice):
    counted = expected = 0
    for sentence in SENTENCES[:6]:
        spoken = said(sentence, voice)
        counted += len(listen(resample(spoken.audio, 16_000).samples).nuclei)
        expected += sum(phone[0] in "AEIOU" for phone, _ in spoken.phones)
    assert 0.75 * expected < counted < 1.25 * expected


def test_it_is_kept_as_a_draft(heard):
    assert from_json(json.loads(json.dumps(to_json(heard)))) == heard


@pytest.mark.parametrize("samples", [np.zeros(16_000), np.random.default_rng(0).normal(0, 0.05, 32_000)])
def test_without_speech_there_is_nothing_to_draft(samples):
    with pytest.raises(NothingToJudge):
        transcribe(Audio(samples.astype(np.float32), 16_000))


def test_other_languages_are_refused(said):
    with pytest.raises(UnusableInput, match="en-US only"):
        transcribe(said(TEXT, "slt").audio, "de-DE")


def test_it_can_be_stopped(said):
    def stop(_: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        transcribe(said(TEXT, "slt").audio, progress=stop)
