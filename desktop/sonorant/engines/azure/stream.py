"""Judging sound while it is being recorded: partial text at once, scores phrase by phrase, pauses of any length."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sonorant.audio.files import Resampler
from sonorant.azure_account import Account
from sonorant.engines import base
from sonorant.engines.azure import answers, failures, matching
from sonorant.engines.azure.answers import Answer
from sonorant.engines.azure.options import Options
from sonorant.engines.azure.recognition import Cancelled, Connected, Ended, Event, Partial, Phrase, Recognition
from sonorant.engines.azure.sound import is_loud, pcm16
from sonorant.engines.azure.watch import Watch
from sonorant.engines.azure.wire import RATE
from sonorant.speech.assessment import Assessment
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import NothingToJudge, Progress, SonorantError, UnusableInput, no_progress

_TICK = 0.05
_SETTLED_EVERY = 1.0
"""Seconds of sound by which the ledger may be behind."""


def _ignore(_given: object) -> None:
    """What a listener does who does not care."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who wants to know what is heard; called on a thread of the stream, in order.

    Attributes:
        partial: the text of the phrase that is being said, as far as it is recognised; it may still change.
        scored: the verdict on all phrases so far. It knows nothing of completeness, or of words left out, yet.
        failed: the stream is dead; `finish` will raise the same.
    """

    partial: Callable[[str], None] = _ignore
    scored: Callable[[Assessment], None] = _ignore
    failed: Callable[[SonorantError], None] = _ignore


class Stream:
    """A take on its way to the service; an `engines.base.AssessmentStream`.

    Methods may be called from any thread; only `finish` waits.

    Its time is that of the sound that was fed: pauses take none, and connections that were lost and found again, by
    the SDK, leave no trace. It must be ended by `finish` or `cancel`.
    """

    def __init__(
        self,
        recognition: Recognition,
        config: AssessmentConfig,
        rate: int,
        account: Account,
        options: Options,
        settle: Callable[[float], None],
        listener: Listener,
    ) -> None:
        self._recognition, self._config, self._rate, self._account = recognition, config, rate, account
        self._settle, self._listener = settle, listener
        self._resampler = Resampler(rate, RATE)
        self._watch = Watch(options.patience)
        self._lock = threading.Lock()  # over the sound and what is known of the stream's state
        self._fed = 0
        self._paused = self._finishing = False
        self._given: list[Answer] = []
        self._known = base.Partial(0)  # by the phrases that are answered
        self._hypothesis = ""
        self._failure: Exception | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._attend, name="azure-stream", daemon=True)
        self._thread.start()

    @property
    def seconds(self) -> float:
        """The length of the take so far."""
        return self._fed / self._rate

    def feed(self, samples: NDArray[np.float32]) -> None:
        """Send the next samples, shape (n,), from -1 to 1. While paused, and once it is over, they are passed over."""
        with self._lock:
            if self._paused or self._finishing or self._over.is_set():
                return
            self._fed += len(samples)
            self._recognition.write(pcm16(self._resampler.feed(samples)))
            if is_loud(samples):
                self._watch.speech(len(samples) / self._rate)

    def pause(self) -> None:
        """Send nothing until `resume`; the connection may break off meanwhile, it will be made anew."""
        with self._lock:
            self._paused = True

    def resume(self) -> None:
        """Go on after `pause`."""
        with self._lock:
            self._paused = False
            self._watch.restart()

    def partial(self) -> base.Partial:
        """The words read and the scores so far; the words of the phrase that is being said may still change.

        Raises what `finish` will raise, once the stream is dead.
        """
        if self._failure is not None:
            raise self._failure
        known, saying = self._known, self._hypothesis
        text = f"{known.text} {saying}".strip()
        return replace(known, words_read=known.words_read + len(saying.split()), text=text)

    def finish(self, progress: Progress = no_progress) -> Assessment:
        """End the take and give the verdict on all of it; waits for the service.

        Raises:
            NothingToJudge: no speech was recognised.
            AzureFailure: the service failed, now or before.
            Cancelled: `progress` asked to stop.
        """
        with self._lock:
            if not self._finishing and not self._over.is_set():
                self._recognition.write(pcm16(self._resampler.feed(np.zeros(0, np.float32), last=True)))
                self._recognition.end_of_sound()
                self._watch.restart()
            self._finishing = True
        try:
            while not self._over.wait(_TICK):
                progress(0.0)
        except BaseException:
            self.cancel()
            raise
        self._thread.join()
        if self._failure is not None:
            raise self._failure
        return _verdict(self._given, self._config, self._account)

    def cancel(self) -> None:
        """Give the take up; returns at once."""
        self._over.set()

    def _attend(self) -> None:
        """Take the events as they come, on the stream's thread."""
        settled = 0.0
        try:
            while not self._over.is_set():
                event = self._recognition.next(_TICK)
                if self._watch.connected and self.seconds >= settled + _SETTLED_EVERY:
                    settled = self.seconds
                    self._settle(settled)
                with self._lock:
                    if event is not None:
                        self._watch.event(event)
                    dead = self._watch.is_over(answer_due=self._finishing)
                if event is not None:
                    self._on_event(event)
                elif dead:
                    self._fail(failures.silent(self._account, connected=self._watch.connected))
        except Exception as mistake:
            self._failure = mistake  # a listener's or ours: told to whoever finishes, as this thread has no caller
        finally:
            self._over.set()
            with self._lock:
                self._recognition.dispose()
            self._settle(self.seconds if self._watch.connected else 0.0)

    def _on_event(self, event: Event) -> None:
        match event:
            case Connected():
                pass  # the watch has taken note of it
            case Partial(text=text):
                self._hypothesis = text
                self._listener.partial(text)
            case Phrase(answer=answer):
                self._given.append(answer)
                self._hypothesis = ""
                self._settle(self.seconds)
                self._score()
            case Cancelled(code=code, details=details):
                self._fail(failures.of_cancellation(code, details, self._account, connected=self._watch.connected))
            case Ended():
                if self._finishing:
                    self._over.set()
                elif self._failure is None:
                    self._fail(failures.of_cancellation("ConnectionFailure", "", self._account, connected=True))

    def _score(self) -> None:
        # The text is not at its end yet: nothing can be said of what is missing from it.
        so_far = replace(self._config, enable_miscue=False)
        with contextlib.suppress(NothingToJudge, failures.AzureFailure):
            verdict = _provisional(_verdict(self._given, so_far, self._account))
            self._known = base.Partial(self._reached(verdict.lexical), verdict.scores, verdict.text)
            self._listener.scored(verdict)

    def _reached(self, recognised: str) -> int:
        if not self._config.reference_text:
            return len(recognised.split())
        return matching.reached(self._config.reference_text, recognised, self._config.locale)

    def _fail(self, failure: SonorantError) -> None:
        self._failure = failure
        self._over.set()
        self._listener.failed(failure)


def _verdict(given: list[Answer], config: AssessmentConfig, account: Account) -> Assessment:
    try:
        return answers.assessment_of(answers.successful(given), config, one_shot=False)
    except UnusableInput as error:
        raise failures.not_understood(account, str(error)) from None


def _provisional(verdict: Assessment) -> Assessment:
    """The verdict without completeness, and with the overall score that the other aspects give."""
    return replace(verdict, scores=answers.completed(replace(verdict.scores, completeness=None, pronunciation=None)))
