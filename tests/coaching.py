"""Measure the coach: whether its advice names the one mistake that was planted, and how quiet it is without any."""

from __future__ import annotations

from planting import plant
from sonorant import assets
from sonorant.audio.files import Audio
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.practice import lessons
from sonorant.practice.advice import FIRST, Advice
from sonorant.practice.coach import advise
from sonorant.speech.assessment import PhonemeAlphabet
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.scores import mark
from synthetic_speech import SENTENCES, VOICES, say


def measure() -> None:
    """Print the figures over all voices and sentences."""
    known = lessons.load(assets.path("lessons"))
    first, early, heard, places, sentences, quiet, sure = 0, 0, 0, 0, 0, 0, 0
    for voice in VOICES:
        for number, text in enumerate(SENTENCES):
            planted = plant(text, voice, number)
            advice = _advice(planted.spoken.audio, text, known)
            right = [
                place
                for place, each in enumerate(advice)
                if each.phone == planted.right
                and any((at.word, at.phoneme) == (planted.word, planted.phoneme) for at in each.places)
            ]
            first += 0 in right
            early += any(place < FIRST for place in right)
            heard += any(advice[place].heard == planted.wrong for place in right)
            places += 1
            flawless = _advice(say(text, voice).audio, text, known)
            sentences += 1
            quiet += not flawless
            sure += any(each.sure for each in flawless)
    print(
        f"one planted mistake in each of {places} sentences: named by the first piece of advice {first / places:.1%}, "
        f"by one of the first {FIRST} {early / places:.1%}, with the sound said instead {heard / places:.1%}"
    )
    print(f"flawless sentences: without any advice {quiet / sentences:.1%}, with sure advice {sure / sentences:.1%}")


def _advice(audio: Audio, text: str, known: lessons.Lessons) -> list[Advice]:
    config = AssessmentConfig(text, enable_miscue=True, enable_prosody=True, phoneme_alphabet=PhonemeAlphabet.IPA)
    return advise(mark(EmbeddedAssessor().assess(audio, config)), known)
