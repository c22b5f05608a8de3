"""The recurrent network over phones: what reaches what, pieces of long takes, learning, saving."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sonorant.engines.embedded import sequence, sequence_training
from sonorant.engines.embedded.sequence import Network
from sonorant.engines.embedded.sequence_training import Example

FEATURES = 7


def take(phones: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, labels and words of a made-up take: three phones a word."""
    generator = np.random.default_rng(seed)
    rows = generator.normal(size=(phones, FEATURES)).astype(np.float32)
    return rows, generator.integers(0, 39, phones), np.arange(phones) // 3


@pytest.fixture
def network() -> Network:
    generator = np.random.default_rng(1)
    members = tuple(sequence.fresh(FEATURES, 16, generator) for _ in range(2))
    return Network(np.zeros(FEATURES, dtype=np.float32), np.ones(FEATURES, dtype=np.float32), members)


def test_scores_every_phone_every_word_and_the_take(network):
    judged = network.judge(*take(20))
    assert judged.phones.shape == (20,)
    assert judged.words.shape == (7, 2)
    assert judged.take.shape == (4,)


def test_words_that_were_left_out_have_no_scores(network):
    rows, label, word = take(20)
    assert network.judge(rows, label, np.where(word > 2, word + 5, word)).words.shape == (7, 2)


def test_each_phone_is_judged_in_the_light_of_those_before_and_after_it(network):
    rows, label, word = take(20)
    before = network.judge(rows, label, word).phones
    for changed, watched in ((3, 10), (17, 10)):
        other = rows.copy()
        other[changed] += 3.0
        assert network.judge(other, label, word).phones[watched] != before[watched]


def test_a_long_take_is_judged_in_pieces_as_it_would_be_in_one(network, monkeypatch):
    long = take(500)
    in_pieces = network.judge(*long)
    monkeypatch.setattr(sequence, "_CORE", 1000)
    whole = network.judge(*long)
    np.testing.assert_allclose(in_pieces.phones, whole.phones, atol=0.01)
    np.testing.assert_allclose(in_pieces.take, whole.take, atol=0.01)


def test_pieces_that_are_not_judged_side_by_side_tell_the_same(network, monkeypatch):
    monkeypatch.setattr(sequence, "_CORE", 100)
    long = take(470)
    together = network.judge(*long)
    monkeypatch.setattr(sequence, "_TOGETHER", 1)  # words of three phones lie across the edges of the parts
    apart = network.judge(*long)
    for name in ("phones", "words", "take"):
        np.testing.assert_allclose(getattr(apart, name), getattr(together, name), atol=1e-5)


def test_what_fills_up_a_batch_changes_nothing():
    parameters = sequence.fresh(FEATURES, 16, np.random.default_rng(2))
    rows, label, _ = take(9)
    alone = sequence.states(parameters, rows[None], label[None], np.ones((1, 9), dtype=np.float32))
    filled = np.concatenate([rows, np.full((4, FEATURES), 9.0, dtype=np.float32)])
    mask = np.concatenate([np.ones(9), np.zeros(4)]).astype(np.float32)
    batch = sequence.states(parameters, filled[None], np.append(label, [0] * 4)[None], mask[None])
    np.testing.assert_allclose(batch[0, :9], alone[0], atol=1e-6)


def test_a_saved_network_judges_the_same_to_a_hundredth(network):
    again = sequence.from_arrays(network.arrays("network"), "network")
    assert len(again.members) == 2
    np.testing.assert_allclose(again.judge(*take(20)).phones, network.judge(*take(20)).phones, atol=0.01)


def examples(count: int) -> list[Example]:
    """Takes whose phones are scored by their first feature; words are not scored."""
    made = []
    for seed in range(count):
        rows, label, word = take(6, seed)
        phone = (1.0 + 0.8 * np.tanh(rows[:, :1])).astype(np.float32)
        scores = {"phone": phone, "word": np.full((2, 2), np.nan, dtype=np.float32), "take": np.zeros((1, 4)) + 5.0}
        made.append(Example(rows, label, word, scores, synthetic=False))
    return made


def test_training_learns_what_the_features_say():
    known, unknown = examples(700)[:650], examples(700)[650:]
    trained = sequence_training.train(known, [(3, 1.0)])
    judged = np.concatenate([trained.judge(one.rows, one.label, one.word).phones for one in unknown])
    truth = np.concatenate([one.scores["phone"][:, 0] for one in unknown])
    assert np.corrcoef(judged, truth)[0, 1] > 0.5


def test_the_same_examples_and_seed_give_the_same_network():
    one, other = (sequence_training.train(examples(24), [(3, 1.0)]).members[0] for _ in range(2))
    np.testing.assert_array_equal(one["phone.out"], other["phone.out"])


def test_a_member_for_which_synthetic_takes_count_nothing_does_not_hear_them():
    real = examples(24)
    strange = [replace(one, synthetic=True, scores={**one.scores, "phone": 0 * one.scores["phone"]}) for one in real]
    both = sequence_training.train([*real, *strange], [(3, 0.0), (3, 0.5)])
    alone = sequence_training.train([*real, *real], [(3, 0.0)])
    np.testing.assert_array_equal(both.mean, alone.mean)
    learners, planted = both.members
    assert not np.array_equal(learners["phone.out"], planted["phone.out"])
    only_real = sequence_training.train([*real, *[replace(one, synthetic=True) for one in real]], [(3, 0.0)])
    np.testing.assert_array_equal(learners["phone.out"], only_real.members[0]["phone.out"])
