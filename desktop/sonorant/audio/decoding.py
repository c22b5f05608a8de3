"""The inside of sound files: what kind they are, what their headers promise, and their samples block by block."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import soundfile  # type: ignore[import-untyped]
from numpy.typing import NDArray

from sonorant.audio.quiet import quiet
from sonorant.speech.failures import UnusableInput

MAX_SECONDS = 2 * 60 * 60
RATES = range(8_000, 384_001)
MAX_CHANNELS = 32
_ADVICE = "give a WAV, FLAC, OGG or MP3 recording"

_BLOCK_FRAMES = 1 << 18
_UNKNOWN_BYTES = 0x7FFF0000
_MOST_CHUNKS = 100


@contextlib.contextmanager
def opened_sound(file: BinaryIO, name: str) -> Iterator[soundfile.SoundFile]:
    """A file as sound, from its beginning."""
    head = file.read(16)
    check_kind(head, name)
    unknown = _never_closed(file) if head[:4] == b"RIFF" else None
    file.seek(0)
    try:
        # Only the MP3 decoder prints its troubles.
        with quiet() if kind_of(head) == "MP3" else contextlib.nullcontext(), _Forward(_Tame(file, unknown)) as sound:
            _check_header(sound, name)
            yield sound
    except (soundfile.SoundFileError, TypeError, AssertionError):
        raise UnusableInput(f"{name} is damaged and cannot be decoded: {_ADVICE} that plays elsewhere.") from None


def promised_seconds(file: BinaryIO) -> float | None:
    """The seconds of sound that the header of a WAV file announces; programs that write into a pipe cannot know."""
    found = _data_of_wav(file)
    if found is None:
        return None
    _, size, bytes_per_second = found
    return size / bytes_per_second if bytes_per_second and size < _UNKNOWN_BYTES else None


def _data_of_wav(file: BinaryIO) -> tuple[int, int, int] | None:
    """Where the samples of a WAV file begin, how many bytes its header says they are, and how many make a second."""
    file.seek(12)
    bytes_per_second = 0
    for _ in range(_MOST_CHUNKS):
        head = file.read(8)
        name, size = head[:4], int.from_bytes(head[4:], "little")
        if name == b"data" and len(head) == 8:
            return file.tell(), size, bytes_per_second
        if name == b"fmt ":
            start = file.tell()
            bytes_per_second = int.from_bytes(file.read(12)[8:], "little")
            file.seek(start)
        file.seek(size + size % 2, os.SEEK_CUR)
    return None


def _never_closed(file: BinaryIO) -> int | None:
    """Where the length of the samples stands in a WAV file that says 0 bytes though some follow, to its end.

    So it is left by a program that was stopped before it wrote the length.
    """
    found = _data_of_wav(file)
    if found is None or found[1]:
        return None
    start = found[0]
    file.seek(start)
    following = file.read(8)
    end = file.seek(0, os.SEEK_END)
    is_chunk = following[:4].isalpha() and int.from_bytes(following[4:], "little") <= end - start - 8
    return None if len(following) < 2 or is_chunk else start - 4


class _Tame:
    """A file as libsndfile sees it: damaged headers send it to impossible places, and an error would be printed.

    A length that was never written (`unknown` is its place) reads as that of a file without an end.
    """

    def __init__(self, file: BinaryIO, unknown: int | None) -> None:
        self._file = file
        self._unknown = range(0) if unknown is None else range(unknown, unknown + 4)
        self.tell = file.tell

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        with contextlib.suppress(OSError, ValueError, OverflowError):
            return self._file.seek(offset, whence)
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        start = self._file.tell()
        with contextlib.suppress(OSError):
            content = self._file.read(size)
            if self._unknown and start < self._unknown.stop:
                return bytes(0xFF if start + at in self._unknown else byte for at, byte in enumerate(content))
            return content
        return b""


class _Forward(soundfile.SoundFile):  # type: ignore[misc]
    """A file that is read from front to back: soundfile else seeks after each block, which MP3 cannot do exactly."""

    def seekable(self) -> bool:
        return False


def sound_blocks(sound: soundfile.SoundFile, name: str) -> Iterator[NDArray[np.float32]]:
    """Blocks of shape (frames, channels), each frame once."""
    done = 0
    while len(block := sound.read(_BLOCK_FRAMES, dtype="float32", always_2d=True)):
        done += len(block)
        _check_length(done / sound.samplerate, name)
        if not np.isfinite(block).all():
            raise UnusableInput(f"{name} holds values that are no sound (NaN or infinity): export it again.")
        yield block


def check_rate(rate: int, name: str) -> None:
    """Refuse what is no rate of sound.

    Raises:
        UnusableInput: it is too low or too high, in Hz.
    """
    if rate not in RATES:
        raise UnusableInput(
            f"{name} has a sample rate of {rate} Hz: give a recording with {RATES[0]} to {RATES[-1]} Hz."
        )


def _check_header(sound: soundfile.SoundFile, name: str) -> None:
    check_rate(sound.samplerate, name)
    if sound.channels > MAX_CHANNELS:
        raise UnusableInput(f"{name} has {sound.channels} channels: give a recording with at most {MAX_CHANNELS}.")
    _check_length(sound.frames / sound.samplerate, name)


def _check_length(seconds: float, name: str) -> None:
    if seconds > MAX_SECONDS:
        raise UnusableInput(f"{name} is longer than two hours: cut it into shorter parts.")


def check_kind(head: bytes, name: str) -> None:
    """Refuse what, by its first 16 bytes, cannot be read.

    Raises:
        UnusableInput: it is empty, of a kind that is not known here, or no sound at all.
    """
    if not head:
        raise UnusableInput(f"{name} is empty: record it again or choose another file.")
    if (other := _foreign_kind(head)) is not None:
        raise UnusableInput(f"{name} is {other}, which cannot be read here: convert it to WAV, FLAC, OGG or MP3.")
    if kind_of(head) is None:
        raise UnusableInput(f"{name} is not a sound recording: {_ADVICE}.")


def kind_of(head: bytes) -> str | None:
    """The container that these first bytes belong to; libsndfile would trust the name of the file."""
    form = head[8:12]
    if head[:4] in {b"RIFF", b"RIFX", b"RF64", b"riff"}:
        return "WAV"
    if head[:4] == b"FORM" and form in {b"AIFF", b"AIFC"}:
        return "AIFF"
    if head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "MP3"  # ID3 tag, or the sync bits of an MPEG frame of layer II or III
    return {b"fLaC": "FLAC", b"OggS": "OGG", b".snd": "AU", b"caff": "CAF"}.get(head[:4])


def _foreign_kind(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        return "an M4A or MP4 file"
    if head[:4] == b"\x1aE\xdf\xa3":
        return "a WebM or Matroska file"
    if head[:4] == b"0&\xb2u":
        return "a WMA file"
    return None
