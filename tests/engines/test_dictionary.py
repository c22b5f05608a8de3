"""The lexicon on the real dictionary data."""

import pytest

from sonorant import assets
from sonorant.engines.embedded.dictionary import load_lexicon
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
    assert lexicon.pronunciations("photosynthesizin'") == ()
    assert lexicon.pronunciations("whisperin'")[0][-2:] == ("IH0", "N")
    assert lexicon.known("whisperin'")


def test_the_whole_supplement_is_made_of_phonemes_with_stress() -> None:
    supplement = read_supplement(assets.path("lexicon", "supplement.dict").read_text(encoding="utf-8"))
    for word, pronunciations in supplement.items():
        for phones in pronunciations:
            assert all(base(phone) in PHONES for phone in phones), word
            assert all((phone != base(phone)) == is_vowel(phone) for phone in phones), word
        assert len(set(pronunciations)) == len(pronunciations), word
