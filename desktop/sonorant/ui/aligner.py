"""Lets the engine hear when a voice says what: for voices that give only sound."""

from __future__ import annotations

from sonorant.audio.files import Audio
from sonorant.engines.base import Assessor
from sonorant.speech.assessment import Assessment, PhonemeAlphabet
from sonorant.speech.config import AssessmentConfig, Granularity
from sonorant.speech.failures import Progress
from sonorant.speech.phonemes import base, parse
from sonorant.speech.timing import close_gaps
from sonorant.voices.aligned import Aligner
from sonorant.voices.base import PhoneTime, WordTime

Times = tuple[tuple[WordTime, ...], tuple[PhoneTime, ...]]


def aligner_of(assessor: Assessor) -> Aligner:
    """Asks `assessor` (one that opens no connection) when the words and sounds of a text are said."""

    def align(audio: Audio, text: str, progress: Progress) -> Times:
        config = AssessmentConfig(
            reference_text=text, granularity=Granularity.PHONEME, phoneme_alphabet=PhonemeAlphabet.SAPI
        )
        return _times(assessor.assess(audio, config, progress), text)

    return align


def _times(found: Assessment, text: str) -> Times:
    words: list[WordTime] = []
    phones: list[PhoneTime] = []
    for word in found.words or ():
        if word.offset is None or word.duration is None or word.span is None:
            continue
        end = word.offset + word.duration
        if words and words[-1].span == word.span:  # one of the words of a number
            first = words.pop()
            words.append(WordTime(first.text, first.offset, end - first.offset, first.span))
        else:
            words.append(WordTime(text[slice(*word.span)], word.offset, word.duration, word.span))
        for phoneme in word.phonemes or ():
            arpabet = parse(phoneme.phoneme or "", PhonemeAlphabet.SAPI)
            if arpabet and phoneme.offset is not None and phoneme.duration is not None:
                phones.append(PhoneTime(base(arpabet), phoneme.offset, phoneme.duration))
    return tuple(words), tuple(_closed(phones))


def _closed(phones: list[PhoneTime]) -> list[PhoneTime]:
    """Sounds whose durations are whole: the engine's leave out the last frame of each."""
    spans = close_gaps([(phone.offset, phone.offset + phone.duration) for phone in phones])
    return [PhoneTime(phone.arpabet, start, end - start) for phone, (start, end) in zip(phones, spans, strict=True)]
