"""A take beside its model: tempo, melody, and the word that is drawn out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from sonorant.audio.files import Audio
from sonorant.speech.assessment import Assessment, Word
from sonorant.speech.timing import to_ticks
from sonorant.ui.contrast import Contrast, contrast
from sonorant.voices.base import Spoken, WordTime

TEXT = "go on now then"
PLACES = ((0, 2), (3, 5), (6, 9), (10, 14))


def times(lengths: list[float]) -> list[tuple[int, int]]:
    """Offset and duration in ticks of words that follow each other after half a second."""
    starts = 0.5 + np.cumsum([0.0, *lengths[:-1]])
    return [(to_ticks(float(start)), to_ticks(length)) for start, length in zip(starts, lengths, strict=True)]


def sound(seconds: float, semitones: float) -> Audio:
    """A sound whose first sample says how far its pitch moves: all that the tracker below looks at."""
    samples = np.full(int(16_000 * seconds), 0.1, np.float32)
    samples[0] = semitones / 100
    return Audio(samples, 16_000)


def tracker(audio: Audio) -> NDArray[np.float32]:
    frames = int(audio.seconds * 100)
    return (200 * 2 ** (np.linspace(0, float(audio.samples[0]) * 100, frames) / 12)).astype(np.float32)


def compared(mine: list[float], semitones: float = 8.0) -> Contrast:
    model = times([0.3, 0.3, 0.3, 0.3])
    spoken = Spoken(
        sound(2.2, 8.0),
        tuple(WordTime(TEXT[slice(*at)], *when, at) for at, when in zip(PLACES, model, strict=True)),
    )
    words = tuple(Word(TEXT[slice(*at)], *when, span=at) for at, when in zip(PLACES, times(mine), strict=True))
    found = contrast(spoken, sound(1.0 + sum(mine), semitones), Assessment(TEXT, words=words), tracker)
    assert found is not None
    return found


def test_a_take_like_its_model_is_told_to_be_so() -> None:
    told = compared([0.3, 0.32, 0.3, 0.3]).sentences()

    assert len(told) == 2
    assert told[0].startswith("You were as fast as the model")
    assert told[1].startswith("Your voice moved as much as the model's")


@pytest.mark.parametrize(
    ("lengths", "sentence"),
    [([0.6] * 4, "You took 2.4 s, the model 1.2 s: a little faster"), ([0.2] * 4, "take a little more time")],
)
def test_slower_and_faster_are_told_with_both_lengths(lengths: list[float], sentence: str) -> None:
    assert sentence in compared(lengths).sentences()[0]


def test_pauses_before_and_after_the_words_do_not_count() -> None:
    found = compared([0.3, 0.3, 0.3, 0.3])

    assert found.mine.seconds == found.model.seconds == pytest.approx(1.2)


def test_a_flat_voice_is_told_to_move_more() -> None:
    assert compared([0.3] * 4, semitones=2.0).sentences()[1].endswith("move it more.")


def test_the_word_that_is_drawn_out_beside_the_rest_is_named() -> None:
    assert "you drew out “now” most (3.0 times)" in compared([0.3, 0.3, 0.9, 0.3]).sentences()[2]


def test_nothing_is_compared_where_no_word_was_said_or_none_is_known() -> None:
    audio = sound(1.0, 1.0)

    assert contrast(Spoken(audio), audio, Assessment(TEXT, words=()), tracker) is None


def test_too_little_voice_says_nothing_about_melody() -> None:
    found = compared([0.3] * 4)
    whispered = replace(found.mine, hertz=np.full(120, np.nan, np.float32))

    assert len(replace(found, mine=whispered).sentences()) == 1
