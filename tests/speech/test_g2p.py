"""Guessing how an unknown word is pronounced."""

import pytest

from sonorant.speech.g2p import Model, errors, pack, train, unpack

# A little language with one rule that spans letters: "sh" is one sound, and a final "e" is silent.
_SOUNDS = {"sh": "SH", "s": "S", "t": "T", "m": "M", "a": "AA1", "i": "IY1", "o": "OW1"}


def _entry(*parts: str, end: str = "") -> tuple[str, tuple[str, ...]]:
    return "".join(parts) + end, tuple(_SOUNDS[part] for part in parts)


ENTRIES = [
    _entry(first, vowel, last, end=end)
    for first in ("sh", "s", "t", "m")
    for vowel in ("a", "i", "o")
    for last in ("sh", "s", "t", "m")
    for end in ("", "e")
    if (first, last) != ("m", "sh")
]


@pytest.fixture(scope="module")
def model() -> Model:
    return train(ENTRIES)


def test_words_that_were_never_seen_follow_the_rules(model: Model) -> None:
    assert model.pronounce("mashe") == [("M", "AA1", "SH")]
    assert model.pronounce("MOSH") == [("M", "OW1", "SH")]
    assert model.pronounce("tashita")[0] == ("T", "AA1", "SH", "IY1", "T", "AA1")


def test_letters_that_were_never_seen_are_silent(model: Model) -> None:
    assert model.pronounce("t-a!t") == model.pronounce("tat")
    assert model.pronounce("") == []
    assert model.pronounce("?") == []


def test_several_guesses_differ_and_the_best_comes_first(model: Model) -> None:
    guesses = model.pronounce("shami", 3)
    assert len(set(guesses)) == len(guesses) > 1
    assert guesses[:1] == model.pronounce("shami")


def test_training_is_repeatable_and_packing_keeps_everything(model: Model) -> None:
    packed = pack(model)
    assert pack(train(ENTRIES)) == packed
    assert unpack(packed).pronounce("tashita", 3) == model.pronounce("tashita", 3)


def test_errors_are_counted_against_the_nearest_variant_without_stress(model: Model) -> None:
    right, one_off = ("M", "AA0", "SH"), ("M", "IY0", "SH")
    assert errors(model, [("mash", [one_off, right])]) == (0.0, 0.0)
    assert errors(model, [("mash", [one_off]), ("tat", [("T", "AA1", "T")])]) == (0.5, 1 / 6)
