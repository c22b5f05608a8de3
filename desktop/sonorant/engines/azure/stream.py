"""Judging sound while it is being recorded: partial text at once, scores phrase by phrase, pauses of any length."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sonorant.audio.files import Resampler
from sonorant.azure_account import Account
from sonorant.engines import base
from sonorant.engines.azure import answers, failures
from sonorant.engines.azure.options import Options
from sonorant.engines.azure.recognition import Cancelled, Connected, Ended, Event, Partial, Phrase, Recognition
from sonorant.engines.azure.so_far import SoFar
from sonorant.engines.azure.sound import Foreground, Meter, pcm16
from sonorant.engines.azure.watch import Watch
from sonorant.engines.azure.wire import RATE
from sonorant.speech.assessment import Assessment, Json
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import Cancelled as GivenUp
from sonorant.speech.failures import Progress, SonorantError, UnusableInput, no_progress

log = logging.getLogger(__name__)
_TICK = 0.05
_SETTLED_EVERY = 1.0
"""Seconds of sound by which the ledger may be behind."""


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
    ) -> None:
        self._recognition, self._rate, self._account = recognition, rate, account
        self._settle = settle
        self._resampler, self._meter, self._foreground = Resampler(rate, RATE), Meter(), Foreground(rate)
        self._watch = Watch(options.patience)
        self._lock = threading.Lock()  # over the sound and what is known of the stream's state
        self._fed = 0
        self._paused = self._finishing = self._cancelled = False
        self._so_far = SoFar(config)
        self._answered = 0  # up to where, in ticks
        self._hypothesis = ""
        self._failure: Exception | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._attend, name="azure-stream", daemon=True)
        self._thread.start()

    @property
    def seconds(self) -> float:
        """The length of the take so far."""
        return self._fed / self._rate

    @property
    def alive(self) -> bool:
        """Whether the service still listens, as far as is known. At once."""
        return not self._over.is_set()

    def feed(self, samples: NDArray[np.float32]) -> None:
        """Send the next samples, shape (n,), from -1 to 1. While paused, and once it is over, they are passed over."""
        with self._lock:
            if self._paused or self._finishing or self._over.is_set():
                return
            self._fed += len(samples)
            self._send(self._resampler.feed(samples))
            self._watch.speech(self._foreground.feed(samples))

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
        return self._so_far.partial(self._hypothesis)

    def finish(self, progress: Progress = no_progress) -> Assessment:
        """End the take and give the verdict on all of it; waits for the service.

        Raises:
            NothingToJudge: no speech was recognised.
            AzureFailure: the service failed, now or before.
            Cancelled: `progress` asked to stop, or the stream was cancelled.
            RuntimeError: it was finished before.
        """
        with self._lock:
            if self._finishing:
                raise RuntimeError(base.FINISHED)
            if self._cancelled:
                raise GivenUp
            if not self._over.is_set():
                self._send(self._resampler.feed(np.zeros(0, np.float32), last=True))
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
        if self._cancelled:
            raise GivenUp
        return self._so_far.verdict()

    def cancel(self) -> None:
        """Give the take up; returns at once."""
        self._cancelled = True
        self._over.set()
        self._resampler.close()

    def _send(self, samples: NDArray[np.float32]) -> None:
        self._meter.feed(samples)
        self._recognition.write(pcm16(samples))

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
                    complete = self._finishing and answers.are_all(self._answered, self._meter.loud_until)
                    waited = self._watch.is_over(answer_due=self._finishing, all_answered=complete)
                if event is not None:
                    self._on_event(event)
                elif waited and complete:
                    self._over.set()
                elif waited:
                    self._fail(failures.silent(self._account, connected=self._watch.connected))
                # What is known so far is worked out when there is time for it, and while somebody may ask for it.
                if self._so_far.has_news and not self._finishing and not self._recognition.has_next:
                    self._so_far.follow()
        except Exception as mistake:
            log.exception("a stream to Azure Speech broke off")
            self._failure = mistake  # told to whoever finishes, as this thread has no caller
        finally:
            self._over.set()
            with self._lock:
                self._resampler.close()
                self._recognition.dispose()
            self._settle(self.seconds if self._watch.connected else 0.0)

    def _on_event(self, event: Event) -> None:
        match event:
            case Connected():
                pass  # the watch has taken note of it
            case Partial(text=text):
                self._hypothesis = text
            case Phrase(answer=answer):
                self._hypothesis = ""
                self._settle(self.seconds)
                self._on_answer(answer)
            case Cancelled(code=code, details=details):
                self._fail(failures.of_cancellation(code, details, self._account, connected=self._watch.connected))
            case Ended():
                if self._finishing:
                    self._over.set()
                elif self._failure is None:
                    self._fail(failures.of_cancellation("ConnectionFailure", "", self._account, connected=True))

    def _on_answer(self, answer: dict[str, Json]) -> None:
        self._answered = max(self._answered, answers.end_of(answer))
        try:
            self._so_far.add(answer)
        except UnusableInput as error:
            self._fail(failures.not_understood(self._account, str(error)))

    def _fail(self, failure: SonorantError) -> None:
        self._failure = failure
        self._over.set()
