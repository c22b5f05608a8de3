"""The texts that the learner has written, kept as plain files."""

from __future__ import annotations

import os
from pathlib import Path

from sonorant.speech.failures import SonorantError, UnusableInput

LONGEST = 20_000
"""Letters of a text: more than can be said in half an hour."""


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
    """The text in a file of the user's, in UTF-8 or, failing that, Latin 1.

    Raises:
        UnusableInput: it cannot be read, is no text, or is too long.
    """
    try:
        raw = path.read_bytes()
    except OSError as failure:
        raise UnusableInput(f"“{path.name}” cannot be read ({failure.strerror}): choose another file.") from failure
    if b"\0" in raw[:4096]:
        raise UnusableInput(f"“{path.name}” is not a plain text: save it as text, or copy and paste it.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    if len(text) > LONGEST:
        raise UnusableInput(f"“{path.name}” is too long: choose a part of at most {LONGEST} letters.")
    return text.strip()
