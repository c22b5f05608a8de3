"""Measure the cold start side by side: the bare window of PySide6 with one pyqtgraph plot, and Sonorant's.

    .venv/bin/python tests/benchmarks/start.py [--rounds N]

Both are timed from before the process begins until everything is painted once, in turns, on the display of the
environment (without one, offscreen). Prints the medians in milliseconds and their ratio, which has to be at most 2.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

PAINTED = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.end)  # when all of it is painted
        return False
    def end(self):
        print(1000 * (time.time() - float(sys.argv[1])), flush=True)
        os._exit(0)
def run(app, run=QApplication.exec):
    watch = Watch()
    app.installEventFilter(watch)
    run()
QApplication.exec = run
"""
BARE = (
    PAINTED
    + """
from PySide6.QtWidgets import QMainWindow
import pyqtgraph
app = QApplication([])
window = QMainWindow()
plot = pyqtgraph.PlotWidget()
plot.plot([1, 2, 3])
window.setCentralWidget(plot)
window.resize(1280, 720)
window.show()
app.exec()
"""
)
SONORANT = PAINTED + "from sonorant.cli import main; main([])"


def main() -> None:
    """Time both in turns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    times: dict[str, list[float]] = {"bare": [], "sonorant": []}
    with tempfile.TemporaryDirectory() as home:
        for _ in range(rounds + 1):
            times["bare"].append(_milliseconds(BARE, home))
            times["sonorant"].append(_milliseconds(SONORANT, home))
    bare, ours = (statistics.median(each[1:]) for each in times.values())  # the first round fills the disk's cache
    print(f"bare window {bare:.0f} ms   Sonorant {ours:.0f} ms   ratio {ours / bare:.2f}")


def _milliseconds(code: str, home: str) -> float:
    environment = {**os.environ, "SONORANT_HOME": home}
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-c", code, str(time.time())]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return float(done.stdout)


if __name__ == "__main__":
    main()
