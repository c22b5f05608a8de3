"""Keeps C libraries from writing to the standard error of the program."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_one_at_a_time = threading.RLock()


@contextmanager
def quiet() -> Iterator[None]:
    """Send what is written to file descriptor 2 nowhere, for the time of a short call.

    mpg123 (inside libsndfile) and ALSA (behind PortAudio) print there, below Python. The whole process is affected,
    so keep the body short.
    """
    with _one_at_a_time:
        try:
            kept = os.dup(2)
        except OSError:  # a windowed program has no standard error
            yield
            return
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 2)
            os.close(nowhere)
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
