"""A progress bar on the terminal for work that takes long enough to wonder."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TextIO

PATIENCE_SECONDS = 2.0
WIDTH = 30


class ProgressBar:
    """Draws on `stream` when that is a terminal and the work has taken 2 s; leaves an empty line behind.

    Without a stream, as where standard error is closed, it draws nothing.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._drawn = ""

    def __enter__(self) -> ProgressBar:
        self._began = time.monotonic()
        return self

    def show(self, share: float) -> None:
        """Show that `share` (0–1) is done."""
        if self._stream is None or time.monotonic() - self._began < PATIENCE_SECONDS or not self._stream.isatty():
            return
        done = round(WIDTH * share)
        line = f"\rAssessing  {'█' * done}{'░' * (WIDTH - done)} {share:4.0%}"
        if line != self._drawn:
            self._drawn = line  # first, for Ctrl+C may come in the middle of what follows
            self._stream.write(line)
            self._stream.flush()

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None and self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
