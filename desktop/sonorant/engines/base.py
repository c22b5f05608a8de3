"""The interfaces behind which every engine stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sonorant.audio.files import Audio
from sonorant.speech.assessment import Assessment, Scores
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import Progress, no_progress

FINISHED = "the stream was finished before: open another one for another take"
"""Told to whoever writes a program, not to its user."""


class Assessor(Protocol):
    """Judges a take. Plain and blocking: the caller decides on which thread it runs."""

    def assess(self, audio: Audio, config: AssessmentConfig, progress: Progress = no_progress) -> Assessment:
        """Judge `audio` against `config.reference_text`.

        The result is complete (phoneme granularity, 0–100): `speech.views.present` applies granularity and grading.

        Raises:
            UnusableInput: the text or the audio cannot be used.
            NothingToJudge: no speech, speech that is not the text, or a recording too bad to tell.
            Cancelled: `progress` asked to stop.
        """
        ...


@dataclass(frozen=True, slots=True)
class Partial:
    """What is known while the take goes on: words of the text read so far, provisional scores, and what was recognised
    (empty where the engine only follows the text).

    `span` is where the last word read stands in the text as typed (from, to); without it the words are counted as
    `speech.normalise.tokens` counts them.
    """

    words_read: int
    scores: Scores | None = None
    text: str = ""
    span: tuple[int, int] | None = None


class AssessmentStream(Protocol):
    """Judges a take while it is recorded. Plain and blocking, for one thread at a time.

    Once it is finished or cancelled it is over: samples are passed over, and `finish` raises `Cancelled` after
    `cancel`, `RuntimeError` the second time.
    """

    @property
    def alive(self) -> bool:
        """Whether it can go on; if not, what it depends on has failed, and `finish` would raise. At once."""
        ...

    def feed(self, samples: NDArray[np.float32]) -> None:
        """Take the next samples, float32 in [-1, 1], shape (n,), at the stream's rate; none are taken while paused."""
        ...

    def pause(self) -> None:
        """Take no samples until `resume`: they are not part of the take."""
        ...

    def resume(self) -> None:
        """Take samples again."""
        ...

    def partial(self) -> Partial:
        """What is known so far; raises as `finish` does, once the stream can go on no more."""
        ...

    def finish(self, progress: Progress = no_progress) -> Assessment:
        """End the take and judge it; raises as `Assessor.assess` does, and what is said above."""
        ...

    def cancel(self) -> None:
        """Give the take up; returns at once and may be called from any thread."""
        ...


class StreamingAssessor(Assessor, Protocol):
    """An engine that can also judge while the take is recorded; the verdict is the same."""

    def open_stream(self, config: AssessmentConfig, rate: int) -> AssessmentStream:
        """Begin a take of samples at `rate` Hz.

        Raises:
            UnusableInput: the text cannot be used, or there is no sound at such a rate.
        """
        ...
