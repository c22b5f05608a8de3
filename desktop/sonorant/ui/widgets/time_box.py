"""A lane of the waveform: how wheel, pinch and drag move through time."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import Qt, Signal

ZOOM_PER_STEP = 0.8
PAN_PER_STEP = 0.15
WHEEL_STEP = 120.0


class TimeBox(pg.ViewBox):  # type: ignore[misc]
    """The wheel zooms around the pointer, Shift or a sideways wheel moves; a drag selects, the middle button moves.

    Signals:
        stretched: carries the seconds from and to that the drag covers so far.
    """

    stretched = Signal(float, float)

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0)
        self.setMouseEnabled(x=True, y=False)

    def zoom(self, factor: float, around: float) -> None:
        """Show `factor` times the time now in view; `around` (seconds) stays where it is."""
        start, end = self.viewRange()[0]
        self.setXRange(around + (start - around) * factor, around + (end - around) * factor, padding=0)

    def pan(self, share: float) -> None:
        """Move by a share of the time in view."""
        start, end = self.viewRange()[0]
        low, high = self.state["limits"]["xLimits"]
        by = share * (end - start)
        by = max(low - start, min(high - end, by))
        self.setXRange(start + by, end + by, padding=0)

    def wheelEvent(self, event: Any, axis: int | None = None) -> None:
        steps = event.delta() / WHEEL_STEP
        sideways = event.orientation() == Qt.Orientation.Horizontal
        if sideways or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(-PAN_PER_STEP * steps)
        else:
            self.zoom(ZOOM_PER_STEP**steps, self.mapSceneToView(event.scenePos()).x())
        event.accept()

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            super().mouseDragEvent(event, axis=0)
            return
        event.accept()
        if event.button() == Qt.MouseButton.LeftButton:
            begin = self.mapSceneToView(event.buttonDownScenePos()).x()
            self.stretched.emit(begin, self.mapSceneToView(event.scenePos()).x())


class OverviewBox(TimeBox):
    """The whole take in a strip; a click or drag brings a place into view.

    Signals:
        wanted: carries the seconds that are to be in the middle of the view.
    """

    wanted = Signal(float)

    def wheelEvent(self, event: Any, axis: int | None = None) -> None:
        event.ignore()

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        event.accept()
        self.wanted.emit(self.mapSceneToView(event.scenePos()).x())
