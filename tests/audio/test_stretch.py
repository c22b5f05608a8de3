"""Slower and faster speech keeps its pitch, its loudness and its length in proportion."""

from __future__ import annotations

import time

import numpy as np
import pytest

from sonorant.audio.stretch import stretched

RATE = 16_000
SPEEDS = [0.5, 0.75, 0.9, 1.25, 1.5]


def tone(hertz: float, seconds: float) -> np.ndarray:
    """A tone with overtones, as a voice has them."""
    moments = np.arange(round(seconds * RATE)) / RATE
    waves = [np.sin(2 * np.pi * hertz * n * moments) / n for n in (1, 2, 3)]
    return (0.3 * np.sum(waves, axis=0)).astype(np.float32)


def whole(samples: np.ndarray, speed: float) -> np.ndarray:
    return np.concatenate(list(stretched(samples, RATE, speed)))


def strongest_hertz(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum)) * RATE / len(samples)


@pytest.mark.parametrize("speed", SPEEDS)
def test_it_takes_longer_or_shorter_in_proportion(speed: float) -> None:
    assert len(whole(tone(150, 2.0), speed)) == round(2.0 * RATE / speed)


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("hertz", [90.0, 150.0, 233.0])
def test_the_pitch_stays(speed: float, hertz: float) -> None:
    assert strongest_hertz(whole(tone(hertz, 2.0), speed)) == pytest.approx(hertz, rel=0.01)


@pytest.mark.parametrize("speed", SPEEDS)
def test_it_stays_as_loud_and_no_seam_clicks(speed: float) -> None:
    sound = tone(150, 2.0)
    heard = whole(sound, speed)[: -RATE // 10]

    assert np.sqrt((heard**2).mean()) == pytest.approx(np.sqrt((sound**2).mean()), rel=0.05)
    assert np.abs(np.diff(heard)).max() < 1.3 * np.abs(np.diff(sound)).max()


@pytest.mark.parametrize("speed", SPEEDS)
def test_what_happens_happens_at_its_place(speed: float) -> None:
    sound = np.concatenate([np.zeros(RATE), tone(150, 1.0), np.zeros(RATE)]).astype(np.float32)
    loud = np.flatnonzero(np.abs(whole(sound, speed)) > 0.05) / RATE

    assert loud[0] == pytest.approx(1.0 / speed, abs=0.03)
    assert loud[-1] == pytest.approx(2.0 / speed, abs=0.03)


def test_at_the_usual_speed_nothing_changes() -> None:
    sound = tone(150, 1.0)
    assert (whole(sound, 1.0) == sound).all()


@pytest.mark.parametrize("length", [0, 1, 100, 321, 700])
def test_the_shortest_sounds_are_no_trouble(length: int) -> None:
    for speed in SPEEDS:
        heard = whole(np.full(length, 0.1, np.float32), speed)
        assert len(heard) in (length, round(length / speed))
        assert np.isfinite(heard).all()


def test_silence_stays_silent() -> None:
    assert not whole(np.zeros(RATE, np.float32), 0.5).any()


def test_the_first_block_is_there_at_once_and_the_whole_faster_than_it_plays() -> None:
    sound = np.tile(tone(150, 1.0), 60)
    began = time.perf_counter()
    blocks = stretched(sound, RATE, 0.5)
    next(blocks)
    assert time.perf_counter() - began < 0.2
    for _ in blocks:
        pass
    assert time.perf_counter() - began < 15  # for two minutes of sound
