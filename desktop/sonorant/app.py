"""The window's front door: puts the parts together and starts them."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from sonorant import assets
from sonorant.audio.files import Audio, resample
from sonorant.audio.player import Player
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.engines.embedded.frontend import HOP, RATE
from sonorant.engines.embedded.pitch import track
from sonorant.practice import samples, scenarios
from sonorant.practice.own_texts import OwnTexts
from sonorant.sessions.folder import data_folder
from sonorant.sessions.store import Store
from sonorant.speech.failures import SonorantError
from sonorant.ui.icons import icon
from sonorant.ui.main_window import MainWindow
from sonorant.ui.self_check import SelfCheck
from sonorant.ui.services import Services
from sonorant.ui.theme import SystemTheme
from sonorant.ui.widgets.banner import Notice


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, or check that it works (``--self-check``); the exit code."""
    began = time.monotonic()
    asked = _parser().parse_args(argv)
    if not _has_display():
        if not asked.self_check:
            print("Sonorant's window needs a display; `sonorant assess --help` works without one.", file=sys.stderr)
            return 2
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qInstallMessageHandler(_on_qt_message)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in a terminal ends it; what was recorded is on disk
    app = QApplication.instance() or QApplication(["sonorant"])
    assert isinstance(app, QApplication)
    app.setApplicationName("Sonorant")
    app.setDesktopFileName("sonorant")
    app.setWindowIcon(icon("microphone"))
    SystemTheme(app)
    with tempfile.TemporaryDirectory(prefix="sonorant-") as temporary:
        folder, store, problem = _open_store(Path(temporary), only_temporary=asked.self_check)
        assessor = EmbeddedAssessor()
        window = MainWindow(
            Services(store, assessor, Player(), OwnTexts(folder / "texts"), _pitch, assessor.open_stream),
            scenarios.load(assets.path("scenarios")),
            samples.load(assets.path("samples")),
        )
        window.show()
        QTimer.singleShot(0, window.start)
        check = SelfCheck(window, began, asked.audio, asked.text, asked.screenshot) if asked.self_check else None
        if problem is not None:
            window.banner.show_notice(Notice(problem))
        if asked.demo:
            QTimer.singleShot(0, window.show_planted_sample)
        app.exec()
        return check.finish() if check is not None else 0


def _pitch(audio: Audio) -> NDArray[np.float32]:
    """The pitch in Hz for each 10 ms, NaN where there is no voice."""
    samples = resample(audio, RATE).samples
    return np.exp(track(samples, len(samples) // HOP).log_hz)


def _on_qt_message(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if "propagateSizeHints" not in message:  # what the offscreen platform says of every window with a least size
        print(message, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sonorant", description="Practise spoken English.")
    parser.add_argument("--demo", action="store_true", help="open the window with the bundled sample")
    parser.add_argument("--self-check", action="store_true", help="show a report in the window, measure, and end")
    parser.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="with --self-check: write a picture of the window"
    )
    parser.add_argument("--audio", type=Path, metavar="FILE", help="with --self-check: the recording to assess")
    parser.add_argument("--text", metavar="T", help="with --self-check: what is said in the recording")
    return parser


def _has_display() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_store(temporary: Path, only_temporary: bool) -> tuple[Path, Store, str | None]:
    """The folder in which everything is kept, the store in it, and what is wrong, if anything is."""
    if only_temporary:
        return temporary, Store(temporary), None
    try:
        return data_folder(), Store(data_folder()), None
    except SonorantError as failure:
        return temporary, Store(temporary), f"Sessions cannot be kept after closing. {failure}"
