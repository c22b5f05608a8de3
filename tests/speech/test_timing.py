"""Ticks, seconds, and the frame between neighbours."""

from sonorant.speech.assessment import Word
from sonorant.speech.timing import close_gaps, span, to_seconds, to_ticks


def test_ticks_are_tenths_of_microseconds() -> None:
    assert to_seconds(7_500_000) == 0.75
    assert to_ticks(0.75) == 7_500_000
    assert to_ticks(to_seconds(123_456_789_012_345)) == 123_456_789_012_345


def test_a_gap_of_one_frame_is_closed_and_a_longer_one_stays() -> None:
    assert close_gaps([(0, 400_000), (500_000, 900_000), (1_200_000, 1_300_000)]) == [
        (0, 500_000),
        (500_000, 900_000),
        (1_200_000, 1_300_000),
    ]
    assert close_gaps([]) == []


def test_an_omitted_word_has_no_span() -> None:
    assert span(Word("a")) is None
    assert span(Word("a", offset=5, duration=3)) == (5, 8)
