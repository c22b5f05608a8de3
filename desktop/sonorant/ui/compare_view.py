"""Two verdicts on the same take, side by side, word by word."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from sonorant.sessions.store import Session, Verdict
from sonorant.speech import comparison, marks
from sonorant.speech.assessment import Scores, Word
from sonorant.speech.scores import mark
from sonorant.ui.dates import shown
from sonorant.ui.engines import name_of
from sonorant.ui.widgets.common import ChoiceBox, announce, fit, label, row
from sonorant.ui.widgets.rows import Row, RowTable
from sonorant.ui.words import translate

ASPECTS = ("pronunciation", "accuracy", "fluency", "completeness", "prosody")
DIFFERENT = "≠"


@dataclass(frozen=True, slots=True)
class Pair:
    """A session with one of its verdicts and with another one."""

    first: Session
    second: Session


def pair_of(session: Session) -> tuple[int, int] | None:
    """The newest verdicts of two engines, by their ids; None if only one engine has judged the take."""
    newest = {verdict.engine: verdict.id for verdict in session.verdicts if verdict.engine}
    if len(newest) < 2:
        return None
    first, second, *_ = (newest[engine] for engine in sorted(newest, key=lambda engine: engine != "embedded"))
    return first, second


class CompareDialog(QDialog):
    """Shows a `Pair`, marked as strictly as the report; any two verdicts can be chosen.

    Signals:
        wanted: carries the ids of the two verdicts.
    """

    wanted = Signal(int, int)

    def __init__(self, pair: Pair, strictness: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("ui", "Compare verdicts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session, self._strictness = pair.first.id, strictness
        self._rows: tuple[comparison.Row, ...] = ()
        self.sum = label("", "muted", wrap=True)
        self.only = QCheckBox(translate("ui", "Only &where they disagree"))
        self.only.toggled.connect(self._show_rows)
        self.choices = (
            ChoiceBox(translate("ui", "First verdict")),
            ChoiceBox(translate("ui", "Second verdict")),
        )
        self.scores: dict[str, tuple[QLabel, QLabel]] = {}
        self.table = RowTable(
            translate("ui", "Words"),
            [
                translate("ui", "Word"),
                translate("ui", "Differs"),
                translate("ui", "First"),
                translate("ui", "First: errors"),
                translate("ui", "Second"),
                translate("ui", "Second: errors"),
            ],
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(self._head())
        middle = row(self.sum, self.only)
        middle.setStretch(0, 1)
        layout.addLayout(middle)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        fit(self, 820, 600)
        self.show_pair(pair)

    def _head(self) -> QGridLayout:
        """The two verdicts to choose, and under each its scores."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for column, choice in enumerate(self.choices, start=1):
            choice.activated.connect(self._on_chosen)
            grid.addWidget(choice, 0, column)
            grid.setColumnStretch(column, 1)
        titles = (
            translate("ui", "Overall"),
            translate("ui", "Accuracy"),
            translate("ui", "Fluency"),
            translate("ui", "Completeness"),
            translate("ui", "Prosody"),
        )
        for line, (aspect, title) in enumerate(zip(ASPECTS, titles, strict=True), start=1):
            pair = label(), label()
            grid.addWidget(label(title, "muted"), line, 0)
            for column, number in enumerate(pair, start=1):
                number.setAccessibleName(title)
                number.setIndent(10)  # under the text of the verdict above
                grid.addWidget(number, line, column)
            self.scores[aspect] = pair
        return grid

    def show_pair(self, pair: Pair) -> None:
        """Show two verdicts."""
        sides = (pair.first, pair.second)
        for choice, session in zip(self.choices, sides, strict=True):
            choice.clear()
            for verdict in reversed(session.verdicts):
                choice.addItem(_name(verdict), verdict.id)
            choice.setCurrentIndex(choice.findData(session.verdict))
        first, second = (mark(session.assessment, self._strictness) for session in sides)
        for aspect, numbers in self.scores.items():
            for number, scores in zip(numbers, (first.scores, second.scores), strict=True):
                number.setText(_score(scores, aspect))
        self._rows = comparison.compare(first, second)
        differ = sum(each.disagree for each in self._rows)
        if differ:
            said = translate("ui", "They disagree on {0} of {1} words.").format(differ, len(self._rows))
        else:
            said = translate("ui", "They agree on all {0} words.").format(len(self._rows))
        self.sum.setText(said)
        announce(self, said)
        self._show_rows()

    def _show_rows(self) -> None:
        chosen = [each for each in self._rows if each.disagree or not self.only.isChecked()]
        self.table.show_rows([Row(number, _cells(each)) for number, each in enumerate(chosen)])

    def _on_chosen(self, _place: int) -> None:
        first, second = (choice.currentData() for choice in self.choices)
        self.wanted.emit(first, second)


def _cells(pair: comparison.Row) -> tuple[str, ...]:
    first, second = _side(pair.first), _side(pair.second)
    return (pair.word, DIFFERENT if pair.disagree else "", *first, *second)


def _side(word: Word | None) -> tuple[str, str]:
    """The accuracy of a word and what is wrong with it."""
    if word is None:
        return "–", translate("ui", "not heard")
    found = ", ".join(f"{each.letter} {translate('ui', each.title)}" for each in marks.of_word(word))
    return "–" if word.accuracy is None else f"{word.accuracy:.0f}", found


def _score(scores: Scores, aspect: str) -> str:
    value: float | None = getattr(scores, aspect)
    return translate("ui", "not assessed") if value is None else f"{value:.0f}"


def _name(verdict: Verdict) -> str:
    return f"{name_of(verdict.engine)} · {shown(verdict.created)}"
