"""Records a microphone straight to disk."""

from __future__ import annotations

import queue
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sonorant.audio import devices, portaudio
from sonorant.audio.decoding import MAX_SECONDS
from sonorant.audio.devices import Device, DeviceUnavailable
from sonorant.audio.files import NotWritten
from sonorant.audio.live import FULL_SCALE, LiveEnvelope, LiveOutline
from sonorant.audio.quiet import quiet
from sonorant.audio.take import TakeWriter
from sonorant.speech.failures import SonorantError

LONGEST_SECONDS = MAX_SECONDS - 5
"""A recording ends by itself while it can still be read as a whole."""

_WAIT_SECONDS = 0.1
_STALLED_SECONDS = 3.0
_SILENT_SECONDS = 1.0
_FIRST_SOUND_SECONDS = 6.0
_OPEN_SECONDS = 12.0
_STOP_SECONDS = 3.0


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
        self._decided = threading.Event()
        self._stop = threading.Event()
        self._saved = threading.Event()
        self._paused = threading.Event()
        self._refusal: SonorantError | None = None
        self._failure: str | None = None
        self._frames = 0
        self._rate = 1
        self._gaps = 0
        self._heard = False
        self._outline = LiveOutline()
        self._collecting = False
        self._collected: queue.SimpleQueue[NDArray[np.int16]] = queue.SimpleQueue()

    @property
    def rate(self) -> int:
        """Samples per second; known once it has started."""
        return self._rate

    @property
    def seconds(self) -> float:
        """How much is recorded."""
        return self._frames / self._rate

    @property
    def paused(self) -> bool:
        """Whether what the microphone hears is passed over."""
        return self._paused.is_set()

    def pause(self) -> None:
        """Pass over what the microphone hears from now on; the device stays open."""
        self._paused.set()

    def resume(self) -> None:
        """Go on recording where it paused."""
        self._paused.clear()

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
        """Open the device and return when sound arrives: at once as a rule, after 2 s with a wireless headset.

        Raises:
            DeviceUnavailable: no microphone, in use elsewhere, not permitted, dumb; no file is left behind.
            NotWritten: the file cannot be created.
        """
        self._thread.start()
        if not self._decided.wait(_OPEN_SECONDS):
            self._stop.set()
            raise DeviceUnavailable(
                "The microphone does not answer: unplug it and plug it in again, or choose another."
            )
        if self._refusal is not None:
            raise self._refusal

    def stop(self) -> float:
        """End the recording, finish the file and return its length in seconds. Calling it again does no harm."""
        self._stop.set()
        if self._thread.is_alive():
            self._saved.wait(_STOP_SECONDS)
        return self.seconds

    def drain(self) -> LiveEnvelope:
        """What was heard since the last call, for drawing."""
        return self._outline.drain()

    def collect(self) -> None:
        """Keep what is recorded for `samples` from now on; whoever asks for that must take it away regularly."""
        self._collecting = True

    def samples(self) -> NDArray[np.float32]:
        """What was recorded since the last call, in [-1, 1], shape (n,), at `rate`."""
        blocks = [self._collected.get() for _ in range(self._collected.qsize())]
        return np.concatenate([np.zeros(0, np.int16), *blocks]).astype(np.float32) / np.float32(FULL_SCALE)

    def _run(self) -> None:
        """The life of the stream, all on this thread."""
        try:
            stream, take = self._begin()
        except SonorantError as refusal:
            self._refusal = refusal
            return
        finally:
            self._decided.set()
        try:
            try:
                self._record(stream, take)
            finally:
                take.close()
        except OSError as error:
            self._failure = (
                f"The recording could not be written on ({error.strerror}): free some space; "
                "what was recorded until then is kept."
            )
        except BaseException:
            self._failure = (
                "The recording was ended by a fault of this application: what was recorded until then is kept."
            )
            raise
        finally:
            # The file is complete: whoever waits need not wait for a device that may never answer.
            self._saved.set()
            with portaudio.LOCK:
                stream.close(ignore_errors=True)

    def _begin(self) -> tuple[Any, TakeWriter]:
        """A stream that delivers and the file for it, or neither."""
        device, stream = self._open()
        self._rate = device.rate
        self._outline.begin(device.rate)
        with ExitStack() as undo:
            undo.callback(stream.close, ignore_errors=True)
            try:
                take = TakeWriter(self._path, device.rate)
            except OSError as error:
                raise NotWritten(
                    f"The recording cannot be written ({error.strerror}): free some space or choose another folder."
                ) from None
            undo.callback(self._path.unlink)
            undo.callback(take.close)
            try:
                with portaudio.LOCK, quiet():
                    stream.start()
            except portaudio.load().PortAudioError as error:
                raise _cannot_open(device, error) from None
            if not self._keep(self._next_block(_FIRST_SOUND_SECONDS), take):
                raise DeviceUnavailable(f"The microphone “{device.name}” gives nothing: choose another one.")
            undo.pop_all()
        return stream, take

    def _open(self) -> tuple[Device, Any]:
        """The device and a stream from it, not yet started."""
        if portaudio.load() is None:
            raise DeviceUnavailable("The PortAudio library is missing: install it (libportaudio2) to record.")
        try:
            return self._open_known()
        except DeviceUnavailable:
            # It may have been connected, or the sound system restarted, since devices were last looked for.
            devices.refresh()
            return self._open_known()

    def _open_known(self) -> tuple[Device, Any]:
        sounddevice = portaudio.load()
        device = self._device or devices.default_input()
        index = None if device is None else devices.index_of(device, "input")
        if device is None or index is None:
            what = (
                "No microphone was found" if self._device is None else f"The microphone “{self._device.name}” is gone"
            )
            raise DeviceUnavailable(f"{what}: connect one, or open a recording from a file.")
        for channels in (1, device.channels):  # mono, if the device can be
            try:
                with portaudio.LOCK, quiet():
                    return device, sounddevice.InputStream(
                        device=index, samplerate=device.rate, channels=channels, dtype="int16", callback=self._receive
                    )
            except sounddevice.PortAudioError as error:
                reason = error
        raise _cannot_open(device, reason)

    def _record(self, stream: Any, take: TakeWriter) -> None:
        """Write what arrives until asked to stop or nothing arrives any more."""
        waited = 0
        while not self._stop.is_set():
            # Waits are counted, not timed: a computer that slept has not lost its microphone.
            waited = 0 if self._keep(self._next_block(_WAIT_SECONDS), take) else waited + 1
            if waited and (not stream.active or waited * _WAIT_SECONDS > _STALLED_SECONDS):
                self._failure = (
                    "The microphone stopped, perhaps it was unplugged: what was recorded until then is kept."
                )
                break
            if self.seconds >= LONGEST_SECONDS:
                self._failure = (
                    "The recording reached two hours, the longest possible: what was recorded until then is kept."
                )
                break
            take.flush_if_due()
        else:
            take.flush()
            with portaudio.LOCK:
                stream.stop(ignore_errors=True)
        while self._keep(self._next_block(0), take):
            pass

    def _next_block(self, timeout: float) -> NDArray[np.int16] | None:
        try:
            return self._blocks.get(timeout > 0, timeout)
        except queue.Empty:
            return None

    def _keep(self, block: NDArray[np.int16] | None, take: TakeWriter) -> bool:
        """Add a block of shape (frames, channels) to the take, if there is one; pass it over while paused."""
        if block is None:
            return False
        if self._paused.is_set():
            return True
        mono = block[:, 0] if block.shape[1] == 1 else np.round(block.mean(axis=1)).astype(np.int16)
        take.append(mono)
        self._frames += len(mono)
        self._heard = self._heard or bool(mono.any())
        self._outline.add(mono)
        if self._collecting:
            self._collected.put(mono)
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
