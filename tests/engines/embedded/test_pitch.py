import numpy as np
import pytest

from sonorant.engines.embedded.pitch import track


def buzz(hertz: np.ndarray) -> np.ndarray:
    """A pulse-like voice whose pitch follows `hertz`, one value per sample at 16 kHz."""
    phase = 2 * np.pi * np.cumsum(hertz) / 16000
    return (0.1 * sum(np.cos(k * phase) / k for k in range(1, 12))).astype(np.float32)


@pytest.mark.parametrize("hertz", [75, 110, 180, 260, 400])
def test_a_steady_voice_is_found_within_half_a_percent(hertz):
    pitch = track(buzz(np.full(16000, float(hertz))), 98)
    assert np.isfinite(pitch.log_hz[5:90]).all()
    assert np.exp(pitch.log_hz[5:90]) == pytest.approx(np.full(85, hertz), rel=0.005)


def test_a_gliding_voice_is_followed():
    glide = np.linspace(120, 240, 16000)
    pitch = track(buzz(glide), 98)
    centre = np.minimum(np.arange(98) * 160 + 80, 15999)
    assert np.exp(pitch.log_hz[5:90]) == pytest.approx(glide[centre][5:90], rel=0.05)


def test_noise_and_silence_have_no_pitch():
    noise = np.random.default_rng(0).normal(size=16000).astype(np.float32) * 0.1
    assert np.isnan(track(noise, 98).log_hz).mean() > 0.9
    silent = track(np.zeros(16000, dtype=np.float32), 98)
    assert np.isnan(silent.log_hz).all()
    assert silent.voicing == pytest.approx(np.zeros(98), abs=1e-6)


def test_the_shortest_sound_is_no_trouble():
    assert len(track(np.zeros(10, dtype=np.float32), 1).log_hz) == 1
