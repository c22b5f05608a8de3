"""The window is put together without waiting for anything."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import keyring
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sonorant import app, vault
from sonorant.sessions.store import Store

PATIENCE_SECONDS = 60.0
"""What the window would wait for, if it did."""


def test_a_keyring_that_hangs_does_not_hold_up_the_window_and_a_missing_key_is_told_afterwards(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, released = threading.Event(), threading.Event()

    def hang(*_: str) -> None:
        asked.set()
        released.wait(PATIENCE_SECONDS)

    monkeypatch.setattr(keyring, "get_password", hang)
    monkeypatch.setattr(vault, "_PATIENCE_SECONDS", PATIENCE_SECONDS)
    monkeypatch.setenv("SONORANT_CHAT_ENDPOINT", "https://chat.example/v1")
    monkeypatch.setenv("SONORANT_CHAT_MODEL", "some-model")
    began = time.monotonic()
    window = app._window(qapp, tmp_path, Store(tmp_path), None)
    assert time.monotonic() - began < PATIENCE_SECONDS / 2
    window.show()
    window.start()
    qtbot.waitUntil(asked.is_set, timeout=30_000)  # after all that the first frame does without
    assert window.banner.notice is None

    released.set()
    qtbot.waitUntil(lambda: window.banner.notice is not None)
    assert window.banner.notice is not None
    assert "needs a key" in window.banner.notice.text
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    window.deleteLater()
