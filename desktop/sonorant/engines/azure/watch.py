"""Our own watch over a service that may fall silent without a word: the SDK waits a minute, or for ever."""

from __future__ import annotations

import time


class Watch:
    """Tells when the service has given no sign of life for too long. For one thread.

    `patience`: seconds, of the clock while an answer is due, of speech while the speaker goes on.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self.restart()

    def restart(self) -> None:
        """There was a sign of life, or waiting begins."""
        self._since = time.monotonic()
        self._unanswered = 0.0

    def speech(self, seconds: float) -> None:
        """So much speech was sent."""
        self._unanswered += seconds

    def is_over(self, *, answer_due: bool) -> bool:
        """Whether patience is at its end."""
        waited = time.monotonic() - self._since if answer_due else 0.0
        return max(waited, self._unanswered) > self._patience
