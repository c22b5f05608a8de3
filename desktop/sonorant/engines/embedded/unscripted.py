"""A take without a text: a draft of what was said, and the measures that need no text. Nothing is scored.

Recognising the free speech of learners with a small offline model fails too often to be judged on: the words are a
draft to be corrected by whoever spoke, and say so.
"""

from __future__ import annotations

from sonorant import __version__
from sonorant.audio.files import Audio, resample
from sonorant.engines.embedded import acoustic_model, draft, quality, sonority
from sonorant.engines.embedded.delivery import measure
from sonorant.engines.embedded.dictionary import LOCALE, check_locale
from sonorant.engines.embedded.frontend import RATE
from sonorant.speech.assessment import FRAME_TICKS, Assessment, Provenance
from sonorant.speech.failures import NothingToJudge, Progress, Silence, no_progress

ENGINE = "embedded"
DRAFT = (
    "The words are a draft, often wrong, and nothing is scored by them: correct them, then assess the recording with "
    "them as its text."
)


def transcribe(audio: Audio, locale: str = LOCALE, progress: Progress = no_progress) -> Assessment:
    """What was said in a take, as a draft, and how; blocking, about half the take's length.

    Each word carries how sure it is, 0–1, as "Confidence" in `extra`. While its language model loads, for some tenths
    of a second, no other thread of the process runs.

    Raises:
        UnusableInput: the locale is not English as spoken in the United States.
        NothingToJudge: no speech.
        Cancelled: `progress` asked to stop.
    """
    check_locale(locale)
    samples = resample(audio, RATE).samples
    meter = quality.Meter()
    meter.feed(samples)
    if meter.loudest() < quality.SILENT_LEVEL:
        raise Silence("The recording is silent: check the microphone and its level, then record again.")
    heard = sonority.listen(samples, lambda share: progress(0.3 * share))
    if not heard.nuclei:
        raise NothingToJudge("No speech was heard in the recording: check the microphone, then record again.")
    words = draft.recognise(samples, heard.phrases(), lambda share: progress(0.3 + 0.7 * share))
    progress(1.0)
    text = " ".join(word.word for word in words)
    recorded = meter.finish(heard.speech())
    return Assessment(
        text=text,
        lexical=text,
        words=words,
        offset=heard.first * FRAME_TICKS,
        duration=(heard.last - heard.first) * FRAME_TICKS,
        quality=recorded,
        delivery=measure(len(heard.nuclei), heard.first, heard.last, heard.silences, heard.pitch.log_hz),
        draft=True,
        warnings=(DRAFT, *quality.warnings(recorded)),
        provenance=Provenance(ENGINE, __version__, acoustic_model.load().digest),
    )
