"""What the progress page makes of the stored sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtTest import QTest

import sample_assessment
from sonorant.audio import files
from sonorant.sessions.store import Store
from sonorant.speech.assessment import Provenance, Scores
from sonorant.ui.engines import config_for
from sonorant.ui.main_window import PROGRESS, REVIEW, MainWindow
from sonorant.ui.pages.progress import ProgressPage
from sonorant.ui.settings import Language
from sonorant.ui.widgets.day_axis import DayAxis
from sonorant.ui.widgets.history_chart import smoothed
from window_stage import Stage


def keep(folder: Path, *scores: float, engine: str = "embedded") -> None:
    store = Store(folder)
    for number, score in enumerate(scores):
        take = store.new_take()
        files.write_wav(take, sample_assessment.sound())
        assessment = replace(
            sample_assessment.sample(),
            scores=Scores(pronunciation=score, fluency=score / 2),
            provenance=Provenance(engine, "1"),
        )
        store.save(take, assessment, config_for(sample_assessment.TEXT), f"take {number}")


def enter(stage: Stage) -> ProgressPage:
    window = stage.open()
    window.go(PROGRESS)
    stage.wait(lambda: window.progress_page.built)
    stage.settle()
    return window.progress_page


@pytest.fixture
def page(stage: Stage) -> ProgressPage:
    keep(stage.folder, 50.0, 60.0, 70.0, 80.0, 90.0, 90.0)
    return enter(stage)


def test_the_chart_and_the_table_say_the_same(page: ProgressPage) -> None:
    _, shown = page.chart._dots.getData()
    assert list(shown) == [50, 60, 70, 80, 90, 90]
    assert [row.cells[2] for row in page.table.rows] == ["90", "90", "80", "70", "60", "50"]
    assert [row.cells[0] for row in page.table.rows][:2] == ["take 5", "take 4"]
    assert [figure.text() for figure in page.figures] == ["6", "18 s", "78", "50"]


def test_the_chart_writes_its_least_and_its_greatest_score(page: ProgressPage) -> None:
    axis = page.chart.getAxis("left")
    painter = QPainter(picture := QImage(8, 8, QImage.Format.Format_RGB32))
    _, _, texts = axis.generateDrawSpecs(painter)
    painter.end()
    assert not picture.isNull()
    assert {"0", "20", "80", "100"} <= {text for _, _, text in texts}


NOON = datetime(2026, 10, 20, 12).timestamp()


@pytest.mark.usefixtures("speaking")
@pytest.mark.parametrize(
    ("language", "days", "written"),
    [
        (Language.ENGLISH, 40, {"25 Oct", "8 Nov", "22 Nov"}),
        (Language.GERMAN, 40, {"25. Okt.", "8. Nov.", "22. Nov."}),
        (Language.ENGLISH, 0.2, {"15:00"}),
        (Language.ENGLISH, 1200, {"30 Jan 2028"}),
    ],
)
def test_the_chart_writes_days_in_the_language_of_the_window(qapp: object, days: float, written: set[str]) -> None:
    axis = DayAxis()
    (spacing, moments), *_ = axis.tickValues(NOON, NOON + days * 86_400, 500)
    texts = axis.tickStrings(moments, 1.0, spacing)
    assert written <= set(texts)
    assert sum(map(QFontMetricsF(axis.font()).horizontalAdvance, texts)) < 500


def test_the_marks_of_days_stay_when_the_view_is_moved() -> None:
    axis = DayAxis()
    seen = [set(axis.tickValues(NOON + days * 86_400, NOON + (days + 40) * 86_400, 500)[0][1]) for days in range(3)]
    assert len(set.intersection(*seen)) >= len(seen[0]) - 1


def test_another_score_is_shown_on_demand(page: ProgressPage) -> None:
    page.aspects.setCurrentIndex(2)
    assert list(page.chart._dots.getData()[1]) == [25, 30, 35, 40, 45, 45]
    page.aspects.setCurrentIndex(1)  # no session has this score
    assert len(page.chart._dots.getData()[1]) == 0


def test_the_weakest_sound_is_chosen_with_examples_to_hear(stage: Stage, page: ProgressPage) -> None:
    assert [row.cells[0] for row in page.sounds.rows][:2] == ["/k/", "/θ/"]
    stage.wait(lambda: bool(page.examples.rows))
    page.sounds.selectRow(1)
    stage.wait(lambda: page.examples.rows[0].cells[1] == "s")
    assert page.examples.rows[0].cells[:3] == ("think", "s", "15")
    QTest.mouseClick(page.hear, Qt.MouseButton.LeftButton)
    stage.wait(lambda: bool(stage.loudspeaker.played))
    ((start, end),) = stage.loudspeaker.played
    assert start == pytest.approx(0.05)
    assert end == pytest.approx(0.64)


def test_an_example_leads_to_its_session(stage: Stage, page: ProgressPage) -> None:
    stage.wait(lambda: bool(page.examples.rows))
    QTest.mouseClick(page.see, Qt.MouseButton.LeftButton)
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.pages.currentIndex() == REVIEW
    stage.wait(lambda: window.review_page.opened is not None)
    assert window.review_page.card.title.text() == "take 5"


def test_engines_are_never_mixed(stage: Stage) -> None:
    keep(stage.folder, 50.0, 60.0)
    keep(stage.folder, 100.0, engine="azure")
    page = enter(stage)
    assert page.engines.isVisible()
    assert list(page.chart._dots.getData()[1]) == [50, 60]
    page.engines.setCurrentIndex(page.engines.findData("azure"))
    page.engines.activated.emit(page.engines.currentIndex())
    stage.settle()
    assert list(page.chart._dots.getData()[1]) == [100]


def test_without_a_session_the_page_says_so(stage: Stage) -> None:
    page = enter(stage)
    assert page.nothing.isVisible()
    keep(stage.folder, 50.0)
    page.leave()
    page.enter()
    stage.settle()
    assert not page.nothing.isVisible()
    assert page.few.isVisible()


def test_the_line_is_the_mean_of_the_last_five() -> None:
    assert list(smoothed(np.array([10.0, 20, 30, 40, 50, 60]))) == [10, 15, 20, 25, 30, 40]
    assert list(smoothed(np.array([]))) == []


def test_no_view_of_the_chart_is_too_wide_to_be_written() -> None:
    axis = DayAxis()
    ((spacing, moments),) = axis.tickValues(-1e11, 1e11, 500)
    assert 0 < len(axis.tickStrings(moments, 1.0, spacing)) < 20
