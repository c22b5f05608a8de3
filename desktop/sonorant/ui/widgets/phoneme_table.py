"""The words as a table that unfolds to their syllables and phonemes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeView, QWidget

from sonorant.ui import theme
from sonorant.ui.report_model import Place, Report
from sonorant.ui.widgets.report_rows import Index, ReportRows
from sonorant.ui.words import translate

WIDTHS = (13, 6, 6, 6)
"""Of the columns but the last, in digits."""


class PhonemeTable(QTreeView):
    """One line a word, one a syllable, one a phoneme under it.

    Signals:
        picked: the user went to a line; carries its `Place`.
        wanted: the user clicked a line or pressed Enter on it, to hear it; carries its `Place`.
    """

    picked = Signal(object)
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("ui", "Words and sounds"))
        self.setAccessibleDescription(
            translate(
                "ui",
                "Each word unfolds to its syllables and sounds: expected, heard, score, time in seconds, and error.",
            )
        )
        self.rows = ReportRows(self)
        self.setModel(self.rows)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._quiet = False
        self.clicked.connect(self._on_wanted)
        self.activated.connect(self._on_wanted)
        self._take_theme()

    def show_report(self, report: Report | None) -> None:
        """Show the rows of a report; when it is only marked anew, the words that were unfolded stay so."""
        self.rows.show(report)
        self.size_columns()

    def select(self, place: Place | None) -> None:
        """Show the line of a place, its word unfolded."""
        index = self.rows.index_of(place)
        self._quiet = True
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        else:
            self.clearSelection()
        self._quiet = False

    @property
    def place(self) -> Place | None:
        """The place of the current line."""
        index = self.currentIndex()
        return self.rows.place(index) if index.isValid() else None

    def size_columns(self) -> None:
        em = self.fontMetrics().horizontalAdvance("0")
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width * em)

    def _on_wanted(self, index: QModelIndex) -> None:
        self.wanted.emit(self.rows.place(index))

    def _take_theme(self) -> None:
        self.rows.set_colours(theme.of(self.palette()))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self.picked.emit(self.rows.place(current))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not hasattr(self, "_quiet"):
            return
        if event.type() == QEvent.Type.PaletteChange:
            self._take_theme()
        elif event.type() == QEvent.Type.FontChange:
            self.size_columns()
