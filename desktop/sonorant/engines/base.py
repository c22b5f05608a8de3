"""The interface behind which every engine stands."""

from __future__ import annotations

from typing import Protocol

from sonorant.audio.files import Audio
from sonorant.speech.assessment import Assessment
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import Progress, no_progress


class Assessor(Protocol):
    """Judges a take. Plain and blocking: the caller decides on which thread it runs."""

    def assess(self, audio: Audio, config: AssessmentConfig, progress: Progress = no_progress) -> Assessment:
        """Judge `audio` against `config.reference_text`.

        The result is complete (phoneme granularity, 0–100): `speech.views.present` applies granularity and grading.

        Raises:
            UnusableInput: the text or the audio cannot be used.
            NothingToJudge: no speech, or speech that is not the text.
            Cancelled: `progress` asked to stop.
        """
        ...
