"""The embedded engine: acoustic model, alignment, evidence, and the models that turn evidence into scores.

Cheap to import, as the window makes the engine before it is painted: what judges is loaded by `prepare`, or with the
first take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sonorant import __version__
from sonorant.speech.failures import Progress, no_progress

if TYPE_CHECKING:
    from sonorant.audio.files import Audio
    from sonorant.engines.embedded.assessor import EmbeddedStream
    from sonorant.speech.assessment import Assessment
    from sonorant.speech.config import AssessmentConfig

__all__ = ["EmbeddedAssessor"]


class EmbeddedAssessor:
    """The engine that ships with the application. Cheap to make: its code and its models load when they are needed."""

    name = "embedded"
    version = __version__

    def prepare(self) -> None:
        """Load what judges now, so that the first take need not wait for it.

        Raises:
            SonorantError: a model is missing or damaged.
        """
        from sonorant.engines.embedded.assessor import load  # noqa: PLC0415 - as below

        load()

    def assess(self, audio: Audio, config: AssessmentConfig, progress: Progress = no_progress) -> Assessment:
        """Judge `audio` against the reference text; see `engines.base.Assessor`."""
        from sonorant.engines.embedded.assessor import assess  # noqa: PLC0415 - not needed before the first take

        return assess(audio, config, progress)

    def open_stream(self, config: AssessmentConfig, rate: int) -> EmbeddedStream:
        """Judge while the take is recorded; see `engines.base.StreamingAssessor`."""
        from sonorant.engines.embedded.assessor import EmbeddedStream  # noqa: PLC0415 - as above

        return EmbeddedStream(config, rate)
