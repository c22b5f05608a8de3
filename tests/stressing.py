"""How often the hint at a word's stress is right, on words that flite stresses where it is told to."""

from __future__ import annotations

import numpy as np

from sonorant.audio.files import resample
from sonorant.engines.embedded import acoustic_model, melody, scoring_model
from sonorant.engines.embedded.dictionary import ways_to_say
from sonorant.engines.embedded.frontend import RATE
from sonorant.engines.embedded.hearing import listen
from sonorant.speech.phonemes import base
from synthetic_speech import VOICES, say

WORDS = (
    *("record", "present", "object", "permit", "project", "perfect", "teacher", "water", "morning", "before", "again"),
    *("about", "today", "hotel", "guitar", "machine", "police", "computer", "banana", "tomorrow", "vegetable"),
    *("beautiful", "important", "remember", "yesterday", "understand", "engineer", "umbrella", "history", "music"),
)
SURE = 0.8
"""Confidence from which on a hint is shown."""


def measure() -> None:
    """Say each word with the stress on each syllable in turn, and print what the hints say."""
    model, norms = acoustic_model.load(), scoring_model.load().norms
    hints = []
    for word in WORDS:
        way = ways_to_say(word)[0]
        vowels = [place for place, phone in enumerate(way) if phone[-1].isdigit()]
        for voice in VOICES:
            for said in range(len(vowels)):
                stressed = {place: way[place][:-1] + "01"[number == said] for number, place in enumerate(vowels)}
                phones = [stressed.get(place, phone) for place, phone in enumerate(way)]
                spoken = say(f"I said {word} to them.", voice, pronounced={word: phones})
                text = [ways_to_say(each)[0] for each in ("i", "said", word, "to", "them")]
                numbers = [[[model.index(base(phone)) for phone in each]] for each in text]
                heard = listen(model, resample(spoken.audio, RATE).samples, numbers)
                hint = melody.stress(melody.prominence(heard, norms)[heard.phones.word == 2], way)
                if hint is not None:
                    hints.append((hint.heard == said, hint.confidence >= SURE))
    right, sure = np.array(hints).T
    print(
        f"stress of {len(hints)} words: {right.mean():.0%} right, "
        f"{right[sure].mean():.0%} of the {sure.mean():.0%} that it is sure of"
    )
