"""What the emulated service hears: the embedded engine's verdict in the service's own JSON."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sonorant.audio.files import Audio
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.speech import azure_json, scores
from sonorant.speech.assessment import Assessment, ErrorType, Word
from sonorant.speech.config import AssessmentConfig, GradingSystem
from sonorant.speech.failures import NothingToJudge, UnusableInput
from sonorant.speech.normalise import Token, tokens
from sonorant.speech.views import present

_WORDS_PER_SECOND = 5.0
_REMEMBERED = 256
_DOUBTFUL = 50.0
"""A last word with a lower accuracy than this is taken for noise that looks like the next word of the text."""
_NAMED_PHONEMES = {"en-us", "zh-cn"}

Hypothesis = Callable[[float], None]


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

    def whole(self, audio: Audio, config: AssessmentConfig, language: str, tell: Hypothesis) -> Heard | None:
        """Hear the sound as all of the reference text, as in interactive mode; None if it is something else."""
        assessment = self._assess(audio, replace(config, locale="en-US", enable_prosody=True), tell)
        if assessment is None:
            return None
        return Heard(_phrase(assessment, config, language), len(tokens(config.reference_text)))

    def next(
        self, audio: Audio, config: AssessmentConfig, text: str, first: int, language: str, tell: Hypothesis
    ) -> Heard | None:
        """Hear the sound as the words of `text` that are said in it, from the word `first` on or later.

        As in conversation mode, the answer holds only words that were said.
        """
        words = tokens(text)
        window = words[first : first + 6 + round(_WORDS_PER_SECOND * audio.seconds)]
        if not window:
            return None
        wanted = replace(
            config, reference_text=_cut(text, window), enable_miscue=True, enable_prosody=True, locale="en-US"
        )
        assessment = self._assess(audio, wanted, tell)
        if assessment is None or assessment.words is None:
            return None
        used = _end_of_speech(assessment.words)
        said = tuple(word for word in assessment.words[:used] if word.error is not ErrorType.OMISSION)
        if not said:
            return None
        # The text of the words that were said, so that what is displayed is what was recognised.
        places = dict.fromkeys((window[index].start, window[index].end) for index in _said(assessment.words[:used]))
        shown = " ".join(text[start:end] for start, end in places)
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

    def _assess(self, audio: Audio, config: AssessmentConfig, tell: Hypothesis) -> Assessment | None:
        digest = hashlib.sha256(audio.samples.tobytes()).digest()
        key = (digest, audio.rate, replace(config, grading_system=GradingSystem.HUNDRED_MARK, scenario_id=None))
        with self._lock:
            if key not in self._memory:
                try:
                    self._memory[key] = self._engine.assess(audio, config, tell)
                except (NothingToJudge, UnusableInput):
                    self._memory[key] = None
                while len(self._memory) > _REMEMBERED:
                    self._memory.popitem(last=False)
            return self._memory[key]


def _cut(text: str, window: list[Token]) -> str:
    return text[window[0].start : window[-1].end]


def _said(words: tuple[Word, ...]) -> list[int]:
    return [index for index, word in enumerate(words) if word.error is not ErrorType.OMISSION]


def _end_of_speech(words: tuple[Word, ...]) -> int:
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
    while end < len(words) and end and (words[end - 1].accuracy or 0.0) < _DOUBTFUL:
        end -= 1
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
