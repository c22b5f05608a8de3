"""Where the speech of a take begins and ends, by the energy of its frames."""

from __future__ import annotations

import numpy as np
import pytest

from sonorant.engines.embedded.beginning import speech_end, speech_start

EDGE = 50


def energy(*parts: tuple[int, float]) -> np.ndarray:
    """Frames of some energies, each with a little movement."""
    random = np.random.default_rng(0)
    return np.concatenate([level + random.normal(0.0, 0.2, frames) for frames, level in parts]).astype(np.float32)


@pytest.mark.parametrize("wait", [0, 30, 100, 300, 1500])
def test_speech_starts_half_a_second_before_it_is_heard(wait: int) -> None:
    start = speech_start(energy((wait, 2.0), (200, 9.0), (30, 3.0), (200, 9.0)))
    assert start is not None
    assert abs(start - max(0, wait - EDGE)) <= 10


def test_it_ends_half_a_second_after_it_is_heard_no_more() -> None:
    assert abs(speech_end(energy((100, 2.0), (200, 9.0), (400, 2.0))) - (300 + EDGE)) <= 10
    assert speech_end(energy((100, 2.0), (200, 9.0))) == 300


def test_there_is_no_start_in_silence() -> None:
    assert speech_start(energy((2000, 2.0))) is None
    assert speech_end(energy((2000, 2.0))) == 2000


def test_what_follows_changes_nothing() -> None:
    whole = energy((230, 2.0), (60, 8.0), (20, 3.0), (500, 10.0), (100, 1.0))
    start = speech_start(whole)
    assert {speech_start(whole[:frames]) for frames in range(300, len(whole), 70)} == {start}


def test_less_than_a_second_has_no_start() -> None:
    assert speech_start(energy((20, 2.0), (60, 9.0))) is None
    assert speech_start(np.empty(0, np.float32)) is None
