"""Failures that a user can meet. Each message is one sentence: what happened and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias


class SonorantError(Exception):
    """Base of every failure that is shown to the user as its message and nothing else."""


class UnusableInput(SonorantError):
    """A file, text or setting that cannot be used as it is."""


class NothingToJudge(SonorantError):
    """The input is readable but holds no speech that can be assessed (silence, noise, another text)."""


class Silence(NothingToJudge):
    """There is no sound in it."""


class Cancelled(Exception):
    """Raised by a progress callback to end the work; never shown."""


Progress: TypeAlias = Callable[[float], None]
"""Called now and then with the share done (0–1); ends the work by raising `Cancelled`."""


def no_progress(_share: float) -> None:
    """The `Progress` of a caller who does not ask for any."""
