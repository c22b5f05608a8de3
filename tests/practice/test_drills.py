from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sample_assessment import sample, unit
from sonorant.practice import lessons
from sonorant.practice.advice import Advice, Aspect
from sonorant.practice.drills import Drill, ItemKind, of_advice, score
from sonorant.speech.assessment import Assessment, ErrorType, PhonemeAlphabet, Word
from sonorant.speech.views import rename

LESSONS = lessons.load(Path(__file__).parents[2] / "resources" / "lessons")
SOUND = Advice(Aspect.ACCURACY, "", "", "", 0.5, phone="TH", heard="S", words=("three", "path"))


def test_a_sound_is_drilled_in_the_missed_words_then_in_pairs_and_others_then_in_sentences() -> None:
    text = "A path leads to the lake. It takes three hours. We rest."
    [drill] = of_advice(SOUND, text, LESSONS)
    sentences = [item.kind is ItemKind.SENTENCE for item in drill.items]
    assert sentences == sorted(sentences)
    assert [item.text for item in drill.items[:4]] == ["three", "path", "think, sink", "thick, sick"]
    assert [item.text for item in drill.items if item.kind is ItemKind.SENTENCE][:2] == [
        "A path leads to the lake.",
        "It takes three hours.",
    ]
    assert (drill.id, drill.phone, drill.heard) == ("sound:TH:S", "TH", "S")


def test_the_same_weakness_has_the_same_drill_in_every_take() -> None:
    [one], [other] = (of_advice(replace(SOUND, words=(word,)), "", LESSONS) for word in ("thin", "both"))
    assert one.id == other.id
    assert one.items != other.items


def test_a_word_is_drilled_alone_and_in_its_sentence() -> None:
    advice = Advice(Aspect.ACCURACY, "", "", "", 0.5, words=("lake", "hours"))
    lake, hours = of_advice(advice, "A path leads to the Lake. It takes three hours.", LESSONS)
    assert [item.text for item in lake.items] == ["lake", "A path leads to the Lake."]
    assert (hours.id, hours.title) == ("word:hours", "“hours”")


def test_what_was_left_out_or_broken_up_is_drilled_in_its_sentence() -> None:
    advice = Advice(Aspect.COMPLETENESS, "", "", "", 0.5, words=("the",))
    [drill] = of_advice(advice, "We left. We saw  the lake.", LESSONS)
    assert [(item.kind, item.text) for item in drill.items] == [(ItemKind.SENTENCE, "We saw the lake.")]


def test_of_a_sentence_that_nobody_can_say_in_one_go_a_part_is_drilled() -> None:
    advice = Advice(Aspect.FLUENCY, "", "", "", 0.5, words=("end",))
    [drill] = of_advice(advice, "word " * 30 + "end.", LESSONS)
    assert drill.items[0].text == "word word word word word word"


def test_advice_without_a_place_is_drilled_in_the_first_sentences() -> None:
    drills = of_advice(Advice(Aspect.PROSODY, "", "", "", 0.3), "One. Two. Three. Four.", LESSONS)
    assert [drill.items[0].text for drill in drills] == ["One.", "Two.", "Three."]


def test_where_it_is_not_known_what_was_said_there_are_long_sentences_of_the_lessons_to_practise() -> None:
    known = {sentence for lesson in LESSONS.values() for sentence in lesson.sentences}
    drills = of_advice(Advice(Aspect.FLUENCY, "", "", "", 0.3), "", LESSONS)
    assert len(drills) == 3
    assert all(drill.items[0].text in known and len(drill.items[0].text.split()) > 6 for drill in drills)


def test_every_lesson_makes_a_drill_with_words_and_sentences() -> None:
    for phone, lesson in LESSONS.items():
        for confusion in lesson.confusions:
            advice = Advice(Aspect.ACCURACY, "", "", "", 0.5, phone=phone, heard=confusion.heard, words=("tea",))
            [drill] = of_advice(advice, "", LESSONS)
            assert {item.kind for item in drill.items} >= {ItemKind.WORD, ItemKind.SENTENCE}
            assert 5 <= len(drill.items) <= 11


def test_a_drill_of_a_sound_is_scored_by_that_sound_in_either_alphabet() -> None:
    [drill] = of_advice(SOUND, "", LESSONS)
    assert score(drill, sample()) == 15.0
    assert score(drill, rename(sample(), PhonemeAlphabet.SAPI)) == 15.0
    assert score(drill, Assessment()) is None


def test_a_drill_of_words_is_scored_by_them_and_one_left_out_counts_as_nothing() -> None:
    drill = Drill("word:tea", "“tea”", ())
    tea = unit("tea", ["t", "i"], start=0, frames=10)
    left_out = Word("pot", accuracy=0.0, error=ErrorType.OMISSION)
    added = Word("…", accuracy=10.0, error=ErrorType.INSERTION)
    assert score(drill, Assessment(words=(tea, left_out, added))) == 47.5
