"""Ten minutes of speech: what is worked out anew is worked out behind the window's back."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

import sample_assessment
from sonorant.speech.assessment import Assessment
from sonorant.ui.main_window import MainWindow
from sonorant.ui.report_model import Place, Report, build
from sonorant.ui.viewer import Viewer
from sonorant.ui.widgets import transcript
from sonorant.ui.widgets.json_view import PIECE, JsonView, as_json
from sonorant.ui.widgets.report_panel import JSON
from sonorant.ui.widgets.transcript import Transcript
from window_stage import Stage


def show_long_take(window: MainWindow) -> tuple[Viewer, Assessment]:
    viewer, take = window.practice_page.viewer, sample_assessment.long(minutes=10)
    viewer.show_report(build(take))
    return viewer, take


def test_a_long_take_is_marked_anew_in_the_background_and_the_last_wish_counts(
    judged: MainWindow, stage: Stage
) -> None:
    viewer, _ = show_long_take(judged)
    before: Report = viewer.report
    viewer.selection.set(Place(1, 0))
    for strictness in (0.9, 0.15):
        viewer.report_panel.strictness.set_value(strictness)
        viewer.report_panel.remarked.emit()
    assert viewer.report is before  # the window goes on meanwhile

    stage.wait(lambda: viewer.report is not before)
    assert viewer.report.strictness == 0.15
    stage.settle()
    assert viewer.report.strictness == 0.15
    assert viewer.selection.place == Place(1, 0)


def test_a_long_take_that_comes_is_not_shown_before_it_is_marked_as_wished(judged: MainWindow, stage: Stage) -> None:
    viewer = judged.practice_page.viewer
    viewer.report_panel.strictness.set_value(0.15)
    stage.wait(lambda: viewer.report.strictness == 0.15)
    _, take = show_long_take(judged)
    assert viewer.report is None
    assert viewer.waveform.phonemes.spans.spans == ()

    stage.wait(lambda: viewer.report is not None)
    assert (viewer.report.raw, viewer.report.strictness) == (take, 0.15)


def test_a_verdict_that_is_put_away_while_it_is_marked_does_not_come_back(judged: MainWindow, stage: Stage) -> None:
    viewer, _ = show_long_take(judged)
    viewer.report_panel.strictness.set_value(0.15)
    viewer.report_panel.remarked.emit()
    viewer.show_report(None)
    stage.settle()

    assert viewer.report is None


def test_the_raw_answer_on_a_long_take_comes_in_pieces_and_is_complete(judged: MainWindow, stage: Stage) -> None:
    viewer, take = show_long_take(judged)
    written, panel = as_json(take), viewer.report_panel
    panel.views.setCurrentIndex(JSON)
    stage.wait(lambda: panel.json.toPlainText() != "")
    begun = panel.json.toPlainText()

    assert len(begun) < 10 * PIECE < len(written)
    stage.qtbot.waitUntil(lambda: panel.json.document().characterCount() > len(written), timeout=30_000)
    assert panel.json.toPlainText() == written


def test_another_raw_answer_takes_the_place_of_one_that_is_still_coming(qtbot: QtBot) -> None:
    view = JsonView()
    qtbot.addWidget(view)
    view.show_text("long" * PIECE)
    view.show_text("short")
    qtbot.wait(20)

    assert view.toPlainText() == "short"


def test_a_long_transcript_is_there_bit_by_bit_and_in_the_end_all_of_it(
    judged: MainWindow, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = Transcript()
    stage.qtbot.addWidget(at_once)
    report = build(sample_assessment.long(minutes=10))
    with monkeypatch.context() as patience:
        patience.setattr(transcript, "AT_ONCE", 100_000)
        at_once.show_report(report)
    shown = judged.practice_page.viewer.report_panel.transcript
    last = max(place.word for place in report.errors)
    shown.show_report(report)
    shown.select(Place(last))
    assert 0 < len(shown.toPlainText()) < len(at_once.toPlainText())

    stage.wait(lambda: len(shown.toPlainText()) == len(at_once.toPlainText()))
    assert shown.toPlainText() == at_once.toPlainText()
    stage.wait(lambda: shown.verticalScrollBar().value() > 0)  # what is selected has come into view


def test_a_transcript_that_is_still_coming_gives_way_to_another(judged: MainWindow, stage: Stage) -> None:
    shown = judged.practice_page.viewer.report_panel.transcript
    before = shown.toPlainText()
    shown.show_report(build(sample_assessment.long(minutes=10)))
    shown.show_report(judged.practice_page.viewer.report)
    stage.qtbot.wait(30)

    assert shown.toPlainText() == before


def test_words_that_were_unfolded_stay_so_when_a_take_is_marked_anew(judged: MainWindow, stage: Stage) -> None:
    viewer = judged.practice_page.viewer
    table = viewer.report_panel.table
    think, river = (table.rows.index_of(Place(word)) for word in (1, 3))
    table.expand(think)
    viewer.report_panel.strictness.set_value(0.15)
    stage.wait(lambda: viewer.report.strictness == 0.15)

    assert table.isExpanded(table.rows.index_of(Place(1)))
    assert not table.isExpanded(river)
    assert table.rows.data(table.rows.index_of(Place(3, 0), 4)) == ""
