"""What the emulated service hears: the embedded engine's verdict in the service's own JSON."""

from __future__ import annotations

import functools
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sonorant.audio.files import Audio
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.speech import azure_json, scores
from sonorant.speech.assessment import Assessment, ErrorType, PhonemeAlphabet, Word
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import NothingToJudge, UnusableInput
from sonorant.speech.normalise import Token, tokens
from sonorant.speech.views import present

_WORDS_PER_SECOND = 5.0
_NBEST = 10
_REMEMBERED = 256
_NAMED_PHONEMES = {"en-us", "zh-cn"}

_ADDED = {ErrorType.INSERTION, ErrorType.REPETITION}


@functools.lru_cache(maxsize=8)
def words_of(text: str) -> list[Token]:
    """The words of a text; it may be of ten minutes, and is looked at twice a second."""
    return tokens(text)


@dataclass(frozen=True, slots=True)
class Heard:
    """A phrase: its JSON, and how many words of the text that was listened for are used up by it."""

    phrase: dict[str, Any]
    used: int


class Ear:
    """Judges stretches of sound; safe to be used from several connections at once, one at a time."""

    def __init__(self) -> None:
        self._engine = EmbeddedAssessor()
        self._lock = threading.Lock()
        self._memory: OrderedDict[tuple[object, ...], Assessment | None] = OrderedDict()

    def wake(self) -> None:
        """Load the models, so that the first answer comes as soon as the others."""
        noise = np.random.default_rng(1).normal(0, 0.1, 16_000).astype(np.float32)
        self._assess(Audio(noise, 16_000), AssessmentConfig(reference_text="hello"))

    def whole(self, audio: Audio, config: AssessmentConfig, language: str) -> Heard | None:
        """Hear the sound as all of the reference text, as in interactive mode; None if it is something else."""
        assessment = self._assess(audio, config)
        if assessment is None or assessment.words is None:
            return None
        # What the engine only hears to be there, the service would name; an unnamed word it has not.
        assessment = replace(assessment, words=tuple(word for word in assessment.words if word.span is not None))
        return Heard(_phrase(assessment, config, language), len(words_of(config.reference_text)))

    def next(self, audio: Audio, config: AssessmentConfig, text: str, first: int, language: str) -> Heard | None:
        """Hear the sound as the words of `text` that are said in it, from the word `first` on or later.

        As in conversation mode, the answer holds only words that were said.
        """
        words = words_of(text)
        window = words[first : first + 6 + round(_WORDS_PER_SECOND * audio.seconds)]
        if not window:
            return None
        wanted = replace(config, reference_text=_cut(text, window), enable_miscue=True)
        assessment = self._assess(audio, wanted)
        if assessment is None or assessment.words is None:
            return None
        read = [word for word in assessment.words if word.span is not None and word.error not in _ADDED]
        used = _end_of_speech(read)
        end = read[used - 1].span if used else None
        said = tuple(
            _plainly(word)
            for word in assessment.words
            if end and word.span and word.span <= end and word.error is not ErrorType.OMISSION
        )
        if not said:
            return None
        # The text of the words that were said, so that what is displayed is what was recognised.
        shown = " ".join(
            wanted.reference_text[slice(*span)] for span in dict.fromkeys(word.span for word in said) if span
        )
        share = 100.0 * len(said) / max(1, len(words))
        assessment = replace(
            assessment,
            words=said,
            text=shown,
            lexical=" ".join(word.word for word in said),
            offset=said[0].offset,
            duration=_end(said[-1]) - (said[0].offset or 0),
            scores=replace(assessment.scores, completeness=round(share, 1)),
        )
        return Heard(_phrase(assessment, config, language), first + used)

    def _assess(self, audio: Audio, config: AssessmentConfig) -> Assessment | None:
        # All that can be asked for, so that one verdict serves requests that differ only in what they want to see.
        count = max(_NBEST, config.nbest_phoneme_count)
        config = AssessmentConfig(
            reference_text=config.reference_text,
            enable_miscue=config.enable_miscue,
            phoneme_alphabet=PhonemeAlphabet.IPA,
            nbest_phoneme_count=count,
            enable_prosody=True,
        )
        key = (hashlib.sha256(audio.samples.tobytes()).digest(), audio.rate, config)
        with self._lock:
            if key not in self._memory:
                try:
                    self._memory[key] = self._engine.assess(audio, config)
                except (NothingToJudge, UnusableInput):
                    self._memory[key] = None
                while len(self._memory) > _REMEMBERED:
                    self._memory.popitem(last=False)
            return self._memory[key]


def _cut(text: str, window: list[Token]) -> str:
    return text[window[0].start : window[-1].end]


def _plainly(word: Word) -> Word:
    """A word as conversation mode has it: said, whether or not the text has it there."""
    return replace(word, error=ErrorType.NONE) if word.error in _ADDED else word


def _end_of_speech(words: Sequence[Word]) -> int:
    """The number of words after which nearly nothing of the text is heard any more: where the reader broke off."""
    missing = [word.error is ErrorType.OMISSION for word in words]
    end = len(words)
    for index in range(len(words)):
        following = missing[index : index + 5]
        if (
            missing[index]
            and sum(following) >= min(3, len(following))
            and sum(missing[index:]) * 2 > len(words) - index
        ):
            end = index
            break
    return end


def _end(word: Word) -> int:
    return (word.offset or 0) + (word.duration or 0)


def _phrase(assessment: Assessment, config: AssessmentConfig, language: str) -> dict[str, Any]:
    """The service's JSON: only what it offers for the language, break types not filled in, nothing of our own."""
    american = language == "en-us"
    own = assessment.scores
    prosody = own.prosody if american and config.enable_prosody else None
    completeness = own.completeness if config.reference_text else None
    assert own.accuracy is not None
    assert own.fluency is not None
    overall = scores.pronunciation(round(own.accuracy), round(own.fluency), completeness, prosody)
    given = replace(
        own,
        accuracy=float(round(own.accuracy)),
        fluency=float(round(own.fluency)),
        completeness=completeness,
        prosody=prosody,
        pronunciation=overall,
    )
    shown = azure_json.to_json(present(replace(assessment, scores=given), config))
    answer = _without_ours(shown)
    best = answer["NBest"][0]
    for word in best.get("Words", ()):
        _tame(word, american=american, named=language in _NAMED_PHONEMES, prosody=prosody is not None)
    answer["Channel"] = 0
    answer["SNR"] = assessment.quality.snr if assessment.quality and assessment.quality.snr else 0.0
    return answer


def _tame(word: dict[str, Any], *, american: bool, named: bool, prosody: bool) -> None:
    verdict = word.get("PronunciationAssessment", {})
    feedback = verdict.get("Feedback", {}).get("Prosody", {})
    if not prosody:
        verdict.pop("Feedback", None)
    elif "Break" in feedback:
        feedback["Break"]["ErrorTypes"] = ["None"]
    if not american:
        word.pop("Syllables", None)
    for phoneme in word.get("Phonemes", ()):
        if not named:
            phoneme["Phoneme"] = ""
        if not american:
            phoneme["PronunciationAssessment"].pop("NBestPhonemes", None)


def _without_ours(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_ours(each) for key, each in value.items() if key != "Sonorant"}
    return [_without_ours(each) for each in value] if isinstance(value, list) else value
