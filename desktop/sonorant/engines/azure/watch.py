"""Our own watch over a service that may fall silent without a word: the SDK waits a minute, or for ever."""

from __future__ import annotations

import time

from sonorant.engines.azure.recognition import Connected, Event, Partial, Phrase

_LAST_WORD = 1.0
"""Seconds without a sign of life after which an end of the turn is done without, once everything is answered."""


class Watch:
    """Tells when the service has given no sign of life for too long. For one thread at a time.

    A connection is no sign of life: it, too, has to come in the time that the first answer has. Nor is a hypothesis
    heard before, as they come when the service is lost again and again. `patience`: seconds; while the speaker goes on,
    as much speech must have gone unanswered, too.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self.connected = False
        self._seen: set[Partial] = set()
        self.restart()

    def restart(self) -> None:
        """Waiting begins."""
        self._since = time.monotonic()
        self._unanswered = 0.0

    def event(self, event: Event) -> None:
        """The service did something."""
        known = False
        if isinstance(event, Connected):
            known = self.connected = True
        elif isinstance(event, Partial):
            known = event in self._seen
            self._seen.add(event)
        elif isinstance(event, Phrase):
            self._seen.clear()
        if not known:
            self.restart()

    def speech(self, seconds: float) -> None:
        """So much speech was sent."""
        self._unanswered += seconds

    def is_over(self, *, answer_due: bool, all_answered: bool = False) -> bool:
        """Whether patience is at its end; `all_answered`: only the end of the turn is waited for."""
        due = answer_due or not self.connected or self._unanswered > self._patience
        patience = min(_LAST_WORD, self._patience) if all_answered else self._patience
        return due and time.monotonic() - self._since > patience
