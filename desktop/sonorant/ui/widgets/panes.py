"""Parts side by side, whose widths the user may change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from sonorant.ui import theme
from sonorant.ui.words import translate

PANES = "panes"
"""The property of a window that holds, by name, what widths the panes in it had (`QSplitter.saveState`)."""
STEP = 20
"""Pixels by which a key moves a divider."""
WIDE, LONG = 4, 56
"""Pixels of what is seen of a divider that the pointer or the keyboard is at."""


class Divider(QSplitterHandle):
    """What stands between two parts; the pointer and the arrow keys move it."""

    def __init__(self, panes: QSplitter) -> None:
        super().__init__(Qt.Orientation.Horizontal, panes)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(translate("ui", "Divider"))
        tip = translate("ui", "Drag it, or press the left and right arrow keys, to change the widths beside it.")
        self.setAccessibleDescription(tip)
        self.setToolTip(tip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left:
                self.moveSplitter(self.x() - STEP)
            case Qt.Key.Key_Right:
                self.moveSplitter(self.x() + STEP)
            case Qt.Key.Key_Home:
                self.moveSplitter(0)
            case Qt.Key.Key_End:
                self.moveSplitter(self.splitter().width())
            case _:
                event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not (self.hasFocus() or self.underMouse()):
            return
        colours = theme.of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if self.hasFocus() else colours.edge))
        line = QRectF(0, 0, WIDE, LONG)
        line.moveCenter(QRectF(self.rect()).center())
        painter.drawRoundedRect(line, WIDE / 2, WIDE / 2)
        painter.end()


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
            before = part.previousInFocusChain()
            if place and before is not None:  # the keyboard comes to a divider where it stands, not after all parts
                QWidget.setTabOrder(before, self.handle(place))
        self.setSizes([width for _, width, _ in parts])
        self._shown = False

    def createHandle(self) -> QSplitterHandle:
        return Divider(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            before: dict[str, QByteArray] = self.window().property(PANES) or {}
            if self.objectName() in before:
                self.restoreState(before[self.objectName()])
