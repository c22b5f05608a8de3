"""Sentences that were said before, kept so that they are said at once."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import zipfile
from pathlib import Path

import numpy as np
import platformdirs

from sonorant import __version__
from sonorant.audio.files import Audio, NotWritten, write_whole
from sonorant.speech.failures import Progress, no_progress
from sonorant.speech.visemes import Shape
from sonorant.voices.base import PhoneTime, Spoken, VisemeTime, Voice, VoiceFailed, WordTime

MOST_BYTES = 100_000_000
"""Some 50 minutes of speech."""


def cache_folder() -> Path:
    """Where they are kept: below SONORANT_HOME in the environment, or in the system's place; need not exist yet."""
    home = os.environ.get("SONORANT_HOME")
    folder = Path(home) / "cache" if home else Path(platformdirs.user_cache_dir("sonorant", appauthor=False))
    return folder / "voices"


def empty(folder: Path) -> None:
    """Remove everything that voices have said, as a learner's own words may be among it.

    Raises:
        VoiceFailed: with one sentence: not all of it could be removed.
    """
    try:
        for file in [*folder.glob("*.npz"), *folder.glob(".*.part")]:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise VoiceFailed(
            f"What voices have said could not be removed from “{folder}” ({error.strerror or error}): check the rights "
            "of the folder and try again."
        ) from None


class Cached:
    """A voice that remembers what it has said; a `voices.base.Voice`. Works as well where nothing can be kept."""

    def __init__(self, voice: Voice, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._voice, self._folder, self._most = voice, folder, most_bytes

    @property
    def name(self) -> str:
        """The voice's own."""
        return self._voice.name

    def speak(self, text: str, speed: float = 1.0, progress: Progress = no_progress) -> Spoken:
        """Say `text`, or take what was said of it before; see `Voice`."""
        asked = json.dumps([__version__, self.name, round(speed, 3), text])
        file = self._folder / f"{hashlib.sha256(asked.encode()).hexdigest()}.npz"
        try:
            spoken = _unpacked(file.read_bytes())
            os.utime(file)
            return spoken
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
            spoken = self._voice.speak(text, speed, progress)
        with contextlib.suppress(OSError, NotWritten):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(file, _packed(spoken))
            self._make_room()
        return spoken

    def _make_room(self) -> None:
        """Drop what was not asked for the longest, until the rest fits."""
        kept = sorted(((each.stat(), each) for each in self._folder.glob("*.npz")), key=lambda pair: pair[0].st_mtime)
        size = sum(status.st_size for status, _ in kept)
        for status, file in kept:
            if size <= self._most:
                return
            file.unlink(missing_ok=True)
            size -= status.st_size


def _packed(spoken: Spoken) -> bytes:
    times = {
        "words": [[word.text, word.offset, word.duration, *word.span] for word in spoken.words],
        "phones": [[phone.arpabet, phone.offset, phone.duration] for phone in spoken.phones],
        "visemes": [[viseme.shape.value, viseme.offset] for viseme in spoken.visemes],
        "rate": spoken.audio.rate,
    }
    samples = np.round(np.clip(spoken.audio.samples, -1.0, 1.0) * 32767).astype(np.int16)
    packed = io.BytesIO()
    np.savez_compressed(packed, samples=samples, times=np.array(json.dumps(times)))
    return packed.getvalue()


def _unpacked(packed: bytes) -> Spoken:
    with np.load(io.BytesIO(packed), allow_pickle=False) as given:
        samples, times = given["samples"], json.loads(str(given["times"]))
    return Spoken(
        Audio(samples.astype(np.float32) / 32767, times["rate"]),
        tuple(WordTime(text, offset, duration, (start, end)) for text, offset, duration, start, end in times["words"]),
        tuple(PhoneTime(*phone) for phone in times["phones"]),
        tuple(VisemeTime(Shape(shape), offset) for shape, offset in times["visemes"]),
    )
