"""A stage for each test of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import sample_assessment
from sonorant.audio import files
from sonorant.ui.main_window import MainWindow
from sonorant.ui.theme import Appearance
from window_stage import Stage


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    Appearance(qapp)
    return qapp


@pytest.fixture(autouse=True)
def _no_window_is_left(qtbot: QtBot) -> Iterator[None]:
    """With a window go its task runners, and these wait for their threads."""
    yield
    qtbot.waitUntil(lambda: not any(isinstance(each, MainWindow) for each in QApplication.topLevelWidgets()))


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path, qtbot)
    yield stage
    for window in list(stage.windows):
        stage.close(window)


@pytest.fixture
def window(stage: Stage) -> MainWindow:
    return stage.open()


@pytest.fixture
def judged(stage: Stage, window: MainWindow) -> MainWindow:
    """A window that shows the report of the sample."""
    sound = stage.folder / "take.wav"
    files.write_wav(sound, sample_assessment.sound())
    window.practice.choose("Sample", sample_assessment.TEXT)
    window.practice.open_file(sound)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()
    return window
