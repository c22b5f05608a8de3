"""The letters of a word, divided as its syllables are."""

import pytest

from sonorant.speech.graphemes import graphemes


@pytest.mark.parametrize(
    ("word", "syllables", "letters"),
    [
        ("hello", "HH EH0 . L OW1", "he llo"),
        ("technological", "T EH2 K . N AH0 . L AA1 . JH IH0 K L", "tech no lo gical"),
        ("photosynthesis", "F OW2 . T AH0 . S IH1 N . TH AH0 . S IH0 S", "pho to syn the sis"),
        ("Luck", "L AH1 K", "Luck"),
        ("examination", "IH0 G . Z AE2 . M AH0 . N EY1 . SH AH0 N", "ex a mi na tion"),
        ("beautiful", "B Y UW1 . T AH0 . F AH0 L", "beau ti ful"),
        ("through", "TH R UW1", "through"),
    ],
)
def test_letters_follow_the_sounds(word: str, syllables: str, letters: str) -> None:
    assert graphemes(word, [part.split() for part in syllables.split(".")]) == letters.split()


def test_no_letter_is_lost_or_made_up() -> None:
    for word in ("", "x", "qqqq", "a.", "don't"):
        assert "".join(graphemes(word, [["K", "AA1"], ["T", "IH0", "NG"]])) == word
