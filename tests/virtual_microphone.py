"""A microphone and a loudspeaker made of software: what is played into it is what programs record.

A PulseAudio of its own, in a folder of its own, whose null sink is the default loudspeaker and whose monitor is the
default microphone; of a headset the microphone is the monitor of a second sink, and does not hear the loudspeaker.
PortAudio reaches it through ALSA's pulse plugin, in every process that has `environment`.
Needs the system packages pulseaudio, pulseaudio-utils, libasound2-plugins and libportaudio2.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ALSA_CONFIG = "/usr/share/alsa/alsa.conf"
PULSE_AS_DEFAULT = """
pcm.!default { type pulse }
ctl.!default { type pulse }
"""


@dataclass(frozen=True, slots=True)
class VirtualMicrophone:
    """A running sound system; `environment` leads a process to it."""

    environment: dict[str, str]
    server: subprocess.Popen[bytes]
    sink: str

    def play(self, recording: Path) -> subprocess.Popen[bytes]:
        """Begin to play a file into the microphone; wait for the process to end."""
        return subprocess.Popen(["paplay", f"--device={self.sink}", str(recording)], env=self.environment)

    def unplug(self) -> None:
        """End the sound system at once, as if the device was pulled out."""
        self.server.kill()
        self.server.wait()


@contextmanager
def virtual_microphone(headset: bool = False) -> Iterator[VirtualMicrophone]:
    """Run a sound system in a folder of its own, short of name as sockets want it."""
    with tempfile.TemporaryDirectory(prefix="mic-") as folder:
        yield from _running(Path(folder), "headset" if headset else "loudspeaker")


def _running(folder: Path, sink: str) -> Iterator[VirtualMicrophone]:
    socket = folder / "pulse.socket"
    alsa = folder / "asound.conf"
    alsa.write_text(PULSE_AS_DEFAULT)
    environment = {
        **os.environ,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_RUNTIME_PATH": str(folder),
        "PULSE_STATE_PATH": str(folder),
        "PULSE_SERVER": f"unix:{socket}",
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'no-bus'}",  # else one is started and stays
        "ALSA_CONFIG_PATH": f"{ALSA_CONFIG}:{alsa}",
    }
    modules = [
        "module-null-sink sink_name=loudspeaker rate=44100",
        "module-null-sink sink_name=headset rate=44100",
        f"module-native-protocol-unix auth-anonymous=1 socket={socket}",
    ]
    with (folder / "pulse.log").open("wb") as log:
        server = subprocess.Popen(
            ["pulseaudio", "--daemonize=no", "--exit-idle-time=-1", "--disallow-exit", "-n", "--log-target=stderr"]
            + [f"--load={module}" for module in modules],
            env=environment,
            stderr=log,
        )
    try:
        _wait_until_it_answers(server, environment, folder / "pulse.log")
        for command in (["set-default-sink", "loudspeaker"], ["set-default-source", f"{sink}.monitor"]):
            subprocess.run(["pactl", *command], env=environment, check=True, timeout=10)
        yield VirtualMicrophone(environment, server, sink)
    finally:
        server.kill()
        server.wait()


def _wait_until_it_answers(server: subprocess.Popen[bytes], environment: dict[str, str], log: Path) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and server.poll() is None:
        answer = subprocess.run(["pactl", "info"], env=environment, capture_output=True, timeout=10, check=False)
        if answer.returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError(f"PulseAudio did not start: {log.read_text()}")
