"""Voices that say a text: synthesisers on this machine and, with a key, Azure's."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sonorant.speech.failures import Progress, no_progress
from sonorant.voices.base import FASTEST, SLOWEST, Spoken, Voice

if TYPE_CHECKING:
    from sonorant.voices.aligned import Aligner

NONE = "none"
"""The name that stands for no voice: texts are only shown."""


def available(aligner: Aligner | None = None, platform: str = sys.platform) -> list[Voice]:
    """The voices on this machine, best first. Asks programs, so it takes a moment: not for the GUI thread.

    `aligner` finds out when the words are said where a voice does not tell.
    """
    # Loaded when the voices are asked for: the window is painted before that.
    from sonorant.voices import espeak, flite, system  # noqa: PLC0415
    from sonorant.voices.aligned import not_aligned  # noqa: PLC0415

    align = aligner or not_aligned
    return [*system.installed(align, platform), *flite.installed(), *espeak.installed(align)]


def chosen(name: str, voices: Sequence[Voice]) -> Voice | None:
    """The voice of that name; the best one if none is named or it is not there any more; None for `NONE`."""
    if name == NONE:
        return None
    return next((voice for voice in voices if voice.name == name), voices[0] if voices else None)


class Paced:
    """A voice whose usual speed is another one; a `voices.base.Voice`."""

    def __init__(self, voice: Voice, usual: float) -> None:
        self._voice, self._usual = voice, usual

    @property
    def name(self) -> str:
        """The voice's own."""
        return self._voice.name

    def speak(self, text: str, speed: float = 1.0, progress: Progress = no_progress) -> Spoken:
        """Say `text` at `speed` times the usual one, within what voices can do; see `Voice`."""
        return self._voice.speak(text, min(max(speed * self._usual, SLOWEST), FASTEST), progress)
