"""A disk that is full while one records: the window stops, keeps what there is, says so, and has it assessed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audio import fed_recorder
from small_disk import SmallDisk
from sonorant.audio import files, portaudio
from sonorant.audio.recorder import Recorder
from sonorant.sessions.store import Store
from sonorant.ui.state import Phase
from window_stage import Stage, press

FREE = 400_000
"""Bytes that are left for the take: some four seconds."""


@pytest.fixture
def stage(small_disk: SmallDisk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A stage on that disk, with the real recorder on a sound system that hands over sound faster than life."""
    stage = Stage(small_disk.folder, qtbot)
    recorders: list[Recorder] = []

    def new_recorder(path: Path) -> Recorder:
        recorders.append(Recorder(path))
        return recorders[-1]

    monkeypatch.setattr(stage, "_new_recorder", new_recorder)
    monkeypatch.setitem(sys.modules, "sounddevice", None)  # so that the real one is there again afterwards
    fed_recorder.install(lambda: recorders[-1].seconds)
    monkeypatch.setattr(portaudio, "load", lambda: sys.modules["sounddevice"])
    yield stage
    for window in list(stage.windows):
        stage.close(window)


def test_what_was_recorded_until_then_is_kept_told_and_assessed(stage: Stage, small_disk: SmallDisk) -> None:
    window = stage.open()
    practice = window.practice
    practice.choose("A text", "The river is wide.")
    small_disk.fill(FREE)
    practice.record()
    stage.qtbot.waitUntil(lambda: window.banner.notice is not None, timeout=20_000)
    stage.settle()
    notice = window.banner.notice
    assert notice is not None
    assert notice.text == (
        f"The recording could not be written on ({small_disk.reason}): free some space; "
        "what was recorded until then is kept."
    )
    assert [name for name, _ in notice.ways] == ["Assess what there is"]
    assert practice.state.phase is Phase.READY
    assert practice.state.take is not None
    kept = files.read(practice.state.take.path)
    assert 2.0 < kept.seconds < FREE / 2 / fed_recorder.RATE
    assert abs(kept.samples).max() > 0.1

    small_disk.fill()
    press(window, "Assess what there is")
    stage.wait(lambda: practice.state.judged)
    stage.qtbot.waitUntil(lambda: window.banner.notice is not None, timeout=20_000)
    assert window.banner.notice is not None
    assert window.banner.notice.text.startswith("The report is not saved yet: ")
    small_disk.empty()
    press(window, "Try again")
    stage.settle()
    store = Store(small_disk.folder)
    [session] = store.sessions()
    assert files.read(store.open(session.id).audio).seconds == pytest.approx(kept.seconds, abs=0.01)
