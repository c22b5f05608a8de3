import numpy as np
import pytest

from sonorant.engines.embedded import frontend


def tone(hertz: float, seconds: float = 1.0) -> np.ndarray:
    return (0.3 * np.sin(2 * np.pi * hertz * np.arange(int(16000 * seconds)) / 16000)).astype(np.float32)


def test_one_frame_every_ten_milliseconds():
    assert len(frontend.power_spectrum(tone(440))) == 1 + (16000 - 410) // 160


@pytest.mark.parametrize("samples", [0, 1, 409, 410, 411])
def test_the_shortest_sound_still_gives_a_frame(samples):
    assert frontend.power_spectrum(np.zeros(samples, dtype=np.float32)).shape == (1, 257)


def test_power_lies_at_the_frequency_of_a_tone():
    assert frontend.power_spectrum(tone(1000)).mean(axis=0).argmax() * 31.25 == 1000


def test_warping_by_alpha_moves_a_tone_to_where_it_stood_at_one_over_alpha():
    plain = frontend.log_mel(frontend.power_spectrum(tone(1000))).mean(axis=0)
    warped = frontend.log_mel(frontend.power_spectrum(tone(1200)), 1.2).mean(axis=0)
    assert plain.argmax() == warped.argmax()


def test_features_have_no_mean_and_deltas_of_a_ramp_are_its_slope():
    noise = np.random.default_rng(0).normal(size=16000).astype(np.float32)
    features = frontend.features(frontend.power_spectrum(noise), 1.0)
    assert features[:, :13].mean(axis=0) == pytest.approx(np.zeros(13), abs=1e-3)
    ramp = np.arange(20, dtype=np.float32)[:, None] * np.ones((1, 13), dtype=np.float32)
    full = frontend.with_deltas(ramp)
    assert full.shape == (14, 39)
    assert full[:, :13] == pytest.approx(ramp[3:-3])
    assert full[:, 13:26] == pytest.approx(np.full((14, 13), 4.0))
    assert full[:, 26:] == pytest.approx(np.zeros((14, 13)))


@pytest.mark.parametrize("piece", [1, 159, 160, 411, 5000])
def test_the_sizes_of_the_pieces_do_not_matter(piece):
    samples = np.random.default_rng(1).normal(size=5000).astype(np.float32)
    spectra = frontend.Spectra()
    parts = [spectra.feed(samples[start : start + piece]) for start in range(0, 5000, piece)]
    assert np.array_equal(np.concatenate([*parts, spectra.finish()]), frontend.power_spectrum(samples))


def test_digital_silence_gives_finite_features():
    assert np.isfinite(frontend.features(frontend.power_spectrum(np.zeros(8000, dtype=np.float32)), 1.0)).all()


def test_digital_silence_is_as_a_quiet_room_and_the_quietest_recording_is_as_it_is():
    room = np.random.default_rng(0).normal(scale=10 / 32768, size=160_000).astype(np.float32)
    silence = frontend.log_mel(frontend.power_spectrum(np.zeros(8000, dtype=np.float32)))
    noise = frontend.log_mel(frontend.power_spectrum(room).mean(axis=0, keepdims=True))
    assert silence == pytest.approx(np.repeat(noise, len(silence), axis=0), abs=0.1)
    least = (np.random.default_rng(1).integers(-1, 2, size=8000) / 32768).astype(np.float32)
    assert frontend.log_mel(frontend.power_spectrum(least)).mean() < silence.mean() - 4
