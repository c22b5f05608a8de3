"""How a word is said, to be seen."""

from __future__ import annotations

import pytest

from sonorant.ui.word_sounds import sounds_of


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("Coffee", "/ˈk ɔ f i/"),
        ("about", "/ə ˈb aʊ t/"),
        ("don’t", "/d oʊ n t/"),
        ("21", "/ˈt w ɛ n t i  w ʌ n/"),
        ("blorbing", "/ˈb l ɔ ɹ b ɪ ŋ/ (a guess)"),
        ("…", ""),
    ],
)
def test_a_word_is_written_with_its_phonemes_and_its_stress(word: str, sounds: str) -> None:
    assert sounds_of(word) == sounds
