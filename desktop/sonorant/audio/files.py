"""Audio files in and out."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import soundfile  # type: ignore[import-untyped]
import soxr  # type: ignore[import-untyped]
from numpy.typing import NDArray

from sonorant.audio import decoding
from sonorant.audio.decoding import check_kind, kind_of, opened_sound, promised_seconds, sound_blocks
from sonorant.speech.failures import SonorantError, UnusableInput

_MAX_STREAM_BYTES = 4 << 30
_LONG_SECONDS = 120
# As in `decoding`: sentences to be translated are found in one module at a time.
_ADVICE = "give a WAV, FLAC, OGG or MP3 recording"


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """Mono sound: float32 samples in [-1, 1], shape (n,), and their rate in Hz.

    `promised` is how many seconds the file should have had that broke off before; None for a whole one.
    """

    samples: NDArray[np.float32]
    rate: int
    promised: float | None = None

    @property
    def seconds(self) -> float:
        """The length in seconds."""
        return len(self.samples) / self.rate

    @property
    def breaks_off(self) -> str | None:
        """One sentence if the file that this was read from is not whole."""
        if self.promised is None:
            return None
        return f"The file breaks off after {self.seconds:.1f} of {self.promised:.1f} seconds."

    def blocks(self) -> Iterator[NDArray[np.float32]]:
        """The samples in order, in blocks of any size."""
        yield self.samples


class Recording(Audio):
    """Sound that stays in its file: `blocks` passes it through, only `samples` holds all of it, and reads it anew."""

    __slots__ = ("_frames", "_mixture", "_path")

    _frames: int
    _mixture: _Mixture
    _path: Path

    def __init__(self, path: Path, rate: int, promised: float | None, frames: int, mixture: _Mixture) -> None:
        values = {"rate": rate, "promised": promised, "_path": path, "_frames": frames, "_mixture": mixture}
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def samples(self) -> NDArray[np.float32]:
        """All samples."""
        return read(self._path).samples

    @property
    def seconds(self) -> float:
        """The length in seconds."""
        return self._frames / self.rate

    def blocks(self) -> Iterator[NDArray[np.float32]]:
        """The samples in order, in blocks of any size.

        Raises:
            UnusableInput: the file is not what it was.
        """
        with _opened(self._path) as (file, name), opened_sound(file, name) as sound:
            for block in sound_blocks(sound, name):
                yield self._mixture.of(block)


class NotWritten(SonorantError):
    """A file could not be written; nothing was left behind and what stood there before still stands."""


def read(source: Path | BinaryIO) -> Audio:
    """Read a recording of any usual format and rate (8–384 kHz), mixed down to mono.

    A file whose header promises more than is there is read as far as it goes: that is what a killed recording
    leaves. Float samples beyond ±1 are scaled down together. `source` may be a pipe.

    Raises:
        UnusableInput: with one sentence for the user; nothing else is raised, whatever the bytes are.
    """
    if isinstance(source, Path):
        return _read_path(source)
    name = "The standard input" if _is_standard_input(source) else "The given recording"
    try:
        return _read_stream(source, name)
    except OSError as error:
        raise UnusableInput(f"{name} cannot be read ({error.strerror or error}): {_ADVICE}.") from None


def look(path: Path) -> Audio:
    """As `read`, but what is long is not held: it is looked through now, and passed through when it is needed.

    Raises:
        UnusableInput: as `read` does.
    """
    with _opened(path) as (file, name):
        head = file.read(16)
        file.seek(0)
        # The decoder of MP3 prints its troubles, and all that is printed then is lost.
        if not path.is_file() or kind_of(head) == "MP3":
            return read(path)
        with opened_sound(file, name) as sound:
            if sound.frames < _LONG_SECONDS * sound.samplerate:
                return read(path)
            frames, mixture = _looked_through(sound, name)
            rate = sound.samplerate
        return Recording(path, rate, _missing(file, head, frames / rate), frames, mixture)


def write_wav(path: Path, audio: Audio) -> None:
    """Write 16-bit mono WAV; `path` holds either the whole file or what it held before.

    Raises:
        NotWritten: the disk is full, the folder is missing or read-only.
    """
    _write(path, audio, "WAV", "PCM_16")


def write_flac(path: Path, audio: Audio) -> None:
    """Write 24-bit mono FLAC, as `write_wav` does. 16-bit sound is kept exactly and takes no more room."""
    _write(path, audio, "FLAC", "PCM_24")


def write_whole(path: Path, content: bytes | memoryview) -> None:
    """Write any file; `path` holds either all of `content` or what it held before.

    A device or a pipe, such as /dev/stdout, takes what it is given and cannot be replaced.

    Raises:
        NotWritten: the disk is full, the folder is missing or read-only.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise NotWritten(
            f"“{path.name or path}” could not be written ({reason}): free some space or choose another place."
        ) from None


def resample(audio: Audio, rate: int) -> Audio:
    """The same sound at `rate` Hz."""
    if rate == audio.rate:
        return audio
    return Audio(soxr.resample(audio.samples, audio.rate, rate, quality="HQ"), rate)


def check_rate(rate: int) -> None:
    """Refuse, of sound that is in no file, what is no rate of sound, in Hz.

    Raises:
        UnusableInput: it is too low or too high.
    """
    decoding.check_rate(rate, "The recording")


class Resampler:
    """Brings a stream of samples from one rate to another; the same whatever the sizes of its pieces.

    It should be closed: one that a thread still holds when the process ends makes its library complain.
    """

    def __init__(self, rate: int, to: int) -> None:
        self._plain = rate == to
        self._stream = None if self._plain else soxr.ResampleStream(rate, to, 1, dtype="float32", quality="HQ")

    def feed(self, samples: NDArray[np.float32], *, last: bool = False) -> NDArray[np.float32]:
        """Take float32 samples, shape (n,); gives those that are ready at the new rate. With `last`, all of them.

        Once it is closed, it gives none.
        """
        if self._plain:
            return samples
        stream = self._stream  # it may be closed meanwhile, by another thread
        if stream is None:
            return samples[:0]
        ready: NDArray[np.float32] = stream.resample_chunk(samples, last=last)
        return ready

    def close(self) -> None:
        """Let go of what is held; may be called again, and from any thread."""
        self._stream = None


def _read_path(path: Path) -> Audio:
    with _opened(path) as (file, name):
        # A named pipe or a device cannot be rewound, which decoding needs.
        return _decode(file, name) if path.is_file() else _read_stream(file, name)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, str]]:
    """The file, and what it is called in a sentence that says why it cannot be read."""
    name = f"“{path.name or path}”"
    try:
        if path.is_dir():
            raise UnusableInput(f"{name} is a folder: {_ADVICE}.")
        with path.open("rb") as file:
            yield file, name
    except FileNotFoundError:
        raise UnusableInput(f"There is no file {name}: check the name and the folder.") from None
    except PermissionError:
        raise UnusableInput(f"{name} may not be read: ask its owner for permission to read it.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnusableInput(f"{name} cannot be opened ({reason}): copy it to another place and try again.") from None


def _read_stream(stream: BinaryIO, name: str) -> Audio:
    """Take in all of a stream that may be a pipe, refusing what is no recording before reading on."""
    held = io.BytesIO()
    while block := stream.read(1 << 20):
        held.write(block)
        if held.tell() == len(block):
            check_kind(block[:16], name)
        if held.tell() > _MAX_STREAM_BYTES:
            raise UnusableInput(f"{name} does not end: {_ADVICE} of at most two hours.")
    held.seek(0)
    return _decode(held, name)


def _decode(file: BinaryIO, name: str) -> Audio:
    head = file.read(16)
    file.seek(0)
    with opened_sound(file, name) as sound:
        samples = _mixed_down(sound, name)
        rate = sound.samplerate
    _check_some(len(samples), name)
    peak = max(float(samples.max()), -float(samples.min()))
    if peak > 1:
        samples /= np.float32(peak)
    return Audio(samples, rate, _missing(file, head, len(samples) / rate))


def _missing(file: BinaryIO, head: bytes, seconds: float) -> float | None:
    """How long the file should have been if it breaks off after `seconds`."""
    promised = promised_seconds(file) if head[:4] == b"RIFF" else None
    return promised if promised is not None and promised > seconds + 0.05 else None


def _check_some(frames: int, name: str) -> None:
    if not frames:
        raise UnusableInput(f"{name} holds no sound: record it again or choose another file.")


def _mixed_down(sound: soundfile.SoundFile, name: str) -> NDArray[np.float32]:
    """The mean of the channels; the loudest one alone where they cancel each other out."""
    if sound.channels == 1:
        return _joined(block[:, 0] for block in sound_blocks(sound, name))
    likeness = _Likeness(sound.channels)
    with np.errstate(all="ignore"):  # absurdly large values have no sensible mixture
        mix = _joined(block @ likeness.shares for block in map(likeness.seen, sound_blocks(sound, name)))
        loudest = likeness.loudest_alone()
        if loudest is None:
            return mix
    del mix
    sound.seek(0)
    return _joined(block[:, loudest] for block in sound_blocks(sound, name))


def _looked_through(sound: soundfile.SoundFile, name: str) -> tuple[int, _Mixture]:
    """How many frames there are, and how `_mixed_down` and `_decode` make one channel of them."""
    likeness = _Likeness(sound.channels)
    frames, peak, peaks = 0, 0.0, np.zeros(sound.channels, np.float32)
    with np.errstate(all="ignore"):
        for block in map(likeness.seen, sound_blocks(sound, name)):
            frames += len(block)
            peak = max(peak, float(np.abs(block @ likeness.shares).max()))
            np.maximum(peaks, np.abs(block).max(axis=0), out=peaks)
        loudest = likeness.loudest_alone()
    _check_some(frames, name)
    return frames, _Mixture(loudest, max(1.0, peak if loudest is None else float(peaks[loudest])))


class _Likeness:
    """Whether the channels of a file go together, from its blocks."""

    def __init__(self, channels: int) -> None:
        self.shares = np.full(channels, 1 / channels, np.float32)
        self._products = np.zeros((channels, channels))

    def seen(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        """Take note of a block of shape (frames, channels), and hand it on."""
        if len(self.shares) > 1:
            self._products += block.T @ block
        return block

    def loudest_alone(self) -> int | None:
        """The loudest channel where all together cancel each other out."""
        energy = self._products.diagonal()  # of each channel; the sum of all is that of their sum
        return None if self._products.sum() >= 0.01 * energy.max() else int(energy.argmax())


@dataclass(frozen=True, slots=True)
class _Mixture:
    """How channels become one: their mean, or one `channel` alone; divided by `peak`, if that is above 1."""

    channel: int | None
    peak: float

    def of(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        """One channel of a block of shape (frames, channels)."""
        channels = block.shape[1]
        mix = block @ np.full(channels, 1 / channels, np.float32) if self.channel is None else block[:, self.channel]
        return mix / np.float32(self.peak) if self.peak > 1.0 else mix


def _joined(blocks: Iterable[NDArray[np.float32]]) -> NDArray[np.float32]:
    """All blocks in one array, which grows with them: to hold them until the end would take twice the memory."""
    whole = np.empty(0, np.float32)
    count = 0
    for block in blocks:
        if count + len(block) > len(whole):
            whole.resize(max(count + len(block), len(whole) * 5 // 4), refcheck=False)
        whole[count : count + len(block)] = block
        count += len(block)
    whole.resize(count, refcheck=False)
    return whole


def _is_standard_input(stream: BinaryIO) -> bool:
    return getattr(stream, "name", None) in {"<stdin>", 0}


def _write(path: Path, audio: Audio, container: str, subtype: str) -> None:
    # Encoded in memory, so that a full disk is met by Python, which says so, and not inside libsndfile.
    encoded = io.BytesIO()
    soundfile.write(encoded, audio.samples, audio.rate, format=container, subtype=subtype)
    write_whole(path, encoded.getbuffer())
