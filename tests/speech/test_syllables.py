import pytest

from sonorant.speech.phonemes import to_ipa
from sonorant.speech.syllables import syllabify


@pytest.mark.parametrize(
    ("phones", "syllables"),
    [
        ("T EH2 K N AH0 L AA1 JH IH0 K L", "tɛk·nə·lɑ·dʒɪkl"),
        ("HH EH0 L OW1", "hɛ·loʊ"),
        ("L AH1 K", "lʌk"),
        ("F OW2 T AH0 S IH1 N TH AH0 S IH0 S", "foʊ·tə·sɪn·θə·sɪs"),
        ("EH1 K S T R AH0", "ɛk·stɹə"),
        ("S IH1 NG IH0 NG", "sɪŋ·ɪŋ"),
        ("K AE1 N Y AH0 N", "kæn·jən"),
        ("S T R EH1 NG K TH S", "stɹɛŋkθs"),
        ("AY0 D IY1 AH0", "aɪ·di·ə"),
        ("S", "s"),
    ],
)
def test_consonants_begin_the_next_syllable_as_far_as_english_allows(phones: str, syllables: str) -> None:
    names = phones.split()
    assert "·".join("".join(map(to_ipa, names[a:b])) for a, b in syllabify(names)) == syllables


def test_no_phonemes_no_syllables() -> None:
    assert syllabify([]) == []
