"""Where in a report that stands which was said in one's own words."""

from __future__ import annotations

from sonorant.practice.own_lines import OwnLine, among, in_report
from sonorant.practice.words import joined

SAID = (("Hello there", True), ("", False), ("A coffee, please.", False), (" I like it ", True), ("I like it.", True))


def test_every_place_in_ones_own_lines_is_found_in_all_that_was_said() -> None:
    own = among(SAID)
    text = joined([line.text for line in own])
    whole = " ".join(text for text, _ in SAID)
    assert text == "Hello there. I like it. I like it."
    for place in (0, 6, 15, 20, 26):
        found = in_report((place, place + 2), own)
        assert found is not None
        assert whole[slice(*found)] == text[place : place + 2]
    last = in_report((26, 30), own)
    assert last is not None
    assert last[0] > whole.rindex(" I like")


def test_what_is_not_in_the_report_or_not_in_the_lines_has_no_place() -> None:
    own = [OwnLine("One.", None), OwnLine("Two.")]
    assert in_report((0, 3), own) is None
    assert in_report((5, 8), own) == (0, 3)
    assert in_report((50, 53), own) is None


def test_a_place_ends_with_its_line() -> None:
    assert in_report((0, 4), [OwnLine("One")]) == (0, 3)
