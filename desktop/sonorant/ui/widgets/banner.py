"""The one place where the window says that something is not as it should be, with a way on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from sonorant.ui.widgets.common import announce, button, label
from sonorant.ui.words import translate


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
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(14, 8, 10, 8)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._text, 1)
        self._dismiss = button(translate("ui", "Dismiss"))
        self._dismiss.clicked.connect(self.clear)
        self._layout.addWidget(self._dismiss)
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
        for place, (name, act) in enumerate(notice.ways, start=1):
            way = button(name)
            # Cleared first: what is done may have something to say itself.
            way.clicked.connect(self.clear)
            way.clicked.connect(act)
            self._layout.insertWidget(place, way)
            self._ways.append(way)
            QWidget.setTabOrder(before, way)  # the keyboard comes to it where it stands, not after the whole window
            before = way
        if before is not self._dismiss:
            QWidget.setTabOrder(before, self._dismiss)
        self.show()
        announce(self, notice.text)

    def clear(self) -> None:
        self._notice = None
        for way in self._ways:
            way.hide()
            way.deleteLater()
        self._ways = []
        self.hide()
