"""Standard output and error, which may be closed, full, or gone because the reader has seen enough."""

from __future__ import annotations

import contextlib
import os
import sys
import unicodedata
from typing import TextIO

from sonorant.speech.failures import SonorantError

# Controls, invisible marks of format, and bytes of names that are no text, by their Unicode category.
_SHOWN = {"Cc": " ", "Cf": "", "Cs": "\N{REPLACEMENT CHARACTER}"}


def hold_places() -> None:
    """Take the places of standard streams that are closed, before a file that is opened later gets there.

    They are held the wrong way round, so that to read or write there fails as it would have done.
    """
    for place, mode in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_RDONLY)):
        try:
            os.fstat(place)
        except OSError:
            with contextlib.suppress(OSError):
                os.open(os.devnull, mode)  # on POSIX it gets the lowest number that is free


def check() -> None:
    """Refuse to work for a standard output that is closed.

    Raises:
        SonorantError: it is.
    """
    if sys.stdout is None:
        raise SonorantError("The output cannot be written (standard output is closed): choose another place.")


def put(content: bytes = b"") -> None:
    """Write bytes, so that no platform turns line ends into something else, and all that waits to be written.

    Raises:
        SonorantError: there is no room for it, or no place.
        BrokenPipeError: nobody reads on.
    """
    if content:
        check()
    elif sys.stdout is None:
        return
    try:
        sys.stdout.flush()
        if content:
            sys.stdout.buffer.write(content)
            sys.stdout.flush()
    except (OSError, ValueError) as failure:
        _forget(sys.stdout)
        if isinstance(failure, BrokenPipeError):
            raise
        reason = (failure.strerror if isinstance(failure, OSError) else None) or str(failure)
        raise SonorantError(f"The output cannot be written ({reason}): choose another place.") from failure


def tell(line: str) -> None:
    """Write a line to standard error; where that is closed or full, the exit code has to tell it alone."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(line)
        sys.stderr.flush()
    except (OSError, ValueError):
        _forget(sys.stderr)


def plain(text: str) -> str:
    """The text without what would command the terminal it is printed on, or turn its lines around."""
    return "".join(each if each in "\n\t" else _SHOWN.get(unicodedata.category(each), each) for each in text)


def one_line(text: str) -> str:
    """The plain text in one line, whatever it quotes: the names of files may hold anything."""
    return " ".join(plain(text).split())


def _forget(stream: TextIO) -> None:
    """Send what is still buffered nowhere, so that it does not fail again when Python ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
