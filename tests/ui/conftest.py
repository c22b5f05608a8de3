"""A stage for each test of the window."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot

import sample_assessment
import small_disk as small_disks
from small_disk import SmallDisk
from sonorant.audio import files
from sonorant.ui.main_window import MainWindow
from sonorant.ui.settings import Language
from sonorant.ui.theme import Appearance
from sonorant.ui.words import speak
from window_stage import Stage


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    Appearance(qapp)
    return qapp


@pytest.fixture(autouse=True)
def _nothing_is_left(qapp: QApplication, qtbot: QtBot) -> Iterator[None]:
    """Fails a test that leaves a window, a thread or a running timer behind.

    With a window go its task runners, and these wait for their threads.
    """
    before = set(threading.enumerate())
    yield
    # What is half gone must not hear what the next test tells the whole application: Qt crashed so.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def left() -> list[object]:
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible() or isinstance(each, MainWindow)]
        threads = [each for each in set(threading.enumerate()) - before if not each.name.startswith("Dummy-")]
        timers = [each for each in qapp.findChildren(QTimer) if each.isActive()]
        return [*shown, *threads, *timers]

    try:
        qtbot.waitUntil(lambda: not left())
    except QtTimeoutError:
        pytest.fail(f"left behind: {left()}")


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


@pytest.fixture(params=[small_disks.mounted, small_disks.limited], ids=["mounted", "limited"])
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk that can be filled."""
    place = tmp_path / "disk"
    place.mkdir()
    with request.param(place) as disk:
        yield disk


@pytest.fixture
def speaking(qapp: QApplication, language: Language) -> Iterator[None]:
    """The window speaks the test's `language`."""
    before = set(qapp.findChildren(QTranslator))
    speak(qapp, language)
    yield
    for each in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(each)
    QLocale.setDefault(QLocale.system())
