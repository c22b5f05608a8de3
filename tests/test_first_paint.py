"""What the first painted window may not have loaded: the start has to stay short."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LATER = {
    "sonorant.practice.grammar_rules",
    "sonorant.ui.azure_settings",
    "sonorant.ui.chat_model_dialog",
    "sonorant.ui.conversation_editor",
    "sonorant.ui.keys_dialog",
    "sonorant.ui.ledger_view",
    "sonorant.ui.lesson_dialog",
    "sonorant.ui.reliability_dialog",
    "sonorant.ui.settings_dialog",
    "sonorant.ui.voice_settings",
    "sonorant.ui.widgets.history_chart",
}
"""Loaded when they are asked for."""
SLOW = {"azure", "cefrpy", "harper", "lemminflect", "openai", "wordfreq"}
"""Packages that take long to load."""

START = """
import os, sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(*sys.modules, sep="\\n", flush=True)
            os._exit(0)
        return False

def run(app, run=QApplication.exec):
    watch = Watch()
    app.installEventFilter(watch)
    run()

QApplication.exec = run
from sonorant.cli import main
main([])
"""


def test_the_first_painted_window_has_not_loaded_what_it_does_not_need(tmp_path: Path) -> None:
    environment = {**os.environ, "SONORANT_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", START], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.split()

    assert "sonorant.ui.main_window" in loaded
    assert not LATER & set(loaded)
    assert not {name.partition(".")[0] for name in loaded} & SLOW
