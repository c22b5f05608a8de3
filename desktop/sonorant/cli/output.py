"""Standard output, which may be full, or gone because the reader has seen enough."""

from __future__ import annotations

import contextlib
import os
import sys

from sonorant.speech.failures import SonorantError


def put(content: bytes = b"") -> None:
    """Write bytes, so that no platform turns line ends into something else, and all that waits to be written.

    Raises:
        SonorantError: there is no room for it.
        BrokenPipeError: nobody reads on.
    """
    try:
        sys.stdout.flush()
        if content:
            sys.stdout.buffer.write(content)
            sys.stdout.flush()
    except OSError as failure:
        _forget()
        if isinstance(failure, BrokenPipeError):
            raise
        reason = failure.strerror or str(failure)
        raise SonorantError(f"The output cannot be written ({reason}): choose another place.") from failure


def _forget() -> None:
    """Send what is still buffered nowhere, so that it does not fail again when Python ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
