"""A take without a text: a draft of what was said, and the measures that need no text. Nothing is scored.

Recognising the free speech of learners with a small offline model fails too often to be judged on: the words are a
draft to be corrected by whoever spoke, and say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sonorant import __version__
from sonorant.audio.files import Audio
from sonorant.engines.embedded import acoustic_model, draft, quality, sonority
from sonorant.engines.embedded.delivery import measure
from sonorant.engines.embedded.dictionary import LOCALE, check_locale
from sonorant.engines.embedded.frontend import Floats
from sonorant.engines.embedded.pieces import pieces
from sonorant.speech.assessment import FRAME_TICKS, Assessment, Provenance
from sonorant.speech.failures import NothingToJudge, Progress, Silence, no_progress

ENGINE = "embedded"
DRAFT = (
    "The words are a draft, often wrong, and nothing is scored by them: correct them, then assess the recording with "
    "them as its text."
)
_NO_SPEECH = "No speech was heard, or none that stands out from other sound: check the microphone, then record again."


def transcribe(audio: Audio, locale: str = LOCALE, progress: Progress = no_progress) -> Assessment:
    """What was said in a take, as a draft, and how; blocking, about half the take's length.

    Where the recording is too bad to tell, `withheld` says why, and there are neither words nor measures. Each word
    carries how sure it is, 0–1, as "Confidence" in `extra`. While its language model loads, for some tenths of a
    second, no other thread of the process runs.

    Raises:
        UnusableInput: the locale is not English as spoken in the United States.
        NothingToJudge: no speech, or none that could be told from what is beside it.
        Cancelled: `progress` asked to stop.
    """
    check_locale(locale)
    if quality.is_silent(pieces(audio, lambda _: progress(0.0))):
        raise Silence("The recording is silent: check the microphone and its level, then record again.")
    meter = quality.Meter()
    heard = sonority.listen(
        _metered(pieces(audio, lambda share: progress(0.1 * share)), meter),
        lambda share: progress(0.1 + 0.2 * share),
    )
    recorded = meter.finish(heard.speech() if heard.nuclei else meter.loud())
    if (recorded.snr is not None and recorded.snr < quality.STEADY) or meter.unevenness() < quality.STEADY:
        raise NothingToJudge(_NO_SPEECH)
    withheld = quality.withheld(recorded)
    if not heard.nuclei:
        raise NothingToJudge(withheld or _NO_SPEECH)
    told = Assessment(
        draft=True,
        quality=recorded,
        withheld=withheld,
        warnings=quality.warnings(recorded),
        provenance=Provenance(ENGINE, __version__, acoustic_model.load().digest),
    )
    if withheld:
        progress(1.0)
        return told
    words = draft.recognise(pieces(audio), tuple(heard.phrases()), lambda share: progress(0.3 + 0.7 * share))
    if not words:
        raise NothingToJudge(_NO_SPEECH)
    progress(1.0)
    text = " ".join(word.word for word in words)
    return replace(
        told,
        text=text,
        lexical=text,
        words=words,
        offset=heard.first * FRAME_TICKS,
        duration=(heard.last - heard.first) * FRAME_TICKS,
        delivery=measure(len(heard.nuclei), heard.first, heard.last, heard.silences, heard.pitch.log_hz),
        warnings=(DRAFT, *told.warnings),
    )


def _metered(samples: Iterable[Floats], meter: quality.Meter) -> Iterator[Floats]:
    for piece in samples:
        meter.feed(piece)
        yield piece
