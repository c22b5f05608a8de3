"""What the report says in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import sample_assessment
from sonorant.speech.assessment import Delivery
from sonorant.ui.report_model import Place, build
from sonorant.ui.settings import Language
from sonorant.ui.widgets.report_panel import ReportPanel
from sonorant.ui.widgets.report_rows import SCORE


@pytest.mark.usefixtures("speaking")
@pytest.mark.parametrize(
    ("language", "said", "of_word"),
    [
        (Language.ENGLISH, "the experts' own score lies between {} and {}.", "experts: probably 32 to 97"),
        (Language.GERMAN, "liegt die Note der Fachleute zwischen {} und {}.", "Fachleute: wohl 32 bis 97"),
    ],
)
def test_how_sure_a_score_is_needs_no_pointer_that_rests_on_it(qtbot: QtBot, said: str, of_word: str) -> None:
    panel = ReportPanel()
    qtbot.addWidget(panel)
    panel.show_report(build(sample_assessment.measured()))
    told = panel.ring.accessibleDescription()
    assert told.startswith("66 ")
    assert said.format(55, 76) in told
    for aspect, places in (("accuracy", (70, 90)), ("fluency", (54, 75)), ("prosody", (45, 70))):
        bar, _ = panel.aspects.bars[aspect]
        assert said.format(*places) in bar.accessibleDescription()
        assert said.format(*places) in panel.meanings.text(), "and whoever sees it opens “What the scores mean”"
    rows = panel.table.rows
    assert of_word in rows.data(rows.index_of(Place(1), SCORE), Qt.ItemDataRole.AccessibleTextRole)
    assert of_word not in rows.data(rows.index_of(Place(1, 0), SCORE), Qt.ItemDataRole.AccessibleTextRole)
    panel.show_report(build(sample_assessment.sample()))
    bar, _ = panel.aspects.bars["accuracy"]
    for text in (panel.ring.accessibleDescription(), bar.accessibleDescription(), panel.meanings.text()):
        assert said.partition("{}")[0] not in text


@pytest.mark.usefixtures("speaking")
@pytest.mark.parametrize(
    ("language", "said"),
    [(Language.ENGLISH, "differ in length by 71 %"), (Language.GERMAN, "sind um 71 % verschieden lang")],
)
def test_the_rhythm_is_told_where_it_is_known(qtbot: QtBot, said: str) -> None:
    panel, sample = ReportPanel(), sample_assessment.sample()
    qtbot.addWidget(panel)
    panel.show_report(build(replace(sample, delivery=Delivery(30, 3.0, 4.0, 6.0, rhythm=71.0))))
    assert said in panel.rhythm.text()
    assert not panel.rhythm.isHidden()
    panel.show_report(build(sample))
    assert panel.rhythm.isHidden()
