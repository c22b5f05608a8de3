import itertools

import numpy as np
import pytest

from sonorant.engines.embedded.chains import IMPOSSIBLE, best_scores


def _by_enumeration(rows: np.ndarray, chain: np.ndarray, start: int, end: int) -> float:
    frames, states = end - start, len(chain)
    best = -np.inf
    for cuts in itertools.combinations(range(1, frames), states - 1):
        edges = [0, *cuts, frames]
        total = (states - 1) * np.log(0.3) + (frames - states) * np.log(0.7)
        for state in range(states):
            total += rows[start + edges[state] : start + edges[state + 1], chain[state]].sum()
        best = max(best, total)
    return float(best)


def test_scores_are_those_of_the_best_of_all_paths():
    random = np.random.default_rng(0)
    rows = random.normal(size=(40, 30)).astype(np.float32) * 10
    chains = random.integers(0, 30, (6, 4, 3)).astype(np.int32)
    starts = np.array([0, 3, 10, 20, 30, 36], dtype=np.int32)
    ends = np.array([4, 12, 18, 29, 33, 40], dtype=np.int32)
    scores = best_scores(rows, chains, starts, ends)
    for window, alternative in itertools.product(range(6), range(4)):
        expected = _by_enumeration(rows, chains[window, alternative], int(starts[window]), int(ends[window]))
        assert scores[window, alternative] == pytest.approx(expected, abs=1e-3)


def test_more_states_than_frames_is_impossible():
    rows = np.zeros((5, 3), dtype=np.float32)
    chains = np.zeros((1, 1, 3), dtype=np.int32)
    assert (
        best_scores(rows, chains, np.array([0], dtype=np.int32), np.array([2], dtype=np.int32))[0, 0] <= IMPOSSIBLE / 2
    )
