"""What voices are given to say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sonorant.voices.base import VoiceFailed
from sonorant.voices.script import script_of


def test_numbers_and_abbreviations_are_written_out_and_keep_their_place() -> None:
    script = script_of("Dr. Hill pays $2 – at once!")

    assert script.sayable == "doctor Hill pays two dollars, at once!"
    assert [(word.text, word.span) for word in script.words[:3]] == [
        ("Dr.", (0, 3)),
        ("Hill", (4, 8)),
        ("pays", (9, 13)),
    ]
    assert script.words[3].spoken == ("two", "dollars")


@pytest.mark.parametrize("text", ["", "  \n", "😀 …", "你好"])
def test_a_text_without_a_word_is_refused_with_a_way_on(text: str) -> None:
    with pytest.raises(VoiceFailed, match="write some words"):
        script_of(text)


@given(st.text(max_size=60))
def test_whatever_the_text_only_plain_letters_and_marks_are_said_and_never_an_option(text: str) -> None:
    try:
        script = script_of(text)
    except VoiceFailed:
        return
    assert script.sayable.isascii()
    assert script.sayable.isprintable()
    assert script.sayable[0].isalpha() or script.sayable[0] == "'"
