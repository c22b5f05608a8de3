"""Microphones and loudspeakers. That there are none, or no PortAudio, is an ordinary answer and never an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sonorant.audio import portaudio
from sonorant.audio.quiet import quiet
from sonorant.speech.failures import SonorantError

Direction = Literal["input", "output"]


class DeviceUnavailable(SonorantError):
    """A microphone or loudspeaker cannot be used now."""


@dataclass(frozen=True, slots=True)
class Device:
    """A device by what survives unplugging and restarts: its name and host API. `rate` in Hz is its own default."""

    name: str
    host_api: str
    channels: int
    rate: int


def inputs() -> list[Device]:
    """All microphones, best known first; empty without any or without PortAudio. The first call may take 0.5 s."""
    return [device for _, device in _listed("input")]


def outputs() -> list[Device]:
    """All loudspeakers, as `inputs` lists microphones."""
    return [device for _, device in _listed("output")]


def named(name: str, host_api: str, direction: Direction) -> Device | None:
    """The device with this name as it is now, or None if it is not there."""
    return next((each for _, each in _listed(direction) if (each.name, each.host_api) == (name, host_api)), None)


def default_input() -> Device | None:
    """The microphone that the system prefers."""
    return _default("input")


def default_output() -> Device | None:
    """The loudspeaker that the system prefers."""
    return _default("output")


def refresh() -> None:
    """Look again for devices that came or went. Call it only while nothing records or plays: that would be ended."""
    sounddevice = portaudio.load()
    if sounddevice is not None:
        with portaudio.LOCK, quiet():
            sounddevice._terminate()
            sounddevice._initialize()


def index_of(device: Device, direction: Direction) -> int | None:
    """The number of the device in this moment; it holds only until the next `refresh`."""
    for index, candidate in _listed(direction):
        if (candidate.name, candidate.host_api) == (device.name, device.host_api):
            return index
    return None


def _listed(direction: Direction) -> Iterator[tuple[int, Device]]:
    sounddevice = portaudio.load()
    if sounddevice is None:
        return
    with portaudio.LOCK:
        try:
            host_apis = sounddevice.query_hostapis()
            found = list(sounddevice.query_devices())
        except sounddevice.PortAudioError:
            return
    for index, info in enumerate(found):
        if info[f"max_{direction}_channels"] > 0:
            yield index, _device(info, host_apis, direction)


def _default(direction: Direction) -> Device | None:
    sounddevice = portaudio.load()
    if sounddevice is None:
        return None
    with portaudio.LOCK:
        try:
            info = sounddevice.query_devices(kind=direction)
            return _device(info, sounddevice.query_hostapis(), direction)
        except (sounddevice.PortAudioError, ValueError):  # what it raises where there is no device of the kind
            return None


def _device(info: Any, host_apis: Any, direction: Direction) -> Device:
    return Device(
        name=info["name"],
        host_api=host_apis[info["hostapi"]]["name"],
        channels=info[f"max_{direction}_channels"],
        rate=round(info["default_samplerate"]),
    )
