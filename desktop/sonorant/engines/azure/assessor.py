"""The Azure engine: judges a take by the service, through the Speech SDK."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sonorant.audio.files import Audio, check_rate
from sonorant.azure_account import Account
from sonorant.engines.azure import answers, failures, sound, wire
from sonorant.engines.azure.answers import Answer
from sonorant.engines.azure.options import Options, Profanity
from sonorant.engines.azure.recognition import Cancelled, Connected, Ended, Partial, Phrase, Recognition
from sonorant.engines.azure.sound import Shortened
from sonorant.engines.azure.stream import Stream
from sonorant.engines.azure.upload import Upload
from sonorant.engines.azure.watch import Watch
from sonorant.speech.assessment import TICKS_PER_SECOND, Assessment
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.disclosure import Disclosure, Disclosures
from sonorant.speech.failures import NothingToJudge, Progress, Silence, UnusableInput, no_progress

TICK = 0.05
"""Seconds between two looks at the caller's wish to end."""

_LONGEST_STREAM = 24 * 3600.0
_LATE_END = 0.5
"""Seconds of sound after an answer that may still belong to it."""
_SPEECH_AFTER = 0.3
"""Seconds of what may be speech, after the end of an answer, that show that the take went on."""


class AzureAssessor:
    """The engine that asks Azure Speech; an `engines.base.Assessor`. Cheap to make, and may be used by many threads.

    Nothing is sent that `disclosures` has not been told of. Besides what the protocol says, `assess` raises
    `failures.AzureFailure`, at the latest some five seconds after the service's last sign of life.
    """

    name = answers.ENGINE
    version = answers.VERSION

    def __init__(self, account: Account, disclosures: Disclosures, options: Options | None = None) -> None:
        self._account, self._disclosures, self._options = account, disclosures, options or Options()

    def assess(self, audio: Audio, config: AssessmentConfig, progress: Progress = no_progress) -> Assessment:
        """Judge `audio` against the reference text or, if there is none, for what is recognised in it.

        Up to 30 s (of which long silences do not count, as they are not sent) it is one request, in which the service
        compares the words with the text; longer takes, and those of which a pause ended the request early, are heard
        in phrases, see `answers`. The result has the granularity asked for (what the service does not send is absent)
        and scores of 0 to 100 with either grading. The sound may be of any length.
        """
        take = _shortened(audio)
        one_shot = take.seconds <= wire.LONGEST_ONE_SHOT
        given = self._listen(take, config.locale, config, self._options, progress, one_shot=one_shot)
        if one_shot and _ended_early(given, audio):
            one_shot = False
            given = self._listen(take, config.locale, config, self._options, progress, one_shot=False)
        heard = answers.successful(given)
        try:
            return answers.assessment_of(heard, config, one_shot=one_shot)
        except UnusableInput as error:
            raise failures.not_understood(self._account, str(error)) from None

    def transcribe(self, audio: Audio, locale: str = "en-US", progress: Progress = no_progress) -> str:
        """What is said in `audio`, to be confirmed by the speaker and then assessed as the reference text.

        Swear words are in it as they were said, whatever the options are: a text with stars could not be assessed.

        Raises what `assess` raises.
        """
        options = replace(self._options, profanity=Profanity.RAW)
        given = self._listen(_shortened(audio), locale, None, options, progress, one_shot=False)
        return answers.transcript_of(answers.successful(given))

    def open_stream(self, config: AssessmentConfig, rate: int, *, to_confirm: bool = False) -> Stream:
        """Begin to judge sound that is still being recorded at `rate` Hz; see `Stream`.

        `to_confirm`: what is recognised becomes a reference text, so swear words are in it as with `transcribe`.
        """
        check_rate(rate)
        options = replace(self._options, profanity=Profanity.RAW) if to_confirm else self._options
        assessment = wire.assessment_json(config, one_shot=False)
        entry = self._disclosures.announce(self._disclosure("assessment", 0.0, len(config.reference_text)))
        # After a late or a lost connection the sound is to catch up at once.
        with self._nothing_sent(entry):
            recognition = Recognition(self._account, options, config.locale, assessment, seconds=_LONGEST_STREAM)

        def settle(seconds: float) -> None:
            self._disclosures.settle(entry, seconds, len(config.reference_text) if seconds else 0)

        return Stream(recognition, config, rate, self._account, options, settle)

    def test_connection(self, progress: Progress = no_progress) -> None:
        """Try the account out without any sound; returns if the service lets it in.

        Raises what `assess` raises for a service that does not answer as it should.
        """
        self._disclosures.announce(self._disclosure("connection test", 0.0, 0))
        recognition = Recognition(self._account, self._options, "en-US")
        watch = Watch(self._options.patience)
        try:
            # The service looks at the key before anything is said.
            while True:
                progress(0.0)
                event = recognition.next(TICK)
                if isinstance(event, Connected):
                    progress(1.0)
                    return
                if isinstance(event, Cancelled):
                    raise failures.of_cancellation(event.code, event.details, self._account, connected=False)
                if watch.is_over(answer_due=True):
                    raise failures.silent(self._account, connected=False)
        finally:
            recognition.dispose()

    def _listen(
        self,
        take: Shortened,
        locale: str,
        config: AssessmentConfig | None,
        options: Options,
        progress: Progress,
        *,
        one_shot: bool,
    ) -> list[Answer]:
        """The service's answers to the whole of a take, successful or not, on its own time line."""
        assessment = None if config is None else wire.assessment_json(config, one_shot=one_shot)
        progress(0.0)
        purpose, characters = ("transcription", 0) if config is None else ("assessment", len(config.reference_text))
        entry = self._disclosures.announce(self._disclosure(purpose, take.seconds, characters))
        with self._nothing_sent(entry):
            recognition = Recognition(
                self._account, options, locale, assessment, one_shot=one_shot, seconds=take.seconds
            )
        watch, upload = Watch(options.patience), Upload(recognition, take.pcm)
        try:
            given: list[Answer] = []
            heard = answered = 0
            while True:
                progress(min(0.99, heard / TICKS_PER_SECOND / take.seconds))
                if watch.connected:  # not before: the SDK sometimes wastes half a second on a stream that has ended
                    upload.go_on(answered)
                event = recognition.next(TICK)
                if event is not None:
                    watch.event(event)
                if isinstance(event, Partial):
                    heard = max(heard, event.end)
                if isinstance(event, Phrase):
                    given.append(take.restored(event.answer))
                    answered = max(answered, answers.end_of(event.answer))
                    heard = max(heard, answered)
                if isinstance(event, Cancelled):
                    raise failures.of_cancellation(event.code, event.details, self._account, connected=watch.connected)
                if isinstance(event, Ended) or (one_shot and isinstance(event, Phrase)):
                    return given
                all_answered = answers.are_all(answered, take.loud_until)
                if watch.is_over(answer_due=True, all_answered=all_answered):
                    if all_answered:
                        return given
                    raise failures.silent(self._account, connected=watch.connected)
        finally:
            recognition.dispose()
            if not watch.connected:
                self._disclosures.settle(entry, 0.0, 0)
            elif upload.seconds < take.seconds:
                self._disclosures.settle(entry, upload.seconds, characters)

    @contextlib.contextmanager
    def _nothing_sent(self, entry: int) -> Iterator[None]:
        """What fails in here has sent nothing of what was announced."""
        try:
            yield
        except BaseException:
            self._disclosures.settle(entry, 0.0, 0)
            raise

    def _disclosure(self, purpose: str, seconds: float, characters: int) -> Disclosure:
        return Disclosure(self._account.destination, purpose, round(seconds, 3), characters)


def _shortened(audio: Audio) -> Shortened:
    """The take for the service; NothingToJudge where there is nothing in it that would be worth sending."""
    if audio.seconds < sound.SHORTEST_SECONDS:
        raise NothingToJudge("The recording is too short to judge: record at least one word.")
    if sound.is_silent(audio):
        raise Silence("The recording is silent: check the microphone and its level, then record again.")
    return sound.shortened(audio)


def _ended_early(given: Sequence[Answer], audio: Audio) -> bool:
    """Whether speech follows after what was answered: the service took a long pause for the end, or for no speech."""
    answered = max(map(answers.end_of, given), default=0)
    end = round((answered / TICKS_PER_SECOND + _LATE_END) * audio.rate)
    foreground = sound.Foreground(audio.rate)
    foreground.feed(audio.samples[:end])
    return foreground.feed(audio.samples[end:]) >= _SPEECH_AFTER
