import importlib.util
from pathlib import Path

import numpy as np
import pytest

from sonorant import assets
from sonorant.engines.embedded.acoustic_model import SILENCE, STATES


def test_holds_the_phones_and_senones_of_the_packaged_model(model):
    assert len(model.phones) == 42
    assert model.first_of_state[-1] == 5126
    assert model.phones[model.index(SILENCE)] == SILENCE


def test_all_models_together_are_small_enough_to_be_shipped_and_kept():
    package = importlib.util.find_spec("pocketsphinx")
    folders = [Path(package.origin).parent / "model" / "en-us" / "en-us", assets.path("models")]
    sizes = [sum(file.stat().st_size for file in folder.iterdir()) for folder in folders]
    assert min(sizes) > 1_000_000
    assert sum(sizes) <= 15_000_000


def test_every_triphone_has_senones_of_its_own_base_phone_in_order_of_state(model):
    base = np.arange(42)[None, :, None, None]
    for state in range(STATES):
        senones = model.triphones[..., state]
        key = base * STATES + state
        assert (model.first_of_state[key] <= senones).all()
        assert (senones < model.first_of_state[key + 1]).all()


def test_a_phone_in_context_is_not_the_phone_without_context(model):
    k, ae, t = model.index("K"), model.index("AE"), model.index("T")
    assert not np.array_equal(model.triphones[0, ae, k, t], model.monophones[ae])


def test_silence_is_the_same_in_every_context(model):
    silence = model.index(SILENCE)
    assert (model.triphones[:, silence] == model.monophones[silence]).all()


def test_likelihoods_along_a_path_are_those_of_the_full_table(model):
    features = np.random.default_rng(1).normal(size=(40, 39)).astype(np.float32) * 10
    senones = np.random.default_rng(2).integers(0, 5126, 40).astype(np.int32)
    table = model.likelihoods(features)
    assert np.isfinite(table).all()
    assert model.likelihoods_along(features, senones) == pytest.approx(table[np.arange(40), senones], abs=0.02)


def test_likelihoods_are_those_of_a_gaussian_mixture_computed_the_long_way(model):
    features = np.random.default_rng(3).normal(size=(3, 39)) * 5
    base = model.index("IY")
    first = model.first_of_state[base * STATES]
    total = np.zeros(3)
    for stream in range(3):
        x = features[:, stream * 13 : stream * 13 + 13]
        coefficients = model.gaussians[stream][:, base * 128 : (base + 1) * 128].astype(np.float64)
        densities = np.exp(np.concatenate([x, x * x, np.ones((3, 1))], axis=1) @ coefficients)
        total += np.log(densities @ model.weights[base][stream][:, 0].astype(np.float64))
    assert model.likelihoods(features.astype(np.float32))[:, first] == pytest.approx(total, abs=0.05)


def test_state_maxima_are_the_best_senones_of_each_state(model):
    table = np.random.default_rng(4).normal(size=(5, 5126)).astype(np.float32)
    best = model.state_maxima(table)
    base = model.index("ZH")
    first, last = model.first_of_state[base * STATES + 1], model.first_of_state[base * STATES + 2]
    assert best.shape == (5, 42, 3)
    assert np.array_equal(best[:, base, 1], table[:, first:last].max(axis=1))
