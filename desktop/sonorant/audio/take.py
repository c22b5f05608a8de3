"""A recording on disk that is a valid file at every moment."""

from __future__ import annotations

import os
import struct
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_FLUSH_SECONDS = 0.25
_SYNC_SECONDS = 1.0
_HEADER = struct.Struct("<4sL4s 4sLHHLLHH 4sL")


class TakeWriter:
    """Appends to a new 16-bit mono WAV whose header is put right every 0.25 s, and on the medium every second.

    So a kill costs at most 0.25 s of what was appended, a power cut little more than a second. Every method may raise
    `OSError` (the file exists; the disk is full, gone or read-only); what was written before stays readable.
    """

    def __init__(self, path: Path, rate: int) -> None:
        self._file = path.open("xb", buffering=0)
        self._rate = rate
        self._pending: list[bytes] = []
        self._written = 0
        self._flushed = self._synced = time.monotonic()
        try:
            self._file.write(self._header())
        except OSError:
            self._file.close()
            path.unlink()
            raise

    def append(self, samples: NDArray[np.int16]) -> None:
        """Add samples, shape (n,); they reach the file with the next flush."""
        self._pending.append(samples.astype("<i2", copy=False).tobytes())

    def flush_if_due(self) -> None:
        """Call this often."""
        if time.monotonic() - self._flushed >= _FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Hand all that was appended to the system, with a header that counts it."""
        self._flushed = time.monotonic()
        data = memoryview(b"".join(self._pending))
        self._pending = []
        try:
            # The system may take a part only, which is how a disk becomes full.
            while data:
                taken = self._file.write(data)
                self._written += taken
                data = data[taken:]
        finally:
            self._file.seek(0)
            self._file.write(self._header())
            self._file.seek(0, os.SEEK_END)
        if self._flushed - self._synced >= _SYNC_SECONDS:
            self._synced = self._flushed
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Finish the file."""
        try:
            self.flush()
            os.fsync(self._file.fileno())
        finally:
            self._file.close()

    def _header(self) -> bytes:
        size = self._written // 2 * 2
        return _HEADER.pack(
            *(b"RIFF", 36 + size, b"WAVE"),
            *(b"fmt ", 16, 1, 1, self._rate, 2 * self._rate, 2, 16),
            *(b"data", size),
        )
