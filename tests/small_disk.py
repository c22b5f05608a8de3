"""A disk that becomes full: a small file system of its own or, for any account, a limit to how large files may grow."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

BYTES = 4_000_000


class SmallDisk(Protocol):
    """A `folder` on a disk that can be filled; `reason` is what the system then says of it."""

    folder: Path
    reason: str

    def fill(self, left: int = 0) -> None:
        """Let no more than so many bytes be written from now on."""

    def empty(self) -> None:
        """Let everything be written again."""


class _Mounted:
    """A real one: this many bytes are free on the whole."""

    reason = os.strerror(errno.ENOSPC)

    def __init__(self, disk: Path) -> None:
        self._filler, self.folder = disk / "filler", disk / "folder"
        self.folder.mkdir()

    def fill(self, left: int = 0) -> None:
        with self._filler.open("ab") as filler:
            filler.write(bytes(max(0, shutil.disk_usage(self.folder).free - left)))

    def empty(self) -> None:
        self._filler.unlink()


class _Limited:
    """No file of this process grows beyond so many bytes: what is written fails in the same places."""

    reason = os.strerror(errno.EFBIG)

    def __init__(self, folder: Path) -> None:
        import resource  # not there on Windows

        self.folder, self._resource = folder, resource
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(self, left: int = 0) -> None:
        self._resource.setrlimit(self._resource.RLIMIT_FSIZE, (left, self._before[1]))

    def empty(self) -> None:
        self._resource.setrlimit(self._resource.RLIMIT_FSIZE, self._before)


@contextlib.contextmanager
def mounted(place: Path) -> Iterator[SmallDisk]:
    """A file system in an empty folder; skips the test where that is not allowed."""
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("needs the mount of Linux")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={BYTES}", "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("needs the right to mount a file system")
    yield _Mounted(place)
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@contextlib.contextmanager
def limited(place: Path) -> Iterator[SmallDisk]:
    """A limit to files, which needs no rights; skips the test on Windows."""
    if sys.platform == "win32":
        pytest.skip("needs the limits of Unix")
    disk = _Limited(place)
    try:
        yield disk
    finally:
        disk.empty()
