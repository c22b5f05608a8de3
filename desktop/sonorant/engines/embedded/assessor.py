"""The embedded engine: judges a take with no key, no network and no other program."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sonorant import __version__
from sonorant.audio.files import Audio, resample
from sonorant.engines.embedded import acoustic_model, quality, scoring_model, verdict
from sonorant.engines.embedded.acoustic_model import AcousticModel
from sonorant.engines.embedded.alignment import omitted
from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.engines.embedded.frontend import RATE
from sonorant.engines.embedded.hearing import Hearing, listen
from sonorant.engines.embedded.network import Miscues
from sonorant.engines.embedded.verdict import Line
from sonorant.speech.assessment import FRAME_TICKS, Assessment, Provenance
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import NothingToJudge, Progress, UnusableInput, no_progress
from sonorant.speech.normalise import Token, tokens
from sonorant.speech.phonemes import base

ENGINE = "embedded"
_LOCALE = "en-US"
_SHORTEST_SECONDS = 0.2
OTHER_TEXT_BELOW = -4.2
"""Mean log posterior of the text's phones below which the recording is taken to be of something else."""
MOST_MISSING = 0.8
"""Share of words left out above which the text cannot be said to have been read."""
_PAUSE_MARKS = ".,;:!?…—–()\n"


class EmbeddedAssessor:
    """The engine that ships with the application. Cheap to make; its models load with the first take."""

    name = ENGINE
    version = __version__

    def assess(self, audio: Audio, config: AssessmentConfig, progress: Progress = no_progress) -> Assessment:
        """Judge `audio` against the reference text; see `engines.base.Assessor`."""
        if config.locale != _LOCALE:
            raise UnusableInput(
                f"The embedded engine judges {_LOCALE} only: choose that locale instead of {config.locale}."
            )
        spoken = tokens(config.reference_text, load_lexicon().known)
        if not spoken:
            raise UnusableInput(
                "There is no text to judge by: type or choose the words that are said in the recording."
            )
        samples = resample(audio, RATE).samples
        if len(samples) < _SHORTEST_SECONDS * RATE:
            raise NothingToJudge("The recording is too short to judge: record at least one word.")
        if quality.loudest(samples) < quality.SILENT_LEVEL:
            raise NothingToJudge("The recording is silent: check the microphone and its level, then record again.")
        progress(0.0)

        model = acoustic_model.load()
        choices = [_choices(token.word) for token in spoken]
        heard = listen(
            model,
            samples,
            [[[model.index(base(phone)) for phone in phones] for phones in ways] for ways in choices],
            miscues=Miscues() if config.enable_miscue else None,
            progress=progress,
        )
        if _is_another_text(heard, len(spoken)):
            raise NothingToJudge("The recording does not match the text: check that the right text is chosen.")
        judged = scoring_model.load().judge(heard)
        lines = _lines(config.reference_text, spoken, choices)
        words = verdict.words_of(lines, heard, judged, config)
        recorded = quality.measure(samples, _speech(heard))
        progress(1.0)
        first, last = int(heard.phones.start[0]), int(heard.phones.end[-1])
        return Assessment(
            text=config.reference_text,
            lexical=" ".join(token.word for token in spoken),
            words=words,
            scores=verdict.scores_of(words, judged, prosody=config.enable_prosody),
            offset=first * FRAME_TICKS,
            duration=(last - first - 1) * FRAME_TICKS,
            confidence=round(float(np.exp(heard.evidence["posterior"].mean())), 4),
            alphabet=config.phoneme_alphabet,
            quality=recorded,
            warnings=(*quality.warnings(recorded), *_guesses(spoken)),
            provenance=_provenance(model, config, heard),
        )


def _is_another_text(heard: Hearing, words: int) -> bool:
    """Whether the recording is of something else: its phones are not heard, or hardly any word is."""
    missing = len(omitted(heard.spoken, words))
    return float(heard.evidence["loop_mean"].mean()) < OTHER_TEXT_BELOW or missing > MOST_MISSING * words


def _choices(word: str) -> tuple[tuple[str, ...], ...]:
    choices = load_lexicon().pronunciations(word)
    if not choices:
        raise UnusableInput(f"No pronunciation is known for “{word}”: write it in another way.")
    # Variants that differ in stress alone sound the same to the acoustic model; the first stands for all.
    distinct = {tuple(base(phone) for phone in phones): phones for phones in reversed(choices)}
    return tuple(phones for phones in choices if distinct[tuple(base(phone) for phone in phones)] is phones)


def _lines(text: str, spoken: list[Token], choices: list[tuple[tuple[str, ...], ...]]) -> list[Line]:
    lines = []
    end = 0
    for token, ways in zip(spoken, choices, strict=True):
        between = text[end : token.start]
        lines.append(Line(token, ways, any(mark in between for mark in _PAUSE_MARKS)))
        end = token.end
    return lines


def _speech(heard: Hearing) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    speech = np.zeros(heard.frames, dtype=np.bool_)
    for start, end in zip(heard.phones.start, heard.phones.end, strict=True):
        speech[start:end] = True
    return speech


def _guesses(spoken: list[Token]) -> tuple[str, ...]:
    unknown = list(dict.fromkeys(token.written for token in spoken if not load_lexicon().known(token.word)))
    if not unknown:
        return ()
    return (f"Not in the dictionary, so the pronunciation is a guess: {', '.join(unknown)}.",)


def _provenance(model: AcousticModel, config: AssessmentConfig, heard: Hearing) -> Provenance:
    settings = replace(config, reference_text="")
    return Provenance(
        engine=ENGINE,
        version=__version__,
        model_digest=f"{model.digest}-{scoring_model.load().digest}",
        settings={
            "miscue": settings.enable_miscue,
            "prosody": settings.enable_prosody,
            "locale": settings.locale,
            "alpha": heard.alpha,
        },
    )
