from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from sonorant.speech.marks import Mark
from sonorant.ui import theme
from sonorant.ui.theme import DARK, LIGHT, Theme, contrast, mark_colour

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
    follower = qapp.findChild(theme.SystemTheme)
    follower.follow(Qt.ColorScheme.Dark)
    dark = qapp.palette().color(QPalette.ColorRole.Window).name()
    follower.follow(Qt.ColorScheme.Light)

    assert dark == DARK.window
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.window
