"""A synthesiser as a child process: no shell, a time limit, and an end when the user does not want to wait."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence

from sonorant.speech.failures import Progress
from sonorant.voices.base import VoiceFailed

LIST_SECONDS = 5.0
"""Within which a program must have told its voices."""

_TICK = 0.05
_LEAST_SECONDS = 20.0
_SECONDS_PER_LETTER = 0.1
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def patience(text: str) -> float:
    """Seconds within which a synthesiser must have said `text`; most need a hundredth of that."""
    return _LEAST_SECONDS + _SECONDS_PER_LETTER * len(text)


def run(
    command: Sequence[str],
    progress: Progress,
    text: str = "",
    seconds: float = LIST_SECONDS,
    environment: Mapping[str, str] | None = None,
) -> str:
    """What the program prints when it is given `text` (ASCII) on its standard input.

    Raises:
        VoiceFailed: it cannot be started, fails, or takes more than `seconds`; it does not run any more.
        Cancelled: `progress` asked to stop; it does not run any more.
    """
    name = os.path.basename(command[0])
    try:
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(environment or {})},
            creationflags=_NO_WINDOW,
        )
    except OSError as error:
        raise VoiceFailed(
            f"The speech program “{name}” cannot be started ({error.strerror}): choose another voice in the settings."
        ) from None
    with child:
        try:
            said, complaint = _wait(child, text.encode("ascii", "ignore"), name, time.monotonic() + seconds, progress)
        except BaseException:
            child.kill()
            raise
    if child.returncode:
        reason = complaint.decode(errors="replace").strip().splitlines() or [f"exit code {child.returncode}"]
        raise VoiceFailed(f"The speech program “{name}” failed ({reason[-1]}): choose another voice in the settings.")
    return said.decode(errors="replace")


def _wait(
    child: subprocess.Popen[bytes], text: bytes | None, name: str, until: float, progress: Progress
) -> tuple[bytes, bytes]:
    while True:
        progress(0.0)
        try:
            return child.communicate(text, timeout=_TICK)
        except subprocess.TimeoutExpired:
            text = None  # it has been taken: asked again, only the rest of the answer is waited for
        if time.monotonic() > until:
            raise VoiceFailed(
                f"The speech program “{name}” takes too long: try a shorter text or choose another voice."
            )
