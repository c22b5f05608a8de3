"""What the report says in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from pytestqt.qtbot import QtBot

import sample_assessment
from sonorant.speech.assessment import Delivery
from sonorant.speech.marks import Mark
from sonorant.ui.report_model import Place, build
from sonorant.ui.settings import Language
from sonorant.ui.widgets.report_panel import ReportPanel
from sonorant.ui.widgets.report_rows import ERROR, SCORE


@pytest.mark.usefixtures("speaking")
@pytest.mark.parametrize(
    ("language", "unsure", "legend", "told"),
    [
        (Language.ENGLISH, "(unsure)", "?: a hint only", "their sounds cannot be judged reliably"),
        (Language.GERMAN, "(unsicher)", "?: nur ein Hinweis", "Ihre Laute lassen sich nicht verlässlich beurteilen"),
    ],
)
def test_marks_that_cannot_be_relied_on_are_told_in_text_and_table(
    qtbot: QtBot, unsure: str, legend: str, told: str
) -> None:
    def codes(place: Place) -> str:
        return str(panel.table.rows.data(panel.table.rows.index_of(place, ERROR))).strip()

    def underline(word: str) -> QTextCharFormat.UnderlineStyle:
        return panel.transcript.document().find(word).charFormat().underlineStyle()

    panel = ReportPanel()
    qtbot.addWidget(panel)
    panel.show_report(build(sample_assessment.measured()))
    assert "think\N{NO-BREAK SPACE}S?D " in panel.transcript.document().toRawText()
    assert codes(Place(1, 0)).startswith("S? ")
    assert codes(Place(1, 0)).endswith(unsure)
    assert not panel.unsure.isHidden()
    assert panel.unsure.text() == legend
    assert told in panel.unsure.toolTip()
    assert told in panel.unsure.accessibleDescription()

    panel.show_report(build(sample_assessment.measured(), hidden=frozenset({Mark.DELETION, Mark.MISPRONOUNCED})))
    assert codes(Place(1)) == "S?"
    assert underline("think") == QTextCharFormat.UnderlineStyle.DashUnderline
    assert underline("river") == QTextCharFormat.UnderlineStyle.SingleUnderline

    panel.show_report(build(sample_assessment.sample()))
    assert "?" not in panel.transcript.toPlainText()
    assert codes(Place(1, 0)).startswith("S ")
    assert panel.unsure.isHidden()


@pytest.mark.usefixtures("speaking")
@pytest.mark.parametrize(
    ("language", "said", "of_word", "listed"),
    [
        (
            Language.ENGLISH,
            "the experts' own score lies between {} and {}.",
            "experts: probably 32 to 97",
            "lie in these ranges: Overall 55–76, Accuracy 70–90, Fluency 54–75, Prosody 45–70.",
        ),
        (
            Language.GERMAN,
            "liegt die Note der Fachleute zwischen {} und {}.",
            "Fachleute: wohl 32 bis 97",
            "in diesen Bereichen: Gesamt 55–76, Genauigkeit 70–90, Flüssigkeit 54–75, Prosodie 45–70.",
        ),
    ],
)
def test_how_sure_a_score_is_needs_no_pointer_that_rests_on_it(
    qtbot: QtBot, said: str, of_word: str, listed: str
) -> None:
    panel = ReportPanel()
    qtbot.addWidget(panel)
    panel.show_report(build(sample_assessment.measured()))
    told = panel.ring.accessibleDescription()
    assert told.startswith("66 ")
    assert said.format(55, 76) in told
    for aspect, places in (("accuracy", (70, 90)), ("fluency", (54, 75)), ("prosody", (45, 70))):
        bar, _ = panel.aspects.bars[aspect]
        assert said.format(*places) in bar.accessibleDescription()
    assert listed in panel.meanings.text(), "for whoever opens “What the scores mean”"
    rows = panel.table.rows
    assert of_word in rows.data(rows.index_of(Place(1), SCORE), Qt.ItemDataRole.AccessibleTextRole)
    assert of_word not in rows.data(rows.index_of(Place(1, 0), SCORE), Qt.ItemDataRole.AccessibleTextRole)
    panel.show_report(build(sample_assessment.sample()))
    bar, _ = panel.aspects.bars["accuracy"]
    for text in (panel.ring.accessibleDescription(), bar.accessibleDescription()):
        assert said.partition("{}")[0] not in text
    assert "–" not in panel.meanings.text()


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
