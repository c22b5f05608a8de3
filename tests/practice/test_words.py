"""Sentences, words and forms, as they are in speech that was written down."""

from __future__ import annotations

import pytest

from sonorant.practice.words import inflected, joined, sentences, tags, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello. How are you? Fine!", ["Hello.", "How are you?", "Fine!"]),
        ("no full stop at all", ["no full stop at all"]),
        ("Mr. Miller came at 3.5 p.m. today.", ["Mr. Miller came at 3.5 p.m. today."]),
        ("“Is it?” she said. Yes…\nwell", ["“Is it?”", "she said.", "Yes…", "well"]),
        ("… ! ?", []),
        ("", []),
    ],
)
def test_a_text_has_sentences(text: str, expected: list[str]) -> None:
    found = sentences(text)
    assert [each.text for each in found] == expected
    assert [text[each.start :][: len(each.text)] for each in found] == expected


def test_lines_of_a_talk_are_sentences_whether_they_end_in_a_full_stop_or_not() -> None:
    assert joined(["Hello", " I am fine. ", "", "And you?"]) == "Hello. I am fine. And you?"


def test_words_keep_their_apostrophes_and_places() -> None:
    text = "I don’t know 3.5 well-known O'Neills."
    assert [token.lower for token in tokens(text)] == ["i", "don't", "know", "3.5", "well-known", "o'neills"]
    assert all(text[token.start : token.end] == token.text for token in tokens(text))


def test_a_word_can_have_several_forms() -> None:
    assert {"VB", "NN"} <= tags("work")
    assert "VBD" in tags("went")
    assert "NNS" not in tags("news")
    assert tags("xyzzy") == frozenset()


def test_words_are_put_into_other_forms() -> None:
    assert [inflected("go", tag) for tag in ("VBZ", "VBD", "VBN", "VBG")] == ["goes", "went", "gone", "going"]
    assert (inflected("child", "NNS"), inflected("cheap", "JJS")) == ("children", "cheapest")
