"""Tool tips that name the key which does the same; the window knows the keys, as its property `KEYS`."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QPushButton, QWidget

from sonorant.ui.words import translate

KEYS = "keys"
"""The name of the property: the keys by command, as they are written on the keyboard."""
ICON_SHARE = 1.05
"""The side of an icon, by the height of the text beside it."""
MOST_ICON = 26
"""Pixels beyond which icons do not grow, so that with very large text there is still room for the words."""


def key_of(widget: QWidget, command: str) -> str:
    """The key that does a command in the widget's window now; empty if none does."""
    keys: dict[str, str] = widget.window().property(KEYS) or {}
    return keys.get(command, "")


def with_key(text: str, key: str) -> str:
    """A text with the key after it, if there is one."""
    return translate("ui", "{0} ({1})").format(text, key) if key else text


def icon_side(widget: QWidget) -> int:
    """The side in pixels of an icon that suits the text of a widget."""
    return min(MOST_ICON, round(ICON_SHARE * widget.fontMetrics().height()))


class CommandButton(QPushButton):
    """A button for what a key does as well."""

    command, tip = "", ""
    least_icon = 0
    """Pixels of the side of its icon, however small the text is."""

    def fit_icon(self) -> None:
        """Give the icon a size that suits the text."""
        side = max(self.least_icon, icon_side(self))
        self.setIconSize(QSize(side, side))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_icon()

    def enterEvent(self, event: QEnterEvent) -> None:
        # Not when the tool tip is asked for: that comes by `event`, through which all others would have to go as well.
        if self.command:
            self.setToolTip(with_key(self.tip, key_of(self, self.command)))
        super().enterEvent(event)
