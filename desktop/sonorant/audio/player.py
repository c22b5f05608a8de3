"""Plays sound and says where it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sonorant.audio import devices, portaudio
from sonorant.audio.devices import Device
from sonorant.audio.files import Audio, resample
from sonorant.audio.quiet import quiet
from sonorant.audio.stretch import FASTEST, SLOWEST, stretched

PATIENCE_SECONDS = 5.0
"""How much longer than the sound is its end is waited for: a device that dies calls nobody back."""


@dataclass(slots=True, eq=False)
class _Playback:
    """One stretch of sound on its way out. `heard` is the clock time at which its first sample sounds."""

    audio: Audio
    start: float
    end: float
    speed: float = 1.0
    loop: bool = False
    over: threading.Event = field(default_factory=threading.Event)
    heard: float | None = None

    def position(self) -> float:
        """Seconds in the audio that sound now."""
        if self.heard is None:
            return self.start
        passed = max(0.0, time.monotonic() - self.heard) * self.speed
        length = self.end - self.start
        if self.loop and length > 0:
            passed %= length
        return min(self.start + passed, self.end)

    def set_loop(self, loop: bool) -> None:
        """Begin again and again from now on, or end with this round."""
        place = self.position()
        if self.heard is not None and self.heard <= time.monotonic():
            self.heard = time.monotonic() - (place - self.start) / self.speed  # the rounds before do not count
        self.loop = loop and self.end > self.start


class Player:
    """Plays one sound at a time. No method waits for the device, except `available`.

    `wanted` is the name and the host API of a loudspeaker; without it, or where it is not there, the default is used.
    `owner` is whoever asked for the sound that plays now; several may share the player, and the last one is heard.
    """

    wanted: tuple[str, str] | None = None
    owner: object | None = None

    def __init__(self) -> None:
        # PortAudio wants one thread to open and close a stream: it is this executor's.
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="player")
        self._current: _Playback | None = None
        self._failure: str | None = None

    @property
    def available(self) -> bool:
        """Whether there is a loudspeaker. The first question may take half a second."""
        return devices.default_output() is not None

    @property
    def failure(self) -> str | None:
        """Why the last `play` made no sound, in one sentence."""
        return self._failure

    def play(
        self, audio: Audio, start: float = 0.0, end: float | None = None, speed: float = 1.0, loop: bool = False
    ) -> None:
        """Play from `start` to `end` (seconds in the audio, by default all of it) in place of what plays now.

        `speed` is from 0.5 to 1.5 and leaves the pitch as it is; with `loop` it begins again until it is stopped.
        """
        self.stop()
        start = min(max(start, 0.0), audio.seconds)
        end = audio.seconds if end is None else min(max(end, start), audio.seconds)
        playback = _Playback(audio, start, end, min(max(speed, SLOWEST), FASTEST), loop and end > start)
        self._failure = None
        self._current = playback
        self._worker.submit(self._play, playback)

    def set_loop(self, loop: bool) -> None:
        """Let what plays begin again and again, or end when it comes to its end."""
        if self._current is not None:
            self._current.set_loop(loop)

    def stop(self) -> None:
        """Fall silent."""
        current, self._current = self._current, None
        if current is not None:
            current.over.set()

    def close(self) -> None:
        """Fall silent and give the device back; wait for that."""
        self.stop()
        self._worker.shutdown()

    def position(self) -> float | None:
        """The place in the audio that sounds now, in seconds; ``None`` when nothing plays."""
        current = self._current
        return None if current is None or current.over.is_set() else current.position()

    def _device(self) -> Device | None:
        wanted = self.wanted and devices.named(*self.wanted, "output")
        return wanted or devices.default_output()

    def _play(self, playback: _Playback) -> None:
        """The life of one stream, all on the worker's thread."""
        if playback.over.is_set():  # another sound was wanted before this one began
            return
        sounddevice = portaudio.load()
        device = self._device()
        if sounddevice is None or device is None:
            self._failure = "No loudspeaker was found: connect one to listen."
            playback.over.set()
            return
        try:
            with portaudio.LOCK, quiet():
                stream, source = _open(sounddevice, device, playback)
                source.prepare()
                stream.start()
        except sounddevice.PortAudioError as error:
            self._failure = f"The loudspeaker “{device.name}” cannot be opened ({error.args[0]})."
            playback.over.set()
            return
        while not playback.over.is_set() and source.prepare():
            pass
        patience = (playback.end - playback.start) / playback.speed + PATIENCE_SECONDS
        looped = True
        while looped:  # a loop that ends during a wait has its last round still to come
            looped = playback.loop
            ended = playback.over.wait(patience)
            looped = not ended and (looped or playback.loop)
        playback.over.set()
        with portaudio.LOCK:
            stream.close(ignore_errors=True)


def _open(sounddevice: Any, device: Device, playback: _Playback) -> tuple[Any, _Source]:
    """A stream at the sound's own rate, or at the device's where it takes no other, and where it comes from."""
    sound = playback.audio
    piece = Audio(sound.samples[round(playback.start * sound.rate) : round(playback.end * sound.rate)], sound.rate)
    for rate in (sound.rate, device.rate):
        source = _Source(sounddevice, stretched(resample(piece, rate).samples, rate, playback.speed), playback)
        try:
            stream = sounddevice.OutputStream(
                device=devices.index_of(device, "output"),
                samplerate=rate,
                channels=min(device.channels, 2),
                dtype="float32",
                callback=source,
                finished_callback=playback.over.set,
            )
            return stream, source
        except sounddevice.PortAudioError as error:
            refusal = error
    raise refusal


class _Source:
    """The callback that hands out the samples, block after block; the blocks are made on another thread."""

    def __init__(self, sounddevice: Any, blocks: Iterator[NDArray[np.float32]], playback: _Playback) -> None:
        self._end_of_sound = sounddevice.CallbackStop
        self._coming = blocks
        self._playback = playback
        self._blocks: list[NDArray[np.float32]] = []
        self._complete = False
        self._block = self._done = 0  # the block that sounds now, and how much of it is over

    def prepare(self) -> bool:
        """Make the next block; False if there are no more."""
        block = next(self._coming, None)
        if block is None:
            self._complete = True
            return False
        self._blocks.append(block)
        return True

    def __call__(self, out: NDArray[np.float32], frames: int, clock: Any, _status: Any) -> None:
        if self._playback.heard is None:
            # Some hosts give no times: then it is heard at once, as far as anybody knows.
            delay = clock.outputBufferDacTime - clock.currentTime
            self._playback.heard = time.monotonic() + (delay if 0 < delay < 2 else 0.0)
        filled = 0
        while filled < frames:
            if self._block == len(self._blocks):
                if not (self._complete and self._playback.loop and self._blocks):
                    break
                self._block = 0
            piece = self._blocks[self._block][self._done : self._done + frames - filled]
            out[filled : filled + len(piece)] = piece[:, np.newaxis]
            filled += len(piece)
            self._done += len(piece)
            if self._done >= len(self._blocks[self._block]):
                self._block, self._done = self._block + 1, 0
        out[filled:] = 0
        if self._complete and not self._playback.loop and self._block == len(self._blocks):
            raise self._end_of_sound
