"""The same take recorded a little otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from sonorant.engines.embedded import repeatability, scoring_model, synthetic


def test_nothing_that_counts_changes() -> None:
    samples = (0.1 * np.sin(np.arange(16_000) / 20)).astype(np.float32)
    made = repeatability.variants(samples)
    for each in made:
        assert len(samples) - 0.01 * 16_000 < len(each) <= len(samples)
        level = 20 * np.log10(each.std() / samples.std())
        assert abs(level) <= 1.1
        assert each.dtype == np.float32
    assert len({each.tobytes() for each in made}) == len(made)


def test_scores_of_one_take_move_little_and_by_the_same_in_any_number_of_processes(tmp_path) -> None:
    model = scoring_model.load()
    utterances = synthetic.make(["THE CAT SAT ON THE MAT", "SHE LIKES GREEN TEA"], 3, tmp_path, seed=2)
    noise = repeatability.measure(utterances, model)
    assert set(noise) == {"accuracy", "fluency", "prosody", "word_accuracy", "phone", "pronunciation"}
    assert all(0.0 < each < 6.0 for each in noise.values())
    assert repeatability.measure(utterances, model, jobs=2) == pytest.approx(noise)
