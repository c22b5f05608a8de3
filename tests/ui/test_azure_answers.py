"""Answers of Azure Speech on the screen: recorded ones, such with parts missing, and how strictness marks them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from azure_bench import PLANTED
from azure_recorded import DOCUMENTED, FOREIGN, LIVE, NO_MATCH
from sonorant.speech.assessment import Assessment, Provenance
from sonorant.speech.azure_json import from_json
from sonorant.speech.marks import Mark
from sonorant.ui.main_window import PROGRESS, REVIEW
from sonorant.ui.report_model import UNNAMED, Report, build
from sonorant.ui.widgets.report_panel import ReportPanel
from sonorant.ui.widgets.waveform import Waveform
from window_stage import Stage

RECORDED = {"documented": DOCUMENTED, "live": LIVE, "foreign": FOREIGN, "nothing": NO_MATCH, "empty": "{}"}


def answer(text: str) -> Assessment:
    return from_json(json.loads(text))


def breaking(unexpected: float, monotone: float) -> Assessment:
    """An answer that is so sure of a break before its second word, and of monotone speech."""
    given = LIVE.replace('"UnexpectedBreak": {"Confidence": 0.97', f'"UnexpectedBreak": {{"Confidence": {unexpected}')
    return answer(given.replace('"SyllablePitchDeltaConfidence": 0.18', f'"SyllablePitchDeltaConfidence": {monotone}'))


@pytest.fixture
def shown(qtbot: QtBot) -> tuple[ReportPanel, Waveform]:
    panel, waveform = ReportPanel(), Waveform()
    for part in (panel, waveform):
        qtbot.addWidget(part)
        part.resize(500, 700)
        part.show()
    return panel, waveform


def show(shown: tuple[ReportPanel, Waveform], report: Report) -> str:
    """Everything that stands in the panel, once it and the waveform are painted."""
    panel, waveform = shown
    panel.show_report(report)
    waveform.show_report(report)
    for part in (panel, waveform):
        part.grab()
    rows, texts = panel.table.rows, [panel.transcript.toPlainText(), panel.notes.text(), panel.count.text()]
    for place in range(rows.rowCount()):
        word = rows.index(place, 0)
        texts += [str(word.siblingAtColumn(column).data()) for column in range(rows.columnCount())]
        for below in range(rows.rowCount(word)):
            index = rows.index(below, 0, word)
            texts += [str(index.siblingAtColumn(column).data()) for column in range(rows.columnCount())]
    return "\n".join(texts)


@pytest.mark.parametrize("name", RECORDED)
def test_every_recorded_answer_is_shown_without_an_error(shown: tuple[ReportPanel, Waveform], name: str) -> None:
    report = build(answer(RECORDED[name]))
    text = show(shown, report)
    for word in report.assessment.words or ():
        assert word.word in text
    assert isinstance(shown[0], QWidget)


@pytest.mark.parametrize("name", RECORDED)
def test_every_recorded_answer_goes_through_the_window_without_an_error(stage: Stage, name: str) -> None:
    stage.judge.answer = replace(answer(RECORDED[name]), provenance=Provenance("azure", "1.53.0"))
    window = stage.open()
    window.practice.choose("Recorded", "hello")
    window.practice.open_file(PLANTED.audio)
    stage.wait(lambda: window.practice.state.judged)
    stage.settle()
    window.grab()
    assert window.practice_page.viewer.report is not None
    assert window.practice_page.viewer.report_panel.engine.text().startswith("Engine: Azure Speech")
    assert window.banner.notice is None

    window.go(REVIEW)
    page = window.review_page
    stage.wait(lambda: page.viewer is not None and page.viewer.report is not None)
    stage.settle()
    window.grab()
    assert page.viewer is not None
    assert page.viewer.report is not None
    assert page.viewer.report.raw.words == window.practice_page.viewer.report.raw.words
    window.go(PROGRESS)
    stage.settle()
    window.grab()


def test_the_documented_example_shows_its_sounds_syllables_and_what_was_heard_instead(
    shown: tuple[ReportPanel, Waveform],
) -> None:
    report = build(answer(DOCUMENTED))
    show(shown, report)
    assert [span.label for span in report.syllables] == ["hɛ", "loʊ"]
    [wrong] = [row for row in report.rows if row.marks]
    assert (wrong.name, wrong.heard, wrong.score, wrong.mark) == ("ɛ", "ə", 47.0, Mark.MISPRONOUNCED)


def test_what_the_service_does_not_give_is_absent_and_not_zero(shown: tuple[ReportPanel, Waveform]) -> None:
    report = build(answer(FOREIGN))
    text = show(shown, report)
    panel = shown[0]
    for aspect in ("fluency", "completeness", "prosody"):
        bar, number = panel.aspects.bars[aspect]
        assert number.text() == "–"
        assert "not assessed" in bar.accessibleDescription()
    assert panel.ring.score is None
    assert "Not scored: fluency, completeness, prosody." in text
    assert report.syllables == ()
    assert [span.label for span in report.phonemes] == [UNNAMED]
    assert [row.heard for row in report.rows] == ["", ""]


def test_an_answer_without_words_has_scores_and_nothing_to_correct(shown: tuple[ReportPanel, Waveform]) -> None:
    given = json.loads(LIVE)
    del given["NBest"][0]["Words"]
    text = show(shown, build(from_json(given)))
    assert "Nothing to correct" in text
    assert shown[0].ring.score == 84.1


@pytest.mark.parametrize(("strictness", "marked"), [(0.0, False), (0.5, False), (0.6, True), (1.0, True)], ids=str)
def test_breaks_and_monotone_speech_follow_the_strictness(strictness: float, marked: bool) -> None:
    """At 0.5 a confidence of 0.75 is needed, as Azure advises, at 0.6 one of 0.7."""
    report = build(breaking(unexpected=0.72, monotone=0.72), strictness)
    assert (Mark.PAUSE in report.marks_of_word(1)) is marked
    assert report.monotone is marked


def test_the_slider_marks_an_answer_of_azure_anew(qtbot: QtBot) -> None:
    panel = ReportPanel()
    qtbot.addWidget(panel)
    panel.show_report(build(breaking(unexpected=0.72, monotone=0.1)))
    with qtbot.waitSignal(panel.remarked):
        qtbot.keyClick(panel.strictness.slider, Qt.Key.Key_End)
    assert Mark.PAUSE in build(breaking(0.72, 0.1), panel.strictness.value).marks_of_word(1)
