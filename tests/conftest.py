"""What holds for every test: a home of its own, no window on the developer's screen, and no warning goes unseen."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from emulators.azure.process import EmulatorProcess, emulator

# A test that is about a real display starts a process of its own with another value.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, with all that is found through it, for this test and the processes it starts."""
    folder = tmp_path_factory.mktemp("home")
    for variable, name in {
        "HOME": ".",
        "USERPROFILE": ".",
        "APPDATA": "appdata",
        "LOCALAPPDATA": "appdata-local",
        "SONORANT_HOME": "sonorant",
        "XDG_CACHE_HOME": "cache",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_RUNTIME_DIR": "runtime",
        "XDG_STATE_HOME": "state",
    }.items():
        monkeypatch.setenv(variable, str((folder / name).resolve()))
    (folder / "runtime").mkdir(mode=0o700)
    return folder


@pytest.fixture(scope="session")
def _azure() -> Iterator[EmulatorProcess]:
    with emulator() as running:
        yield running


@pytest.fixture
def service(_azure: EmulatorProcess) -> EmulatorProcess:
    """The emulator of Azure Speech, in a process of its own, with nothing in its log and no fault set."""
    _azure.reset()
    return _azure


@pytest.fixture(scope="session")
def _chat_model() -> Iterator[EmulatorProcess]:
    with emulator(module="emulators.chat_model") as running:
        yield running


@pytest.fixture
def chat_service(_chat_model: EmulatorProcess) -> EmulatorProcess:
    """The emulator of a chat model, in a process of its own, with nothing in its log and no fault set."""
    _chat_model.reset()
    return _chat_model


@pytest.fixture(autouse=True)
def _no_warning_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test in which anything logs a warning or worse; one that expects it ends with ``caplog.clear()``."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    if logged := [record for record in records if record.levelno >= logging.WARNING]:
        pytest.fail("\n".join(f"{record.name} logged: {record.getMessage()}" for record in logged))
