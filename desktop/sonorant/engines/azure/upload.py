"""A finished take on its way to the service: as fast as it is answered, and no faster."""

from __future__ import annotations

from sonorant.engines.azure.recognition import Recognition
from sonorant.engines.azure.wire import RATE
from sonorant.speech.assessment import TICKS_PER_SECOND

AHEAD = 40.0
"""Seconds of sound that may be unanswered: the SDK keeps them to send them again, and gives up at some 70."""


class Upload:
    """Hands 16-bit samples to a recognition piece by piece."""

    def __init__(self, recognition: Recognition, pcm: bytes) -> None:
        self._recognition, self._pcm = recognition, pcm
        self._written = 0

    @property
    def seconds(self) -> float:
        """How much was handed over so far."""
        return min(self._written, len(self._pcm)) / 2 / RATE

    def go_on(self, answered: int) -> None:
        """Hand over what may be, now that all is answered up to here (ticks); after the last piece, end the sound."""
        end = round((answered / TICKS_PER_SECOND + AHEAD) * RATE) * 2
        if end > self._written:
            self._recognition.write(self._pcm[self._written : end])
            self._written = end
        if self._written >= len(self._pcm):
            self._recognition.end_of_sound()
