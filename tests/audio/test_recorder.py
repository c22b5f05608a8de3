"""What is said into the microphone is on disk, whatever happens."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from sonorant.audio import decoding, files
from sonorant.audio import recorder as recorder_module
from sonorant.audio.recorder import Recorder
from sound_bench import NOTHING_CONNECTED, RATE, Program, chirp, found, without_sound_card
from virtual_microphone import VirtualMicrophone, virtual_microphone

RECORD = """
from sonorant.audio.recorder import Recorder
recorder = Recorder(pathlib.Path(sys.argv[1]))
recorder.start()
tell(recorder.seconds)
input()
outline = recorder.drain()
seconds = recorder.stop()
tell(seconds, recorder.failure, recorder.warning, len(outline.low), outline.column_seconds, outline.peak)
"""


def test_what_is_played_into_the_microphone_is_what_is_recorded(
    microphone: VirtualMicrophone, tmp_path: Path, recording: Path
) -> None:
    take = tmp_path / "take.wav"
    with Program(RECORD, take, environment=microphone.environment) as program:
        program.told()
        begun = time.monotonic()
        assert microphone.play(recording).wait(10) == 0
        played_for = time.monotonic() - begun
        program.go_on()
        seconds, failure, warning, columns, column_seconds, peak = program.told()

    audio = files.read(take)
    place, likeness = found(chirp(), audio.samples)
    assert (failure, warning) == (None, None)
    assert audio.rate == RATE
    assert audio.seconds == pytest.approx(seconds)
    assert audio.seconds == pytest.approx(played_for, abs=0.5)
    assert likeness > 0.98
    assert place + 0.95 * len(chirp()) < len(audio.samples)
    assert columns * column_seconds == pytest.approx(seconds, abs=0.3)
    assert peak == pytest.approx(0.5, abs=0.01)


def test_the_take_can_be_read_while_it_grows_and_a_kill_costs_less_than_a_second(
    microphone: VirtualMicrophone, tmp_path: Path, recording: Path
) -> None:
    take = tmp_path / "take.wav"
    with Program(RECORD, take, environment=microphone.environment) as program:
        (before,) = program.told()
        begun = time.monotonic()
        player = microphone.play(recording)
        for _ in range(4):
            time.sleep(0.4)
            now = before + time.monotonic() - begun
            assert now - 1 < files.read(take).seconds <= now + 0.1
        now = before + time.monotonic() - begun
        program.process.kill()
        program.process.wait()
        player.wait(10)

    left = files.read(take)
    assert now - 1 < left.seconds <= now + 0.1
    assert found(chirp(), left.samples)[1] > 0.98


def test_a_pause_leaves_out_what_was_heard_meanwhile(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    code = """
from sonorant.audio.recorder import Recorder
recorder = Recorder(pathlib.Path(sys.argv[1]))
recorder.start()
time.sleep(0.5)
recorder.pause()
time.sleep(0.2)
before = recorder.seconds
recorder.drain()
time.sleep(4.0)
tell(recorder.paused, before, recorder.seconds, recorder.failure, len(recorder.drain().low))
recorder.resume()
time.sleep(0.5)
tell(recorder.stop(), recorder.paused)
"""
    take = tmp_path / "take.wav"
    with Program(code, take, environment=microphone.environment) as program:
        paused, before, during, failure, columns = program.told()
        seconds, still = program.told()

    assert (paused, still, failure, columns) == (True, False, None, 0)
    assert during == before
    assert before + 0.3 < seconds < before + 1.0
    assert files.read(take).seconds == pytest.approx(seconds)


WAIT_FOR_FAILURE = """
from sonorant.audio.recorder import Recorder
recorder = Recorder(pathlib.Path(sys.argv[1]))
recorder.start()
tell()
while recorder.failure is None:
    time.sleep(0.01)
tell(recorder.failure, recorder.seconds)
tell(recorder.stop(), recorder.stop())
"""


def test_a_microphone_that_is_unplugged_ends_the_take_and_leaves_it(tmp_path: Path) -> None:
    take = tmp_path / "take.wav"
    with virtual_microphone() as own, Program(WAIT_FOR_FAILURE, take, environment=own.environment) as program:
        program.told()
        time.sleep(1.2)
        own.unplug()
        unplugged = time.monotonic()
        failure, seconds = program.told()
        took = time.monotonic() - unplugged
        stopped = program.told()

    assert took < 4
    assert failure == "The microphone stopped, perhaps it was unplugged: what was recorded until then is kept."
    assert files.read(take).seconds == pytest.approx(seconds)
    assert seconds > 1
    assert stopped == [seconds, seconds]


def test_a_full_disk_ends_the_take_and_leaves_it(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    limit = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000))\n"
    )
    take = tmp_path / "take.wav"
    with Program(limit + WAIT_FOR_FAILURE, take, environment=microphone.environment) as program:
        program.told()
        failure, _ = program.told()
        program.told()

    assert "could not be written on (File too large)" in failure
    assert failure.endswith("what was recorded until then is kept.")
    assert files.read(take).seconds == pytest.approx((90_000 - 44) / 2 / RATE, abs=1e-3)


def test_a_recording_ends_by_itself_before_it_is_too_long_to_be_read(
    microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    assert recorder_module.LONGEST_SECONDS < decoding.MAX_SECONDS
    shorter = "from sonorant.audio import recorder as module; module.LONGEST_SECONDS = 0.5\n"
    take = tmp_path / "take.wav"
    with Program(shorter + WAIT_FOR_FAILURE, take, environment=microphone.environment) as program:
        program.told()
        failure, seconds = program.told()

    assert failure.startswith("The recording reached two hours, the longest possible")
    assert 0.5 <= seconds < 3


def test_complete_silence_is_pointed_out_until_something_is_heard(
    microphone: VirtualMicrophone, tmp_path: Path, recording: Path
) -> None:
    code = """
from sonorant.audio.recorder import Recorder
recorder = Recorder(pathlib.Path(sys.argv[1]))
recorder.start()
while recorder.seconds < 1.2:
    time.sleep(0.01)
tell(recorder.warning)
while recorder.warning is not None:
    time.sleep(0.01)
tell(recorder.stop())
"""
    with Program(code, tmp_path / "take.wav", environment=microphone.environment) as program:
        (warning,) = program.told()
        player = microphone.play(recording)
        program.told()
        player.wait(10)

    assert warning.startswith("The microphone gives complete silence")


def test_a_computer_that_slept_for_a_while_has_not_lost_its_microphone(
    microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    with Program(RECORD, tmp_path / "take.wav", environment=microphone.environment) as program:
        program.told()
        for what, pause in ((signal.SIGSTOP, 3.5), (signal.SIGCONT, 0.5)):
            program.process.send_signal(what)
            time.sleep(pause)
        program.go_on()
        assert program.told()[1] is None


START = """
from sonorant.audio.devices import Device
from sonorant.audio.recorder import Recorder
device = Device(sys.argv[2], "ALSA", 1, int(sys.argv[3])) if len(sys.argv) > 2 else None
recorder = Recorder(pathlib.Path(sys.argv[1]), device)
try:
    recorder.start()
except Exception as error:
    tell(type(error).__name__, str(error))
begun = time.monotonic()
tell(recorder.stop(), recorder.failure, time.monotonic() - begun < 0.5)
"""


@without_sound_card
def test_without_a_microphone_recording_does_not_begin_and_leaves_no_file(tmp_path: Path) -> None:
    with Program(START, tmp_path / "take.wav", environment=NOTHING_CONNECTED) as program:
        assert program.told() == [
            "DeviceUnavailable",
            "No microphone was found: connect one, or open a recording from a file.",
        ]
        assert program.told() == [0, None, True]
    assert list(tmp_path.iterdir()) == []


def test_without_the_portaudio_library_the_sentence_names_it(tmp_path: Path) -> None:
    hide = "import ctypes.util; ctypes.util.find_library = lambda name: None\n"
    with Program(hide + START, tmp_path / "take.wav", environment=NOTHING_CONNECTED) as program:
        assert program.told()[1].startswith("The PortAudio library is missing: install it")


def test_a_microphone_that_was_chosen_and_is_gone_is_named(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    with Program(START, tmp_path / "take.wav", "Studio 5", 16_000, environment=microphone.environment) as program:
        assert program.told()[1].startswith("The microphone “Studio 5” is gone: connect one")


def test_a_microphone_that_cannot_be_opened_is_a_sentence(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    with Program(START, tmp_path / "take.wav", "default", 1, environment=microphone.environment) as program:
        kind, message = program.told()

    assert kind == "DeviceUnavailable"
    assert message.startswith("The microphone “default” cannot be opened (")
    assert message.endswith("(system settings, privacy).")
    assert list(tmp_path.iterdir()) == []


@without_sound_card
def test_a_sound_system_that_ended_since_the_devices_were_listed_is_found_out(tmp_path: Path) -> None:
    list_first = "from sonorant.audio import devices; devices.inputs(); tell(); input()\n"
    code, take = list_first + START, tmp_path / "take.wav"
    with virtual_microphone() as own, Program(code, take, environment=own.environment) as program:
        program.told()
        own.unplug()
        program.go_on()
        assert program.told()[1].startswith("No microphone was found")


@without_sound_card
def test_a_microphone_that_was_connected_since_the_devices_were_listed_is_found(
    microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    connect = (
        "import os\n"
        "from sonorant.audio import devices\n"
        "connected = os.environ['PULSE_SERVER']\n"
        "os.environ['PULSE_SERVER'] = 'unix:/nowhere'\n"
        "tell(devices.inputs())\n"
        "os.environ['PULSE_SERVER'] = connected\n"
    )
    with Program(connect + RECORD, tmp_path / "take.wav", environment=microphone.environment) as program:
        assert program.told() == [[]]
        (seconds,) = program.told()
        assert seconds > 0


@pytest.mark.parametrize(("name", "reason"), [("missing/take.wav", "No such file"), ("older.wav", "File exists")])
def test_a_file_that_cannot_be_created_is_a_sentence(
    microphone: VirtualMicrophone, tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / "older.wav").write_bytes(b"older")
    with Program(START, tmp_path / name, environment=microphone.environment) as program:
        kind, message = program.told()

    assert kind == "NotWritten"
    assert message.startswith(f"The recording cannot be written ({reason}")
    assert (tmp_path / "older.wav").read_bytes() == b"older"


def test_nothing_is_recorded_before_the_start(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "take.wav")

    assert (recorder.stop(), recorder.seconds, recorder.failure, recorder.warning) == (0, 0, None, None)
    assert recorder.drain().low.shape == (0,)


def test_sound_that_the_system_dropped_is_told(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "take.wav")
    recorder._receive(np.zeros((10, 1), np.int16), 10, None, SimpleNamespace(input_overflow=True))

    assert recorder.warning is not None
    assert recorder.warning.startswith("Some sound was lost")
