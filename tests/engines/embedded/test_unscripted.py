import json

import numpy as np
import pytest

from degraded import clipped, narrow, with_noise
from sonorant.audio.files import Audio, Recording, look, read, resample, write_wav
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.engines.embedded.draft import recognise
from sonorant.engines.embedded.pieces import PIECE_SECONDS, pieces
from sonorant.engines.embedded.sonority import listen
from sonorant.engines.embedded.unscripted import transcribe
from sonorant.speech.assessment import TICKS_PER_SECOND, doubtful
from sonorant.speech.azure_json import from_json, to_json
from sonorant.speech.config import AssessmentConfig
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
        counted += len(listen([resample(spoken.audio, 16_000).samples]).nuclei)
        expected += sum(phone[0] in "AEIOU" for phone, _ in spoken.phones)
    assert 0.75 * expected < counted < 1.25 * expected


def test_it_is_kept_as_a_draft(heard):
    assert from_json(json.loads(json.dumps(to_json(heard)))) == heard


@pytest.mark.parametrize("samples", [np.zeros(16_000), np.random.default_rng(0).normal(0, 0.05, 32_000)])
def test_without_speech_there_is_nothing_to_draft(samples):
    with pytest.raises(NothingToJudge):
        transcribe(Audio(samples.astype(np.float32), 16_000))


BAD = {
    "noise": (lambda samples: with_noise(samples, 10.0), "too much noise"),
    "clipped": (lambda samples: clipped(samples, 0.3), "too distorted"),
    "muffled": (lambda samples: narrow(samples, 2000), "too muffled"),
}


def of_scripted(audio: Audio) -> str | None:
    """What is said to be wrong where the text is known."""
    try:
        return EmbeddedAssessor().assess(audio, AssessmentConfig(TEXT)).withheld
    except NothingToJudge as refusal:
        return str(refusal)


@pytest.mark.parametrize("fault", BAD)
def test_of_a_bad_recording_nothing_is_told_but_what_is_wrong_as_with_a_text(said, fault):
    damage, sentence = BAD[fault]
    audio = Audio(damage(resample(said(TEXT, "slt").audio, 16_000).samples), 16_000)
    assessment = transcribe(audio)
    assert sentence in assessment.withheld
    assert assessment.withheld == of_scripted(audio)
    assert assessment.draft
    assert (assessment.text, assessment.words, assessment.delivery, assessment.warnings) == ("", None, None, ())


def test_where_noise_leaves_no_syllable_to_be_heard_it_is_to_blame(said):
    audio = Audio(with_noise(resample(said(TEXT, "slt").audio, 16_000).samples, 5.0), 16_000)
    with pytest.raises(NothingToJudge, match="too much noise"):
        transcribe(audio)


def test_of_a_poor_recording_a_draft_is_made_with_advice(said):
    audio = Audio(with_noise(resample(said(TEXT, "slt").audio, 16_000).samples, 18.0), 16_000)
    assessment = transcribe(audio)
    assert assessment.words
    assert any("much noise" in warning for warning in assessment.warnings)


TIME = np.arange(5 * 16_000) / 16_000
NO_SPEECH = {
    "hum": 0.3 * np.sin(2 * np.pi * 50 * TIME),
    "square": 0.3 * np.sign(np.sin(2 * np.pi * 50 * TIME)),
    "sawtooth": 0.3 * (2 * ((150 * TIME) % 1) - 1),
    "chirp": 0.3 * np.sin(2 * np.pi * (100 * TIME + 390 * TIME**2)),
    "siren": 0.3 * np.sin(2 * np.pi * np.cumsum(700 + 300 * np.sin(np.pi * TIME)) / 16_000),
    "chord": 0.1 * sum(2 * ((hertz * TIME) % 1) - 1 for hertz in (220.0, 277.2, 329.6)),
    "ringing": 0.2 * (np.sin(2 * np.pi * 440 * TIME) + np.sin(2 * np.pi * 480 * TIME)) * (TIME % 4 < 2),
}


@pytest.mark.parametrize("sound", NO_SPEECH)
def test_what_is_no_speech_is_said_to_be_none(sound):
    with pytest.raises(NothingToJudge, match="No speech was heard"):
        transcribe(Audio(NO_SPEECH[sound].astype(np.float32), 16_000))


@pytest.mark.parametrize("voice", ["slt", "kal16"])
@pytest.mark.parametrize("word", ["Yes.", "No.", "I.", "Strength."])
def test_a_single_word_is_speech(said, word, voice):
    assert transcribe(said(word, voice).audio).words


def test_a_take_in_a_file_is_drafted_as_one_in_memory_with_phrases_over_the_edges_of_its_pieces(said, tmp_path):
    samples = resample(said(TEXT, "slt").audio, 16_000).samples
    long = Audio(np.tile(np.concatenate([samples, np.zeros(8_000, np.float32)]), 34), 16_000)
    write_wav(tmp_path / "take.wav", long)
    there = look(tmp_path / "take.wav")
    assert isinstance(there, Recording)
    heard = listen(pieces(there))
    assert heard.frames == pytest.approx(100 * long.seconds, abs=3)
    assert len(heard.pitch.log_hz) == heard.frames
    edge = 100 * PIECE_SECONDS
    phrases = [phrase for phrase in heard.phrases() if phrase[0] < edge + 300 and edge - 300 < phrase[1]]
    assert any(start < edge < end for start, end in phrases)
    drafted = recognise(pieces(there), phrases)
    assert drafted == recognise([read(tmp_path / "take.wav").samples], phrases)
    assert len(drafted) == pytest.approx(len(phrases) * len(TEXT.split()), rel=0.3)


def test_other_languages_are_refused(said):
    with pytest.raises(UnusableInput, match="en-US only"):
        transcribe(said(TEXT, "slt").audio, "de-DE")


def test_it_can_be_stopped(said):
    def stop(_: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        transcribe(said(TEXT, "slt").audio, progress=stop)
