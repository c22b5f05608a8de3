"""Learners' words held against minimal pairs: which are exchanged, and what their phones score then."""

from pathlib import Path

import numpy as np
import pytest

from sonorant.engines.embedded import exchanged
from sonorant.engines.embedded.corpus import LabelledWord, Origin, Utterance
from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.speech.phonemes import base, is_vowel

SINK = ("S", "IH", "NG", "K")


def said(*words: tuple[tuple[str, ...], float], name: str = "one") -> Utterance:
    """An utterance of words, all phones of each with one score."""
    labelled = tuple(LabelledWord("word", phones, (score,) * len(phones), 9.0, 9.0) for phones, score in words)
    return Utterance(name, "0001", "text", Path("one.flac"), labelled, 9.0, 9.0, 9.0, 9.0)


@pytest.fixture(scope="module")
def many() -> list[Utterance]:
    """What becomes of a hundred learners who say “sink the cat”, the last word badly."""
    corpus = [said((SINK, 2.0), (("DH", "AH"), 1.9), (("K", "AE", "T"), 1.0), name=f"{i}") for i in range(100)]
    return exchanged.make(corpus, seed=2)


def differences(utterance: Utterance) -> list[LabelledWord]:
    originals = (SINK, ("DH", "AH"), ("K", "AE", "T"))
    return [word for word, phones in zip(utterance.words, originals, strict=True) if word.phones != phones]


def test_one_or_two_words_are_exchanged_for_others_of_the_dictionary(many):
    lexicon = load_lexicon()
    known = {tuple(map(base, phones)) for word in lexicon.words() for phones in lexicon.pronunciations(word)}
    assert {len(differences(utterance)) for utterance in many} == {1, 2}
    assert all(word.phones in known for utterance in many for word in differences(utterance))


def test_only_the_phone_that_was_not_said_scores_low(many):
    for utterance in many:
        for word in differences(utterance):
            assert len(word.phone_scores) == len(word.phones)
            (place,) = [place for place, score in enumerate(word.phone_scores) if score < 1.0]
            without, around = word.phones[:place] + word.phones[place + 1 :], (SINK, ("DH", "AH"))
            if without in around:  # it is missing in what was said
                assert not is_vowel(word.phones[place])
            else:
                assert any(
                    phones[:place] + phones[place + 1 :] == without
                    and is_vowel(phones[place]) == is_vowel(word.phones[place])
                    for phones in around
                )


def test_substitutions_of_learners_others_and_deletions_are_among_them(many):
    pairs = {word.phones for utterance in many for word in differences(utterance)}
    assert ("TH", "IH", "NG", "K") in pairs  # “think”: s for th
    assert ("P", "IH", "NG", "K") in pairs  # “pink”
    assert any(len(phones) > len(SINK) for phones in pairs)  # “slink”, “stink”: with a phone that is missing


def test_what_was_said_badly_stays_as_it_is(many):
    assert all(utterance.words[2].phones == ("K", "AE", "T") for utterance in many)
    assert exchanged.make([said((("K", "AE", "T"), 1.0))]) == []


def test_another_way_to_say_the_word_is_no_other_word():
    the = Utterance("one", "1", "the", Path("a"), (LabelledWord("THE", ("DH", "AH"), (2.0, 2.0), 9, 9),), 9, 9, 9, 9)
    made = [exchanged.make([the], seed=seed)[0].words[0].phones for seed in range(40)]
    assert len(set(made)) > 3
    assert ("DH", "IY") not in made


def test_a_consonant_that_stands_beside_the_word_is_not_taken_for_missing_in_it():
    utterances = [said((("W", "IH", "N"), 2.0), (("D", "UW"), 1.0), name=f"{i}") for i in range(60)]
    phones = {made.words[0].phones for made in exchanged.make(utterances)}
    assert any(len(each) > 3 for each in phones)
    assert ("W", "IH", "N", "D") not in phones


def test_neither_words_nor_the_take_have_scores_any_more(many):
    for utterance in many:
        assert utterance.origin is Origin.EXCHANGED
        assert all(np.isnan(score) for word in utterance.words for score in (word.accuracy, word.total))
        assert np.isnan(utterance.total)


def test_the_same_seed_exchanges_the_same_words():
    corpus = [said((SINK, 2.0), (("B", "EH", "D"), 2.0))] * 5
    phones = [[word.phones for word in one.words] for one in exchanged.make(corpus, seed=7)]
    assert [[word.phones for word in one.words] for one in exchanged.make(corpus, seed=7)] == phones
    assert [[word.phones for word in one.words] for one in exchanged.make(corpus, seed=8)] != phones
