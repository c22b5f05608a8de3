"""The page that shows the sessions that were kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sonorant.ui.services import Services
from sonorant.ui.tasks import Tasks
from sonorant.ui.viewer import Viewer
from sonorant.ui.widgets.common import Card, label


class ReviewPage(QWidget):
    """Nothing yet but its place.

    Signals:
        noticed: carries a `Notice`.
    """

    noticed = Signal(object)

    def __init__(self, services: Services, work: Tasks, devices: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewer: Viewer | None = None  # built when it is first needed: a waveform costs time at the start
        self._services, self._work, self._devices = services, work, devices
        card = Card()
        card.body.addWidget(label("Nothing is shown here yet.", "muted"))
        card.body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def enter(self) -> None:
        """The page comes into view: look again at what is stored."""

    def leave(self) -> None:
        """Another page comes into view, or the window closes: fall silent."""
        if self.viewer is not None:
            self.viewer.playback.stop()
