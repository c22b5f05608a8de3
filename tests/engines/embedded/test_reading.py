import pytest

import synthetic_speech
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.speech.assessment import ErrorType, Remark
from sonorant.speech.config import AssessmentConfig, GradingSystem
from sonorant.speech.scores import mark

TEXT = "The teacher drew a circle and a square on the board."
MISCUES = (ErrorType.OMISSION, ErrorType.INSERTION, ErrorType.REPETITION)


def miscues(said: str, **pronounced: tuple[str, ...]):
    """What the engine tells of `said` in the place of the text: (kind, word, remark)."""
    audio = synthetic_speech.say(said, "slt", pronounced=pronounced).audio
    config = AssessmentConfig(TEXT, GradingSystem.HUNDRED_MARK, enable_miscue=True)
    words = EmbeddedAssessor().assess(audio, config).words
    return [(word.error, word.word, word.remark) for word in words if word.error in MISCUES]


def test_a_text_read_as_it_stands_has_no_miscue():
    assert miscues(TEXT) == []


def test_a_word_left_out_is_told():
    assert miscues("The teacher drew a circle and a square on board.") == [(ErrorType.OMISSION, "the", None)]


def test_a_word_said_again_is_told():
    said = "The teacher drew drew a circle and a square on the board."
    assert miscues(said) == [(ErrorType.REPETITION, "drew", None)]


def test_a_short_word_said_again_is_told():
    said = "The teacher drew a circle and and a square on the board."
    assert [(error, word) for error, word, _ in miscues(said)] == [(ErrorType.REPETITION, "and")]


def test_words_that_are_not_in_the_text_have_no_name():
    said = "The teacher drew a yellow circle and a square on the board."
    assert miscues(said) == [(ErrorType.INSERTION, "…", None)]


@pytest.mark.parametrize(
    ("filler", "phones", "said"),
    [
        ("um", ("AH1", "M"), "The teacher drew a bika, circle and a square on the board."),
        ("um", ("AH1", "M"), "The teacher drew a circle and bika, a square on the board."),
        ("er", ("ER1",), "The teacher drew a circle and bika, a square on the board."),
        ("hmm", ("HH", "M"), "The teacher drew a bika, circle and a square on the board."),
    ],
)
def test_a_filler_is_named(filler, phones, said):
    assert miscues(said, bika=phones) == [(ErrorType.INSERTION, filler, Remark.FILLER)]


def test_a_vowel_added_to_a_word_is_no_filler():
    said = "The teacher drew a bika, and a square on the board."
    assert miscues(said, bika=("S", "ER1", "K", "AH0", "L", "AH1")) == []


def test_a_word_broken_off_and_begun_again_is_named():
    said = "The bika, teacher drew a circle and a square on the board."
    assert miscues(said, bika=("T", "IY1", "CH")) == [(ErrorType.INSERTION, "teach—", Remark.FALSE_START)]


def test_a_wrong_word_that_the_speaker_then_says_right_is_told_as_corrected():
    said = "The teacher drew a bika, circle and a square on the board."
    found = miscues(said, bika=("S", "ER1", "T", "AH0", "L"))
    assert found == [(ErrorType.REPETITION, "circle", Remark.SELF_CORRECTION)]


def test_a_wrong_word_that_is_said_as_wrong_again_is_not_corrected():
    said = "The teacher drew a bika, bika and a square on the board."
    assert miscues(said, bika=("TH", "ER1", "K", "AH0", "L")) == [(ErrorType.REPETITION, "circle", None)]


@pytest.mark.parametrize(
    ("text", "said", "reduced"),
    [
        ("They are working in the garden.", {"working": ("W", "ER1", "K", "IH0", "N")}, ["working"]),
        ("I am going to leave the house.", {"going": ("G", "AH1", "N"), "to": ("AH0",)}, ["going", "to"]),
        ("I want to leave the house.", {"want": ("W", "AA1", "N"), "to": ("AH0",)}, ["want", "to"]),
        ("It was a grand piano.", {"grand": ("G", "R", "AE1", "N")}, ["grand"]),
        ("It was a grand piano.", {}, []),
        ("They are working in the garden.", {}, []),
    ],
)
def test_what_fluent_speech_drops_is_accepted_and_named(text, said, reduced):
    audio = synthetic_speech.say(text, "slt", pronounced=said).audio
    words = mark(EmbeddedAssessor().assess(audio, AssessmentConfig(text, enable_miscue=True))).words
    assert [word.word for word in words if word.remark is Remark.REDUCED] == reduced
    assert [word.word for word in words if word.error is not ErrorType.NONE] == []


def test_a_way_to_say_a_word_that_is_not_the_usual_one_is_accepted_and_named():
    audio = synthetic_speech.say("He has to go.", "slt", pronounced={"to": ("T", "AH0")}).audio
    words = EmbeddedAssessor().assess(audio, AssessmentConfig("He has to go.", enable_miscue=True)).words
    assert words[2].remark is Remark.WEAK_FORM
    assert words[0].remark is None
