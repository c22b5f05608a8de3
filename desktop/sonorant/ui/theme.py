"""Colours by name, for light and dark, and how they reach Qt."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from string import Template

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from sonorant import assets
from sonorant.speech.marks import Mark
from sonorant.ui.settings import Scheme, Settings


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour in the window, as "#rrggbb". Text on `window` and `card` reaches 4.5:1, marks reach 3:1."""

    name: str
    window: str
    card: str
    border: str
    edge: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    signal: str
    track: str
    notice: str
    on_notice: str
    good: str
    fair: str
    poor: str
    substitution: str
    deletion: str
    insertion: str
    mispronounced: str
    omitted: str
    pause: str


LIGHT = Theme(
    name="light",
    window="#f5f6f8",
    card="#ffffff",
    border="#e2e5ea",
    edge="#858d9a",
    text="#1b1f27",
    muted="#5b6472",
    accent="#3d4fd1",
    on_accent="#ffffff",
    accent_soft="#e8ebfc",
    signal="#7d8bdc",
    track="#eceef2",
    notice="#fff4dc",
    on_notice="#5a3d00",
    good="#1e7a3c",
    fair="#a35200",
    poor="#c0262d",
    substitution="#c0262d",
    deletion="#a35200",
    insertion="#7b3fc4",
    mispronounced="#b0246e",
    omitted="#5b6472",
    pause="#0b6e7f",
)
DARK = Theme(
    name="dark",
    window="#14161b",
    card="#1d2027",
    border="#2e323c",
    edge="#767e8e",
    text="#eceef3",
    muted="#a3abb9",
    accent="#95a2ff",
    on_accent="#10131d",
    accent_soft="#2b3052",
    signal="#7e8df0",
    track="#2a2e38",
    notice="#3a2f14",
    on_notice="#ffdf9e",
    good="#6fd88b",
    fair="#ffb866",
    poor="#ff8a8a",
    substitution="#ff8a8a",
    deletion="#ffb866",
    insertion="#c5a3ff",
    mispronounced="#ff93cb",
    omitted="#a3abb9",
    pause="#62d3e6",
)


def of(palette: QPalette) -> Theme:
    """The theme that a widget with this palette is shown in."""
    return DARK if palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText).lightness() > 127 else LIGHT


def score_colour(theme: Theme, score: float | None) -> str:
    """The colour of a score from 0 to 100; muted where there is none."""
    if score is None:
        return theme.muted
    return theme.good if score >= 80 else theme.fair if score >= 60 else theme.poor


_OF_MARK = {
    Mark.SUBSTITUTION: "substitution",
    Mark.DELETION: "deletion",
    Mark.INSERTION: "insertion",
    Mark.MISPRONOUNCED: "mispronounced",
    Mark.OMITTED: "omitted",
    Mark.ADDED: "insertion",
    Mark.REPEATED: "insertion",
    Mark.PAUSE: "pause",
    Mark.MISSING_PAUSE: "pause",
    Mark.MONOTONE: "pause",
}


def mark_colour(theme: Theme, mark: Mark | None) -> str:
    """The colour of an error; that of text where there is none."""
    return theme.text if mark is None else str(getattr(theme, _OF_MARK[mark]))


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" after WCAG 2, from 0 to 1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours after WCAG 2, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palette(theme: Theme) -> QPalette:
    """The theme as a Qt palette."""
    roles = QPalette.ColorRole
    result = QPalette()
    for role, colour in {
        roles.Window: theme.window,
        roles.WindowText: theme.text,
        roles.Base: theme.card,
        roles.AlternateBase: theme.window,
        roles.Text: theme.text,
        roles.PlaceholderText: theme.muted,
        roles.Button: theme.card,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.poor,
        roles.Highlight: theme.accent_soft,
        roles.HighlightedText: theme.text,
        roles.Link: theme.accent,
        roles.LinkVisited: theme.accent,
        roles.ToolTipBase: theme.card,
        roles.ToolTipText: theme.text,
        roles.Accent: theme.accent,
        roles.Light: theme.card,
        roles.Midlight: theme.track,
        roles.Mid: theme.border,
        roles.Dark: theme.edge,
        roles.Shadow: theme.border,
    }.items():
        result.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.edge))
    return result


def style_sheet(theme: Theme, percent: int = 100) -> str:
    """The theme's style sheet: cards, buttons and lists; `percent` is the size of text."""
    template = Template(assets.path("icons", "style.qss").read_text(encoding="utf-8"))
    colours = {name: getattr(theme, name) for name in Theme.__slots__}
    sheet = template.substitute(colours, icons=assets.path("icons").as_posix())
    return re.sub(r"(\d+)pt", lambda size: f"{int(size[1]) * percent / 100:g}pt", sheet)


class Appearance(QObject):
    """Keeps the application in the scheme and the size of text that the settings name, live.

    SONORANT_THEME=light or dark in the environment overrules the scheme.
    """

    def __init__(self, app: QApplication, settings: Settings | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings or Settings()
        self._points = app.font().pointSizeF()
        self._shown: tuple[Theme, int] | None = None
        app.setStyle("Fusion")
        self._system = app.styleHints().colorScheme()
        app.styleHints().colorSchemeChanged.connect(self._on_system)
        self.follow(self._settings)

    def follow(self, settings: Settings) -> None:
        """Look as `settings` say from now on."""
        self._settings = settings
        for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeTooltip, Qt.UIEffect.UI_AnimateCombo):
            self._app.setEffectEnabled(effect, not settings.reduced_motion)
        self._show()

    def _on_system(self, scheme: Qt.ColorScheme) -> None:
        self._system = scheme
        self._show()

    def _show(self) -> None:
        settings = self._settings
        system = "dark" if self._system == Qt.ColorScheme.Dark else "light"
        chosen = system if settings.scheme is Scheme.SYSTEM else settings.scheme.value
        theme = DARK if os.environ.get("SONORANT_THEME", chosen) == "dark" else LIGHT
        if self._shown == (theme, settings.text_percent):
            return
        self._shown = theme, settings.text_percent
        font = self._app.font()
        font.setPointSizeF(self._points * settings.text_percent / 100)
        self._app.setFont(font)
        # An own palette in both schemes: the platforms' own differ, and their highlight contrast is too low.
        self._app.setPalette(palette(theme))
        self._app.setStyleSheet(style_sheet(theme, settings.text_percent))
