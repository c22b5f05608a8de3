"""Text as typed becomes words as spoken, each with its place."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sonorant.speech.normalise import Token, tokens


def _spoken(text: str) -> str:
    known = {"nasa", "html", "go", "no", "hello", "world", "it", "us", "and", "is", "loud"}.__contains__
    return " ".join(token.word for token in tokens(text, known))


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("$5", "five dollars"),
        ("$1", "one dollar"),
        ("$3.50", "three dollars and fifty cents"),
        ("$0.99", "ninety nine cents"),
        ("£1.01", "one pound and one penny"),
        ("-$7", "minus seven dollars"),
        ("$1.5 million", "one point five million dollars"),
        ("$20k", "twenty thousand dollars"),
        ("5 €", "five euros"),
        ("50¢", "fifty cents"),
        ("7:30", "seven thirty"),
        ("7:05 pm", "seven oh five p m"),
        ("12:00", "twelve o'clock"),
        ("14:00", "fourteen hundred"),
        ("5 a.m.", "five a. m"),
        ("Nov 21, 2026", "november twenty first twenty twenty six"),
        ("November 3rd", "november third"),
        ("21 November", "twenty first november"),
        ("11/21/2026", "november twenty first twenty twenty six"),
        ("21/11/2026", "november twenty first twenty twenty six"),
        ("2026-11-21", "november twenty first twenty twenty six"),
        ("1905", "nineteen oh five"),
        ("1900", "nineteen hundred"),
        ("2007", "two thousand seven"),
        ("1980s", "nineteen eighties"),
        ("'90s", "nineties"),
        ("0", "zero"),
        ("3.14", "three point one four"),
        (".5", "point five"),
        ("-5", "minus five"),
        ("1,234,567", "one million two hundred thirty four thousand five hundred sixty seven"),
        ("12345", "twelve thousand three hundred forty five"),
        ("007", "zero zero seven"),
        ("$1,000,000,000,000,000", "one quadrillion dollars"),
        ("5'10\" tall", "five feet ten inches tall"),
        ("6′1″", "six feet one inch"),
        ("10^6", "ten to the power of six"),
        ("in C#, F# and #2", "in c sharp f sharp and number two"),
        ("9" * 16, " ".join(["nine"] * 16)),
        ("10-20", "ten to twenty"),
        ("1990–1995", "nineteen ninety to nineteen ninety five"),
        ("3.11.2", "three point eleven point two"),
        ("1st 2nd 3rd 4th 12th 20th 21st", "first second third fourth twelfth twentieth twenty first"),
        ("100th", "one hundredth"),
        ("20%", "twenty percent"),
        ("5 km", "five kilometers"),
        ("1 kg", "one kilogram"),
        ("6 ft.", "six feet"),
        ("-3°C", "minus three degrees celsius"),
        ("100km/h", "one hundred kilometers per hour"),
        ("1/2", "one half"),
        ("2/3", "two thirds"),
        ("3 1/2", "three and a half"),
        ("3½", "three and a half"),
        ("24/7", "twenty four seven"),
        ("555-123-4567", "five five five one two three four five six seven"),
        ("Mr. Smith", "mister smith"),
        ("Dr Lee", "doctor lee"),
        ("St. Mary", "saint mary"),
        ("on Main St. today", "on main street today"),
        ("e.g. cats, i.e. pets", "for example cats that is pets"),
        ("you vs. me", "you versus me"),
        ("the U.S. and the U.S.A.", "the u s and the u s a."),
        ("J. Smith", "j smith"),
        ("the BBC", "the b b c"),
        ("TVs", "t v.s"),
        ("NASA", "nasa"),
        ("US law, give it to us", "u s law give it to us"),
        ("HELLO WORLD IT IS LOUD", "hello world it is loud"),
        ("R&D @ #1 a+b", "r and d at number one a plus b"),
        ("me@example.com", "me at example dot com"),
        ("well-known e-mail", "well known e mail"),
        ("MP3", "m p three"),
        ("don’t, it’s “fine”", "don't it's fine"),
        ("the dogs' home, goin' on 'cause", "the dogs' home goin' on 'cause"),
        ("café naïve Straße", "cafe naive strasse"),
        ("yes 😀\x00 no\u200b!", "yes no"),
        ("中文", ""),
        ("٣", "three"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_written_is_read_as(written: str, spoken: str) -> None:
    assert _spoken(written) == spoken


def test_every_word_knows_its_place_in_the_text_as_typed() -> None:
    assert tokens("It’s $5—okay") == [
        Token("it's", 0, 4, "It’s"),
        Token("five", 5, 7, "$5"),
        Token("dollars", 5, 7, "$5"),
        Token("okay", 8, 12, "okay"),
    ]


def test_without_a_dictionary_only_what_cannot_be_a_word_is_spelled() -> None:
    assert [token.word for token in tokens("the BBC and Nato, NATO")] == ["the", "b", "b", "c", "and", "nato", "nato"]


TEXTS = st.text() | st.text("0123456789.,:/-$£€%°'½² abcAPMpmst\n#&+") | st.from_regex(r"[\w $.,:'-]*")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_gives_plain_words_at_places_in_order(text: str) -> None:
    found = tokens(text)
    for token in found:
        assert re.fullmatch(r"[a-z'.-]+", token.word)
        assert 0 <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.written
    for left, right in itertools.pairwise(found):
        assert left.start <= right.start
        assert left.end <= right.end
