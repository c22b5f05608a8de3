import pytest

from sonorant.speech.assessment import PhonemeAlphabet
from sonorant.speech.phonemes import PHONE, PHONES, VOWELS, name, parse, parse_all, to_ipa, to_sapi

IPA, SAPI = PhonemeAlphabet.IPA, PhonemeAlphabet.SAPI


def test_there_are_39_phonemes_15_of_them_vowels() -> None:
    assert (len(PHONES), len(VOWELS)) == (39, 15)


def test_every_phoneme_has_the_articulation_class_of_its_kind() -> None:
    for phone in PHONE.values():
        consonant = (phone.place, phone.manner)
        vowel = (phone.height, phone.backness, phone.rounded, phone.tense)
        filled, empty = (vowel, consonant) if phone.kind == "vowel" else (consonant, vowel)
        assert None not in filled
        assert set(empty) == {None}
        assert phone.description


def test_no_two_consonants_are_made_in_the_same_way() -> None:
    consonants = [(phone.place, phone.manner, phone.voiced) for phone in PHONE.values() if phone.kind == "consonant"]
    assert len(set(consonants)) == len(consonants)


@pytest.mark.parametrize("alphabet", [IPA, SAPI])
def test_a_name_that_is_written_is_read_back_as_the_same_sound(alphabet: PhonemeAlphabet) -> None:
    for phone in PHONES:
        for stress in ("0", "1", "2") if phone in VOWELS else ("",):
            written = name(phone + stress, alphabet)
            read = parse(written, alphabet)
            assert read is not None
            assert read.rstrip("012") == phone
            assert name(read, alphabet) == written


@pytest.mark.parametrize(
    ("arpabet", "ipa", "sapi"),
    [
        ("AH0", "ə", "ax"), ("AH1", "ʌ", "ah"), ("AH2", "ʌ", "ah"), ("ER0", "ɚ", "er"), ("ER1", "ɝ", "er"),
        ("HH", "h", "h"), ("R", "ɹ", "r"), ("G", "ɡ", "g"), ("OW1", "oʊ", "ow"), ("CH", "tʃ", "ch"), ("Y", "j", "y"),
    ],
)  # fmt: skip
def test_names(arpabet: str, ipa: str, sapi: str) -> None:
    assert (to_ipa(arpabet), to_sapi(arpabet)) == (ipa, sapi)


@pytest.mark.parametrize(
    ("alphabet", "written", "arpabet"),
    [
        (IPA, "r", "R"), (IPA, "g", "G"), (IPA, "ʧ", "CH"), (IPA, "t͡ʃ", "CH"), (IPA, "ɜr", "ER1"), (IPA, "ər", "ER0"),
        (IPA, "ɝː", "ER1"), (IPA, "ˈoʊ", "OW"), (IPA, "iː", "IY"), (SAPI, "er r", "ER1"), (SAPI, "ax r", "ER0"),
        (SAPI, "hh", "HH"), (SAPI, "AX", "AH0"),
    ],
)  # fmt: skip
def test_other_spellings_of_a_name_are_understood(alphabet: PhonemeAlphabet, written: str, arpabet: str) -> None:
    assert parse(written, alphabet) == arpabet


def test_run_together_names_are_taken_apart() -> None:
    assert parse_all("fraam", SAPI) == ("F", "R", "AA", "M")
    assert parse_all("loʊ", IPA) == ("L", "OW")
    assert parse("loʊ", IPA) is None


def test_an_unknown_name_is_no_phoneme() -> None:
    assert parse("?", IPA) is None
    assert parse_all("h?", IPA) == ()
    assert parse("", SAPI) is None
