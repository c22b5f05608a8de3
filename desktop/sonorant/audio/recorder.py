"""Records a microphone straight to disk."""

from __future__ import annotations

import queue
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sonorant.audio import devices, portaudio
from sonorant.audio.devices import Device, DeviceUnavailable
from sonorant.audio.files import MAX_SECONDS, NotWritten
from sonorant.audio.live import LiveEnvelope, LiveOutline
from sonorant.audio.quiet import quiet
from sonorant.audio.take import TakeWriter
from sonorant.speech.failures import SonorantError

_STALLED_SECONDS = 3.0
_SILENT_SECONDS = 1.0
_START_SECONDS = 10.0
_STOP_SECONDS = 3.0
_KEPT = "what was recorded until then is kept"


class Recorder:
    """One take from one microphone, written to `path` as 16-bit mono WAV at the device's own rate.

    The file can be read at every moment; a kill costs at most the last second. A thread of its own opens, reads and
    closes the device, so every method may be called from any thread; `start` and `stop` wait for the device (some
    0.1 s), the others return at once.
    """

    def __init__(self, path: Path, device: Device | None = None) -> None:
        self._path = path
        self._device = device
        self._blocks: queue.SimpleQueue[NDArray[np.int16]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._opened = threading.Event()
        self._stop = threading.Event()
        self._saved = threading.Event()
        self._refused: str | None = None
        self._failure: str | None = None
        self._frames = 0
        self._rate = 1
        self._gaps = 0
        self._heard = False
        self._outline = LiveOutline()

    @property
    def seconds(self) -> float:
        """How much is recorded."""
        return self._frames / self._rate

    @property
    def failure(self) -> str | None:
        """Why the recording ended by itself, in one sentence; what was recorded until then is kept."""
        return self._failure

    @property
    def warning(self) -> str | None:
        """What may be wrong with the recording so far, in one sentence; it can change while recording goes on."""
        if not self._heard and self.seconds >= _SILENT_SECONDS:
            return (
                "The microphone gives complete silence: check that it is not muted and that this application "
                "may use it (system settings, privacy)."
            )
        if self._gaps:
            return "Some sound was lost because the computer was too busy: close other programs and record again."
        return None

    def start(self) -> None:
        """Open the device and begin.

        Raises:
            DeviceUnavailable: no microphone, in use elsewhere, or not permitted; no file is left behind.
        """
        self._thread.start()
        if not self._opened.wait(_START_SECONDS):
            self._stop.set()
            self._refused = "The microphone does not answer: unplug it and plug it in again, or choose another one."
        if self._refused is not None:
            raise DeviceUnavailable(self._refused)

    def stop(self) -> float:
        """End the recording, finish the file and return its length in seconds. Calling it again does no harm."""
        self._stop.set()
        if self._opened.is_set():
            self._saved.wait(_STOP_SECONDS)
        return self.seconds

    def drain(self) -> LiveEnvelope:
        """What was heard since the last call, for drawing."""
        return self._outline.drain()

    def _run(self) -> None:
        """The life of the stream, all on this thread."""
        try:
            stream, take = self._begin()
        except SonorantError as refusal:
            self._refused = str(refusal)
            return
        finally:
            self._opened.set()
        try:
            try:
                self._record(stream, take)
            finally:
                take.close()
        except OSError as error:
            self._failure = f"The recording could not be written on ({error.strerror}): free some space; {_KEPT}."
        finally:
            # The file is complete: whoever waits need not wait for a device that may never answer.
            self._saved.set()
            with portaudio.LOCK:
                stream.close(ignore_errors=True)

    def _begin(self) -> tuple[Any, TakeWriter]:
        """A running stream and the file for it, or neither."""
        sounddevice = portaudio.load()
        if sounddevice is None:
            raise DeviceUnavailable("The PortAudio library is missing: install it (libportaudio2) to record.")
        device = self._device or devices.default_input()
        index = None if device is None else devices.index_of(device, "input")
        if device is None or index is None:
            what = (
                "No microphone was found" if self._device is None else f"The microphone “{self._device.name}” is gone"
            )
            raise DeviceUnavailable(f"{what}: connect one, or open a recording from a file.")
        with portaudio.LOCK, quiet():
            stream = self._open(sounddevice, device, index)
            try:
                take = TakeWriter(self._path, device.rate)
            except OSError as error:
                stream.close(ignore_errors=True)
                raise NotWritten(
                    f"The recording cannot be written ({error.strerror}): free some space or choose another folder."
                ) from None
            try:
                stream.start()
            except sounddevice.PortAudioError as error:
                stream.close(ignore_errors=True)
                take.close()
                self._path.unlink()
                raise _cannot_open(device, error) from None
        self._rate = device.rate
        self._outline.begin(self._rate)
        return stream, take

    def _open(self, sounddevice: Any, device: Device, index: int) -> Any:
        """An input stream, not yet started, mono if the device can be."""
        for channels in (1, device.channels):
            try:
                return sounddevice.InputStream(
                    device=index, samplerate=device.rate, channels=channels, dtype="int16", callback=self._receive
                )
            except sounddevice.PortAudioError as error:
                refusal = error
        raise _cannot_open(device, refusal)

    def _record(self, stream: Any, take: TakeWriter) -> None:
        """Write what arrives until asked to stop or nothing arrives any more."""
        arrived = time.monotonic()
        while not self._stop.is_set():
            if self._take_in(take, timeout=0.1):
                arrived = time.monotonic()
            elif not stream.active or time.monotonic() - arrived > _STALLED_SECONDS:
                self._failure = f"The microphone stopped, perhaps it was unplugged: {_KEPT}."
                break
            if self.seconds >= MAX_SECONDS:
                self._failure = f"The recording reached two hours, the longest possible: {_KEPT}."
                break
            take.flush_if_due()
        else:
            with portaudio.LOCK:
                stream.stop(ignore_errors=True)
        while self._take_in(take):
            pass

    def _take_in(self, take: TakeWriter, timeout: float = 0.0) -> bool:
        try:
            block = self._blocks.get(timeout=timeout) if timeout else self._blocks.get_nowait()
        except queue.Empty:
            return False
        mono = block[:, 0] if block.shape[1] == 1 else np.round(block.mean(axis=1)).astype(np.int16)
        self._frames += len(mono)
        self._heard = self._heard or bool(mono.any())
        self._outline.add(mono)
        take.append(mono)
        return True

    def _receive(self, block: NDArray[np.int16], _frames: int, _time: Any, status: Any) -> None:
        """Called by PortAudio on its own real-time thread: copy and return."""
        if status.input_overflow:
            self._gaps += 1
        self._blocks.put(block.copy())


def _cannot_open(device: Device, error: Exception) -> DeviceUnavailable:
    return DeviceUnavailable(
        f"The microphone “{device.name}” cannot be opened ({error.args[0]}): another program may be using it, or this "
        "application may not use the microphone (system settings, privacy)."
    )
