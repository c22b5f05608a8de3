"""The way between the pages, and the menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QToolButton, QWidget

from sonorant.ui.icons import icon
from sonorant.ui.key_hints import icon_side, with_key
from sonorant.ui.words import translate


class Navigation(QWidget):
    """Tabs with the names of the pages, and a menu button.

    Signals:
        chosen: carries the number of the page, from 0.
    """

    chosen = Signal(int)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = QTabBar()
        self.tabs.setObjectName("pages")
        self.tabs.setAccessibleName(translate("ui", "Pages"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        for name in names:
            self.tabs.addTab(name)
        self.menu = QMenu(self)
        self.button = button = QToolButton()
        button.setObjectName("menu")
        button.setText(translate("ui", "Menu"))
        button.setAccessibleName(translate("ui", "Menu"))
        button.setToolTip(translate("ui", "Menu"))
        button.setIcon(icon("menu"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self.menu)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.tabs)
        layout.addStretch(1)
        layout.addWidget(button)
        self.tabs.currentChanged.connect(self.chosen)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.button.setIconSize(QSize(icon_side(self), icon_side(self)))

    def show_keys(self, keys: Sequence[str]) -> None:
        """Say in the tool tips which keys lead to the pages."""
        for place, key in enumerate(keys):
            self.tabs.setTabToolTip(place, with_key(self.tabs.tabText(place), key))

    def add(self, part: QWidget) -> None:
        """Put something before the menu, for the keyboard too."""
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        self.button.setParent(None)  # what is added last is reached last; Qt's order fails where there is a proxy
        layout.addWidget(part)
        layout.addWidget(self.button)

    def add_to_menu(self, name: str, act: Callable[[], object], keys: str = "") -> QAction:
        """Put an entry at the end of the menu; its keys work in the whole window."""
        action = self.menu.addAction(name)
        if keys:
            action.setShortcut(keys)
        action.triggered.connect(act)
        self.window().addAction(action)
        return action
