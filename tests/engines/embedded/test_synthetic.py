import numpy as np
import pytest

from sonorant.audio.files import read
from sonorant.engines.embedded import synthetic
from sonorant.engines.embedded.synthetic import FLAWLESS
from sonorant.speech.failures import UnusableInput
from sonorant.speech.phonemes import PHONES

TEXTS = ["THE CAT SAT ON THE MAT", "SHE LIKES GREEN TEA", "WE WALKED HOME", "IT IS NOT FISH"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return synthetic.make(TEXTS, 24, tmp_path_factory.mktemp("made"), seed=3)


def test_every_word_has_a_score_for_each_phone(made):
    for utterance in made:
        for word in utterance.words:
            assert len(word.phones) == len(word.phone_scores)
            assert set(word.phones) <= set(PHONES)


def test_only_words_with_a_wrong_phone_score_low(made):
    for utterance in made:
        for word in utterance.words:
            assert (word.accuracy < 10) == (min(word.phone_scores) < FLAWLESS)


def test_whole_takes_are_scored_only_where_nothing_is_planted(made):
    for utterance in made:
        flawless = all(word.accuracy == 10 for word in utterance.words)
        assert np.isnan(utterance.total) != flawless


def test_some_are_flawless_and_some_are_not_and_all_voices_speak(made):
    assert {utterance.speaker for utterance in made} == set(synthetic.SPEAKERS)
    assert 0 < sum(np.isnan(utterance.total) for utterance in made) < len(made)


def test_the_sound_is_there_at_the_engines_rate(made):
    audio = read(made[0].audio)
    assert audio.rate == 16_000
    assert audio.seconds > 0.5
    assert np.abs(audio.samples).max() > 0.1


def test_the_same_seed_makes_the_same_speech(made, tmp_path):
    again = synthetic.make(TEXTS, 2, tmp_path, seed=3)
    assert [utterance.words for utterance in again] == [utterance.words for utterance in made[:2]]
    assert np.array_equal(read(again[1].audio).samples, read(made[1].audio).samples)


def test_without_flite_it_is_said_what_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnusableInput, match="flite"):
        synthetic.make(TEXTS, 1, tmp_path)
