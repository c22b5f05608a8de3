"""Which running program a take belongs to, so that none is taken for abandoned while its program is at work."""

from __future__ import annotations

import contextlib
import os
import secrets
import weakref
from pathlib import Path

_LOCKED_BYTE = 1 << 20
"""Windows locks bytes, and a locked one cannot be read by others: this one is beyond what is written."""


class Presence:
    """Tells other processes that this one is running, until it ends, however it ends.

    A file that is locked as long as the process lives; the system takes the lock away at its end, also at a kill.
    `token` names it.
    """

    def __init__(self, folder: Path) -> None:
        """Announce this process in `folder` and clear away what those that have ended left there.

        Raises OSError if the folder cannot be written.
        """
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self.token, held = _announce(folder)
        self._end = weakref.finalize(self, _withdraw, folder / self.token, held)
        for file in list(folder.iterdir()):
            if file.name != self.token and not self._is_ours(file.name):
                _clear_away(file)

    def is_elsewhere(self, token: str) -> bool:
        """Whether the process with this token is running and is another than this one."""
        if token == self.token or self._is_ours(token):
            return False
        try:
            file = os.open(self._folder / token, os.O_RDWR)
        except OSError:
            return False
        try:
            return not _lock(file)
        finally:
            os.close(file)

    def _is_ours(self, token: str) -> bool:
        with contextlib.suppress(OSError, ValueError):
            return int((self._folder / token).read_bytes()) == os.getpid()
        return False


def _announce(folder: Path) -> tuple[str, int]:
    while True:
        token = secrets.token_hex(3)
        path = folder / token
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        # Before it is locked, another process may take it for a leftover, and clear it away.
        with contextlib.suppress(OSError):
            if _lock(file) and path.stat().st_ino == os.fstat(file).st_ino:
                os.write(file, str(os.getpid()).encode())
                return token, file
        os.close(file)


def _clear_away(path: Path) -> None:
    """Remove the file of a process that has ended."""
    with contextlib.suppress(OSError):
        file = os.open(path, os.O_RDWR)
        try:
            # While it is locked: the process that just made it and has not locked it yet then finds out.
            if _lock(file) and os.name != "nt":
                path.unlink()
        finally:
            os.close(file)


def _withdraw(path: Path, file: int) -> None:
    os.close(file)
    with contextlib.suppress(OSError):
        path.unlink()


def _lock(file: int) -> bool:
    """Take the lock without waiting; whether that was possible."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415

            os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            os.lseek(file, 0, os.SEEK_SET)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
