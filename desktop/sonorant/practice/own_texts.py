"""The texts that the learner has written, kept as plain files."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from sonorant.speech.failures import SonorantError, UnusableInput

LONGEST = 20_000
"""Letters of a text: more than can be said in half an hour."""
CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v\x1a")
"""Characters that no text has, but files of other kinds; \x1a ended texts of old."""


class OwnTexts:
    """One text each under a name (letters, digits and hyphens) in a folder, which is made when it is needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> dict[str, str]:
        """All texts by their names; files that cannot be read are passed over."""
        found = {}
        for path in sorted(self._folder.glob("*.txt")):
            try:
                found[path.stem] = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                continue
        return found

    def write(self, name: str, text: str) -> None:
        """Keep a text in place of the one before.

        Raises:
            SonorantError: it cannot be written.
        """
        path = self._folder / f"{name}.txt"
        half = path.with_suffix(".half")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            half.write_text(text, encoding="utf-8")
            os.replace(half, path)
        except OSError as failure:
            raise SonorantError(
                f"Your text cannot be kept ({failure.strerror}): check {self._folder} and its free space."
            ) from failure

    def remove(self, name: str) -> None:
        """Remove a text, if it is there.

        Raises:
            SonorantError: it cannot be removed.
        """
        try:
            (self._folder / f"{name}.txt").unlink(missing_ok=True)
        except OSError as failure:
            raise SonorantError(
                f"Your text cannot be removed ({failure.strerror}): check who may write in {self._folder}."
            ) from failure


def from_file(path: Path) -> str:
    """The text in a file of the user's, in UTF-8, in UTF-16 with its mark or, failing these, Latin 1.

    Raises:
        UnusableInput: it cannot be read, is no text, or is too long.
    """
    if path.exists() and not path.is_file():  # of a pipe one would wait for ever
        raise UnusableInput(f"“{path.name}” is not a file: choose a text file.")
    try:
        with path.open("rb") as file:
            raw = file.read(4 * LONGEST + 4)
    except OSError as failure:
        raise UnusableInput(f"“{path.name}” cannot be read ({failure.strerror}): choose another file.") from failure
    text = _decoded(raw)
    if not CONTROLS.isdisjoint(text):
        raise UnusableInput(f"“{path.name}” is not a plain text: save it as text, or copy and paste it.")
    if len(text) > LONGEST:
        raise UnusableInput(f"“{path.name}” is too long: choose a part of at most {LONGEST} letters.")
    return text.strip()


def _decoded(raw: bytes) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(raw)  # the last letter may be cut off
    except UnicodeDecodeError:
        return raw.decode("latin-1")
