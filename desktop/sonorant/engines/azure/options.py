"""How the service is to listen, beyond what is assessed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sonorant.speech.failures import UnusableInput


class Profanity(StrEnum):
    """What becomes of swear words in the recognised text."""

    MASKED = "Masked"
    REMOVED = "Removed"
    RAW = "Raw"


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of recognition; None leaves the service its own default.

    Attributes:
        phrases: names and rare words that are likely to be said.
        profanity: what becomes of swear words.
        initial_silence: seconds of silence after which waiting for a first word ends.
        end_silence: seconds of silence after which the service takes the speaker for gone.
        segment_silence: seconds of silence that end a phrase (0.1 to 5).
        patience: seconds without a sign of life after which the service is given up.

    Raises UnusableInput for a time that cannot be used.
    """

    phrases: tuple[str, ...] = ()
    profanity: Profanity = Profanity.MASKED
    initial_silence: float | None = None
    end_silence: float | None = None
    segment_silence: float | None = None
    # Nobody is to wait longer than five seconds, on a busy machine neither: that leaves 1.5 s for what comes before and
    # after. A healthy service is not so silent even where the way to it is slow: a connection takes some five round
    # trips (3 s by satellite), and from then on a hypothesis comes for every few words that it has received.
    patience: float = 3.5

    def __post_init__(self) -> None:
        _check("silence before speech", self.initial_silence, 0.1, 60.0)
        _check("silence after speech", self.end_silence, 0.1, 60.0)
        _check("silence between phrases", self.segment_silence, 0.1, 5.0)
        _check("patience", self.patience, 0.1, 60.0)


def _check(name: str, seconds: float | None, least: float, most: float) -> None:
    if seconds is not None and not least <= seconds <= most:
        raise UnusableInput(f"The {name} must be {least:g} to {most:g} seconds, not {seconds:g}.")
