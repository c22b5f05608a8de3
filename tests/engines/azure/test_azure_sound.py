"""Long silences are not sent, and the answers know nothing of it."""

from __future__ import annotations

import numpy as np
import pytest

from azure_bench import paused
from sonorant.audio.files import Audio, resample
from sonorant.engines.azure import Options, sound

RATE = 16_000


def tone(seconds: float, level: float = 0.2) -> np.ndarray:
    return (level * np.sin(np.arange(round(seconds * RATE)) * 0.3)).astype(np.float32)


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), np.float32)


def take(*parts: np.ndarray) -> Audio:
    return Audio(np.concatenate(parts), RATE)


def test_a_take_without_long_silences_stays_as_it_is(planted: Audio) -> None:
    kept = sound.shortened(planted)
    assert kept.pcm == sound.pcm16(resample(planted, RATE).samples)
    assert kept.cuts == ()
    assert kept.loud_until == pytest.approx(planted.seconds, abs=0.5)


def test_silences_are_two_seconds_at_most_and_speech_stays_whole() -> None:
    kept = sound.shortened(take(silence(8), tone(1), silence(2), tone(1), silence(40), tone(1), silence(9.97)))
    assert kept.seconds == pytest.approx(2 + 1 + 2 + 1 + 2 + 1 + 2, abs=0.11)
    loud = np.abs(np.frombuffer(kept.pcm, "<i2")) > 0
    assert np.count_nonzero(loud) == pytest.approx(3 * RATE, rel=0.01)
    assert kept.loud_until == pytest.approx(9.0, abs=0.11)


def test_around_a_single_word_silences_are_short_too() -> None:
    kept = sound.shortened(take(silence(8), tone(0.4), silence(20)))
    assert kept.seconds == pytest.approx(2 + 0.4 + 2, abs=0.11)
    assert kept.loud_until == pytest.approx(2.4, abs=0.11)


def test_a_click_is_not_what_speech_is_measured_by() -> None:
    click = np.full(800, 0.9, np.float32)
    kept = sound.shortened(take(click, silence(4), tone(1, 0.012), silence(9)))
    assert kept.loud_until == pytest.approx(0.1 + 2 + 1, abs=0.11)


@pytest.mark.parametrize("level", [0.5, 0.008])
def test_how_loud_speech_is_does_not_matter(level: float) -> None:
    soft = tone(5, level * 0.1)  # 20 dB softer than the rest is speech all the same
    kept = sound.shortened(take(tone(2, level), soft, silence(7), tone(2, level)))
    assert kept.seconds == pytest.approx(2 + 5 + 2 + 2, abs=0.11)


@pytest.mark.parametrize("piece", [800, 4800, 100_000])
def test_while_recording_the_end_of_speech_is_known_as_well(planted: Audio, piece: int) -> None:
    samples = np.concatenate([resample(planted, RATE).samples, silence(3)])
    meter = sound.Meter()
    for start in range(0, len(samples), piece):
        meter.feed(samples[start : start + piece])
    assert meter.loud_until == pytest.approx(sound.shortened(Audio(samples, RATE)).loud_until, abs=0.11)


def test_an_answer_comes_back_on_the_time_line_of_the_take(planted: Audio) -> None:
    # A silence of 1.2 s becomes one of 7.2 s, of which 5.2 s are not sent.
    kept = sound.shortened(paused(planted, 3.9, 6.0))
    assert kept.seconds == pytest.approx(planted.seconds + 0.8, abs=0.11)
    gone = round((6.0 + planted.seconds - kept.seconds) * 1e7)
    break_ = {"Break": {"BreakLength": 20_000_000}}
    early = {"Word": "river", "Offset": 30_000_000, "Duration": 3_000_000, "Phonemes": [{"Offset": 31_000_000}]}
    late = {"Word": "in", "Offset": 55_000_000, "Duration": 2_000_000, "PronunciationAssessment": {"Feedback": break_}}
    answer = {"Id": "x", "Offset": 5_000_000, "Duration": 60_000_000, "NBest": [{"Words": [early, late]}]}

    moved = kept.restored(answer)  # type: ignore[arg-type]
    assert (moved["Id"], moved["Offset"]) == ("x", 5_000_000)
    assert moved["Duration"] == pytest.approx(60_000_000 + gone, abs=1e5)
    first, second = moved["NBest"][0]["Words"]  # type: ignore[index, call-overload]
    assert first == early
    assert second["Offset"] == pytest.approx(55_000_000 + gone, abs=1e5)
    assert second["Duration"] == 2_000_000
    pause = second["PronunciationAssessment"]["Feedback"]["Break"]["BreakLength"]
    assert pause == pytest.approx(20_000_000 + gone, abs=1e5)


class TestForeground:
    """What is heard of a sound beside the steady noise behind it."""

    RATE = 48_000

    def heard(self, *parts: np.ndarray, piece: int = 4_777) -> list[float]:
        """The seconds of what may be speech, part by part."""
        foreground = sound.Foreground(self.RATE)
        return [
            sum(foreground.feed(part[start : start + piece]) for start in range(0, len(part), piece)) for part in parts
        ]

    def noise(self, seconds: float, level: float) -> np.ndarray:
        return np.random.default_rng(1).normal(0.0, level, round(seconds * self.RATE)).astype(np.float32)

    @pytest.mark.parametrize("level", [0.0, 0.012, 0.1])
    def test_noise_is_none_of_it_however_loud(self, level: float) -> None:
        assert self.heard(self.noise(60, level)) == [0.0]

    def test_noise_that_begins_is_no_longer_taken_for_speech_than_nobody_minds(self) -> None:
        _, first, later = self.heard(self.noise(5, 0.001), self.noise(3, 0.05), self.noise(60, 0.05))
        assert first == pytest.approx(2.0, abs=0.11)
        assert first < Options().patience
        assert later == 0.0

    @pytest.mark.parametrize("level", [0.0, 0.02])
    def test_most_of_speech_is(self, planted: Audio, level: float) -> None:
        samples = resample(planted, self.RATE).samples
        before, said = self.heard(self.noise(4, level), samples + self.noise(10, level)[: len(samples)])
        assert before == 0.0
        assert said == pytest.approx(5.0, abs=0.5)  # the rest is pauses
