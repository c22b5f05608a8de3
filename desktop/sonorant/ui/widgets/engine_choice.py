"""Who judges, always in view: chosen here, and said where that is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sonorant.ui.engines import Judge
from sonorant.ui.settings import Engine
from sonorant.ui.widgets.common import ChoiceBox, label
from sonorant.ui.words import translate

LEAST_LETTERS = 14


class EngineChoice(QWidget):
    """A list of the engines.

    Signals:
        chosen: carries the `Engine`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = ChoiceBox(translate("ui", "Engine"), LEAST_LETTERS)
        for engine in Engine:
            self.list.addItem("", engine)
        name = label(translate("ui", "&Engine"), "muted9")
        name.setBuddy(self.list)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(name)
        layout.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.activated.connect(self._on_activated)

    def show_engines(self, chosen: Judge, azure: Judge) -> None:
        """Show which one judges, and where Azure Speech is."""
        place = _short(azure.destination) or translate("ui", "not set up")
        self.list.setItemText(0, translate("ui", "On this machine"))
        self.list.setItemText(1, translate("ui", "Azure ({0})").format(place))
        self.list.setCurrentIndex(self.list.findData(chosen.engine))
        here = translate("ui", "Judges on this machine: nothing leaves it.")
        there = translate("ui", "What you record and its text are sent to {0}.").format(chosen.destination)
        said = here if chosen.engine is Engine.EMBEDDED else chosen.problem or there
        self.list.setToolTip(said)
        self.list.setAccessibleDescription(said)

    def _on_activated(self, _place: int) -> None:
        self.chosen.emit(Engine(self.list.currentData()))  # Qt makes a plain text of it


def _short(host: str) -> str:
    """What tells a host from others: its first name, or all of an address in numbers."""
    first = host.partition(".")[0]
    return host if first.isdecimal() else first
