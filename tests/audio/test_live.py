"""What is being recorded is outlined column by column, each part handed out once."""

from __future__ import annotations

import numpy as np
import pytest

from sonorant.audio.live import LiveOutline


def outline(rate: int = 8000) -> LiveOutline:
    live = LiveOutline()
    live.begin(rate)
    return live


@pytest.mark.parametrize("block", [1, 7, 79, 80, 81, 8000])
@pytest.mark.parametrize("rate", [8000, 11_025, 48_000])
def test_columns_do_not_depend_on_how_the_sound_arrives(block: int, rate: int) -> None:
    samples = np.random.default_rng(0).integers(-20_000, 20_000, 8000).astype(np.int16)
    live = outline(rate)
    parts = []
    for begin in range(0, len(samples), block):
        live.add(samples[begin : begin + block])
        if begin % 3 == 0:
            parts.append(live.drain())
    parts.append(live.drain())

    low = np.concatenate([part.low for part in parts])
    high = np.concatenate([part.high for part in parts])
    size = round(rate * parts[0].column_seconds)
    columns = samples[: len(samples) // size * size].reshape(-1, size) / np.float32(32768)
    assert parts[0].column_seconds == pytest.approx(0.01, rel=0.01)
    assert np.array_equal(low, columns.min(axis=1))
    assert np.array_equal(high, columns.max(axis=1))


def test_the_peak_is_that_since_the_last_question() -> None:
    live = outline()
    live.add(np.full(800, -16384, np.int16))
    assert live.drain().peak == 0.5
    live.add(np.full(800, 8192, np.int16))
    assert live.drain().peak == 0.25
    assert live.drain().peak == 0


@pytest.mark.parametrize("full", [32767, -32768])
def test_three_samples_at_full_scale_are_clipping_and_fewer_are_not(full: int) -> None:
    live = outline()
    samples = np.zeros(800, np.int16)
    samples[100:102] = full
    live.add(samples)
    assert not live.drain().clipped

    samples[100:103] = full
    live.add(samples)
    assert live.drain().clipped
    assert not live.drain().clipped


def test_nothing_heard_is_an_empty_outline() -> None:
    empty = LiveOutline().drain()

    assert empty.low.shape == empty.high.shape == (0,)
    assert (empty.peak, empty.clipped, empty.column_seconds) == (0, False, 0.01)
