"""When the verdict on a take is saved: after its report is painted, and in any case."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject

import sample_assessment
from sonorant.audio import files
from sonorant.sessions.store import Store
from sonorant.ui import saving
from sonorant.ui.main_window import PROGRESS, MainWindow
from window_stage import Stage

FOR_EVER = 40.0
"""Seconds after which it would be saved if nobody said that the report is painted."""


def take(stage: Stage, window: MainWindow) -> None:
    sound = stage.folder / "mine.wav"
    files.write_wav(sound, sample_assessment.sound())
    window.practice.choose("Sample", sample_assessment.TEXT)
    window.practice.open_file(sound)


def saved(stage: Stage) -> int:
    return len(Store(stage.folder).sessions())


class Paintings(QObject):
    """Notes in `order` that a widget is painted."""

    def __init__(self, order: list[str], watched: QObject) -> None:
        super().__init__(watched)
        self._order = order
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self._order.append("painted")
        return False


def test_the_report_is_painted_before_its_verdict_is_saved(
    stage: Stage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "PAINT_SECONDS", FOR_EVER)
    order, save = [], Store.save
    monkeypatch.setattr(Store, "save", lambda *given, **more: [order.append("saved"), save(*given, **more)][1])
    window.practice.judged.connect(lambda report: report and order.append("judged"))
    Paintings(order, window.practice_page.viewer.report_panel.ring)
    take(stage, window)
    stage.wait(lambda: saved(stage) == 1)
    stage.settle()
    assert order[order.index("judged") :][:2] == ["judged", "painted"]
    assert "saved" in order


@pytest.mark.parametrize(
    "vanish",
    [MainWindow.hide, MainWindow.showMinimized, MainWindow.close],
    ids=["hidden", "minimised", "closed"],
)
def test_a_verdict_that_nobody_sees_is_saved_all_the_same(
    stage: Stage, window: MainWindow, vanish: Callable[[MainWindow], object]
) -> None:
    stage.judge.gate.clear()
    take(stage, window)
    stage.wait(lambda: len(stage.judge.asked) == 1)
    window.practice.judged.connect(lambda report: report and vanish(window))
    stage.judge.gate.set()
    stage.wait(lambda: saved(stage) == 1)
    stage.settle()


def test_a_report_that_comes_while_another_page_is_on_view_does_not_have_its_saving_wait(
    stage: Stage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "PAINT_SECONDS", FOR_EVER)
    stage.judge.gate.clear()
    take(stage, window)
    stage.wait(lambda: len(stage.judge.asked) == 1)
    window.go(PROGRESS)
    stage.judge.gate.set()
    stage.wait(lambda: saved(stage) == 1)
    stage.settle()


def test_a_window_that_closes_waits_for_no_painting(
    stage: Stage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "PAINT_SECONDS", FOR_EVER)
    window.practice_page.viewer.report_panel.hide()
    window.practice.judged.connect(lambda report: report and window.close())
    take(stage, window)
    stage.wait(lambda: not window.isVisible())
    assert saved(stage) == 1
