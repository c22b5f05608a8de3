"""Verdicts on pieces made one: the worst aspect still weighs most, and every word keeps its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sample_assessment import TEXT, sample
from sonorant.speech import views
from sonorant.speech.assessment import Assessment, Delivery, PhonemeAlphabet, Provenance, Scores, SignalQuality
from sonorant.speech.merging import Part, merge

SECOND = 10_000_000


def judged(words: int, duration: float, *scores: float | None) -> Assessment:
    return Assessment(lexical=" ".join("a" * words), duration=round(duration * SECOND), scores=Scores(*scores[:5]))  # type: ignore[arg-type]


def test_texts_are_joined_and_every_word_keeps_its_place_in_text_and_sound() -> None:
    whole = merge([Part("Yes, please.", 0), Part(TEXT, 5 * SECOND, sample())])
    assert whole.text == f"Yes, please. {TEXT}"
    assert whole.words is not None
    river = next(word for word in whole.words if word.word == "river")
    before = next(word for word in sample().words or () if word.word == "river")
    assert whole.text[slice(*river.span or ())] == "river"
    assert (river.offset or 0) - (before.offset or 0) == 5 * SECOND
    assert river.phonemes is not None
    assert before.phonemes is not None
    assert (river.phonemes[1].offset or 0) - (before.phonemes[1].offset or 0) == 5 * SECOND
    omitted = next(word for word in whole.words if word.word == "the")
    assert omitted.offset is None


def test_aspects_are_weighted_by_words_or_by_time_and_the_overall_score_follows() -> None:
    parts = [Part("", 0, judged(9, 1, 100, 40, 100, 80)), Part("", 0, judged(1, 3, 50, 80, 0, 80))]
    scores = merge(parts).scores
    assert (scores.accuracy, scores.fluency, scores.completeness, scores.prosody) == (95.0, 70.0, 90.0, 80.0)
    assert scores.pronunciation == round(0.4 * 70 + 0.2 * (95 + 90 + 80), 1)


def test_an_aspect_that_only_some_parts_have_is_theirs() -> None:
    scores = merge([Part("", 0, judged(5, 1, 90, 90, None, None)), Part("", 0, judged(5, 1, 70, 70, 50, None))]).scores
    assert (scores.accuracy, scores.completeness, scores.prosody) == (80.0, 50.0, None)


def test_how_all_was_spoken_leaves_out_the_time_between() -> None:
    first = replace(
        judged(5, 1, 90, 90), delivery=Delivery(6, 4.0, 5.0, 3.0, ((SECOND // 2, SECOND // 5),), (100.0, 150.0), 50.0)
    )
    second = replace(judged(5, 3, 90, 90), delivery=Delivery(9, 2.0, 3.0, 7.0, (), (90.0, 140.0)))
    delivery = merge([Part("a", 0, first), Part("b", 3 * SECOND), Part("c", 7 * SECOND, second)]).delivery
    assert delivery == Delivery(15, 2.5, 3.5, 6.0, ((SECOND // 2, SECOND // 5),), (90.0, 150.0), 50.0)
    assert merge([Part("a", 0, judged(5, 1, 90, 90))]).delivery is None


def test_why_there_are_no_scores_is_told_where_no_part_has_any() -> None:
    poor = replace(judged(5, 1, None, None), withheld="The recording is too noisy.")
    assert merge([Part("a", 0, poor)]).withheld == "The recording is too noisy."
    assert merge([Part("a", 0, poor), Part("b", 0, judged(5, 1, 90, 90))]).withheld is None


def test_without_a_verdict_there_is_the_text_alone() -> None:
    assert merge([Part("Hello.", 0), Part("Good morning.", 9)]) == Assessment(text="Hello. Good morning.")


def test_what_two_engines_say_is_never_made_one() -> None:
    other = replace(sample(), provenance=Provenance("azure", "1.0"))
    with pytest.raises(ValueError, match=r"azure.*embedded"):
        merge([Part(TEXT, 0, other), Part(TEXT, SECOND, sample())])
    assert merge([Part(TEXT, 0, other), Part("Yes.", SECOND)]).engine == "azure"


def test_sounds_are_named_in_one_alphabet_and_the_worst_recording_counts() -> None:
    poor = replace(sample(), quality=SignalQuality(snr=9.0))
    other = views.rename(replace(sample(), quality=SignalQuality(snr=30.0)), PhonemeAlphabet.SAPI)
    whole = merge([Part(TEXT, 0, poor), Part(TEXT, SECOND, other)])
    assert whole.alphabet is poor.alphabet
    names = [phoneme.phoneme for word in whole.words or () for phoneme in word.phonemes or ()]
    assert names.count("θ") == 2
    assert "th" not in names
    assert whole.quality == poor.quality
    assert whole.provenance is not None
    assert sample().provenance is not None
    assert whole.provenance.engine == sample().provenance.engine
