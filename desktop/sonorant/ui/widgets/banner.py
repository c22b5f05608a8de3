"""The one place where the window says that something is not as it should be, with a way on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from sonorant.ui.widgets.common import announce, button, label
from sonorant.ui.widgets.flow import Flow
from sonorant.ui.words import translate

MOST_FOR_WAYS = 0.5
"""The share of the width that the buttons may take beside the text; where they need more, they stand below it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence and the ways on: names of buttons and what they do."""

    text: str
    ways: tuple[tuple[str, Callable[[], None]], ...] = ()


class Banner(QFrame):
    """Shows one notice until it is acted upon, dismissed or replaced; hidden otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._text = label(wrap=True)
        self._dismiss = button(translate("ui", "Dismiss"))
        self._dismiss.clicked.connect(self.clear)
        self._flow = Flow(self._dismiss, spacing=8)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(14, 8, 10, 8)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._text, 1)
        self._layout.addLayout(self._flow)
        self._ways: list[QPushButton] = []
        self._notice: Notice | None = None
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What is shown now."""
        return self._notice

    def show_notice(self, notice: Notice) -> None:
        self.clear()
        self._notice = notice
        self._text.setText(notice.text)
        before = self._dismiss
        self._flow.removeWidget(self._dismiss)
        for name, act in notice.ways:
            way = button(name)
            # Cleared first: what is done may have something to say itself.
            way.clicked.connect(self.clear)
            way.clicked.connect(act)
            self._flow.addWidget(way)
            self._ways.append(way)
            QWidget.setTabOrder(before, way)  # the keyboard comes to it where it stands, not after the whole window
            before = way
        self._flow.addWidget(self._dismiss)
        if before is not self._dismiss:
            QWidget.setTabOrder(before, self._dismiss)
        self._arrange()
        self.show()
        announce(self, notice.text)

    def clear(self) -> None:
        self._notice = None
        for way in self._ways:
            self._flow.removeWidget(way)
            way.hide()
            way.deleteLater()
        self._ways = []
        self.hide()

    def _arrange(self) -> None:
        below = self._flow.sizeHint().width() > MOST_FOR_WAYS * self.width()
        ways = QBoxLayout.Direction
        self._layout.setDirection(ways.TopToBottom if below else ways.LeftToRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
