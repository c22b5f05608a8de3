"""Best-path scores of many short chains of states at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sonorant.engines.embedded.acoustic_model import LOG_LEAVE, LOG_STAY, Floats

Ints = NDArray[np.int32]

IMPOSSIBLE = np.float32(-1e9)
"""The score of a chain with more states than its window has frames."""
_GATHER_LIMIT = 2_000_000


def best_scores(rows: Floats, chains: Ints, starts: Ints, ends: Ints) -> Floats:
    """Log-likelihood of the best path through each chain, from its first state to its last.

    Args:
        rows: senone log-likelihoods, shape (frames, senones).
        chains: senones of each chain, shape (windows, alternatives, states).
        starts, ends: the frames [start, end) of each window, shape (windows,).

    Returns:
        Scores, shape (windows, alternatives).
    """
    windows, alternatives, states = chains.shape
    out = np.full((windows, alternatives), IMPOSSIBLE, dtype=np.float32)
    lengths = ends - starts
    order = np.argsort(lengths, kind="stable")
    first = 0
    while first < windows:
        # Windows of like length go together, so that little is computed in vain.
        longest = max(int(lengths[order[first]]) * 5 // 4, 6)
        last = first
        while last < windows and lengths[order[last]] <= longest:
            last += 1
        last = min(last, first + max(1, _GATHER_LIMIT // (alternatives * states * longest)))
        batch = order[first:last]
        out[batch] = _batch(rows, chains[batch].reshape(-1, states), starts[batch], lengths[batch], alternatives)
        first = last
    return out


def _batch(rows: Floats, chains: Ints, starts: Ints, lengths: Ints, alternatives: int) -> Floats:
    longest = int(lengths.max())
    score = np.full((len(chains), chains.shape[1]), IMPOSSIBLE, dtype=np.float32)
    start = np.repeat(starts, alternatives)[:, None]
    result = np.full((len(lengths), alternatives), IMPOSSIBLE, dtype=np.float32)
    last_frame = len(rows) - 1
    stay, leave = np.float32(LOG_STAY), np.float32(LOG_LEAVE)
    for frame in range(longest):
        emission = rows[np.minimum(start + frame, last_frame), chains]
        if frame == 0:
            score[:, 0] = emission[:, 0]
        else:
            moved = score[:, :-1] + leave
            score += stay
            np.maximum(score[:, 1:], moved, out=score[:, 1:])
            score += emission
        done = lengths == frame + 1
        if done.any():
            result[done] = score[:, -1].reshape(-1, alternatives)[done]
    return result
