"""What is told of a word beyond its errors."""

from dataclasses import replace

import sample_assessment
from sonorant.speech import notes
from sonorant.speech.assessment import Delivery, Phrase, Remark, Stress, Word


def test_the_stress_is_told_only_where_another_syllable_surely_stands_out() -> None:
    def told(expected: int, heard: int, confidence: float) -> list[str]:
        return [str(note) for note in notes.of_word(Word("river", stress=Stress(expected, heard, confidence)))]

    assert told(0, 1, 0.8) == ["perhaps stressed on syllable 2, not 1"]
    assert told(0, 1, 0.79) == []
    assert told(0, 0, 0.99) == []


def test_every_remark_has_its_words() -> None:
    assert set(notes.REMARKS) == set(Remark)


def test_a_voice_that_stays_level_at_the_end_of_a_phrase_is_not_told() -> None:
    def ends(movement: float | None) -> list[str]:
        sample = sample_assessment.sample()
        phrase = Phrase(0, (sample.offset or 0) + (sample.duration or 0), movement)
        told = notes.phrase_ends(replace(sample, delivery=Delivery(6, 3.0, 4.0, 6.0, phrases=(phrase,))))
        assert set(told) <= {len(sample.words or ()) - 1}
        return [str(note) for note in told.values()]

    assert ends(-2.0) == ["the voice falls here by 2 semitones"]
    assert ends(0.9) == ends(None) == []


def test_the_rhythm_is_told_of_takes_that_are_long_enough_for_one() -> None:
    def told(syllables: int, rhythm: float | None) -> str:
        delivery = Delivery(syllables, 3.0, 4.0, 6.0, rhythm=rhythm)
        return str(notes.rhythm(replace(sample_assessment.sample(), delivery=delivery)))

    assert "differ in length by 63 %" in told(notes.LEAST_SYLLABLES, 62.7)
    assert told(notes.LEAST_SYLLABLES - 1, 62.7) == told(30, None) == "None"
    assert notes.rhythm(sample_assessment.sample()) is None
