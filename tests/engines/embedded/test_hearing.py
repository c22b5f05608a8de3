import weakref

import numpy as np
import pytest

from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.engines.embedded.evidence import Tracks
from sonorant.engines.embedded.frontend import HOP
from sonorant.engines.embedded.hearing import Listener, listen
from sonorant.engines.embedded.likelihoods import BLOCK, Likelihoods
from sonorant.engines.embedded.network import Miscues
from sonorant.speech.normalise import tokens
from sonorant.speech.phonemes import base

TEXT = "The old clock on the wall has stopped again. Please bring me a glass of cold water and a slice of bread."


@pytest.fixture(scope="module")
def words(model):
    return [
        [[model.index(base(phone)) for phone in phones] for phones in load_lexicon().pronunciations(token.word)]
        for token in tokens(TEXT * 3)
    ]


@pytest.fixture(scope="module")
def samples(said):
    return np.tile(said(TEXT, "slt").audio.samples, 3)


def test_every_frame_belongs_to_one_unit_and_every_phone_has_its_evidence(model, words, samples):
    heard = listen(model, samples, words)
    assert heard.frames == len(heard.energy) == len(heard.pitch.log_hz)
    assert [unit.start for unit in heard.units[1:]] == [unit.end for unit in heard.units[:-1]]
    assert [word.text for word in heard.spoken] == list(range(len(words)))
    for column in heard.evidence.values():
        assert len(column) == len(heard.phones)
        assert np.isfinite(column).all()


@pytest.mark.parametrize("piece", [1600, 7777, 80_000])
def test_the_sizes_of_the_pieces_do_not_matter(model, words, samples, piece):
    whole = listen(model, samples, words, miscues=Miscues())
    listener = Listener(model, words, Miscues())
    for start in range(0, len(samples), piece):
        listener.feed(samples[start : start + piece])
    pieces = listener.finish()
    assert pieces.units == whole.units
    assert pieces.alpha == whole.alpha
    for name, column in whole.evidence.items():
        assert np.array_equal(pieces.evidence[name], column), name
    assert np.array_equal(pieces.pitch.log_hz, whole.pitch.log_hz, equal_nan=True)


def test_frames_are_let_go_of_once_their_phones_are_judged(model, words, samples, monkeypatch):
    let_go = {Tracks: 0, Likelihoods: 0}
    for kind in let_go:

        def forget(self, frame, kind=kind, own=kind.forget):
            let_go[kind] = frame
            own(self, frame)

        monkeypatch.setattr(kind, "forget", forget)
    listener = Listener(model, words)
    listener.feed(samples)
    frames = len(samples) // HOP
    assert min(let_go.values()) > frames - 3 * BLOCK


def test_features_that_are_let_go_of_are_held_no_more(model):
    likelihoods = Likelihoods(model)
    blocks = [np.full((BLOCK, 39), number, dtype=np.float32) for number in range(4)]
    rows = [likelihoods.extend(block) for block in blocks]
    held = [weakref.ref(block) for block in blocks]
    del blocks
    likelihoods.forget(2 * BLOCK + 7)
    assert [block() is None for block in held] == [True, True, False, False]
    assert np.array_equal(likelihoods.rows(2 * BLOCK, 3 * BLOCK), rows[2])


def test_it_is_known_while_reading_which_words_have_been_read(model, words, samples):
    listener = Listener(model, words, Miscues())
    read = []
    for start in range(0, len(samples), 16_000):
        listener.feed(samples[start : start + 16_000])
        read.append(listener.words_read)
    assert read == sorted(read)
    assert len(words) * 0.6 < read[-1] <= len(words)


def test_pauses_know_the_word_that_follows(model, words, samples):
    quiet = np.random.default_rng(0).normal(size=100 * HOP).astype(np.float32) * 1e-4
    heard = listen(model, np.concatenate([quiet, samples]), words)
    following, start, end = heard.pauses()[0]
    assert (following, start) == (0, 0)
    assert end >= 95
