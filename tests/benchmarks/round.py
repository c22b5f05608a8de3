"""Measure a round of record, assess, review and progress in the real window with the real engine, in real time.

    .venv/bin/python tests/benchmarks/round.py [--times N]

A microphone made of Python gives the bundled sample N times (28 s of speech by default). Prints for each part of the
round the longest time for which the window was held up, and of that the work of its own thread, in milliseconds, and
the time from Stop until the report was painted. The window has to be held up for at most 50 ms, and the report to be
there within 500 ms. On a computer that has other things to do the first figure says more about those.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from sonorant import app as front
from sonorant import assets
from sonorant.audio import files
from sonorant.practice import samples
from sonorant.sessions.store import Store
from sonorant.ui.main_window import PRACTICE, PROGRESS, REVIEW

BLOCK_SECONDS, TICK_MILLISECONDS, LOOK_MILLISECONDS = 0.02, 5, 2000


def main() -> None:
    """Go one round and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=4)
    times = parser.parse_args().times
    sample = next(each for each in samples.load(assets.path("samples")) if each.planted)
    sound = files.read(sample.audio)
    _connect_microphone(np.tile(sound.samples, times), sound.rate)
    sys.setswitchinterval(front.SWITCH_SECONDS)
    application = QApplication(["sonorant"])
    with tempfile.TemporaryDirectory() as home:
        window = front._window(application, Path(home), Store(Path(home)), None)
        window.show()
        window.start()
        text = " ".join([sample.text] * times)
        round_ = Round(window, text, sound.seconds * times)
        QTimer.singleShot(LOOK_MILLISECONDS, round_, round_.begin)
        application.exec()


class Round(QObject):
    """Goes through the parts, one after the other, and watches how long the window is held up in each."""

    def __init__(self, window: Any, text: str, seconds: float) -> None:
        super().__init__(window)
        self.window, self.text, self.seconds = window, text, seconds
        self.part, self.longest = "start", (0.0, 0.0)
        self.last: tuple[float, float] | None = None
        self.stopped = 0.0
        self.watch = QTimer(self, interval=TICK_MILLISECONDS)
        self.watch.timeout.connect(self._tick)
        window.report_shown.connect(self._on_report)

    def begin(self) -> None:
        self.window.go(PRACTICE)
        self.window.practice.choose("Round", self.text)
        self.watch.start()
        self._enter("record")
        self.window.record_or_stop()
        QTimer.singleShot(round(1000 * self.seconds) + 1000, self, self._stop)

    def _stop(self) -> None:
        self._enter("stop, assess, show")
        self.stopped = time.perf_counter()
        self.window.record_or_stop()

    def _on_report(self) -> None:
        self.window.practice_page.viewer.report_panel.ring.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._on_painted)
        return False

    def _on_painted(self) -> None:
        print(f"report painted {1000 * (time.perf_counter() - self.stopped):.0f} ms after Stop")
        self._after(lambda: self._look(REVIEW, "save, review"))

    def _look(self, page: int, part: str) -> None:
        self._enter(part)
        self.window.go(page)
        self._after(self._end if page == PROGRESS else lambda: self._look(PROGRESS, "progress"))

    def _end(self) -> None:
        self._enter("end")
        self.watch.stop()
        self.window.close()

    def _after(self, act: Callable[[], None]) -> None:
        QTimer.singleShot(LOOK_MILLISECONDS, self, act)

    def _enter(self, part: str) -> None:
        wall, work = (1000 * each for each in self.longest)
        if self.part != "start":
            print(f"{self.part:20} held up for at most {wall:5.1f} ms, of which {work:5.1f} ms were work of its own")
        self.part, self.longest = part, (0.0, 0.0)

    def _tick(self) -> None:
        if self.last is not None:
            self.longest = max(self.longest, (time.perf_counter() - self.last[0], time.thread_time() - self.last[1]))
        self.last = (time.perf_counter(), time.thread_time())


def _connect_microphone(sound: np.ndarray, rate: int) -> None:
    """Take the place of sounddevice: a microphone that gives `sound` as fast as time goes by, then silence."""
    pcm = np.round(sound * 32767).astype(np.int16)[:, np.newaxis]
    size = round(BLOCK_SECONDS * rate)

    class InputStream:
        def __init__(self, callback: Callable[..., None], **_: Any) -> None:
            self.active = False
            self._callback = callback
            self._thread = threading.Thread(target=self._run, daemon=True)

        def start(self) -> None:
            self.active = True
            self._thread.start()

        def stop(self, **_: Any) -> None:
            self.active = False

        close = stop

        def _run(self) -> None:
            began, number = time.monotonic(), 0
            status = types.SimpleNamespace(input_overflow=False)
            while self.active:
                time.sleep(max(0.0, began + number * BLOCK_SECONDS - time.monotonic()))
                block = pcm[number * size : (number + 1) * size]
                block = block if len(block) == size else np.ones((size, 1), np.int16)
                self._callback(block, size, None, status)
                number += 1

    device = {"name": "sample", "hostapi": 0, "max_input_channels": 1, "default_samplerate": float(rate)}
    nothing = {"max_output_channels": 0}

    def query_devices(kind: str | None = None) -> Any:
        if kind == "output":
            raise ValueError("no loudspeaker")
        return device if kind else [device | nothing]

    module: Any = types.ModuleType("sounddevice")
    module.PortAudioError = type("PortAudioError", (Exception,), {})
    module.InputStream = InputStream
    module.query_hostapis = lambda: [{"name": "none"}]
    module.query_devices = query_devices
    module._initialize = module._terminate = lambda: None
    sys.modules["sounddevice"] = module


if __name__ == "__main__":
    main()
