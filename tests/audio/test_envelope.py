"""The outline shows every extreme where it is, at any zoom, at once."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sonorant.audio.envelope import Envelope

RATE = 1000


def noise(length: int) -> np.ndarray:
    return np.random.default_rng(length).uniform(-1, 1, length).astype(np.float32)


def test_the_columns_of_the_whole_sound_hold_its_extremes() -> None:
    samples = noise(100_003)

    low, high = Envelope.of(samples, RATE).columns(0, 100.003, 700)

    assert low.shape == high.shape == (700,)
    assert low.min() == samples.min()
    assert high.max() == samples.max()


@given(
    length=st.integers(1, 20_000),
    start=st.floats(-5, 20),
    span=st.floats(0.001, 30),
    width=st.integers(1, 500),
)
def test_columns_equal_the_extremes_of_their_samples_but_for_their_edges(
    length: int, start: float, span: float, width: int
) -> None:
    samples = noise(length)
    low, high = Envelope.of(samples, RATE).columns(start, start + span, width)
    edges = np.linspace(start, start + span, width + 1) * RATE
    slack = (edges[1] - edges[0]) / 2 + 1  # a column may begin and end half a column early or late

    for column in range(0, width, 1 + width // 20):
        inner = samples[span_of(edges[column] + slack, edges[column + 1] - slack)]
        outer = samples[span_of(edges[column] - slack, edges[column + 1] + slack)]
        if inner.size:
            assert low[column] <= inner.min()
            assert high[column] >= inner.max()
        if outer.size:
            assert low[column] >= min(outer.min(), 0)
            assert high[column] <= max(outer.max(), 0)


def span_of(begin: float, end: float) -> slice:
    return slice(max(0, int(np.floor(begin))), max(0, int(np.ceil(end))))


def test_a_click_is_seen_at_its_place_at_every_zoom() -> None:
    samples = np.zeros(600_000, np.float32)
    samples[345_678] = 1
    envelope = Envelope.of(samples, RATE)

    for span in (0.01, 0.1, 1, 10, 100, 600):
        start = 345.678 - span / 3
        _, high = envelope.columns(start, start + span, 300)
        assert high.max() == 1
        assert np.abs(np.flatnonzero(high) - 100).max() <= max(1, 300 / (span * RATE))


def test_single_samples_are_repeated_where_there_are_more_columns_than_samples() -> None:
    low, high = Envelope.of(np.array([0.1, -0.2, 0.3], np.float32), RATE).columns(0, 0.003, 9)

    assert low == pytest.approx([0.1] * 3 + [-0.2] * 3 + [0.3] * 3)
    assert np.array_equal(low, high)


def test_outside_the_sound_columns_are_zero() -> None:
    envelope = Envelope.of(np.ones(1000, np.float32), RATE)

    low, high = envelope.columns(-1, 2, 30)
    assert np.array_equal(low, [0] * 10 + [1] * 10 + [0] * 10)
    assert np.array_equal(high, low)
    assert not envelope.columns(5, 6, 10)[1].any()
    assert not Envelope.of(np.zeros(0, np.float32), RATE).columns(0, 1, 10)[1].any()
    assert envelope.columns(0, 1, 0)[0].shape == (0,)


def test_ten_minutes_are_outlined_in_less_than_5_ms_at_any_zoom() -> None:
    envelope = Envelope.of(np.tile(noise(480_000), 60), 48_000)
    assert envelope.seconds == 600

    for span in (0.001, 0.1, 1, 3, 10, 30, 60, 200, 600):
        took = []
        for attempt in range(5):
            begun = time.perf_counter()
            envelope.columns(0.1 * attempt, 0.1 * attempt + span, 2000)
            took.append(time.perf_counter() - begun)
        assert min(took) < 0.005, f"{span} s"
