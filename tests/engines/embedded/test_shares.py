"""Scores of phones and the logits that models give."""

import numpy as np
import pytest

from sonorant.engines.embedded.shares import BEST, score_of, share_of


def test_a_logit_of_nothing_is_half_of_the_best():
    assert score_of(np.zeros(1, dtype=np.float32)) == pytest.approx([BEST / 2])


def test_the_score_is_the_one_whose_share_has_the_logit():
    score = np.array([0.02, 0.6, 1.0, 1.98], dtype=np.float32)
    share = share_of(score)
    assert score_of(np.log(share / (1 - share))) == pytest.approx(score, abs=1e-5)


def test_no_logit_leaves_the_scale():
    assert score_of(np.array([-1e4, 1e4], dtype=np.float32)) == pytest.approx([0.0, BEST])
