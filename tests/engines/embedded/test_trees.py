import lightgbm
import numpy as np
import pytest

from sonorant.engines.embedded.trees import from_arrays, from_lightgbm


@pytest.fixture(scope="module")
def trained():
    random = np.random.default_rng(0)
    x = random.normal(size=(600, 8)).astype(np.float32)
    y = x[:, 0] * (x[:, 1] > 0) + 0.1 * random.normal(size=600)
    settings = {"verbose": -1, "num_leaves": 7, "min_data_in_leaf": 5, "num_threads": 1}
    return x, [lightgbm.train({**settings, "seed": seed}, lightgbm.Dataset(x, y), 20) for seed in (1, 2)]


def test_predicts_what_the_library_predicts_averaged_over_the_models(trained):
    x, boosters = trained
    forest = from_lightgbm([booster.dump_model() for booster in boosters])
    expected = np.mean([booster.predict(x) for booster in boosters], axis=0)
    assert forest.predict(x) == pytest.approx(expected, abs=1e-4)


def test_survives_saving(trained, tmp_path):
    x, boosters = trained
    forest = from_lightgbm([boosters[0].dump_model()])
    np.savez(tmp_path / "forest.npz", allow_pickle=False, **forest.arrays("one"))
    with np.load(tmp_path / "forest.npz") as arrays:
        again = from_arrays(arrays, "one")
    assert np.array_equal(again.predict(x), forest.predict(x))


def test_no_rows_give_no_predictions(trained):
    x, boosters = trained
    assert from_lightgbm([boosters[0].dump_model()]).predict(x[:0]).shape == (0,)


def test_tells_sets_of_kinds_apart_as_the_library_does():
    random = np.random.default_rng(1)
    kind = random.integers(0, 40, size=800)
    x = np.stack([random.normal(size=800), kind], axis=1).astype(np.float32)
    y = np.where(np.isin(kind, [3, 7, 20, 39]), 1.0, -1.0) * x[:, 0]
    settings = {"verbose": -1, "num_leaves": 15, "min_data_in_leaf": 5, "num_threads": 1, "min_data_per_group": 5}
    booster = lightgbm.train(settings, lightgbm.Dataset(x, y, categorical_feature=[1]), 30)
    forest = from_lightgbm([booster.dump_model()])
    assert np.count_nonzero(forest.kinds) > 5
    assert forest.predict(x) == pytest.approx(booster.predict(x), abs=1e-4)
