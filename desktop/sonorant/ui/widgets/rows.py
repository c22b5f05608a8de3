"""A plain table of text cells, each row with a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

Index = QModelIndex | QPersistentModelIndex
LEAST_LETTERS = 8
"""That a column has room for."""
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells, and what the row stands for."""

    key: Any
    cells: tuple[str, ...]


class RowModel(QAbstractTableModel):
    """The rows under their headings; the columns after the first `left` hold numbers."""

    def __init__(self, headings: Sequence[str], left: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.headings, self.left = headings, left
        self.rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings[index.column()]}: {self.rows[index.row()].cells[index.column()]}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= self.left:
            return RIGHT
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= self.left:
            return RIGHT
        return None


class RowTable(QTableView):
    """Such a table on the screen; a row is chosen as a whole.

    Signals:
        picked: carries the key of the row that became the current one.
        wanted: carries the key of a row that was double-clicked, or on which Enter was pressed.
    """

    picked = Signal(object)
    wanted = Signal(object)

    def __init__(self, name: str, headings: Sequence[str], left: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.model_ = RowModel(headings, left, self)
        self.setModel(self.model_)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(30)  # a thousand rows are not measured for the width of a column
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(left - 1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._fit()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.activated.connect(self._on_activated)

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.model_.show(rows)

    @property
    def rows(self) -> Sequence[Row]:
        return self.model_.rows

    def _fit(self) -> None:
        """Give rows and columns room for the size of text; what does not fit beside is scrolled to."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        self.horizontalHeader().setMinimumSectionSize(self.fontMetrics().averageCharWidth() * LEAST_LETTERS)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self.rows[index.row()].key)

    def _on_activated(self, index: QModelIndex) -> None:
        self.wanted.emit(self.rows[index.row()].key)
