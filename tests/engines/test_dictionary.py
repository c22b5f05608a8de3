"""The lexicon on the real dictionary data."""

import pytest

from sonorant import assets
from sonorant.engines.embedded.dictionary import held_out_words, load_g2p, load_lexicon
from sonorant.speech.g2p import errors
from sonorant.speech.lexicon import read_supplement
from sonorant.speech.phonemes import PHONES, base, is_vowel, to_ipa, to_sapi


@pytest.mark.parametrize(
    ("word", "sapi", "ipa"),
    [
        ("hello", "h eh l ow", "h ɛ l oʊ"),
        ("luck", "l ah k", "l ʌ k"),
        ("photosynthesis", "f ow t ax s ih n th ax s ih s", "f oʊ t ə s ɪ n θ ə s ɪ s"),
    ],
)
def test_the_usual_pronunciation_comes_first(word: str, sapi: str, ipa: str) -> None:
    phones = load_lexicon().pronunciations(word)[0]
    assert (" ".join(map(to_sapi, phones)), " ".join(map(to_ipa, phones))) == (sapi, ipa)


def test_all_variants_are_given_once_with_stress() -> None:
    assert load_lexicon().pronunciations("either") == (("IY1", "DH", "ER0"), ("AY1", "DH", "ER0"))


def test_neighbours_in_the_data_are_not_mixed_up() -> None:
    lexicon = load_lexicon()
    assert lexicon.pronunciations("airworthy")[0][:2] == ("EH1", "R")
    assert lexicon.pronunciations("a's") == (("EY1", "Z"),)
    assert lexicon.known("zebra")
    assert not lexicon.known("zebr")


def test_a_plural_possessive_sounds_like_the_plural() -> None:
    assert load_lexicon().pronunciations("dogs'") == load_lexicon().pronunciations("dogs")


def test_forms_with_an_apostrophe_that_are_not_listed_are_derived() -> None:
    lexicon = load_lexicon()
    assert lexicon.pronunciations("zebra's") == (("Z", "IY1", "B", "R", "AH0", "Z"),)
    assert lexicon.pronunciations("sandwich's")[0][-2:] == ("AH0", "Z")
    assert lexicon.pronunciations("whisperin'")[0][-2:] == ("IH0", "N")
    assert lexicon.known("whisperin'")


def test_the_whole_supplement_is_made_of_phonemes_with_stress() -> None:
    supplement = read_supplement(assets.path("lexicon", "supplement.dict").read_text(encoding="utf-8"))
    for word, pronunciations in supplement.items():
        for phones in pronunciations:
            assert all(base(phone) in PHONES for phone in phones), word
            assert all((phone != base(phone)) == is_vowel(phone) for phone in phones), word
        assert len(set(pronunciations)) == len(pronunciations), word


def test_unknown_words_are_guessed_well_enough() -> None:
    """The measure that the model was accepted by, on a part of the words that it was not trained on."""
    lexicon = load_lexicon()
    held_out, rest = held_out_words(lexicon)
    assert not set(held_out) & set(rest)
    words, phones = errors(load_g2p(), [(word, lexicon.pronunciations(word)) for word in held_out[:400]])
    assert words <= 0.30
    assert phones <= 0.08


def test_a_word_that_no_dictionary_has_gets_up_to_three_pronunciations() -> None:
    guesses = load_lexicon().pronunciations("frobnicator")
    assert not load_lexicon().known("frobnicator")
    assert guesses[0][:4] == ("F", "R", "AA1", "B")
    assert 1 <= len(guesses) <= 3


def test_the_words_of_the_dictionary_are_found_in_it() -> None:
    lexicon = load_lexicon()
    words = list(lexicon.words())
    assert len(words) == len(set(words)) > 100_000
    assert all(lexicon.pronunciations(word) and lexicon.known(word) for word in words[::300])
    assert lexicon.known(words[0])
    assert lexicon.known(words[-1])
