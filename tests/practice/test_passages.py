"""What can be said in one go."""

from __future__ import annotations

from sonorant.practice.passages import around, from_the_beginning

LONG = (
    "When the rain had stopped and the sun was out again we walked along the old canal, past the mill and the bridge, "
    "and talked for hours and hours about all that had been and all that was still to come"
)


def test_a_place_has_the_sentence_around_it() -> None:
    text = "One  two. Three four. Five"
    assert [around(text, (place, place + 1)) for place in (0, 10, 23)] == ["One two.", "Three four.", "Five"]
    assert around(text, (200, 201)) == ""


def test_of_a_long_sentence_what_is_between_its_commas_is_said() -> None:
    place = LONG.index("mill")
    assert around(LONG, (place, place + 4)) == "past the mill and the bridge"


def test_of_a_long_sentence_without_commas_the_words_around_the_place_are_said() -> None:
    text = LONG.replace(",", "")
    place = text.index("mill")
    assert around(text, (place, place + 4)) == "along the old canal past the mill and the bridge and talked"


def test_a_text_is_said_from_its_beginning() -> None:
    assert from_the_beginning("One. Two. Three.", 2) == ["One.", "Two."]
