"""Widgets in a line that goes on below where there is no room, as words do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """As wide as its widest widget at least."""

    def __init__(self, *widgets: QWidget, spacing: int = 6, last_apart: bool = False) -> None:
        """`last_apart`: the last one stands at the far end of its line, unless it is alone there."""
        super().__init__()
        self._last_apart = last_apart
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by width: whoever lays out asks many times
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        for widget in widgets:
            self.addWidget(widget)

    def _arrange(self, width: int, origin: QPoint | None) -> int:
        """Lay the shown widgets out from `origin`, or only find out how; the height that they need."""
        y = 0
        for line in self._lines(width):
            x, height = 0, max(size.height() for _, size in line)
            for item, size in line:
                if origin is not None:
                    if self._last_apart and x and item is self._items[-1]:
                        x = max(x, width - size.width())
                    at = origin + QPoint(x, y + (height - size.height()) // 2)
                    item.setGeometry(QRect(at, QSize(min(size.width(), width), size.height())))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return max(0, y - self.spacing())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The shown widgets with their sizes, line by line."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = width + 1
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if size.width() > width and item.hasHeightForWidth():  # it flows itself
                size = QSize(width, item.heightForWidth(width))
            if x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self.spacing()
        return lines

    # What Qt asks

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(width, None)
        return self._heights[width]

    def invalidate(self) -> None:
        super().invalidate()
        self._heights.clear()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect.width(), rect.topLeft())

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in shown), default=0), max((size.height() for size in shown), default=0)
        )
