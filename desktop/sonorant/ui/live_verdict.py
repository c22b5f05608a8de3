"""The verdict that is worked out while the take is recorded."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from sonorant.engines.base import AssessmentStream, Partial
from sonorant.speech.assessment import Assessment
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import Cancelled, Progress, SonorantError
from sonorant.ui.tasks import Task, Tasks, until_stopped

OpenStream = Callable[[AssessmentConfig, int], AssessmentStream]
log = logging.getLogger(__name__)
PIECE_SECONDS = 0.3
"""How much sound is handed to the engine at once, or more where it is busy."""
ASK_SECONDS, ASK_SHARE = 1.0, 10.0
"""How much sound has to come before the engine is asked again what it knows; and how many times as long as the last
answer took, so that the answers take a tenth of its time at most."""


@dataclass(slots=True)
class _Line:
    """The stream of one take; made, fed and ended on the worker's thread, and let go of as soon as it is over.

    `busy` (the worker has something to do for it) and `quiet` (the seconds of sound that come before it is asked again
    what is known) belong to the GUI thread.
    """

    rate: int
    stream: AssessmentStream | None = None
    over: bool = False
    busy: bool = False
    quiet: float = 0.0

    def begin(self, stream: AssessmentStream) -> None:
        """The stream is there; if nobody wants it any more it ends at once."""
        self.stream = stream
        if self.over:
            self.give_up()

    def end(self) -> AssessmentStream | None:
        """Let go of the stream; it is given for the last time."""
        self.over = True  # first: a stream that is being made just now then ends by itself
        stream, self.stream = self.stream, None
        return stream

    def give_up(self) -> None:
        """Let go of the stream, if it is still there, without a verdict."""
        stream = self.end()
        if stream is not None:
            stream.cancel()


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is known of a take, and the seconds that it took to say so."""

    line: _Line
    partial: Partial | None
    seconds: float


class LiveVerdict(QObject):
    """Hands the sound of a recording to the engine as it comes. All methods return at once.

    Signals:
        heard: carries the `Partial` that is known so far.
        deaf: the engine listens no more, and why, in a sentence; the verdict is then worked out when the take is at its
            end.
    """

    heard = Signal(object)
    deaf = Signal(str)

    def __init__(self, work: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._line: _Line | None = None
        self._waiting: list[NDArray[np.float32]] = []

    @property
    def ready(self) -> bool:
        """Whether there is a take of which the sound was handed on."""
        return self._line is not None

    def begin(self, open_stream: OpenStream | None, config: AssessmentConfig, rate: int) -> None:
        """A take of samples at `rate` Hz begins; without `open_stream` it is judged when it is at its end."""
        self.drop()
        if open_stream is None:
            return
        line = self._line = _Line(rate)

        def begin(progress: Progress) -> None:
            def wanted(share: float) -> None:
                progress(share)
                if line.over:
                    raise Cancelled

            until_stopped(lambda: line.begin(open_stream(config, rate)), wanted)

        self._work.run(begin, failed=lambda why: self._on_deaf(line, why))

    def feed(self, samples: NDArray[np.float32]) -> None:
        """Hand on the next samples, shape (n,)."""
        line = self._line
        if line is None or not len(samples):
            return
        self._waiting.append(samples)
        line.quiet -= len(samples) / line.rate
        if not line.busy and self._is_enough(line):
            self._hand_on(line)

    def go_on(self) -> None:
        """Speech goes on after a pause, in which no sound came."""
        line = self._line

        def go_on(_: Progress) -> None:
            if line is not None and line.stream is not None:
                line.stream.resume()

        self._work.run(go_on)

    def finish(
        self,
        instead: Callable[[Progress], Assessment],
        done: Callable[[Assessment], None],
        failed: Callable[[str], None],
        progressed: Callable[[float], None],
    ) -> Task:
        """End the take; the verdict goes to `done`. Where there is no stream that still hears, `instead` gives it."""
        line, piece = self._line, self._piece()
        self._line = None

        def finish(progress: Progress) -> Assessment:
            stream = line.end() if line is not None else None
            # One that died before may be well again, which only a new one finds out.
            if stream is None or not _hears(stream, piece):
                return instead(progress)
            return stream.finish(progress)

        def give_up() -> None:
            if line is not None:
                line.give_up()

        return self._work.run(finish, done=done, failed=failed, progressed=progressed, cancelled=give_up)

    def drop(self) -> None:
        """Want nothing more of the take."""
        if self._line is not None:
            self._line.give_up()
        self._line, self._waiting = None, []

    def _piece(self) -> NDArray[np.float32]:
        piece = np.concatenate([np.zeros(0, np.float32), *self._waiting])
        self._waiting = []
        return piece

    def _is_enough(self, line: _Line) -> bool:
        return sum(map(len, self._waiting)) >= PIECE_SECONDS * line.rate

    def _hand_on(self, line: _Line) -> None:
        piece = self._piece()

        def feed(_: Progress) -> _Line:
            if line.stream is not None:
                line.stream.feed(piece)
            return line

        line.busy = True
        self._work.run(feed, done=self._on_fed, failed=lambda why: self._on_deaf(line, why))

    def _ask(self, line: _Line) -> None:
        def ask(_: Progress) -> _Answer:
            began = perf_counter()
            partial = line.stream.partial() if line.stream is not None else None
            return _Answer(line, partial, perf_counter() - began)

        line.busy = True
        self._work.run(ask, done=self._on_answered, failed=lambda why: self._on_deaf(line, why))

    def _on_fed(self, line: _Line) -> None:
        """What came meanwhile goes first; only where nothing did there is time for a question."""
        line.busy = False
        if line is not self._line:
            return
        if self._is_enough(line):
            self._hand_on(line)
        elif line.quiet <= 0.0:
            self._ask(line)

    def _on_answered(self, answer: _Answer) -> None:
        line = answer.line
        line.busy = False
        line.quiet = max(ASK_SECONDS, ASK_SHARE * answer.seconds)
        if line is not self._line:
            return
        if self._is_enough(line):
            self._hand_on(line)
        if answer.partial is not None:
            self.heard.emit(answer.partial)

    def _on_deaf(self, line: _Line, why: str) -> None:
        if line is self._line:
            self.drop()
            self.deaf.emit(why)


def _hears(stream: AssessmentStream, piece: NDArray[np.float32]) -> bool:
    """Whether the stream takes this and can go on."""
    try:
        stream.feed(piece)
    except SonorantError:
        return False
    except Exception:  # the take is whole without it, so nobody has to hear of it
        log.exception("the verdict so far is lost")
        return False
    return stream.alive
