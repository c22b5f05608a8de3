"""The words as a table that unfolds to their phonemes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from sonorant.ui import theme
from sonorant.ui.report_model import Mark, Place, Report, Row

GAP = "  "  # keeps the left-aligned last column off the right-aligned one before it
COLUMNS = ("Expected", "Heard", "Score", "Time", f"{GAP}Error")
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
PLACE = Qt.ItemDataRole.UserRole


class PhonemeTable(QTreeWidget):
    """One line a word, one a phoneme under it.

    Signals:
        picked: the user went to a line; carries its `Place`.
        wanted: the user clicked a line or pressed Enter on it, to hear it; carries its `Place`.
    """

    picked = Signal(object)
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Words and sounds")
        self.setAccessibleDescription("Each word unfolds to its sounds: expected, heard, score, time and error.")
        self.setHeaderLabels(list(COLUMNS))
        for column in (2, 3):
            self.headerItem().setTextAlignment(column, RIGHT)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._items: dict[Place, QTreeWidgetItem] = {}
        self._report: Report | None = None
        self._quiet = False
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(self._on_wanted)
        self.itemActivated.connect(self._on_wanted)

    def show_report(self, report: Report | None) -> None:
        self._quiet = True
        self.clear()
        self._items = {}
        self._report = report
        colours = theme.of(self.palette())
        for row in report.rows if report else ():
            parent = self.invisibleRootItem() if row.place.phoneme is None else self._items[Place(row.place.word)]
            item = QTreeWidgetItem(parent, _cells(row))
            item.setData(0, PLACE, row.place)
            for column in (2, 3):
                item.setTextAlignment(column, RIGHT)
            item.setForeground(2, QBrush(QColor(theme.score_colour(colours, row.score))))
            item.setForeground(3, QBrush(QColor(colours.muted)))
            if row.marks:
                colour = QBrush(QColor(getattr(colours, row.mark.colour)))
                for column in (0, 1, 4):
                    item.setForeground(column, colour)
            self._items[row.place] = item
        for place, item in self._items.items():
            if place.phoneme is None and report is not None:
                marks = [mark for mark in report.marks_of_word(place.word) if mark != Mark.MISPRONOUNCED]
                if marks and not item.text(4).strip():
                    item.setText(4, GAP + " ".join(mark.letter for mark in marks))
                    for column in (0, 4):
                        item.setForeground(column, QBrush(QColor(getattr(colours, marks[0].colour))))
        self.size_columns()
        self._quiet = False

    def select(self, place: Place | None) -> None:
        """Show the line of a place, its word unfolded."""
        item = self._items.get(place) if place is not None else None
        self._quiet = True
        if item is None:
            self.clearSelection()
        else:
            parent = item.parent()
            if parent is not None:
                parent.setExpanded(True)
            self.setCurrentItem(item)
            self.scrollToItem(item)
        self._quiet = False

    def item_at(self, place: Place) -> QTreeWidgetItem:
        """The line of a place."""
        return self._items[place]

    def size_columns(self) -> None:
        em = self.fontMetrics().horizontalAdvance("0")
        for column, width in enumerate((13, 6, 6, 6)):
            self.setColumnWidth(column, width * em)

    def _on_current(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None and not self._quiet:
            self.picked.emit(Place(*item.data(0, PLACE)))

    def _on_wanted(self, item: QTreeWidgetItem) -> None:
        self.wanted.emit(Place(*item.data(0, PLACE)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_report"):
            self.show_report(self._report)


def _cells(row: Row) -> list[str]:
    return [
        row.name,
        row.heard,
        "–" if row.score is None else f"{row.score:.0f}",
        "–" if row.start is None else f"{row.start:.2f}",
        GAP + ", ".join(f"{mark.letter} {mark.title}" for mark in row.marks),
    ]
