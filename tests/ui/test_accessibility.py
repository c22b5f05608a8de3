"""For everybody: names for screen readers, marks for every kind of colour vision, room for large text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QProgressBar,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

import sample_assessment
from sonorant.audio import files
from sonorant.sessions.store import Store
from sonorant.speech.assessment import Provenance
from sonorant.speech.marks import Mark
from sonorant.ui.engines import config_for
from sonorant.ui.main_window import PRACTICE, PROGRESS, REVIEW, MainWindow
from sonorant.ui.report_model import build
from sonorant.ui.settings import Language, Settings
from sonorant.ui.theme import DARK, LIGHT, Appearance, Theme, contrast, mark_colour
from sonorant.ui.widgets import common
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.widgets.common import Card, Column
from sonorant.ui.widgets.report_panel import ReportPanel
from sonorant.ui.widgets.span_items import OVER_SIGNAL, PATTERNS, pattern
from sonorant.ui.widgets.waveform import Waveform
from window_stage import Stage

PAGES = range(3)
QT_OWN = ("qt_spinbox_lineedit", "ScrollLeftButton", "ScrollRightButton", "qt_tableview_cornerbutton")
"""Parts of Qt's widgets that the keyboard does not reach and screen readers pass over."""
BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
VISIONS = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
"""How the full loss of one kind of cone changes linear red, green and blue (Machado, Oliveira and Fernandes, 2009)."""


def seen(picture: np.ndarray, vision: str) -> np.ndarray:
    """A picture, (…, 3) from 0 to 1, as it looks without one kind of cone."""
    linear = np.where(picture <= 0.04045, picture / 12.92, ((picture + 0.055) / 1.055) ** 2.4)
    linear = np.clip(linear @ np.array(VISIONS[vision]).T, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def swatch(theme: Theme, mark: Mark) -> np.ndarray:
    """A stretch of the waveform's ground with the mark on it, as the waveform draws it."""
    image = QImage(32, 32, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.card))
    painter = QPainter(image)
    colour = mark_colour(theme, mark)
    area = QRect(0, 0, 32, 32)
    painter.fillRect(area, pattern(mark, colour, *OVER_SIGNAL))
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(32, 32, 4)[:, :, 2::-1] / 255


@BOTH
@pytest.mark.parametrize("vision", VISIONS)
def test_marks_can_be_told_apart_in_the_waveform_whatever_cones_one_has(theme: Theme, vision: str) -> None:
    looks = {mark: seen(swatch(theme, mark), vision) for mark in Mark}
    for one, other in combinations(Mark, 2):
        assert np.abs(looks[one] - looks[other]).mean() > 0.02, (one, other)
    assert len(set(PATTERNS.values())) == len(Mark)


@BOTH
@pytest.mark.parametrize("vision", VISIONS)
def test_letters_and_edges_of_marks_stand_out_whatever_cones_one_has(theme: Theme, vision: str) -> None:
    def look(colour: str) -> str:
        plain = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
        return "#" + "".join(f"{round(255 * part):02x}" for part in seen(plain, vision))

    for mark in Mark:
        assert contrast(look(mark_colour(theme, mark)), look(theme.card)) >= 3


def controls(window: MainWindow) -> Iterator[QWidget]:
    """Whatever the keyboard reaches, on every page."""
    for page in PAGES:
        window.go(page)
        for each in window.findChildren(QWidget):
            if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield each


def test_everything_that_the_keyboard_reaches_has_a_name_and_a_role_on_every_page(
    judged: MainWindow, stage: Stage
) -> None:
    found = list(controls(judged))
    stage.settle()
    for each in found:
        interface = QAccessible.queryAccessibleInterface(each)
        assert interface.text(QAccessible.Text.Name), each
        if not isinstance(each, Waveform):  # it is painted: its description says what is selected in it
            assert interface.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), each
    assert len(found) > 30


def test_every_field_button_bar_and_slider_has_a_name_shown_or_not(judged: MainWindow, stage: Stage) -> None:
    for page in PAGES:
        judged.go(page)
    stage.settle()
    kinds = (QAbstractButton, QComboBox, QLineEdit, QProgressBar, QAbstractSlider, QAbstractSpinBox)
    nameless = [
        each
        for kind in kinds
        for each in judged.findChildren(kind)
        if not isinstance(each, QScrollBar)
        and not QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)
        and each.objectName() not in QT_OWN
    ]
    assert nameless == []


def test_the_waveform_says_what_is_selected_in_it(judged: MainWindow) -> None:
    interface = QAccessible.queryAccessibleInterface(judged.practice_page.viewer.waveform)
    assert interface.text(QAccessible.Text.Description).startswith("The recording over time")
    judged.step(1)
    said = "Selected: Expected θ · heard s · score 15 · S: another sound, at 0.30 s. The recording over time"
    assert interface.text(QAccessible.Text.Description).startswith(said)


def test_what_goes_on_is_said_aloud(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    class Reader:
        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802
            said.append(event.message())

    monkeypatch.setattr(common, "QAccessible", Reader)
    window = stage.open()
    assert said[-1].startswith("Press Record (R) and read the text aloud.")
    window.record_or_stop()
    stage.wait(lambda: window.practice.state.recording)
    stage.microphones[0].warning = "The microphone gives complete silence."
    stage.wait(lambda: "The microphone gives complete silence." in said)
    stage.microphones[0].failure = "The microphone stopped."
    stage.wait(lambda: "The microphone stopped." in said)
    stage.settle()
    window.practice.assess()
    stage.wait(lambda: "Assessed. Overall score 66. 6 to work on." in said)
    stage.settle()


def test_the_error_that_one_goes_to_is_said_aloud(judged: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("sonorant.ui.viewer.announce", lambda _source, text: said.append(text))
    judged.step(1)
    judged.step(1)
    judged.step(1)

    assert said == [
        "In “think”: Expected θ · heard s · score 15 · S: another sound",
        "In “think”: Expected k · heard – · score 15 · D: sound left out",
        "the · O: word left out",
    ]


def test_the_table_says_of_each_cell_what_it_is(qtbot: QtBot) -> None:
    panel = ReportPanel()
    qtbot.addWidget(panel)
    panel.show_report(build(sample_assessment.sample()))
    rows = panel.table.rows
    think = rows.index(1, 0)
    theta = rows.index(0, 0, think)
    said = [rows.data(theta.siblingAtColumn(column), Qt.ItemDataRole.AccessibleTextRole) for column in range(5)]

    assert rows.data(think, Qt.ItemDataRole.AccessibleTextRole) == "word think"
    assert said == ["sound θ", "Heard s", "Score 15", "Time 0.30", "Error S another sound"]


def is_cut(column: Column) -> bool:
    """Whether some of its content lies beside what can be seen, where nobody can scroll to."""
    return column.widget().width() > column.viewport().width()


def is_outside(button: QAbstractButton) -> bool:
    """Whether a part of it lies outside of what it stands in."""
    return not button.parentWidget().rect().contains(button.geometry())


def covered(card: Card) -> list[QWidget]:
    """The parts of a card that lie partly over or under others."""
    parts = [each for each in card.children() if isinstance(each, QWidget) and each.isVisible()]
    return [one for one, other in combinations(parts, 2) if one.geometry().intersects(other.geometry())]


@pytest.mark.usefixtures("speaking")
@pytest.mark.parametrize("language", [Language.ENGLISH, Language.GERMAN])
@pytest.mark.parametrize("percent", [100, 200])
def test_the_window_fits_a_small_screen_with_large_text_too(
    stage: Stage, qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    store, take, first = Store(stage.folder), stage.folder / "take.wav", sample_assessment.sample()
    files.write_wav(take, sample_assessment.sound())
    kept = store.save(take, first, config_for(first.text), "A morning at the market")
    azure = replace(first, provenance=Provenance("azure", "1.51.0"))
    store.add_verdict(kept.id, azure, config_for(first.text))
    store.save(take, first, config_for(first.text), "A morning at the market")
    appearance = qapp.findChild(Appearance)
    appearance.follow(Settings(text_percent=percent))
    window = stage.open()
    window.practice_page.show_planted_sample()
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()
    least: list[QSize] = []
    cut: list[QWidget] = []
    for page in (REVIEW, PROGRESS, PRACTICE):
        window.go(page)
        if page == REVIEW:
            stage.wait(lambda: window.review_page.opened is not None)
        if page == PROGRESS:
            stage.wait(lambda: window.progress_page.built and window.progress_page.engines.count() == 2)
        stage.settle()
        qtbot.wait(50)
        least.append(window.minimumSizeHint())
        cut += [each for each in window.findChildren(Column) if each.isVisible() and is_cut(each)]
        cut += [each for each in window.findChildren(QAbstractButton) if each.isVisible() and is_outside(each)]
        cut += [part for card in window.findChildren(Card) if card.isVisible() for part in covered(card)]
    assert cut == []
    assert window.width() == 1280  # it did not have to grow meanwhile, either

    stage.close(window)
    appearance.follow(Settings())
    assert max(each.width() for each in least) <= 1280, least
    assert max(each.height() for each in least) <= 720
    assert max(each.height() for each in least) <= 720


def test_the_ways_on_of_a_notice_are_reached_in_the_order_in_which_they_stand(window: MainWindow, qtbot: QtBot) -> None:
    done: list[str] = []
    ways = tuple((name, partial(done.append, name)) for name in ("Open it", "Delete it"))
    window.banner.show_notice(Notice("Something was found.", ways))
    window.activateWindow()
    window.navigation.tabs.setFocus()
    went = []
    for _ in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        went.append(QApplication.focusWidget())
    assert went[:2] == [window.engine_choice.list, window.navigation.button]
    assert [each.text() for each in went[2:5]] == ["Open it", "Delete it", "Dismiss"]
    assert went[5] is window.practice_page.picker.search

    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert done == ["Delete it"]
