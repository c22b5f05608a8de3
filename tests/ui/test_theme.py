from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from sonorant.speech.marks import Mark
from sonorant.ui import theme
from sonorant.ui.settings import Scheme, Settings
from sonorant.ui.theme import DARK, LIGHT, Theme, contrast, mark_colour
from sonorant.ui.widgets.common import button

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda each: each.name)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@BOTH
def test_text_can_be_read(colours: Theme) -> None:
    plain = [colours.text, colours.muted, colours.good, colours.fair, colours.poor]
    for colour in (*plain, *(mark_colour(colours, mark) for mark in Mark)):
        for ground in (colours.window, colours.card):
            assert contrast(colour, ground) >= 4.5


@BOTH
def test_text_can_be_read_on_every_other_ground(colours: Theme) -> None:
    for text, ground in (
        (colours.on_accent, colours.accent),
        (colours.text, colours.accent_soft),
        (colours.text, colours.track),
        (colours.on_notice, colours.notice),
        *((colours.card, mark_colour(colours, mark)) for mark in Mark),
    ):
        assert contrast(text, ground) >= 4.5


@BOTH
@pytest.mark.parametrize("name", ["accent", "edge", "signal", "good", "fair", "poor"])
def test_marks_and_edges_can_be_seen(colours: Theme, name: str) -> None:
    assert contrast(getattr(colours, name), colours.card) >= 3


@BOTH
def test_a_palette_gives_its_theme_back(colours: Theme) -> None:
    assert theme.of(theme.palette(colours)) is colours


def test_the_window_follows_the_system(qapp: QApplication) -> None:
    hints = qapp.styleHints()
    before = hints.colorScheme()
    shown = []
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        hints.colorSchemeChanged.emit(scheme)
        shown.append(qapp.palette().color(QPalette.ColorRole.Window).name())
    hints.colorSchemeChanged.emit(before)
    assert shown == [DARK.window, LIGHT.window]


def test_the_settings_overrule_the_system(qapp: QApplication) -> None:
    look = qapp.findChild(theme.Appearance)
    label = QLabel("text")
    label.ensurePolished()
    size = label.font().pointSizeF()
    try:
        look.follow(Settings(scheme=Scheme.DARK, text_percent=200, reduced_motion=True))
        label.ensurePolished()
        assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window
        assert label.font().pointSizeF() == 2 * size == 20
        assert not qapp.isEffectEnabled(Qt.UIEffect.UI_FadeTooltip)
    finally:
        look.follow(Settings(scheme=Scheme.LIGHT))
        look.follow(Settings())


@BOTH
def test_hints_in_empty_fields_can_be_read(qapp: QApplication, qtbot: QtBot, colours: Theme) -> None:
    look = qapp.findChild(theme.Appearance)
    try:
        look.follow(Settings(scheme=Scheme(colours.name)))
        for field in (QLineEdit(), QPlainTextEdit()):
            qtbot.addWidget(field)
            field.ensurePolished()
            assert field.palette().color(QPalette.ColorRole.PlaceholderText).name() == colours.muted
    finally:
        look.follow(Settings())


def test_switches_that_are_off_can_be_read(qapp: QApplication, qtbot: QtBot) -> None:
    off = button("Translation", style="chip")
    off.setCheckable(True)
    qtbot.addWidget(off)
    off.show()
    assert off.palette().color(QPalette.ColorRole.ButtonText).name() == LIGHT.muted


def test_the_first_button_of_a_question_is_as_round_as_everywhere(qapp: QApplication, qtbot: QtBot) -> None:
    first = button("Assess", style="primary")
    qtbot.addWidget(first)
    first.show()
    assert first.height() >= 2 * 19  # or else Qt draws no corners


def test_icons_grow_with_the_text(qapp: QApplication, qtbot: QtBot) -> None:
    look = qapp.findChild(theme.Appearance)
    play = button("Play", "play")
    qtbot.addWidget(play)
    play.show()
    side = play.iconSize().height()
    try:
        look.follow(Settings(text_percent=200))
        assert play.iconSize().height() >= 1.4 * side
    finally:
        look.follow(Settings())
    assert play.iconSize().height() == side
