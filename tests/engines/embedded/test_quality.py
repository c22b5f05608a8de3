import numpy as np
import pytest

from degraded import narrow
from sonorant.engines.embedded.quality import STEADY, Meter, is_silent, warnings, withheld


def measured(samples: np.ndarray, speech: slice = slice(None), piece: int = 4000):
    meter = Meter()
    for start in range(0, len(samples), piece):
        meter.feed(samples[start : start + piece].astype(np.float32))
    is_speech = np.zeros(len(samples) // 160, dtype=np.bool_)
    is_speech[speech] = True
    return meter.finish(is_speech)


def speechlike(seconds: float, level: float) -> np.ndarray:
    noise = np.random.default_rng(0).normal(size=int(16_000 * seconds))
    return level * noise / np.abs(noise).max()


def gated(level: float, pause: float = -60.0) -> np.ndarray:
    """A second of pause, that many dB below the second of speech that follows."""
    samples = speechlike(2.0, level)
    samples[:16_000] *= 10 ** (pause / 20)
    return samples


def test_levels_are_relative_to_full_scale():
    quality = measured(np.full(16_000, 0.5))
    assert quality.peak == pytest.approx(-6.0, abs=0.1)
    assert quality.level == pytest.approx(-6.0, abs=0.1)


@pytest.mark.parametrize("snr", [10, 20, 40])
def test_the_ratio_to_the_noise_is_found_where_there_is_a_pause(snr):
    random = np.random.default_rng(1)
    samples = 0.1 * random.normal(size=32_000)
    samples[:16_000] *= 10 ** (-snr / 20)
    assert measured(samples, slice(100, 200)).snr == pytest.approx(snr, abs=1.5)


def test_a_take_is_silent_up_to_its_first_sound_and_is_not_looked_at_any_further():
    silence, sound = np.full(48_000, 1e-4, np.float32), np.full(1_700, 0.1, np.float32)
    assert is_silent([silence, silence])
    assert is_silent([])
    assert not is_silent(piece if piece is not None else pytest.fail("too far") for piece in (silence, sound, None))


def test_what_keeps_its_level_is_even_with_and_without_silence_around_it():
    tone = 0.3 * np.sin(2 * np.pi * 440 * np.arange(32_000) / 16_000)
    for samples in (tone, np.concatenate([np.zeros(16_000), tone, np.zeros(16_000)])):
        meter = Meter()
        meter.feed(samples.astype(np.float32))
        assert meter.unevenness() < STEADY


def test_a_hum_below_what_the_engine_hears_is_no_noise():
    time = np.arange(32_000) / 16_000
    hum = 0.1 * np.sin(2 * np.pi * 50 * time)
    assert measured(gated(0.5, pause=-40) + hum, slice(100, 200)).snr == pytest.approx(40, abs=1.5)
    whistle = 0.1 * np.sin(2 * np.pi * 1000 * time)
    assert measured(gated(0.5, pause=-40) + whistle, slice(100, 200)).snr < 10


def test_the_sizes_of_the_pieces_do_not_matter():
    samples = speechlike(2.0, 0.3)
    assert measured(samples, piece=777) == measured(samples, piece=32_000)


def test_each_fault_has_its_advice_and_a_good_take_has_none():
    loud = np.clip(gated(0.3) * 6, -1, 1)
    assert any("distorted" in each for each in warnings(measured(loud, slice(100, 200))))
    assert any("quiet" in each for each in warnings(measured(gated(0.005), slice(100, 200))))
    assert any("noise" in each for each in warnings(measured(gated(0.5, pause=-18), slice(100, 200))))
    assert warnings(measured(gated(0.5), slice(100, 200))) == ()
    assert withheld(measured(gated(0.5), slice(100, 200))) is None


@pytest.mark.parametrize(
    ("samples", "advice"),
    [
        (lambda: gated(0.5, pause=-10), "quieter place"),
        (lambda: np.clip(gated(0.5) * 20, -1, 1), "lower the microphone"),
        (lambda: narrow(gated(0.5).astype(np.float32), 2500), "another microphone"),
    ],
)
def test_beyond_the_limits_scores_are_withheld_with_advice_and_nothing_is_said_twice(samples, advice):
    quality = measured(samples(), slice(100, 200))
    assert advice in withheld(quality)
    assert not any(word in " ".join(warnings(quality)) for word in ("noise", "distorted", "telephone"))
