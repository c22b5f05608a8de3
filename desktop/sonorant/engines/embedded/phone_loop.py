"""What the take sounds like with no text in mind: phone posteriors from a loop over all phones.

Forward–backward over a loop of 3-state phones with a uniform bigram gives, per frame, how likely each phone is given
the whole neighbourhood; a softmax of the frame alone gives the same without the neighbours.
"""

from __future__ import annotations

import numpy as np

from sonorant.engines.embedded.acoustic_model import LOG_LEAVE, LOG_STAY, Floats

ACOUSTIC_SCALE = 0.12
"""Likelihoods of neighbouring frames are far from independent; this evens it out."""
FRAME_SCALE = 0.2


def occupancy(maxima: Floats) -> Floats:
    """Posterior of each phone in each frame from forward–backward over the phone loop.

    Args:
        maxima: best log-likelihood of each phone and state, shape (frames, phones, 3).

    Returns:
        Probabilities, shape (frames, phones), each row summing to 1.
    """
    frames, phones, states = maxima.shape
    scaled = ACOUSTIC_SCALE * maxima
    emission = np.exp(scaled - scaled.max(axis=(1, 2), keepdims=True))
    stay, leave = np.float32(np.exp(LOG_STAY)), np.float32(np.exp(LOG_LEAVE))
    enter = leave / np.float32(phones)
    forward = np.empty_like(emission)
    current = np.zeros((phones, states), dtype=np.float32)
    current[:, 0] = 1.0 / phones
    current *= emission[0]
    forward[0] = current / current.sum()
    for frame in range(1, frames):
        before = forward[frame - 1]
        current = stay * before
        current[:, 1:] += leave * before[:, :-1]
        current[:, 0] += enter * before[:, -1].sum()
        current *= emission[frame]
        forward[frame] = current / current.sum()
    backward = np.ones((phones, states), dtype=np.float32)
    posterior = np.empty((frames, phones), dtype=np.float32)
    posterior[-1] = forward[-1].sum(axis=1)
    for frame in range(frames - 2, -1, -1):
        ahead = backward * emission[frame + 1]
        backward = stay * ahead
        backward[:, :-1] += leave * ahead[:, 1:]
        backward[:, -1] += enter * ahead[:, 0].sum()
        backward /= backward.sum()
        joint = (forward[frame] * backward).sum(axis=1)
        posterior[frame] = joint / joint.sum()
    return posterior


def frame_log_posteriors(scores: Floats) -> Floats:
    """Log posterior of each phone in each frame on its own; `scores` (frames, phones, 3) gives (frames, phones)."""
    scaled = FRAME_SCALE * scores
    peak = scaled.max(axis=(1, 2), keepdims=True)
    weight = np.exp(scaled - peak).sum(axis=2)
    share: Floats = weight / weight.sum(axis=1, keepdims=True)
    return np.log(np.maximum(share, np.float32(1e-12)))
