"""The embedded engine: judges a take with no key, no network and no other program."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeAlias

import numpy as np

from sonorant.audio.files import Audio, Resampler, check_rate
from sonorant.engines.base import FINISHED, Partial
from sonorant.engines.embedded import (
    EmbeddedAssessor,
    acoustic_model,
    melody,
    poor_recording,
    quality,
    scoring_model,
    stretches,
    verdict,
)
from sonorant.engines.embedded.acoustic_model import AcousticModel
from sonorant.engines.embedded.alignment import omitted
from sonorant.engines.embedded.delivery import delivery_of
from sonorant.engines.embedded.dictionary import check_locale, load_lexicon, ways_to_say
from sonorant.engines.embedded.fluent import fluent_ways
from sonorant.engines.embedded.frontend import RATE, Floats
from sonorant.engines.embedded.hearing import Hearing, Listener, NoWordHeard
from sonorant.engines.embedded.network import Miscues
from sonorant.engines.embedded.pieces import pieces
from sonorant.engines.embedded.provisional import Provisional
from sonorant.engines.embedded.scoring_model import Judgement
from sonorant.engines.embedded.ticks import duration_of, offset_of
from sonorant.engines.embedded.verdict import Line
from sonorant.speech import scores as rules
from sonorant.speech.assessment import Assessment, Provenance, Scores, SignalQuality, Word
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import Cancelled, NothingToJudge, Progress, Silence, UnusableInput, no_progress
from sonorant.speech.lexicon import Pronunciation
from sonorant.speech.normalise import Token, spoken_words, tokens
from sonorant.speech.phonemes import base

_SHORTEST_SECONDS = 0.2
_PIECE_SECONDS = 2
_MOST_WORDS_PER_SECOND = 100
"""Of a longer text so much would count as left out that it would be refused in the end; nobody says a tenth of it."""
OTHER_TEXT, PERHAPS_OTHER_TEXT = 1.0, 0.8
"""Strangeness above which a take is not judged, or judged with a warning.

Of 110 utterances of training speakers 1 in 100 lies above the first; with one another's texts, 8 in 10 do."""
_NO_TEXT = "There is no text to judge by: type or choose the words that are said in the recording."
_NO_ENGLISH = "The text has no English words: type or choose the English words that are said in the recording."
_ANOTHER_TEXT = "The recording does not match the text: check that the right text is chosen."
_PERHAPS_ANOTHER_TEXT = "Much of the text was not heard: check that the right text is chosen."
_SILENT = "The recording is silent: check the microphone and its level, then record again."
_PAUSE_MARKS = ".,;:!?…—–()\n"
_SENTENCE_END = re.compile(r"[.!?;:]['\"’”)\]]*\s")


def load() -> None:
    """Load the dictionary and the models; what is loaded stays.

    Raises:
        SonorantError: one of them is missing or damaged.
    """
    load_lexicon()
    acoustic_model.load()
    scoring_model.load()


def assess(audio: Audio, config: AssessmentConfig, progress: Progress = no_progress) -> Assessment:
    """Judge `audio` against the reference text; see `engines.base.Assessor`."""
    _check_length(_count(config.reference_text, _most_words(audio.seconds) + 1), audio.seconds)
    stream = EmbeddedStream(config, audio.rate)
    # Nothing is read in silence, so that an hour of it would be held.
    if audio.seconds >= _SHORTEST_SECONDS and quality.is_silent(pieces(audio, lambda _: progress(0.0))):
        raise Silence(_SILENT)
    piece = _PIECE_SECONDS * audio.rate
    done = 0
    for block in audio.blocks():
        for start in range(0, len(block), piece):
            progress(0.9 * (done + start) / (audio.seconds * audio.rate))
            stream.feed(block[start : start + piece])
        done += len(block)
    return stream.finish(lambda share: progress(0.9 + 0.1 * share))


class EmbeddedStream:
    """A take that is judged while it is recorded; see `engines.base.AssessmentStream`."""

    alive = True  # it depends on nobody else

    def __init__(self, config: AssessmentConfig, rate: int) -> None:
        check_locale(config.locale)
        check_rate(rate)
        self._config = config
        self._tokens = tokens(config.reference_text, load_lexicon().known)
        if not self._tokens:
            raise UnusableInput(_NO_ENGLISH if any(map(str.isalpha, config.reference_text)) else _NO_TEXT)
        self._model = acoustic_model.load()
        self._ways = _ways(config.reference_text, self._tokens)
        every = [usual + more for usual, more in self._ways]
        numbers = [[[self._model.index(base(phone)) for phone in way] for way in ways] for ways in every]
        self._listener = Listener(self._model, numbers, Miscues() if config.enable_miscue else None)
        self._lines = _lines(config.reference_text, self._tokens, self._ways)
        # A sentence ends where the word after it has to wait.
        self._closes = [line.pause_needed for line in self._lines[1:]] + [True]
        self._judgements = stretches.Judge(scoring_model.load())
        self._provisional = Provisional(self._listener, self._judgements, self._closes)
        self._resampler = Resampler(rate, RATE)
        self._meter = quality.Meter()
        self._paused = self._finished = self._cancelled = False

    def feed(self, samples: Floats) -> None:
        """Take the next samples; while paused, and once it is over, they are passed over.

        Raises:
            UnusableInput: they are no sound.
        """
        if self._paused or self._finished or self._cancelled:
            return
        if not np.isfinite(samples).all():
            raise UnusableInput("The recording holds values that are no sound (NaN or infinity): record it again.")
        self._take(self._resampler.feed(samples))

    def pause(self) -> None:
        """Take no samples until `resume`."""
        self._paused = True

    def resume(self) -> None:
        """Take samples again."""
        self._paused = False

    def cancel(self) -> None:
        """Give the take up; returns at once."""
        self._cancelled = True
        self._resampler.close()

    def partial(self) -> Partial:
        """The words read so far, and provisional scores of them."""
        read = self._listener.words_read
        span = (self._tokens[read - 1].start, self._tokens[read - 1].end) if read else None
        take = self._provisional.scores()
        if take is None:
            return Partial(read, span=span)
        # As if no word will be left out: which ones will be is not known before the end.
        scores = verdict.scores_of(take, 100.0, prosody=self._config.enable_prosody)
        return Partial(read, replace(scores, completeness=None), span=span)

    def finish(self, progress: Progress = no_progress) -> Assessment:
        """End the take and judge it."""
        if self._finished:
            raise RuntimeError(FINISHED)
        if self._cancelled:
            raise Cancelled
        self._finished = True
        self._take(self._resampler.feed(np.empty(0, dtype=np.float32), last=True))
        self._resampler.close()
        if self._meter.seconds < _SHORTEST_SECONDS:
            raise NothingToJudge("The recording is too short to judge: record at least one word.")
        _check_length(len(self._tokens), self._meter.seconds)
        if self._meter.loudest() < quality.SILENT_LEVEL:
            raise Silence(_SILENT)
        heard = self._heard(progress)
        recorded = self._meter.finish(_speech(heard))
        withheld = quality.withheld(recorded)
        strangeness = _strangeness(heard, len(self._tokens))
        if strangeness > OTHER_TEXT:
            raise NothingToJudge(_reason(recorded) or _ANOTHER_TEXT)
        words, judged = self._judge(heard)
        if quality.is_noisy(recorded):
            words = poor_recording.without_lost(words)
        scores = self._scores(words, judged)
        if withheld:
            words, scores = poor_recording.places_of(words), Scores()
        progress(1.0)
        first, last = int(heard.phones.start[0]), int(heard.phones.end[-1])
        return Assessment(
            text=self._config.reference_text,
            lexical=" ".join(token.word for token in self._tokens),
            words=words,
            scores=scores,
            offset=offset_of(first),
            duration=duration_of(first, last),
            confidence=round(float(np.exp(heard.evidence["posterior"].mean())), 4),
            alphabet=self._config.phoneme_alphabet,
            quality=recorded,
            delivery=replace(delivery_of(heard), phrases=melody.phrases(heard, self._phrase_ends(heard))),
            withheld=withheld,
            warnings=(
                *([_PERHAPS_ANOTHER_TEXT] if strangeness > PERHAPS_OTHER_TEXT and not _reason(recorded) else []),
                *quality.warnings(recorded),
                *_guesses(self._tokens),
            ),
            provenance=_provenance(self._model, self._config, heard),
        )

    def _heard(self, progress: Progress) -> Hearing:
        """What was heard in all of the take; where no word was, the recording may be to blame."""
        try:
            return self._listener.finish(progress)
        except NoWordHeard as refusal:
            recorded = self._meter.finish(self._meter.loud())
            raise NothingToJudge(_reason(recorded) or str(refusal)) from None

    def _take(self, samples: Floats) -> None:
        self._meter.feed(samples)
        self._listener.feed(samples)

    def _judge(self, heard: Hearing) -> tuple[tuple[Word, ...], Judgement]:
        judged = self._judgements.take(heard, self._closes)
        return verdict.words_of(self._lines, heard, judged, self._config), judged

    def _phrase_ends(self, heard: Hearing) -> list[bool]:
        """Whether a punctuation mark follows each heard word in the text."""
        lines = self._lines
        return [word.text + 1 < len(lines) and lines[word.text + 1].pause_expected for word in heard.spoken]

    def _scores(self, words: Sequence[Word], judged: Judgement) -> Scores:
        return verdict.scores_of(
            judged.take,
            rules.completeness(words),
            prosody=self._config.enable_prosody,
            flat=any(verdict.is_flat(word.intonation) for word in words),
        )


def _most_words(seconds: float) -> int:
    return int(_MOST_WORDS_PER_SECOND * (seconds + 1.0))


def _count(text: str, enough: int) -> int:
    """How many words are spoken when `text` is; not counted beyond `enough`, as the text may be of any length."""
    return sum(1 for _ in islice(spoken_words(text, load_lexicon().known), enough))


def _check_length(words: int, seconds: float) -> None:
    if words > _most_words(seconds):
        raise NothingToJudge("The recording is too short for its text: record it again, or shorten the text.")


def _reason(recorded: SignalQuality) -> str | None:
    """What the recording itself has to do with it that the right text would sound like another; ``None``: nothing."""
    return quality.withheld(recorded, quality.NOISY)


def _strangeness(heard: Hearing, words: int) -> float:
    """How little the recording has to do with a text of `words` words.

    The share of its words left out, and how unlikely its phones are where they should be: the more so the more time
    something else is said, to which a wrong text fits by chance. Speech around a good reading does not make it strange.
    """
    missing = len(omitted(heard.spoken, words))
    length = int(heard.phones.end[-1] - heard.phones.start[0])
    inserted = sum(end - start for _, start, end in heard.insertions())
    misfit = -float(np.median(heard.evidence["loop_mean"])) / 4.0
    return missing / words + misfit * (1.0 + inserted / length)


_Ways: TypeAlias = list[tuple[tuple[Pronunciation, ...], tuple[Pronunciation, ...]]]
"""Per word the ways to say it by the dictionary, and those that only fluent speech has."""


def _ways(text: str, spoken: list[Token]) -> _Ways:
    usual = [ways_to_say(token.word) for token in spoken]
    ends = [None, *(token.end for token in spoken)]
    joined = [end is not None and text[end : token.start].isspace() for end, token in zip(ends, spoken, strict=False)]
    return list(zip(usual, fluent_ways([token.word for token in spoken], usual, joined), strict=True))


def _lines(text: str, spoken: list[Token], choices: _Ways) -> list[Line]:
    lines = []
    end = 0
    letter = True  # no sentence is over before the first word, nor after the point of an initial
    for token, (usual, more) in zip(spoken, choices, strict=True):
        between = text[end : token.start]
        over = not letter and _SENTENCE_END.search(between) is not None
        lines.append(Line(token, usual, any(mark in between for mark in _PAUSE_MARKS), over, more))
        end, letter = token.end, len(token.written) == 1
    return lines


def _speech(heard: Hearing) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    speech = np.zeros(heard.frames, dtype=np.bool_)
    for start, end in zip(heard.phones.start, heard.phones.end, strict=True):
        speech[start:end] = True
    return speech


def _guesses(spoken: list[Token]) -> tuple[str, ...]:
    new = {word for word in {token.word for token in spoken} if not load_lexicon().known(word)}
    unknown = list(dict.fromkeys(token.written for token in spoken if token.word in new))
    if not unknown:
        return ()
    return (f"Not in the dictionary, so the pronunciation is a guess: {', '.join(unknown)}.",)


def _provenance(model: AcousticModel, config: AssessmentConfig, heard: Hearing) -> Provenance:
    settings = replace(config, reference_text="")
    return Provenance(
        engine=EmbeddedAssessor.name,
        version=EmbeddedAssessor.version,
        model_digest=f"{model.digest}-{scoring_model.load().digest}",
        settings={
            "miscue": settings.enable_miscue,
            "prosody": settings.enable_prosody,
            "locale": settings.locale,
            "alpha": heard.alpha,
        },
    )
