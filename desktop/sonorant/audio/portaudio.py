"""The one way to PortAudio: loaded when first needed, its absence an ordinary value, its calls one at a time."""

from __future__ import annotations

import threading
from typing import Any

from sonorant.audio.quiet import quiet

LOCK = threading.RLock()
"""Held while streams are opened, stopped or closed and devices listed: PortAudio promises no thread safety."""


def load() -> Any:
    """The sounddevice module, or ``None`` where there is no PortAudio library."""
    with LOCK, quiet():  # the start lists all devices, on which ALSA comments on the standard error
        try:
            import sounddevice  # type: ignore[import-untyped]  # noqa: PLC0415 (it needs the C library and takes time)
        except (ImportError, OSError):
            return None
        return sounddevice
