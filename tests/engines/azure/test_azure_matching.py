"""Which recognised word is which word of the text."""

from __future__ import annotations

import random
import time

import pytest

from sonorant.engines.azure import matching
from sonorant.speech.assessment import ErrorType, Word


def said(*words: str) -> list[Word]:
    return [Word(word, offset=index, duration=1, accuracy=90.0) for index, word in enumerate(words)]


def shown(text: str, spoken: str, locale: str = "en-US") -> str:
    """The match in writing: "-word" left out, "+word" put in."""
    signs = {ErrorType.OMISSION: "-", ErrorType.INSERTION: "+"}
    matched = matching.match(text, said(*spoken.split()), locale, miscue=True)
    return " ".join(signs.get(word.error, "") + word.word for word in matched)


@pytest.mark.parametrize(
    ("text", "spoken", "expected"),
    [
        ("The river is wide.", "the river is wide", "the river is wide"),
        ("The river is wide.", "the river wide", "the river -is wide"),
        ("The river is wide.", "the river is very wide", "the river is +very wide"),
        ("The river is wide.", "river is", "-the river is -wide"),
        ("The river is wide.", "the ocean is wide", "the +ocean -river is wide"),
        ("The river is wide.", "", "-the -river -is -wide"),
        ("I paid $5 for it.", "i paid five dollars for it", "i paid five dollars for it"),
        ("I paid $5 for it.", "i paid for it", "i paid -$5 for it"),
        ("Don't stop.", "don't stop", "don't stop"),
        ("I think his vine grows near his hat", "i think his", "i think his -vine -grows -near -his -hat"),
        ("no no no yes", "no yes", "-no -no no yes"),
    ],
)
def test_english(text: str, spoken: str, expected: str) -> None:
    assert shown(text, spoken) == expected


@pytest.mark.parametrize(
    ("locale", "text", "spoken", "expected"),
    [
        ("de-DE", "Der große Fluss, ja.", "der große ja", "der große -fluss ja"),
        ("fr-FR", "L’été s'en va.", "l’été s'en va", "l’été s'en va"),
        ("ru-RU", "Река широка.", "река очень широка", "река +очень широка"),
        ("zh-CN", "今天天气很好。", "今天 很 好", "今天 -天气 很 好"),
        ("ja-JP", "今日は晴れです。", "今日 は 晴れ です", "今日 は 晴れ です"),
        ("hi-IN", "यह दुनिया सुंदर है।", "यह सुंदर है", "यह -दुनिया सुंदर है"),
        ("ta-IN", "இந்த உலகம் அழகானது.", "இந்த அழகானது", "இந்த -உலகம் அழகானது"),
        ("th-TH", "วันนี้อากาศดีมาก", "วันนี้ ดี มาก", "วันนี้ -อากาศ ดี มาก"),
        ("ar-EG", "ذَهَبَ الوَلَدُ إِلَى المَدْرَسَةِ.", "ذهب إلى المدرسة", "ذهب -الوَلَدُ إلى المدرسة"),
        ("fr-FR", "L'été s'en va.", "l'été s'en va", "l'été s'en va"),
        ("vi-VN", "Tiếng Việt", "tiếng việt", "tiếng việt"),
        ("de-DE", "Er ist 25 Jahre alt.", "er ist fünfundzwanzig jahre alt", "er ist fünfundzwanzig jahre alt"),
        ("de-DE", "Er ist 25 Jahre alt.", "er ist jahre alt", "er ist -25 jahre alt"),
        ("de-DE", "Er kam.", "er kam fünfundzwanzig", "er kam +fünfundzwanzig"),
        ("es-ES", "Nació en 1984, creo.", "nació en mil novecientos creo", "nació en mil novecientos creo"),
        ("zh-CN", "我有25个。", "我 有 二十五 个", "我 有 二十五 个"),
    ],
)
def test_other_languages(locale: str, text: str, spoken: str, expected: str) -> None:
    assert shown(text, spoken, locale) == expected


def test_a_word_knows_its_place_in_the_text_as_typed() -> None:
    text = "“Well,” she said: $5!"
    words = matching.match(text, said("well", "she", "said", "five", "dollars"), "en-US", miscue=True)
    assert [text[slice(*word.span)] for word in words if word.span] == ["Well", "she", "said", "$5", "$5"]


def test_a_number_in_figures_is_said_whole() -> None:
    text = "Er kam um 18:30 Uhr."
    words = matching.match(text, said(*["er", "kam", "um", "achtzehn", "uhr", "dreißig", "uhr"]), "de-DE", miscue=True)
    assert [text[slice(*word.span)] for word in words[3:] if word.span] == ["18", "30", "30", "Uhr"]
    assert matching.said_share(text, said(*["er", "kam", "um", "achtzehnuhrdreißig", "uhr"]), "de-DE") == 100.0


def test_verdicts_and_times_stay_as_they_are() -> None:
    [word] = matching.match("river", said("river"), "en-US", miscue=True)
    assert (word.offset, word.duration, word.accuracy, word.error) == (0, 1, 90.0, ErrorType.NONE)


def test_a_word_left_out_has_accuracy_0_and_no_time() -> None:
    [word] = matching.match("river", [], "en-US", miscue=True)
    assert (word.offset, word.duration, word.accuracy, word.error) == (None, None, 0.0, ErrorType.OMISSION)


def test_the_services_own_omissions_keep_their_place() -> None:
    given = [*said("the"), Word("river", accuracy=0.0, error=ErrorType.OMISSION), Word("x", error=ErrorType.INSERTION)]
    located = matching.locate("The river.", given, "en-US")
    assert [word.span for word in located] == [(0, 3), (4, 9), None]


@pytest.mark.parametrize(("spoken", "share"), [("the river is wide", 100), ("the river", 50), ("ocean", 0)])
def test_the_share_of_the_text_that_was_said(spoken: str, share: float) -> None:
    assert matching.said_share("The river is wide.", said(*spoken.split()), "en-US") == share


def test_without_a_text_there_is_no_share() -> None:
    assert matching.said_share(" … ", said("hello"), "en-US") is None


@pytest.mark.parametrize("length", [1_500, 4_000])
def test_long_texts_take_no_time(length: int) -> None:
    chance = random.Random(1)
    words = [
        chance.choice(["the", "of", "a", "in", "was", "it", "he", "cat", "dog", "sun", "moon", "red", "boat"])
        for _ in range(length)
    ]
    spoken = [word for word in words if chance.random() > 0.05]
    began = time.monotonic()
    matched = matching.match(" ".join(words), said(*spoken), "en-US", miscue=True)
    assert time.monotonic() - began < 5
    assert len(matched) >= length
