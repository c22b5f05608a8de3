"""The folder of takes: what is recorded to, what a kill leaves there, and what may go."""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from sonorant.sessions.presence import Presence

NO_SOUND_BYTES = 44
"""The header of a WAV without a sample."""
HALF_A_FILE_SECONDS = 600
"""No file takes longer to write, so an older part of one belongs to no running program."""


class Takes:
    """The takes in one folder, which other running Sonorants may share.

    `saved` are the names of the files that belong to sessions. Methods raise OSError where the folder fails.
    """

    def __init__(self, folder: Path, presence: Presence) -> None:
        self.folder = folder
        self._presence = presence

    def new(self, suffix: str) -> Path:
        """A path at which nothing stands yet, to record to."""
        now = datetime.now(UTC)
        return self.folder / f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}-{self._presence.token}{suffix}"

    def forms(self, name: str) -> list[Path]:
        """A take in all its forms."""
        return [file for file in list(self.folder.iterdir()) if file.stem == Path(name).stem]

    def remove(self, name: str) -> None:
        """Remove a take in all its forms."""
        for file in self.forms(name):
            file.unlink(missing_ok=True)

    def unfinished(self, saved: Collection[str]) -> list[Path]:
        """The takes that no session was made of, the oldest first; not those of another running Sonorant."""
        stems = {Path(name).stem for name in saved}
        takes: dict[str, Path] = {}
        for file in sorted(self.folder.iterdir(), key=lambda file: (file.stem, file.suffix == ".flac")):
            if file.suffix == ".part" or file.stem in stems or _is_without_sound(file) or self._is_elsewhere(file):
                continue
            takes.setdefault(file.stem, file)
        return list(takes.values())

    def sweep(self, saved: Collection[str]) -> None:
        """Remove what a kill left: half a file, a take whose session is complete, one in which nothing was recorded.

        Another Sonorant may be at work on the same folder: what it makes goes or comes at any moment, and is its own.
        """
        names = {Path(name).stem: name for name in saved}
        for file in list(self.folder.iterdir()):
            if file.suffix == ".part":
                useless = _age(file) > HALF_A_FILE_SECONDS
            elif self._is_elsewhere(file):
                useless = False
            else:
                useless = names.get(file.stem, file.name) != file.name or _is_without_sound(file)
            if useless:
                file.unlink(missing_ok=True)

    def _is_elsewhere(self, take: Path) -> bool:
        return self._presence.is_elsewhere(take.stem.rpartition("-")[2])


def _is_without_sound(take: Path) -> bool:
    try:
        return take.stat().st_size <= NO_SOUND_BYTES
    except FileNotFoundError:
        return True


def _age(file: Path) -> float:
    """Seconds since a file was written; 0 if it is gone by now."""
    try:
        return time.time() - file.stat().st_mtime
    except FileNotFoundError:
        return 0.0
