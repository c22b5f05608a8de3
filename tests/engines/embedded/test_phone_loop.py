import numpy as np
import pytest

from sonorant.engines.embedded.phone_loop import frame_log_posteriors, occupancy


def test_occupancies_are_probabilities_and_follow_the_likely_phone():
    scores = np.full((30, 5, 3), -100.0, dtype=np.float32)
    for frame in range(30):
        scores[frame, 1 if frame < 15 else 3, frame % 15 // 5] = 0.0
    posterior = occupancy(scores)
    assert posterior.sum(axis=1) == pytest.approx(np.ones(30), abs=1e-4)
    assert (posterior[:15].argmax(axis=1) == 1).all()
    assert (posterior[15:].argmax(axis=1) == 3).all()


def test_occupancy_is_that_of_forward_and_backward_done_by_enumeration():
    random = np.random.default_rng(0)
    scores = random.normal(size=(4, 2, 3)).astype(np.float32) * 10
    assert occupancy(scores) == pytest.approx(_by_enumeration(scores), abs=1e-4)


def _by_enumeration(scores: np.ndarray) -> np.ndarray:
    """Sum over every path; states are (phone, state), paths begin in a first state and may end anywhere."""
    frames, phones, _ = scores.shape
    weight = np.exp(0.12 * scores.astype(np.float64))
    totals = np.zeros((frames, phones))

    def walk(path: list[tuple[int, int]], probability: float) -> None:
        phone, state = path[-1]
        probability *= weight[len(path) - 1, phone, state]
        if len(path) == frames:
            for frame, (member, _) in enumerate(path):
                totals[frame, member] += probability
            return
        walk([*path, (phone, state)], probability * 0.7)
        if state < 2:
            walk([*path, (phone, state + 1)], probability * 0.3)
        else:
            for following in range(phones):
                walk([*path, (following, 0)], probability * 0.3 / phones)

    for phone in range(phones):
        walk([(phone, 0)], 1.0 / phones)
    return totals / totals.sum(axis=1, keepdims=True)


def test_frame_posteriors_sum_to_one():
    scores = np.random.default_rng(1).normal(size=(7, 4, 3)).astype(np.float32) * 30
    assert np.exp(frame_log_posteriors(scores)).sum(axis=1) == pytest.approx(np.ones(7), abs=1e-4)
