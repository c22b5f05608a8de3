"""How the scores of the forests and of the network become one."""

import numpy as np
import pytest

from sonorant.engines.embedded.scoring_model import mixed, phone_scores


def scores(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_trees_and_network_that_have_heard_learners_are_mixed():
    judged = phone_scores(scores(1.8), scores(1.7), scores(1.6))
    assert judged == pytest.approx([1.71])


def test_a_gross_error_that_learners_do_not_make_is_believed():
    assert phone_scores(scores(1.8), scores(0.2), scores(1.7)) == pytest.approx([0.58])


def test_what_the_forest_of_gross_errors_lets_pass_is_not_saved_by_it():
    assert phone_scores(scores(0.4), scores(1.6), scores(0.6)) == pytest.approx([0.49])


def test_scores_lie_within_their_scale():
    assert phone_scores(scores(2.4, -1.0), scores(2.4, 1.0), scores(2.4, -1.0)) == pytest.approx([2.0, 0.0])
    assert mixed("word", scores(11.0), scores(11.0)) == pytest.approx([10.0])
