"""How phrases end, and which syllable stands out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sonorant.audio.files import resample
from sonorant.engines.embedded import acoustic_model, melody, scoring_model
from sonorant.engines.embedded.dictionary import ways_to_say
from sonorant.engines.embedded.frontend import RATE
from sonorant.engines.embedded.hearing import Hearing, listen
from sonorant.engines.embedded.pitch import Pitch
from sonorant.speech.phonemes import base
from synthetic_speech import say

WORDS = ("please", "bring", "water", "and", "tea")


@pytest.fixture(scope="module")
def heard() -> Hearing:
    model = acoustic_model.load()
    numbers = [[[model.index(base(phone)) for phone in ways_to_say(word)[0]]] for word in WORDS]
    return listen(model, resample(say(" ".join(WORDS)).audio, RATE).samples, numbers)


def with_pitch(heard: Hearing, log_hz: np.ndarray) -> Hearing:
    return replace(heard, pitch=Pitch(log_hz.astype(np.float32), heard.pitch.voicing))


def test_a_phrase_ends_at_a_punctuation_mark_and_with_the_take(heard):
    one, two = melody.phrases(heard, [False, False, True, False, False])
    assert one.offset + one.duration < two.offset
    assert two.duration > 0


def test_pitch_that_climbs_at_the_end_rises_by_as_many_semitones_as_it_does(heard):
    octave_in_a_second = np.log(120.0) + np.log(2.0) * np.arange(heard.frames) / 100
    (phrase,) = melody.phrases(with_pitch(heard, octave_in_a_second), [False] * len(WORDS))
    assert phrase.movement == pytest.approx(12 * 0.24, abs=0.1)
    (phrase,) = melody.phrases(with_pitch(heard, -octave_in_a_second), [False] * len(WORDS))
    assert phrase.movement == pytest.approx(-12 * 0.24, abs=0.1)


def test_without_voice_no_movement_is_told(heard):
    (phrase,) = melody.phrases(with_pitch(heard, np.full(heard.frames, np.nan)), [False] * len(WORDS))
    assert phrase.movement is None


@pytest.mark.parametrize(("place", "syllable"), [(1, 0), (3, 1)])
def test_a_louder_syllable_stands_out_against_the_one_of_the_dictionary(heard, place, syllable):
    members = np.flatnonzero(heard.phones.word == WORDS.index("water"))
    energy = heard.energy.copy()
    energy[heard.phones.start[members[place]] : heard.phones.end[members[place]]] += 6.0
    standing_out = melody.prominence(replace(heard, energy=energy), scoring_model.load().norms)
    hint = melody.stress(standing_out[members], ways_to_say("water")[0])
    assert hint is not None
    assert (hint.expected, hint.heard) == (0, syllable)
    assert hint.confidence > 0.8


def test_words_of_one_syllable_have_no_stress():
    assert melody.stress(np.zeros(4, dtype=np.float32), ways_to_say("please")[0]) is None
