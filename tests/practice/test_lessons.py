from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.practice import lessons
from sonorant.practice.lessons import Lesson
from sonorant.speech.failures import UnusableInput
from sonorant.speech.normalise import tokens
from sonorant.speech.phonemes import PHONES, base
from sonorant.speech.visemes import Shape

FOLDER = Path(__file__).parents[2] / "resources" / "lessons"
LESSONS = lessons.load(FOLDER)
EACH = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS.keys())

NEVER_FIRST = {"NG", "UH"}
NEVER_LAST = {"AE", "EH", "IH", "UH", "HH", "W", "Y"}
"""Sounds with which no usual English word begins or ends."""


def ways(word: str) -> list[tuple[str, ...]]:
    lexicon = load_lexicon()
    assert lexicon.known(word), word
    return [tuple(map(base, phones)) for phones in lexicon.pronunciations(word)]


def test_every_sound_has_its_lesson_and_no_other_file_lies_there() -> None:
    assert tuple(LESSONS) == PHONES
    assert {path.name for path in FOLDER.iterdir()} == {
        "contrasts.json",
        *(f"{phone.lower()}.toml" for phone in PHONES),
    }


@EACH
def test_it_says_how_the_sound_is_made_in_sentences(lesson: Lesson) -> None:
    for text in (lesson.lips, lesson.tongue, lesson.voice, lesson.check):
        assert len(text) >= 7
        assert text.endswith(".")
    assert lesson.shapes
    assert all(isinstance(shape, Shape) for shape in lesson.shapes)


@EACH
def test_practice_words_have_the_sound_at_their_beginning_in_the_middle_and_at_the_end(lesson: Lesson) -> None:
    phone = lesson.phone
    assert lesson.initial or phone in NEVER_FIRST
    assert len(lesson.medial) >= 4
    assert lesson.final or phone in NEVER_LAST
    for word in lesson.initial:
        assert any(way[0] == phone for way in ways(word)), word
    for word in lesson.medial:
        assert any(phone in way[1:-1] for way in ways(word)), word
    for word in lesson.final:
        assert any(way[-1] == phone for way in ways(word)), word


@EACH
def test_sentences_have_the_sound_twice_or_more(lesson: Lesson) -> None:
    assert len(lesson.sentences) >= 3
    for sentence in lesson.sentences:
        words = [token.word for token in tokens(sentence, load_lexicon().known)]
        assert sum(any(lesson.phone in way for way in ways(word)) for word in words) >= 2, sentence


@EACH
def test_pairs_differ_in_just_the_sound_that_is_mistaken(lesson: Lesson) -> None:
    assert len(lesson.confusions) >= 2
    for confusion in lesson.confusions:
        assert confusion.heard is None or confusion.heard in PHONES
        assert confusion.heard != lesson.phone
        assert len(confusion.pairs) >= 2
        for pair in confusion.pairs:
            mistaken = {each for way in ways(pair.word) for each in replaced(way, lesson.phone, confusion.heard)}
            assert mistaken & set(ways(pair.other)), f"{pair.word} / {pair.other}"


def replaced(way: tuple[str, ...], phone: str, heard: str | None) -> list[tuple[str, ...]]:
    """The pronunciation with `phone` mistaken in one place."""
    other = () if heard is None else (heard,)
    return [(*way[:i], *other, *way[i + 1 :]) for i, each in enumerate(way) if each == phone]


@EACH
def test_a_confusion_is_found_by_what_is_heard(lesson: Lesson) -> None:
    for confusion in lesson.confusions:
        assert lesson.confusion(confusion.heard) is confusion
    assert lesson.confusion("no such sound") is None


def test_a_mistake_weighs_by_the_words_that_it_makes_alike() -> None:
    assert LESSONS["L"].load("R") == LESSONS["R"].load("L") > LESSONS["TH"].load("S") > LESSONS["ZH"].load("Y") == 0
    assert LESSONS["T"].load(None) > LESSONS["TH"].load(None)
    assert LESSONS["AH"].frequency == 1.0 > LESSONS["T"].frequency > LESSONS["OY"].frequency


def test_the_recipe_makes_the_weights_again(tmp_path: Path) -> None:
    recipe = FOLDER.parents[1] / "packaging" / "make_contrasts.py"
    subprocess.run([sys.executable, str(recipe), str(tmp_path)], check=True, capture_output=True)
    assert (tmp_path / "contrasts.json").read_text("utf-8") == (FOLDER / "contrasts.json").read_text("utf-8")


def test_a_missing_or_damaged_lesson_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "lessons"
    shutil.copytree(FOLDER, folder)
    (folder / "th.toml").write_text('title = "th"', encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"^The lesson “th\.toml” is missing or damaged: install Sonorant again\.$"):
        lessons.load(folder)
