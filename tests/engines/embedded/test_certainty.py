import json

import numpy as np
import pytest

from sonorant.engines.embedded import certainty
from sonorant.engines.embedded.certainty import ASPECTS
from sonorant.speech.failures import SonorantError
from sonorant.speech.phonemes import PHONES


@pytest.fixture(scope="module")
def scores():
    """Experts who differ by more where the prediction is low."""
    random = np.random.default_rng(0)
    predicted, expert = {}, {}
    for name, best in ASPECTS.items():
        predicted[name] = random.uniform(0.3, 1.0, 4000) * best
        spread = np.where(predicted[name] < 0.6 * best, 0.15, 0.03) * best
        expert[name] = np.clip(predicted[name] + spread * random.normal(size=4000), 0, best)
    return predicted, expert, (np.arange(4000) % 39).astype(np.int32), {"accuracy": 0.7}


@pytest.fixture(scope="module")
def sounds(scores):
    """The same with phones that are judged as the experts do, but for one that is judged at random."""
    predicted, expert, _, noise = scores
    random = np.random.default_rng(1)
    labels = np.arange(39_000) % 39
    truth = random.choice([0.0, 2.0], 39_000, p=[0.2, 0.8])
    judged = np.where(labels == 0, random.permutation(truth), truth)
    return {**predicted, "phone": judged}, {**expert, "phone": truth}, labels.astype(np.int32), noise


@pytest.fixture(scope="module")
def measured(scores):
    return certainty.measure(*scores)


@pytest.mark.parametrize("name", ASPECTS)
def test_four_of_five_experts_lie_within(scores, measured, name):
    predicted, expert, *_ = scores
    scale = 100 / ASPECTS[name]
    inside = [
        low <= scale * theirs <= high
        for ours, theirs in zip(predicted[name], expert[name], strict=True)
        for low, high in [measured.interval(name, scale * ours)]
    ]
    assert np.mean(inside) == pytest.approx(0.8, abs=0.05)


def test_the_interval_is_wider_where_the_residuals_are(measured):
    low, high = measured.interval("accuracy", 40.0)
    narrow_low, narrow_high = measured.interval("accuracy", 90.0)
    assert high - low > 2 * (narrow_high - narrow_low)


@pytest.mark.parametrize("value", [0.0, 50.0, 100.0])
def test_it_holds_the_value_and_stays_on_the_scale(measured, value):
    for name in (*ASPECTS, "pronunciation"):
        low, high = measured.interval(name, value)
        assert 0 <= low <= value <= high <= 100


def test_a_score_without_a_table_has_no_interval(measured):
    assert measured.interval("completeness", 80.0) is None


def test_a_sound_that_is_judged_at_random_is_not_reliable(sounds):
    measured = certainty.measure(*sounds)
    assert not measured.is_reliable(PHONES[0])
    assert all(measured.is_reliable(phone) for phone in PHONES[1:])


def test_a_rare_sound_is_taken_to_be_like_the_others(sounds):
    predicted, expert, labels, noise = sounds
    kept = np.flatnonzero((labels != 5) | (np.arange(len(labels)) < 100))
    ours, theirs = ({**each, "phone": each["phone"][kept]} for each in (predicted, expert))
    rare = certainty.measure(ours, theirs, labels[kept], noise)
    assert rare.is_reliable(PHONES[5])


def test_what_is_written_is_read_again(measured, tmp_path):
    certainty.save(measured, tmp_path / "models" / "certainty.json")
    assert certainty.read(tmp_path / "models" / "certainty.json") == measured


DAMAGED = ({"bands": {}}, {"bands": {}, "sounds": {}}, {"bands": [], "sounds": {}, "noise": {}})


@pytest.mark.parametrize("content", ["", "[]", *map(json.dumps, DAMAGED)])
def test_a_damaged_table_is_told(tmp_path, content):
    (tmp_path / "certainty.json").write_text(content)
    with pytest.raises(SonorantError, match="install Sonorant again"):
        certainty.read(tmp_path / "certainty.json")


def test_the_table_that_ships_knows_every_score_and_sound():
    shipped = certainty.load()
    assert set(shipped.bands) == {*ASPECTS, "pronunciation"}
    assert set(shipped.sounds) == set(PHONES)
    assert set(shipped.noise) == set(shipped.bands)
    assert all(0.0 < each < 3.0 for each in shipped.noise.values())
    assert any(not shipped.is_reliable(phone) for phone in PHONES)
