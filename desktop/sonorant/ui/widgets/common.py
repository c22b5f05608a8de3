"""Small pieces that many widgets are made of."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sonorant.ui.icons import icon
from sonorant.ui.key_hints import CommandButton
from sonorant.ui.words import translate

LEAST_COLUMN = 240
"""Pixels of height that a column needs to be of use."""
USUAL_POINTS = 10
"""The size of the window's text at 100 %."""
MOST_OF_SCREEN = 0.9


class Card(QFrame):
    """A surface with a subtle border; put things into `body`."""

    def __init__(self, parent: QWidget | None = None, margin: int = 14) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin - 2, margin, margin - 2)
        self.body.setSpacing(8)


class Column(QScrollArea):
    """Scrolls up and down what does not fit in height, as with very large text; the width is always there."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # Qt tells the bars, but not who lays out the column
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        beside = self.verticalScrollBar().sizeHint().width()
        return QSize(self._content.minimumSizeHint().width() + beside, LEAST_COLUMN)

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()


class ChoiceBox(QComboBox):
    """A choice that may be narrower than its entries: it ends with “…” what it has no room for."""

    def __init__(self, name: str = "", letters: int = 0) -> None:
        """`name` is for screen readers; `letters` is what there is room for in any case."""
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width() - 2
        )


def fit(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog its size (pixels, for text of the usual size), larger for larger text as far as the screen goes."""
    dialog.ensurePolished()
    grown = max(1.0, dialog.font().pointSizeF() / USUAL_POINTS)
    room = dialog.screen().availableSize() * MOST_OF_SCREEN
    dialog.resize(QSize(round(width * grown), round(height * grown)).boundedTo(room))


def label(text: str = "", style: str = "", wrap: bool = False) -> QLabel:
    """A label in one of the style sheet's text styles."""
    result = QLabel(text)
    result.setObjectName(style)
    result.setWordWrap(wrap)
    return result


def button(text: str, icon_name: str | None = None, style: str = "", tip: str = "", command: str = "") -> CommandButton:
    """A button that shows `text`, or only its icon in the style "quiet"; its name for screen readers is `text`.

    Its tool tip is `tip`, with the key that does `command` if the button is for one.
    """
    quiet = style == "quiet"
    result = CommandButton("" if quiet else text)
    result.command, result.tip = command, tip or text
    result.setObjectName(style)
    result.setAccessibleName(text.replace("&", ""))
    result.setAccessibleDescription(tip)
    result.setToolTip(tip or (text if quiet else ""))
    if icon_name is not None:
        role = QPalette.ColorRole.Base if style == "primary" else QPalette.ColorRole.ButtonText
        result.setIcon(icon(icon_name, role))
        result.fit_icon()
    return result


def search_field(name: str, hint: str = "") -> QLineEdit:
    """A line to search with, and a button in it to clear it."""
    result = QLineEdit()
    result.setPlaceholderText(hint or translate("ui", "Search"))
    result.setAccessibleName(name)
    result.setClearButtonEnabled(True)
    for clear in result.findChildren(QToolButton):
        clear.setAccessibleName(translate("ui", "Clear the search"))
    return result


class Meter(QProgressBar):
    """A bar that is painted with everything else; Qt's own paints itself, and all that waits, at each new value."""

    def setValue(self, value: int) -> None:
        self.setUpdatesEnabled(False)
        super().setValue(value)
        self.setUpdatesEnabled(True)


def meter(name: str) -> Meter:
    """A thin bar from 0 to 100."""
    result = Meter()
    result.setTextVisible(False)
    result.setAccessibleName(name)
    return result


def row(*parts: QWidget | int, spacing: int = 8) -> QHBoxLayout:
    """Widgets in a line; a number is a stretch of that weight."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    _fill(layout, parts)
    return layout


def _fill(layout: QBoxLayout, parts: tuple[QWidget | int, ...]) -> None:
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        else:
            layout.addWidget(part)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def announce(source: QObject, text: str) -> None:
    """Let a screen reader say `text`."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, text))
