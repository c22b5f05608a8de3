import numpy as np
import pytest

from sonorant.engines.embedded.claims import distance


def walk(*steps: float) -> np.ndarray:
    """Cepstra that take these values one after the other."""
    return np.repeat(np.array(steps, dtype=np.float32)[:, None], 13, axis=1)


def test_a_word_said_at_another_tempo_is_no_further_from_itself():
    assert distance(walk(1, 2, 3), walk(1, 1, 2, 2, 2, 3)) == 0.0


def test_other_sounds_are_as_far_as_they_differ():
    assert distance(walk(1, 1), walk(3, 3)) == pytest.approx(2.0 * np.sqrt(13))


def test_the_order_of_sounds_counts():
    assert distance(walk(1, 5), walk(5, 1)) > distance(walk(1, 5), walk(1, 4))


def test_a_distance_is_the_same_both_ways():
    one, other = walk(1, 4, 2, 8), walk(2, 7)
    assert distance(one, other) == pytest.approx(distance(other, one))
