from __future__ import annotations

from dataclasses import replace

import pytest

import sample_assessment
from sonorant.speech.assessment import (
    Assessment,
    ErrorType,
    Intonation,
    Phoneme,
    PhonemeError,
    PhonemeFinding,
    SpokenPhoneme,
    Word,
)
from sonorant.speech.marks import Mark
from sonorant.ui.report_model import KINDS, Place, build, tip

THINK, THE, RIVER, RAN, AN, BY = 1, 2, 3, 4, 5, 6


@pytest.fixture
def report():
    return build(sample_assessment.sample())


def test_a_gap_of_one_frame_is_closed(report) -> None:
    theta, i = (each for each in report.phonemes if each.place in (Place(THINK, 0), Place(THINK, 1)))

    assert theta.start == pytest.approx(0.30)
    assert theta.end == pytest.approx(0.40)
    assert theta.end == i.start


def test_a_real_silence_stays_open(report) -> None:
    an = next(span for span in report.words if span.place == Place(AN))
    by = next(span for span in report.words if span.place == Place(BY))

    assert an.end == pytest.approx(2.24)  # nothing follows at once, so the end stands as it was given
    assert by.start == pytest.approx(2.30)


def test_phonemes_carry_what_was_found(report) -> None:
    theta, k = report.row(Place(THINK, 0)), report.row(Place(THINK, 3))

    assert (theta.name, theta.heard, theta.score, theta.marks) == ("θ", "s", 15.0, (Mark.SUBSTITUTION,))
    assert (k.name, k.heard, k.marks) == ("k", "–", (Mark.DELETION,))
    assert report.row(Place(THINK, 1)).marks == ()


def test_a_poor_phoneme_of_an_engine_that_finds_nothing_is_mispronounced() -> None:
    poor = Phoneme("θ", 0, 900_000, accuracy=20.0, spoken=(SpokenPhoneme("s", 90.0), SpokenPhoneme("θ", 10.0)))
    fair = Phoneme("ɪ", 1_000_000, 900_000, accuracy=70.0)
    row, other = build(Assessment(words=(Word("thi", 0, 1_900_000, phonemes=(poor, fair)),))).rows[1:]

    assert (row.marks, row.heard) == ((Mark.MISPRONOUNCED,), "s")
    assert other.marks == ()


def test_an_omitted_word_has_no_time_and_stands_where_it_should_have_been(report) -> None:
    span = next(span for span in report.words if span.place == Place(THE))

    assert report.row(Place(THE)).start is None
    assert span.start == span.end == pytest.approx(0.69)
    assert span.mark == Mark.OMITTED


def test_a_pause_is_a_span_between_the_words(report) -> None:
    pause, river = (span for span in report.words if span.place == Place(RIVER))

    assert pause.mark == Mark.PAUSE
    assert (pause.start, pause.end) == (pytest.approx(0.69), pytest.approx(1.50))
    assert river.mark is None


def test_the_way_of_errors_visits_each_once_and_goes_round(report) -> None:
    assert report.errors == (
        Place(THINK, 0),
        Place(THINK, 3),
        Place(THE),
        Place(RIVER),
        Place(RIVER, 0),
        Place(AN),
    )
    way = [None]
    for _ in range(7):
        way.append(report.step(way[-1], 1))
    assert way[1:] == [*report.errors, report.errors[0]]
    assert report.step(None, -1) == Place(AN)
    assert report.step(Place(THINK, 0), -1) == Place(AN)
    assert report.step(Place(THINK, 2), 1) == Place(THINK, 3)


def test_a_mispronounced_word_without_phonemes_is_visited_itself() -> None:
    report = build(Assessment(words=(Word("think", 0, 100, error=ErrorType.MISPRONUNCIATION),)))

    assert report.errors == (Place(0),)


def test_nothing_wrong_means_nowhere_to_step() -> None:
    well = replace(sample_assessment.sample(), words=(sample_assessment.unit("by", ["b", "aɪ"], start=0, frames=5),))

    assert build(well).errors == ()
    assert build(well).step(None, 1) is None


def test_an_assessment_without_words_or_times_is_shown_all_the_same() -> None:
    assert build(Assessment()).rows == ()
    report = build(Assessment(words=(Word("a", phonemes=(Phoneme(None),)),)))
    assert [(row.name, row.start) for row in report.rows] == [("a", None), ("·", None)]


def test_the_letter_of_every_error_is_there(report) -> None:
    assert report.marks_of_word(THINK) == (Mark.MISPRONOUNCED, Mark.SUBSTITUTION, Mark.DELETION)
    assert [mark.letter for mark in report.marks_of_word(RIVER)] == ["P", "S"]
    assert all(mark.letter for mark in Mark)


def test_a_word_of_several_syllables_unfolds_to_them_and_a_short_one_at_once_to_its_phonemes(report) -> None:
    inside = [row.place for row in report.rows if row.place.word == RIVER]

    assert inside == [
        Place(RIVER),
        Place(RIVER, None, 0),
        Place(RIVER, 0),
        Place(RIVER, 1),
        Place(RIVER, None, 1),
        Place(RIVER, 2),
        Place(RIVER, 3),
    ]
    assert [row.place for row in report.rows if row.place.word == BY] == [Place(BY), Place(BY, 0), Place(BY, 1)]
    first, second = report.syllables
    assert (first.label, first.start, first.end) == ("ɹɪ", pytest.approx(1.50), second.start)


def test_what_is_hidden_is_marked_nowhere_but_still_counted() -> None:
    report = build(sample_assessment.sample(), hidden=frozenset({Mark.SUBSTITUTION, Mark.PAUSE}))

    assert report.errors == (Place(THINK, 3), Place(THE), Place(AN))
    assert {span.mark for span in (*report.words, *report.phonemes)}.isdisjoint({Mark.SUBSTITUTION, Mark.PAUSE})
    assert dict(zip([kind.title for kind in KINDS], report.counts, strict=True)) == {
        "Another sound": 2,
        "Sound left out": 1,
        "Sound added": 0,
        "Mispronounced": 1,
        "Word left out": 1,
        "Word added or repeated": 1,
        "Pauses": 1,
    }


def test_less_strictness_leaves_only_what_is_sure_and_keeps_what_the_engine_said() -> None:
    sample = sample_assessment.sample()
    timid, usual, strict = (build(sample, strictness) for strictness in (0.15, 0.5, 1.0))

    assert Place(THINK, 0) in timid.errors  # sure to 0.9
    assert Place(RIVER, 0) not in timid.errors  # sure to 0.8
    assert Place(RIVER, 0) in usual.errors
    assert set(timid.errors) <= set(usual.errors) <= set(strict.errors)
    assert timid.raw == usual.raw == sample


def test_the_word_that_sounds_at_a_time_is_known(report) -> None:
    assert [report.word_at(seconds) for seconds in (0.1, 0.25, 0.5, 1.0, 1.6, 2.9)] == [None, 0, 1, 1, 3, 6]


def test_a_monotone_take_is_said_once_for_the_whole() -> None:
    sample = sample_assessment.sample()
    flat = Intonation((ErrorType.MONOTONE,), monotone=0.9)
    words = tuple(replace(word, intonation=flat) for word in sample.words)

    assert build(replace(sample, words=words)).monotone
    assert not build(replace(sample, words=words), strictness=0.0).monotone
    assert not build(sample).monotone


def test_ten_minutes_of_speech_are_worked_out_in_a_moment() -> None:
    import time

    many = sample_assessment.long(minutes=10)
    began = time.perf_counter()
    report = build(many)
    assert time.perf_counter() - began < 0.5
    assert len(report.words) > 1400


def test_a_finding_that_cannot_be_relied_on_says_so() -> None:
    unsure, sure = build(sample_assessment.measured()), build(sample_assessment.sample())
    place = Place(THINK, 0)
    assert "S?: another sound · this sound cannot be judged reliably" in tip(unsure.row(place))
    assert "reliably" not in tip(sure.row(place))
    assert {span.place for span in unsure.phonemes if not span.reliable} == {place}
    assert all(span.reliable for span in (*unsure.words, *sure.phonemes))
    assert (unsure.unsure, sure.unsure) == (True, False)


def test_a_word_is_unsure_of_a_kind_only_where_all_its_sounds_of_that_kind_are() -> None:
    once = sample_assessment.measured()
    report = build(once)
    assert not report.is_sure(THINK, Mark.SUBSTITUTION)
    assert report.is_sure(THINK, Mark.DELETION)
    assert report.is_sure(RIVER, Mark.SUBSTITUTION)
    words = list(once.words or ())
    sounds = list(words[THINK].phonemes or ())
    sounds[1] = replace(sounds[1], finding=PhonemeFinding(PhonemeError.SUBSTITUTION, "i", 0.8))
    words[THINK] = replace(words[THINK], phonemes=tuple(sounds))
    assert build(replace(once, words=tuple(words))).is_sure(THINK, Mark.SUBSTITUTION)


def test_what_is_hidden_is_no_doubt_either() -> None:
    assert not build(sample_assessment.measured(), hidden=frozenset({Mark.SUBSTITUTION})).unsure


def test_the_interval_of_a_word_is_told_with_its_score() -> None:
    word = Word("river", offset=0, duration=1, accuracy=70.0, interval=(52.0, 91.4))
    report = build(Assessment(words=(word,)))
    assert "experts: probably 52 to 91" in tip(report.row(Place(0)))


def test_the_interval_of_a_sound_is_told_with_its_score() -> None:
    report = build(sample_assessment.measured())
    assert "experts: probably 12 to 61" in tip(report.row(Place(1, 0)))


def test_hints_are_told_in_the_tip_and_mark_nothing() -> None:
    noted = build(sample_assessment.noted())

    assert "accepted as a weak form" in tip(noted.row(Place(0)))
    assert "perhaps stressed on syllable 2, not 1" in tip(noted.row(Place(RIVER)))
    assert "stressed" not in tip(noted.row(Place(RAN)))
    assert "a filler" in tip(noted.row(Place(AN)))
    assert tip(noted.row(Place(BY))).endswith("the voice rises here by 3 semitones")
    assert noted.counts == build(sample_assessment.sample()).counts
