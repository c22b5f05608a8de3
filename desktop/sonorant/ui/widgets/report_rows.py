"""The rows of a report as a model for a tree: words, under them their syllables and phonemes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from sonorant.speech.marks import Mark
from sonorant.ui import theme
from sonorant.ui.numbers import Number
from sonorant.ui.report_model import Place, Report, Row, experts, in_words, tip
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.theme import LIGHT, Theme
from sonorant.ui.words import translate

Index = QModelIndex | QPersistentModelIndex
NAME, HEARD, SCORE, TIME, ERROR = range(5)
GAP = "  "  # keeps the left-aligned last column off the right-aligned one before it
COLUMNS = (
    QT_TRANSLATE_NOOP("ui", "Expected"),
    QT_TRANSLATE_NOOP("ui", "Heard"),
    QT_TRANSLATE_NOOP("ui", "Score"),
    QT_TRANSLATE_NOOP("ui", "Time"),
    QT_TRANSLATE_NOOP("ui", "Error"),
)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NO_INDEX = QModelIndex()


class ReportRows(QAbstractItemModel):
    """Nothing is made ahead of being looked at, so that a long take costs no more than a short one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.colours: Theme = LIGHT
        self._report: Report | None = None
        self._rows: tuple[Row, ...] = ()
        self._parents: list[int] = []
        self._children: dict[int, list[int]] = {}
        self._positions: list[int] = []
        self._numbers: dict[Place, int] = {}
        self._sounding: Place | None = None

    def show(self, report: Report | None) -> None:
        """Take the rows of another report; where it is the same one marked anew, views stay as they are unfolded."""
        if report is not None and self._report is not None and report.raw is self._report.raw:
            self._report, self._rows = report, report.rows  # the same places in the same order
            self.layoutChanged.emit()
            return
        self.beginResetModel()
        self._report, self._sounding = report, None
        self._rows = report.rows if report else ()
        self._parents, self._positions, self._children = [], [], {-1: []}
        self._numbers = {row.place: number for number, row in enumerate(self._rows)}
        word = syllable = -1
        for number, row in enumerate(self._rows):
            if row.place.is_word:
                parent, word, syllable = -1, number, -1
            elif row.place.syllable is not None:
                parent, syllable = word, number
            else:
                parent = syllable if syllable >= 0 else word
            siblings = self._children.setdefault(parent, [])
            self._parents.append(parent)
            self._positions.append(len(siblings))
            siblings.append(number)
        self.endResetModel()

    def place(self, index: Index) -> Place:
        return self._rows[index.internalId()].place

    def index_of(self, place: Place | None, column: int = 0) -> QModelIndex:
        """The index of a place; an invalid one where it has no row."""
        number = self._numbers.get(place) if place is not None else None
        return QModelIndex() if number is None else self.createIndex(self._positions[number], column, number)

    def set_sounding(self, place: Place | None) -> None:
        """Shade the word and the phoneme that sound now."""
        before, self._sounding = self._sounding, place
        for each in (before, place):
            if each is not None:
                for row in (each, Place(each.word)):
                    self.dataChanged.emit(self.index_of(row), self.index_of(row, ERROR))

    def set_colours(self, colours: Theme) -> None:
        if colours != self.colours:
            self.colours = colours
            self.layoutChanged.emit()

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        siblings = self._children[parent.internalId() if parent.isValid() else -1]
        return self.createIndex(row, column, siblings[row])

    def parent(self, index: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]
        number = self._parents[index.internalId()] if index.isValid() else -1
        return QModelIndex() if number < 0 else self.createIndex(self._positions[number], 0, number)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        if parent.column() > 0:
            return 0
        return len(self._children.get(parent.internalId() if parent.isValid() else -1, ()))

    def columnCount(self, _parent: Index = NO_INDEX) -> int:
        return len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return GAP + translate("ui", COLUMNS[section]) if section == ERROR else translate("ui", COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (SCORE, TIME):
            return RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.internalId()]
        shown: Any = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                text = self._text(row, index.column())
                shown = GAP + text if index.column() == ERROR and text else text
            case Qt.ItemDataRole.ToolTipRole:
                shown = tip(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                shown = self._spoken(row, index.column())
            case Qt.ItemDataRole.ForegroundRole:
                shown = QColor(self._colour(row, index.column()))
            case Qt.ItemDataRole.BackgroundRole if self._sounding is not None:
                sounds = row.place in (self._sounding, Place(self._sounding.word))
                shown = QColor(self.colours.track) if sounds else None
            case Qt.ItemDataRole.TextAlignmentRole if index.column() in (SCORE, TIME):
                shown = RIGHT
        return shown

    def _text(self, row: Row, column: int) -> str:
        match column:
            case 0:
                return row.name
            case 1:
                return row.heard
            case 2:
                return "–" if row.score is None else f"{row.score:.0f}"
            case 3:
                return "–" if row.start is None else f"{Number(row.start):.2f}"
        if row.marks:
            text = ", ".join(f"{mark.code(row.reliable)} {translate('ui', mark.title)}" for mark in row.marks)
            return text if row.reliable else translate("ui", "{0} (unsure)").format(text)
        return " ".join(self._code(row, mark) for mark in self._inside(row))

    def _spoken(self, row: Row, column: int) -> str:
        text = self._text(row, column)
        if column == NAME:
            kind = (
                translate("ui", "word {0}")
                if row.place.is_word
                else translate("ui", "syllable {0}")
                if row.place.syllable is not None
                else translate("ui", "sound {0}")
            )
            return ", ".join([kind.format(text), *in_words(row.notes)])
        if text in ("", "–"):
            return translate("ui", "{0} none").format(translate("ui", COLUMNS[column]))
        spoken = f"{translate('ui', COLUMNS[column])} {text}"
        return ", ".join([spoken, *experts(row)]) if column == SCORE else spoken

    def _inside(self, row: Row) -> tuple[Mark, ...]:
        if not row.place.is_word or self._report is None:
            return ()
        return tuple(mark for mark in self._report.marks_of_word(row.place.word) if mark != Mark.MISPRONOUNCED)

    def _code(self, row: Row, mark: Mark) -> str:
        return mark.code(self._report is None or self._report.is_sure(row.place.word, mark))

    def _colour(self, row: Row, column: int) -> str:
        if column == SCORE:
            return theme.score_colour(self.colours, row.score)
        if column == TIME:
            return self.colours.muted
        marks = row.marks or self._inside(row)
        return theme.mark_colour(self.colours, marks[0] if marks else None)
