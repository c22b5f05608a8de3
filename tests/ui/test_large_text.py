"""With text twice as large nothing is cut, and what cannot be shown in full says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QDialog, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

import sample_assessment
from sonorant.practice.drills import SCENARIO, Drill, Item, ItemKind
from sonorant.speech.assessment import Scores
from sonorant.ui.drilling import Round
from sonorant.ui.keys_dialog import KeysDialog
from sonorant.ui.main_window import MainWindow
from sonorant.ui.report_model import build
from sonorant.ui.said_dialog import Question, SaidDialog
from sonorant.ui.settings import Language, Settings
from sonorant.ui.state import State, Take
from sonorant.ui.theme import Appearance
from sonorant.ui.widgets.banner import Banner, Notice
from sonorant.ui.widgets.code_edit import CodeEdit
from sonorant.ui.widgets.common import ChoiceBox, fit
from sonorant.ui.widgets.compare_button import CompareButton
from sonorant.ui.widgets.drill_bar import DrillBar
from sonorant.ui.widgets.scores import Aspects
from sonorant.ui.widgets.transcript import Transcript
from sonorant.ui.widgets.transport import Transport
from window_stage import Stage

SMALL_SCREEN = 1280


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    appearance = qapp.findChild(Appearance)
    yield appearance
    appearance.follow(Settings())


@pytest.fixture
def large(appearance: Appearance) -> None:
    appearance.follow(Settings(text_percent=200))


def shown(qtbot: QtBot, widget: QWidget, width: int) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(width, widget.sizeHint().height())
    widget.show()
    QApplication.processEvents()
    widget.resize(width, max(widget.heightForWidth(width), widget.minimumSizeHint().height()))
    QApplication.processEvents()
    return widget


def cut(widget: QWidget) -> list[QWidget]:
    """The visible parts that lie partly outside of it, or are lower than their words need."""
    parts = [each for each in widget.findChildren(QWidget) if each.isVisible()]
    return [
        each
        for each in parts
        if not widget.rect().contains(each.rect().translated(each.mapTo(widget, QPoint())))
        or (each.hasHeightForWidth() and each.height() < each.heightForWidth(each.width()))
    ]


def test_no_figure_of_a_score_is_cut_though_the_text_grew_afterwards(qtbot: QtBot, appearance: Appearance) -> None:
    aspects = Aspects()
    shown(qtbot, aspects, 10)
    appearance.follow(Settings(text_percent=200))
    aspects.set_scores(Scores(accuracy=86.0, completeness=100.0))
    aspects.resize(aspects.minimumSizeHint())
    QApplication.processEvents()
    for _, number in aspects.bars.values():
        assert number.width() >= number.fontMetrics().horizontalAdvance("100")


@pytest.mark.usefixtures("large")
def test_a_notice_with_many_ways_on_has_its_words_above_them(qtbot: QtBot) -> None:
    banner = Banner()
    ways = tuple((name, lambda: None) for name in ("Try again", "Assess on this machine", "Assess as free speech"))
    banner.show_notice(Notice("The model cannot be reached (connection refused). The older verdict is kept.", ways))
    shown(qtbot, banner, SMALL_SCREEN - 28)
    assert cut(banner) == []
    assert banner.height() < 200
    assert banner._text.width() > 0.9 * banner.width()


def test_a_notice_has_its_ways_beside_its_words_where_there_is_room(qtbot: QtBot) -> None:
    banner = Banner()
    banner.show_notice(Notice("A recording has no verdict yet.", (("Open it", lambda: None),)))
    shown(qtbot, banner, SMALL_SCREEN - 28)
    assert banner._dismiss.y() < banner._text.geometry().bottom()


def test_the_numbers_of_lines_lie_beside_the_text_whatever_its_size(qtbot: QtBot, appearance: Appearance) -> None:
    editor = CodeEdit()
    editor.setPlainText("title: Tea\nkind: casual")
    shown(qtbot, editor, 400)
    appearance.follow(Settings(text_percent=200))
    QApplication.processEvents()
    assert editor._numbers.geometry().right() < editor.viewport().geometry().left()


@pytest.mark.usefixtures("speaking", "large")
@pytest.mark.parametrize("language", [Language.ENGLISH, Language.GERMAN])
def test_a_drill_in_a_narrow_column_is_shown_in_full(window: MainWindow, stage: Stage) -> None:
    drill = Drill("word:vine", "“vine”", (Item(ItemKind.WORD, "vine"), Item(ItemKind.SENTENCE, "Vines grow.")))
    bar: DrillBar = window.coach.bar
    window.practice.choose("Drill: “vine”", "vine", SCENARIO)
    bar.show_round(Round(drill))
    stage.settle()
    stage.qtbot.wait(100)  # until the column has taken its place
    assert cut(bar) == []


@pytest.mark.usefixtures("large")
def test_a_choice_that_is_too_long_ends_with_dots(qtbot: QtBot) -> None:
    choice = ChoiceBox(letters=4)
    choice.addItem("Embedded engine, on this machine")
    shown(qtbot, choice, 160)
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    assert option.currentText.endswith("…")
    assert choice.currentText() == "Embedded engine, on this machine"


@pytest.mark.usefixtures("large")
def test_dialogs_grow_with_the_text_as_far_as_the_screen_goes(qtbot: QtBot) -> None:
    small, great = QDialog(), QDialog()
    for dialog, size in ((small, (200, 150)), (great, (3000, 2000))):
        qtbot.addWidget(dialog)
        fit(dialog, *size)
    assert (small.width(), small.height()) == (400, 300)
    room = great.screen().availableSize()
    assert great.width() < room.width()
    assert great.height() < room.height()


@pytest.mark.usefixtures("speaking", "large")
@pytest.mark.parametrize("language", [Language.ENGLISH, Language.GERMAN])
def test_the_keys_stand_beside_what_they_do(window: MainWindow) -> None:
    dialog = KeysDialog(window.preferences, window)
    dialog.show()
    QApplication.processEvents()
    for first, second in dialog.edits.values():
        for edit in (first, second):
            place = edit.mapTo(dialog, edit.rect().topRight())
            assert place.x() < dialog.width()
    dialog.close()


@pytest.mark.usefixtures("speaking", "large")
@pytest.mark.parametrize("language", [Language.ENGLISH, Language.GERMAN])
def test_what_can_be_done_with_a_take_and_without_a_microphone_needs_little_width(
    qtbot: QtBot, language: Language, tmp_path: Path
) -> None:
    transport = Transport()
    take = Take(tmp_path / "take.wav", "Good morning.", "A take")
    transport.show_state(State(text="Good morning.", no_microphone="No microphone was found.", take=take))
    shown(qtbot, transport, 440)
    assert transport.again.isVisible()
    assert transport.look.isVisible()
    assert transport.minimumSizeHint().width() <= 440
    assert cut(transport) == []


def test_the_transcript_begins_at_its_beginning(qtbot: QtBot) -> None:
    first = sample_assessment.sample()
    words = tuple(replace(word, span=None) for word in first.words or ()) * 40
    transcript = Transcript()
    transcript.show_report(build(replace(first, words=words)))
    shown(qtbot, transcript, 300)
    bar = transcript.verticalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == 0

    bar.setValue(bar.maximum())
    transcript.show_report(build(replace(first, words=words[:-1])))
    assert bar.value() == 0


def test_marking_a_text_anew_leaves_it_where_it_is(qtbot: QtBot) -> None:
    raw = replace(sample_assessment.sample(), words=(sample_assessment.sample().words or ()) * 40)
    transcript = Transcript()
    transcript.show_report(build(raw, 0.5))
    shown(qtbot, transcript, 300)
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    transcript.show_report(build(raw, 0.9))
    assert bar.value() == bar.maximum() // 2


def test_the_icon_of_the_comparison_and_of_the_menu_grow(
    window: MainWindow, qtbot: QtBot, appearance: Appearance
) -> None:
    compare = CompareButton()
    shown(qtbot, compare, 200)
    buttons = (compare, window.navigation.button)
    before = [each.iconSize().height() for each in buttons]
    appearance.follow(Settings(text_percent=200))
    assert all(each.iconSize().height() > side for each, side in zip(buttons, before, strict=True))


def test_what_was_recognised_is_gone_on_with_at_its_end(window: MainWindow) -> None:
    dialog = SaidDialog(Question("I sink so", lambda _: None), window)
    assert dialog.edit.textCursor().position() == len("I sink so")
    dialog.close()
