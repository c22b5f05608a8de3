"""The engine hears when a voice says what."""

from __future__ import annotations

import statistics

from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.speech.failures import no_progress
from sonorant.speech.timing import to_seconds
from sonorant.ui.aligner import aligner_of
from sonorant.voices.espeak import Espeak
from sonorant.voices.flite import Flite

TEXT = "In 1990 the children were playing football behind the school, weren't they?"


def test_words_and_sounds_are_found_within_50_ms_of_where_flite_says_them() -> None:
    told = Flite("slt").speak(TEXT)

    words, phones = aligner_of(EmbeddedAssessor())(told.audio, TEXT, no_progress)

    assert [(word.text, word.span) for word in words] == [(word.text, word.span) for word in told.words]
    off = [abs(to_seconds(mine.offset - its.offset)) for mine, its in zip(words, told.words, strict=True)]
    assert statistics.median(off) < 0.02
    assert max(off) < 0.05
    assert [phone.arpabet for phone in phones[-2:]] == ["DH", "EY"]


def test_with_it_espeak_tells_all_words_and_moves_the_mouth() -> None:
    spoken = Espeak("en-us", aligner_of(EmbeddedAssessor())).speak(TEXT)

    assert [word.text for word in spoken.words] == TEXT.replace(",", "").replace("?", "").split()
    assert len(spoken.visemes) > len(spoken.words)
    assert to_seconds(spoken.words[-1].offset) < spoken.audio.seconds
