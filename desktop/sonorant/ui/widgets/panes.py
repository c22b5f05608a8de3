"""Parts side by side, whose widths the user may change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

PANES = "panes"
"""The property of a window that holds, by name, what widths the panes in it had (`QSplitter.saveState`)."""


class Panes(QSplitter):
    """Widgets in a line. `name` is what their widths are remembered by; the window knows those of last time."""

    def __init__(self, name: str, parts: Sequence[tuple[QWidget, int, int]], parent: QWidget | None = None) -> None:
        """`parts` are widgets, each with its usual width in pixels and its share of what the window has beyond."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName(name)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(12)
        for place, (part, _, share) in enumerate(parts):
            self.addWidget(part)
            self.setStretchFactor(place, share)
        self.setSizes([width for _, width, _ in parts])
        self._shown = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            before: dict[str, QByteArray] = self.window().property(PANES) or {}
            if self.objectName() in before:
                self.restoreState(before[self.objectName()])
