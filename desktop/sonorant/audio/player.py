"""Plays sound and says where it is."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sonorant.audio import devices, portaudio
from sonorant.audio.files import Audio, resample
from sonorant.audio.quiet import quiet


@dataclass(slots=True, eq=False)
class _Playback:
    """One stretch of sound on its way out. `heard` is the clock time at which its first sample sounds."""

    audio: Audio
    start: float
    end: float
    over: threading.Event = field(default_factory=threading.Event)
    heard: float | None = None

    def position(self) -> float:
        """Seconds in the audio that sound now."""
        if self.heard is None:
            return self.start
        return min(max(self.start, self.start + time.monotonic() - self.heard), self.end)


class Player:
    """Plays one sound at a time on the default loudspeaker. No method waits for the device, except `available`."""

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

    def play(self, audio: Audio, start: float = 0.0, end: float | None = None) -> None:
        """Play from `start` to `end` (seconds in the audio, by default all of it) in place of what plays now."""
        self.stop()
        start = min(max(start, 0.0), audio.seconds)
        playback = _Playback(audio, start, audio.seconds if end is None else min(max(end, start), audio.seconds))
        self._failure = None
        self._current = playback
        self._worker.submit(self._play, playback)

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

    def _play(self, playback: _Playback) -> None:
        """The life of one stream, all on the worker's thread."""
        if playback.over.is_set():  # another sound was wanted before this one began
            return
        sounddevice = portaudio.load()
        device = devices.default_output()
        if sounddevice is None or device is None:
            self._failure = "No loudspeaker was found: connect one to listen."
            playback.over.set()
            return
        try:
            with portaudio.LOCK, quiet():
                stream = _open(sounddevice, device.channels, device.rate, playback)
                stream.start()
        except sounddevice.PortAudioError as error:
            self._failure = f"The loudspeaker “{device.name}” cannot be opened ({error.args[0]})."
            playback.over.set()
            return
        # A device that dies calls nobody back: do not wait much longer than the sound is.
        playback.over.wait(playback.end - playback.start + 5)
        playback.over.set()
        with portaudio.LOCK:
            stream.close(ignore_errors=True)


def _open(sounddevice: Any, channels: int, device_rate: int, playback: _Playback) -> Any:
    """A stream at the sound's own rate, or at the device's where it takes no other."""
    sound = playback.audio
    piece = Audio(sound.samples[round(playback.start * sound.rate) : round(playback.end * sound.rate)], sound.rate)
    for rate in (sound.rate, device_rate):
        try:
            return sounddevice.OutputStream(
                samplerate=rate,
                channels=min(channels, 2),
                dtype="float32",
                callback=_Source(sounddevice, resample(piece, rate).samples, playback),
                finished_callback=playback.over.set,
            )
        except sounddevice.PortAudioError as error:
            refusal = error
    raise refusal


class _Source:
    """The callback that hands out the samples."""

    def __init__(self, sounddevice: Any, samples: NDArray[np.float32], playback: _Playback) -> None:
        self._end_of_sound = sounddevice.CallbackStop
        self._samples = samples
        self._playback = playback
        self._done = 0

    def __call__(self, out: NDArray[np.float32], frames: int, clock: Any, _status: Any) -> None:
        if self._playback.heard is None:
            # Some hosts give no times: then it is heard at once, as far as anybody knows.
            delay = clock.outputBufferDacTime - clock.currentTime
            self._playback.heard = time.monotonic() + (delay if 0 < delay < 2 else 0.0)
        piece = self._samples[self._done : self._done + frames]
        out[: len(piece)] = piece[:, np.newaxis]
        out[len(piece) :] = 0
        self._done += frames
        if self._done >= len(self._samples):
            raise self._end_of_sound
