"""The sessions as a list that can be searched and narrowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QAbstractListModel, QDate, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QDateEdit, QGridLayout, QListView, QWidget

from sonorant.practice.drills import SCENARIO as DRILLS
from sonorant.sessions.store import Search, Summary
from sonorant.ui.dates import shown
from sonorant.ui.engines import name_of
from sonorant.ui.widgets.common import Card, ChoiceBox, label, search_field
from sonorant.ui.widgets.two_lines import DETAIL, KEY, TwoLines
from sonorant.ui.words import translate

TYPING_MILLISECONDS = 120
BETWEEN = -1


class SessionModel(QAbstractListModel):
    """The summaries, each as two lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sessions: Sequence[Summary] = ()

    def show(self, sessions: Sequence[Summary]) -> None:
        self.beginResetModel()
        self.sessions = sessions
        self.endResetModel()

    def row_of(self, id_: int) -> int | None:
        return next((row for row, each in enumerate(self.sessions) if each.id == id_), None)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.sessions)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        session = self.sessions[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return session.title
        if role == DETAIL:
            return _detail(session)
        if role == KEY:
            return session.id
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{session.title}, {_detail(session)}"
        return None


class SessionList(Card):
    """The list with the fields that narrow it.

    Signals:
        wanted: carries the `Search` that the fields ask for, whenever that changes.
        picked: carries the id of the session that was chosen.
    """

    wanted = Signal(object)
    picked = Signal(int)

    def __init__(self, scenarios: Mapping[str, str], parent: QWidget | None = None) -> None:
        """`scenarios` are titles by id."""
        super().__init__(parent)
        self._total: int | None = None
        self.search = search_field(
            translate("ui", "Search the sessions"), translate("ui", "Search title, text and notes")
        )
        self.when = _choice(
            translate("ui", "When"),
            (
                (translate("ui", "Any time"), None),
                (translate("ui", "Today"), 1),
                (translate("ui", "Last 7 days"), 7),
                (translate("ui", "Last 30 days"), 30),
                (translate("ui", "Between…"), BETWEEN),
            ),
        )
        self.score = _choice(
            translate("ui", "Score"),
            (
                (translate("ui", "Any score"), (None, None)),
                (translate("ui", "80 and more"), (80.0, None)),
                (translate("ui", "60 to 79"), (60.0, 79.0)),
                (translate("ui", "Below 60"), (None, 59.0)),
            ),
        )
        self.scenario = _choice(
            translate("ui", "What was practised"),
            (
                (translate("ui", "Everything"), None),
                (translate("ui", "Own texts"), ""),
                (translate("ui", "Drills"), DRILLS),
            ),
        )
        for id_, title in scenarios.items():
            self.scenario.addItem(title, id_)
        self.engine = _choice(translate("ui", "Engine"), ((translate("ui", "Any engine"), None),))
        self.since, self.until = _date(translate("ui", "From")), _date(translate("ui", "To"))
        self.model = SessionModel(self)
        self.list = QListView()
        self.list.setAccessibleName(translate("ui", "Saved sessions"))
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setModel(self.model)
        self.count = label("", "muted9", wrap=True)
        self._typing = QTimer(self, interval=TYPING_MILLISECONDS, singleShot=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        fields = QGridLayout()
        fields.setSpacing(6)
        for place, field in enumerate((self.when, self.score, self.since, self.until)):
            fields.addWidget(field, place // 2, place % 2)
        fields.addWidget(self.engine, 3, 0, 1, 2)
        fields.addWidget(self.scenario, 2, 0, 1, 2)
        for column in (0, 1):
            fields.setColumnStretch(column, 1)
        heading = label(translate("ui", "S&essions"), "heading")
        heading.setBuddy(self.list)
        self.body.addWidget(heading)
        self.body.addWidget(self.search)
        self.body.addLayout(fields)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.count)
        self._show_dates()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._ask)
        self.search.returnPressed.connect(self.list.setFocus)
        self.when.currentIndexChanged.connect(self._show_dates)
        for field in (self.when, self.score, self.scenario, self.engine):
            field.currentIndexChanged.connect(self._ask)
        for date in (self.since, self.until):
            date.dateChanged.connect(self._ask)
        self.list.selectionModel().currentChanged.connect(self._on_current)

    @property
    def asked(self) -> Search:
        """What the fields ask for now."""
        least, most = self.score.currentData()
        since, until = self._dates()
        return Search(
            self.search.text(), since, until, self.scenario.currentData(), least, most, self.engine.currentData()
        )

    @property
    def current(self) -> int | None:
        """The id of the session that is chosen."""
        index = self.list.currentIndex()
        return index.data(KEY) if index.isValid() else None

    def show_sessions(self, sessions: Sequence[Summary], choose: int | None) -> None:
        """List what was found, `choose` chosen if it is among it."""
        if self.asked == Search():
            self._total = len(sessions)
            self._offer_engines({engine for each in sessions for engine in each.engines})
            self._offer_scenarios(sessions)
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        self.model.show(sessions)
        row = None if choose is None else self.model.row_of(choose)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))
        selection.blockSignals(False)
        self.list.viewport().update()
        total = self._total if self._total is not None else len(sessions)
        if not total:
            self.count.setText(translate("ui", "No session is saved yet."))
        elif len(sessions) == total:
            self.count.setText(
                translate("ui", "1 session") if total == 1 else translate("ui", "{0} sessions").format(total)
            )
        else:
            self.count.setText(translate("ui", "{0} of {1} sessions").format(len(sessions), total))

    def _offer_engines(self, engines: set[str]) -> None:
        for engine in sorted(engines):
            if self.engine.findData(engine) < 0:
                self.engine.addItem(name_of(engine) if engine else translate("ui", "unknown"), engine)
        self.engine.setVisible(self.engine.count() > 2)

    def _offer_scenarios(self, sessions: Sequence[Summary]) -> None:
        """Those that do not come with Sonorant, as conversations of one's own, under the title of their sessions."""
        known = {self.scenario.itemData(place) for place in range(self.scenario.count())}
        for id_, title in {each.scenario: each.title for each in reversed(sessions)}.items():
            if id_ not in known:
                self.scenario.addItem(title, id_)

    def _show_dates(self) -> None:
        for date in (self.since, self.until):
            date.setVisible(self.when.currentData() == BETWEEN)

    def _dates(self) -> tuple[datetime | None, datetime | None]:
        """The moments between which a session must lie, by the clock of this computer."""
        days = self.when.currentData()
        if days is None:
            return None, None
        if days == BETWEEN:
            return _midnight(self.since.date()), _midnight(self.until.date().addDays(1))
        today = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        return today - timedelta(days=days - 1), None

    def _ask(self) -> None:
        self.wanted.emit(self.asked)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(index.data(KEY))


def _detail(session: Summary) -> str:
    if not session.engine:
        return translate("ui", "{0} · not assessed yet").format(shown(session.created))
    score = "–" if session.pronunciation is None else f"{session.pronunciation:.0f}"
    return translate("ui", "{0} · score {1}").format(shown(session.created), score)


def _choice(name: str, choices: Sequence[tuple[str, object]]) -> ChoiceBox:
    result = ChoiceBox(name, letters=6)
    result.setToolTip(name)
    for text, value in choices:
        result.addItem(text, value)
    return result


def _date(name: str) -> QDateEdit:
    result = QDateEdit(QDate.currentDate())
    result.setAccessibleName(name)
    result.setToolTip(name)
    result.setCalendarPopup(True)
    return result


def _midnight(date: QDate) -> datetime:
    return datetime(date.year(), date.month(), date.day()).astimezone()
