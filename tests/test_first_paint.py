"""What the first painted window may not have loaded: the start has to stay short."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LATER = {
    "sonorant.engines.azure.assessor",
    "sonorant.engines.embedded.acoustic_model",
    "sonorant.engines.embedded.assessor",
    "sonorant.engines.embedded.candidates",
    "sonorant.practice.coach",
    "sonorant.practice.content",
    "sonorant.practice.drills",
    "sonorant.practice.grammar",
    "sonorant.practice.grammar_rules",
    "sonorant.practice.lessons",
    "sonorant.practice.partners.chat",
    "sonorant.practice.partners.choosing",
    "sonorant.practice.partners.scripted",
    "sonorant.practice.vocabulary",
    "sonorant.sessions.exports.saving",
    "sonorant.speech.g2p",
    "sonorant.speech.normalise",
    "sonorant.ui.azure_settings",
    "sonorant.ui.chat_choice",
    "sonorant.ui.chat_model_dialog",
    "sonorant.ui.coach_room",
    "sonorant.ui.coaching",
    "sonorant.ui.compare_view",
    "sonorant.ui.contrast",
    "sonorant.ui.conversation_editor",
    "sonorant.ui.downloads",
    "sonorant.ui.keys_dialog",
    "sonorant.ui.ledger_view",
    "sonorant.ui.lesson_dialog",
    "sonorant.ui.pages.progress",
    "sonorant.ui.pages.review",
    "sonorant.ui.reliability_dialog",
    "sonorant.ui.self_check",
    "sonorant.ui.settings_dialog",
    "sonorant.ui.shelf",
    "sonorant.ui.voice_settings",
    "sonorant.ui.widgets.drill_bar",
    "sonorant.ui.widgets.history_chart",
    "sonorant.voices.azure",
    "sonorant.voices.espeak",
    "sonorant.voices.flite",
    "sonorant.voices.system",
}
"""Loaded once the window is painted, or when they are asked for."""
MOST = 179
"""Modules of Sonorant's that may be loaded by then."""
SLOW = {
    *("azure", "cefrpy", "fsrs", "harper", "http", "jinja2", "keyring", "lemminflect", "openai", "pocketsphinx"),
    *("praatio", "sounddevice", "wordfreq"),
}
"""Packages that take long to load."""

START = """
import os, sys, traceback
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            try:
                print({seen}, sep="\\n", flush=True)
            except Exception:
                traceback.print_exc()
                os._exit(1)
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
PAGE = "next(each for each in QApplication.topLevelWidgets() if each.isVisible()).practice_page"


def test_the_first_painted_window_has_not_loaded_what_it_does_not_need(tmp_path: Path) -> None:
    loaded = _seen_at_the_first_paint("*sys.modules", tmp_path)

    assert "sonorant.ui.main_window" in loaded
    assert not LATER & set(loaded)
    assert not {name.partition(".")[0] for name in loaded} & SLOW
    assert len([name for name in loaded if name.partition(".")[0] == "sonorant"]) <= MOST


def test_the_first_painted_window_can_be_used(tmp_path: Path) -> None:
    parts = ("prompt", "picker.list", "transport.mic", "viewer.waveform", "viewer.report_panel.sample")
    visible = ", ".join(f"{PAGE}.{part}.isVisible()" for part in parts)

    title, *seen = _seen_at_the_first_paint(
        f"{PAGE}.prompt.title.text(), {PAGE}.picker.list.count() > 60, {visible}", tmp_path
    )

    assert title == "A morning at the market"
    assert seen == ["True"] * (1 + len(parts))


def _seen_at_the_first_paint(seen: str, home: Path) -> list[str]:
    environment = {**os.environ, "SONORANT_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", START.replace("{seen}", seen)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
