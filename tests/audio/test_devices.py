"""Devices are found by name; that there are none is an ordinary answer."""

from __future__ import annotations

import subprocess
import sys

from sound_bench import NOTHING_CONNECTED, Program, without_sound_card
from virtual_microphone import VirtualMicrophone

LIST = """
from dataclasses import astuple
from sonorant.audio import devices
tell([astuple(d) for d in devices.inputs()], devices.default_input() and astuple(devices.default_input()),
     devices.default_output() and astuple(devices.default_output()))
"""


def test_microphones_are_listed_with_name_host_channels_and_rate(microphone: VirtualMicrophone) -> None:
    with Program(LIST, environment=microphone.environment) as program:
        inputs, default_input, default_output = program.told()

    assert ["default", "ALSA", 32, 44_100] in inputs
    assert default_input == default_output == ["default", "ALSA", 32, 44_100]


@without_sound_card
def test_without_any_device_there_is_none_and_nothing_is_printed() -> None:
    with Program(LIST, environment=NOTHING_CONNECTED) as program:
        assert program.told() == [[], None, None]


def test_without_the_portaudio_library_there_is_none() -> None:
    hide = "import ctypes.util; ctypes.util.find_library = lambda name: None\n"
    with Program(hide + LIST, environment=NOTHING_CONNECTED) as program:
        assert program.told() == [[], None, None]


@without_sound_card
def test_looking_again_sees_that_the_devices_are_gone(microphone: VirtualMicrophone) -> None:
    look_again = (
        "import os, subprocess\n"
        "from sonorant.audio import devices\n"
        "device = devices.default_input()\n"
        "before = devices.index_of(device, 'input') is not None\n"
        "os.environ['PULSE_SERVER'] = 'unix:/nowhere'\n"
        "devices.refresh()\n"
        "tell(before, devices.inputs(), devices.default_input(), devices.index_of(device, 'input'))\n"
    )
    with Program(look_again, environment=microphone.environment) as program:
        assert program.told() == [True, [], None, None]


def test_importing_the_module_loads_no_sound_library() -> None:
    code = "import sys; from sonorant.audio import devices, player, recorder; sys.exit('sounddevice' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_sound_libraries_print_nothing(microphone: VirtualMicrophone) -> None:
    for environment in (microphone.environment, {**microphone.environment, **NOTHING_CONNECTED}):
        done = subprocess.run(
            [sys.executable, "-c", "from sonorant.audio import devices; devices.inputs()"],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert (done.stdout, done.stderr) == ("", "")
