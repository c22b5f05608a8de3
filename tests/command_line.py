"""The command line as a process of its own, for tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "sonorant", *map(str, arguments)]


def run(
    *arguments: str | Path,
    given: bytes = b"",
    environment: dict[str, str] | None = None,
    stdout: int | IO[bytes] = subprocess.PIPE,
    stderr: int | IO[bytes] = subprocess.PIPE,
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(*arguments),
        input=given,
        stdout=stdout,
        stderr=stderr,
        env={**os.environ, **(environment or {})},
        check=False,
        timeout=120,
    )


def run_without(closed: str, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """With the streams closed that a shell closes by `closed`, as in "1>&- 2>&-"."""
    shell = ["sh", "-c", f'"$@" {closed}', "sh", *command(*arguments)]
    return subprocess.run(shell, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=120)


def refused(finished: subprocess.CompletedProcess[bytes], code: int = 2) -> str:
    """The one line that a refused call leaves, after checking that it is the only one."""
    said: str = finished.stderr.decode("utf-8")
    assert finished.returncode == code, said
    assert not finished.stdout
    assert said.startswith("sonorant")
    assert said.endswith("\n")
    assert said.count("\n") == 1, said
    return said
