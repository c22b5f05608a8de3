import numpy as np
import pytest

from replies import GROUPS, UNFIT, reply, stranger
from sonorant.audio.files import Audio
from sonorant.engines.embedded.candidates import LONGEST_SECONDS, choose
from sonorant.speech.failures import Cancelled, NothingToJudge, UnusableInput

GROUP = GROUPS[7]


@pytest.mark.parametrize("number", range(3))
def test_what_was_said_is_found_among_sentences_that_share_words(said, number):
    choice = choose(said(GROUP[number], "awb").audio, GROUP)
    assert choice.index == number
    assert choice.confidence > 0.9
    assert choice.confidence == max(choice.likely)


@pytest.mark.parametrize("voice", ["slt", "kal16"])
def test_a_sentence_that_is_not_among_them_is_none_of_them(said, voice):
    choice = choose(said(UNFIT[0], voice).audio, GROUP)
    assert choice.index is None
    assert choice.confidence > 0.9
    assert sum(choice.likely) < 0.1


def test_a_slip_does_not_matter(said):
    assert choose(said("I prefer to meet Monday morning at nine", "slt").audio, GROUP).index == 0


def test_one_sentence_alone_is_said_or_not(said):
    audio = said(GROUP[0], "rms").audio
    assert choose(audio, GROUP[:1]).index == 0
    assert choose(audio, GROUP[1:2]).index is None


def test_between_sentences_that_sound_the_same_the_confidence_is_even(said):
    choice = choose(said("They know two of them", "slt").audio, ["They know two of them.", "They no too of them."])
    assert choice.index is not None
    assert choice.confidence < 0.6


def test_more_words_than_there_is_time_for_were_not_said(said):
    audio = said(GROUP[0], "slt").audio
    choice = choose(audio, [" ".join(GROUP * 5), GROUP[0]])
    assert choice.index == 1
    assert choice.likely[0] == 0.0
    assert choose(audio, [" ".join(GROUP * 5)]).index is None


def test_nobody_needs_minutes_for_a_sentence():
    noise = np.random.default_rng(0).normal(0, 0.1, int((LONGEST_SECONDS + 1) * 16_000)).astype(np.float32)
    assert choose(Audio(noise, 16_000), GROUP).index is None


def test_silence_is_no_reply():
    with pytest.raises(NothingToJudge, match="silent"):
        choose(Audio(np.zeros(16_000, dtype=np.float32), 16_000), GROUP)


@pytest.mark.parametrize("candidates", [[], ["…"], [GROUP[0], ""]])
def test_there_must_be_words_to_choose_from(said, candidates):
    with pytest.raises(UnusableInput):
        choose(said(GROUP[0], "slt").audio, candidates)


def test_it_can_be_stopped(said):
    def stop(_: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        choose(said(GROUP[0], "slt").audio, GROUP, stop)


@pytest.mark.slow
@pytest.mark.parametrize(("voice", "every"), [("rms", 1), ("kal16", 1), ("slt", 4), ("awb", 4)])
def test_replies_land_on_the_right_suggestion_or_on_none(voice, every):
    """All that a voice says takes a minute, so two say a quarter; `tests/measure.py replies` hears all of all four."""
    right = [reply(voice, group, place).index == place for group in range(0, len(GROUPS), every) for place in range(3)]
    none = [stranger(voice, number).index is None for number in range(0, len(UNFIT), every)]
    assert np.mean(right) >= 0.97
    assert np.mean(none) >= 0.9
