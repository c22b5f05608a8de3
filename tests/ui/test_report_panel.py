"""What the report says in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

import sample_assessment
from sonorant.speech.assessment import Delivery
from sonorant.ui.report_model import build
from sonorant.ui.settings import Language
from sonorant.ui.widgets.report_panel import ReportPanel


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
