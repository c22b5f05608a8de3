"""A stretch of sound is heard, its place is known, and without a loudspeaker nothing breaks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sonorant.audio import files
from sound_bench import NOTHING_CONNECTED, RATE, Program, chirp, found, without_sound_card
from virtual_microphone import VirtualMicrophone, virtual_microphone

PRELUDE = """
from sonorant.audio import files
from sonorant.audio.player import Player
audio = files.read(pathlib.Path(sys.argv[1]))
player = Player()
"""

PLAY_AND_RECORD = (
    PRELUDE
    + """
from sonorant.audio.recorder import Recorder
recorder = Recorder(pathlib.Path(sys.argv[2]))
recorder.start()
player.play(audio, 0.5, 1.5)
begun = time.monotonic()
positions = []
while (position := player.position()) is not None:
    positions.append((time.monotonic() - begun, position))
    time.sleep(0.01)
time.sleep(0.7)
recorder.stop()
player.close()
tell(player.available, player.failure, positions)
"""
)


def test_the_wanted_stretch_is_heard_and_nothing_else(
    microphone: VirtualMicrophone, tmp_path: Path, recording: Path
) -> None:
    take = tmp_path / "take.wav"
    with Program(PLAY_AND_RECORD, recording, take, environment=microphone.environment) as program:
        available, failure, positions = program.told()

    heard = files.read(take).samples
    wanted = chirp()[RATE // 2 : RATE * 3 // 2]
    place, likeness = found(wanted, heard)
    assert (available, failure) == (True, None)
    assert likeness > 0.98
    assert abs(heard[: place - 50]).max(initial=0) < 0.01
    assert abs(heard[place + len(wanted) + 50 :]).max(initial=0) < 0.01

    places = [position for _, position in positions]
    assert places == sorted(places)
    assert places[0] == pytest.approx(0.5, abs=0.05)
    assert places[-1] == pytest.approx(1.5, abs=0.15)
    running = [(when, where) for when, where in positions if 0.6 < where < 1.4]
    (first, begin), (last, end) = running[0], running[-1]
    assert end - begin == pytest.approx(last - first, abs=0.05)


def test_a_sound_at_a_rate_that_the_device_refuses_is_heard_all_the_same(
    microphone: VirtualMicrophone, tmp_path: Path, recording: Path
) -> None:
    refused = "audio = files.resample(audio, 2_000_000)\n"
    code = PLAY_AND_RECORD.replace("player = Player()\n", refused + "player = Player()\n")
    take = tmp_path / "take.wav"
    with Program(code, recording, take, environment=microphone.environment) as program:
        _, failure, _ = program.told()

    assert failure is None
    assert found(chirp()[RATE // 2 : RATE * 3 // 2], files.read(take).samples)[1] > 0.98


def test_a_new_sound_takes_the_place_of_the_old_and_stop_silences(
    microphone: VirtualMicrophone, recording: Path
) -> None:
    code = (
        PRELUDE
        + """
for _ in range(5):
    player.play(audio, 0.0)
    time.sleep(0.05)
player.play(audio, 1.0, 99.0)
time.sleep(0.5)
tell(player.position())
player.stop()
tell(player.position())
player.stop()
begun = time.monotonic()
player.close()
tell(player.failure, time.monotonic() - begun)
"""
    )
    with Program(code, recording, environment=microphone.environment) as program:
        (position,) = program.told()
        assert 1.0 <= position < 2.0
        assert program.told() == [None]
        failure, took = program.told()
        assert failure is None
        assert took < 1


@pytest.mark.parametrize(("start", "end"), [(5.0, 9.0), (1.0, 1.0), (1.5, 0.5), (-3.0, 0.01)])
def test_a_stretch_of_nothing_ends_at_once(
    microphone: VirtualMicrophone, recording: Path, start: float, end: float
) -> None:
    code = (
        PRELUDE
        + """
player.play(audio, float(sys.argv[2]), float(sys.argv[3]))
begun = time.monotonic()
while player.position() is not None and time.monotonic() - begun < 10:
    time.sleep(0.01)
tell(time.monotonic() - begun, player.failure)
player.close()
"""
    )
    with Program(code, recording, start, end, environment=microphone.environment) as program:
        took, failure = program.told()
        assert took < 4  # and not the five seconds that a device which died is waited for
        assert failure is None


def test_half_the_speed_takes_twice_as_long_and_the_place_keeps_step(
    microphone: VirtualMicrophone, tmp_path: Path, recording: Path
) -> None:
    code = PLAY_AND_RECORD.replace("player.play(audio, 0.5, 1.5)", "player.play(audio, 0.5, 1.5, speed=0.5)")
    take = tmp_path / "take.wav"
    with Program(code, recording, take, environment=microphone.environment) as program:
        _, failure, positions = program.told()

    assert failure is None
    heard = files.read(take)
    loud = np.flatnonzero(np.abs(heard.samples) > 0.05) / heard.rate
    assert loud[-1] - loud[0] == pytest.approx(2.0, abs=0.1)
    running = [(when, where) for when, where in positions if 0.6 < where < 1.4]
    (first, begin), (last, end) = running[0], running[-1]
    assert end - begin == pytest.approx(0.5 * (last - first), abs=0.05)


def test_a_loop_goes_on_until_it_is_stopped(microphone: VirtualMicrophone, tmp_path: Path, recording: Path) -> None:
    code = (
        PRELUDE
        + """
from sonorant.audio.recorder import Recorder
recorder = Recorder(pathlib.Path(sys.argv[2]))
recorder.start()
player.play(audio, 0.5, 0.8, loop=True)
time.sleep(1.5)
tell(player.position())
player.stop()
time.sleep(0.5)
recorder.stop()
begun = time.monotonic()
player.close()
tell(time.monotonic() - begun)
"""
    )
    take = tmp_path / "take.wav"
    with Program(code, recording, take, environment=microphone.environment) as program:
        (position,) = program.told()
        (closing,) = program.told()

    assert 0.5 <= position <= 0.8
    assert closing < 1
    heard = files.read(take)
    loud = np.flatnonzero(np.abs(heard.samples) > 0.05) / heard.rate
    assert 1.0 < loud[-1] - loud[0] < 2.0


def test_a_loop_begins_and_ends_while_it_plays(microphone: VirtualMicrophone, tmp_path: Path, recording: Path) -> None:
    code = (
        PRELUDE
        + """
import sonorant.audio.player
sonorant.audio.player.PATIENCE_SECONDS = 0.2  # the loop goes on for longer than a single round is waited for
player.play(audio, 0.5, 0.9)
while not player.position() > 0.5:
    time.sleep(0.01)
player.set_loop(True)
time.sleep(1.5)
tell(player.position())
before = player.position()
player.set_loop(False)
tell(abs(player.position() - before) % 0.4)
begun = time.monotonic()
while player.position() is not None and time.monotonic() < begun + 3:
    time.sleep(0.01)
tell(time.monotonic() - begun)
player.close()
"""
    )
    with Program(code, recording, tmp_path / "take.wav", environment=microphone.environment) as program:
        (looping,) = program.told()
        (jump,) = program.told()
        (ending,) = program.told()

    assert 0.5 <= looping <= 0.9
    assert jump < 0.05 or jump > 0.35
    assert ending < 1.0


WAIT_FOR_FAILURE = (
    PRELUDE
    + """
tell(player.available)
player.play(audio)
while player.failure is None:
    time.sleep(0.01)
tell(player.failure, player.position())
player.close()
tell()
"""
)


@without_sound_card
def test_without_a_loudspeaker_it_says_so(recording: Path) -> None:
    with Program(WAIT_FOR_FAILURE, recording, environment=NOTHING_CONNECTED) as program:
        assert program.told() == [False]
        assert program.told() == ["No loudspeaker was found: connect one to listen.", None]
        program.told()


def test_a_loudspeaker_that_went_away_is_a_sentence_and_closing_does_not_wait_for_it(recording: Path) -> None:
    code = PRELUDE + "tell(player.available)\ninput()\n" + WAIT_FOR_FAILURE.removeprefix(PRELUDE)
    with virtual_microphone() as own, Program(code, recording, environment=own.environment) as program:
        program.told()
        own.unplug()
        program.go_on()
        program.told()
        failure, position = program.told()
        assert failure.startswith("The loudspeaker “default” cannot be opened (")
        assert position is None
        assert program.told() == []
