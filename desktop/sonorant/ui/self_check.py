"""The application checks itself: a report in the real window from the real engine, with figures."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from sonorant.ui.first_frame import FirstFrame
from sonorant.ui.main_window import MainWindow
from sonorant.ui.report_model import Report
from sonorant.ui.state import Take

LIMIT_MILLISECONDS = 60_000
TICK_MILLISECONDS = 5
SETTLE_MILLISECONDS = 300
PAGES = ("practice", "review", "progress")


class SelfCheck(QObject):
    """Runs a take through a window, measures, takes a picture and closes the window.

    Times are in milliseconds since `began` (of `time.monotonic`).
    """

    def __init__(
        self,
        window: MainWindow,
        began: float,
        page: str,
        takes: Sequence[Take],
        screenshot: Path | None,
    ) -> None:
        """`takes` are assessed one after the other; then `page` ("practice", "review", "progress") is shown."""
        super().__init__(window)
        self._window, self._began, self._page = window, began, PAGES.index(page)
        self._takes, self._screenshot = list(takes), screenshot
        self._figures: dict[str, Any] = {"ok": False}
        self._problem: str | None = None
        self._gap = 0.0
        self._last_tick: float | None = None
        self._ticks = QTimer(self, interval=TICK_MILLISECONDS)
        self._ticks.timeout.connect(self._tick)
        self._limit = QTimer(self, interval=LIMIT_MILLISECONDS, singleShot=True)
        self._limit.timeout.connect(self._give_up)
        FirstFrame(window, self._on_first_frame)
        window.report_shown.connect(self._on_report)
        window.practice.noticed.connect(self._on_notice)
        window.furnished.connect(self._next_take)  # nobody is quicker with a key
        self._limit.start()
        QTimer.singleShot(0, self, self._on_shown)

    def finish(self) -> int:
        """Print the figures as one line of JSON, and what went wrong on the standard error; the exit code."""
        print(json.dumps(self._figures, ensure_ascii=False), flush=True)
        if self._problem is not None:
            print(self._problem, file=sys.stderr)
        return 0 if self._figures["ok"] else 1

    def _on_shown(self) -> None:
        self._figures["window_shown_ms"] = self._milliseconds()

    def _next_take(self) -> None:
        self._window.practice.open_take(self._takes.pop(0))

    def _on_report(self, report: Report) -> None:
        if "report_ms" not in self._figures:
            self._figures["ok"] = self._window.isVisible() and bool(report.phonemes)
        FirstFrame(self._window.practice_page.viewer.report_panel.ring, self._on_report_painted)

    def _on_report_painted(self) -> None:
        self._figures.setdefault("report_ms", self._milliseconds())
        self._step()

    def _step(self) -> None:
        self._window.step(1)
        QTimer.singleShot(SETTLE_MILLISECONDS, self, self._go_on)

    def _go_on(self) -> None:
        """When nothing is at work any more: to the next take, to the page, or to the end."""
        window = self._window
        waveform = window.practice_page.viewer.waveform  # which is marked a turn after the report is shown
        self._figures.setdefault("phoneme_spans", len(waveform.phonemes.spans.spans))
        if any(tasks.busy for tasks in (window.work, window.devices, window.shelf)):
            QTimer.singleShot(SETTLE_MILLISECONDS, self, self._go_on)
        elif self._takes:
            self._next_take()
        elif window.pages.currentIndex() != self._page:
            window.go(self._page)
            QTimer.singleShot(SETTLE_MILLISECONDS, self, self._go_on)
        else:
            self._end()

    def _end(self) -> None:
        self._ticks.stop()
        self._figures["max_event_loop_gap_ms"] = round(self._gap, 1)
        self._figures["peak_rss_mb"] = _peak_memory()
        if self._screenshot is not None and not self._window.grab().save(str(self._screenshot)):
            self._fail(f"The picture could not be written to {self._screenshot}: check the folder and the ending.")
        self._window.close()

    def _on_notice(self, notice: Any) -> None:
        self._fail(notice.text)
        self._window.close()

    def _give_up(self) -> None:
        self._fail("No report was shown within 60 s.")
        self._window.close()

    def _fail(self, why: str) -> None:
        self._figures["ok"] = False
        self._problem = self._problem or why

    def _tick(self) -> None:
        now = time.monotonic()
        if self._last_tick is not None:
            self._gap = max(self._gap, 1000 * (now - self._last_tick))
        self._last_tick = now

    def _on_first_frame(self) -> None:
        self._figures["first_frame_ms"] = self._milliseconds()
        self._ticks.start()  # painting everything for the first time is measured by itself

    def _milliseconds(self) -> float:
        return round(1000 * (time.monotonic() - self._began), 1)


def _peak_memory() -> float | None:
    """The most memory that this process has had, in megabytes; None where the system does not say."""
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1e6 if sys.platform == "darwin" else 1e3), 1)
