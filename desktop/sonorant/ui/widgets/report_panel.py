"""The right side: the verdict."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from sonorant.speech import notes
from sonorant.speech.assessment import Scores
from sonorant.speech.marks import Mark
from sonorant.ui.engines import name_of
from sonorant.ui.report_model import Place, Report
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.widgets.coach_panel import CoachPanel
from sonorant.ui.widgets.common import Card, Column, announce, button, label, meter, row
from sonorant.ui.widgets.compare_button import CompareButton
from sonorant.ui.widgets.filters import KindButtons, Strictness
from sonorant.ui.widgets.flow import Flow
from sonorant.ui.widgets.json_view import JsonView
from sonorant.ui.widgets.phoneme_table import PhonemeTable
from sonorant.ui.widgets.scores import ASPECTS, MEANINGS, Aspects, ScoreRing, meaning, ranges
from sonorant.ui.widgets.transcript import Transcript
from sonorant.ui.words import told, translate

EMPTY = QT_TRANSLATE_NOOP(
    "ui", "Your report appears here: the scores, the text with every slip marked, and each sound in a table."
)
MONOTONE = QT_TRANSLATE_NOOP(
    "ui", "T: your voice moves little in pitch, which sounds monotone. Let it rise and fall with the meaning."
)
UNSURE = QT_TRANSLATE_NOOP("ui", "Marks with ? are hints only: their sounds cannot be judged reliably.")
LEAST_DETAILS = 150
"""Pixels of height that the table keeps; what is around it scrolls then."""
NOTHING, WORKING, FULL = range(3)
WORDS, IMPROVE, JSON = range(3)


class ReportPanel(QWidget):
    """Scores, transcript and table of a report.

    Signals:
        picked: carries the `Place` that the user went to.
        clicked: carries the `Place` that the user wants to hear.
        stepped: carries 1 for the next error, -1 for the previous one.
        remarked: how strict to be, or what to hide, has changed.
        raw_wanted: the user looks at what the engine said.
        sample_wanted: the user, with nothing to see yet, asks for the sample.
        cancelled: the user does not want to wait for the verdict.
    """

    picked = Signal(object)
    clicked = Signal(object)
    stepped = Signal(int)
    remarked = Signal()
    raw_wanted = Signal()
    sample_wanted = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring, self.aspects = ScoreRing(), Aspects()
        self.transcript, self.table = Transcript(), PhonemeTable()
        self.kinds, self.strictness = KindButtons(), Strictness()
        self.synthetic = label(translate("ui", "synthetic"), "synthetic")
        self.synthetic.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.count = label("", "muted", wrap=True)
        self.count.setAccessibleName(translate("ui", "Findings"))
        self.engine, self.notes = label("", "muted9", wrap=True), label("", "note", wrap=True)
        self.unsure = label(translate("ui", "?: a hint only"), "muted9")
        self.unsure.setToolTip(translate("ui", UNSURE))
        self.unsure.setAccessibleDescription(translate("ui", UNSURE))
        self.previous = button(translate("ui", "Previous error"), "previous", "quiet", command="previous")
        self.next = button(translate("ui", "Next error"), "next", "quiet", command="next")
        self.compare, self.coach = CompareButton(), CoachPanel()
        self.improve = button(
            translate("ui", "Get &feedback on how to improve"),
            "sparkle",
            tip=translate("ui", "What to do better, each piece of advice with its place and its drill"),
        )
        self.explain = button(translate("ui", "What the scores mean"), "help", "quiet")
        self.meanings, self.rhythm = label("", "muted9", wrap=True), label("", "muted9", wrap=True)
        self.json = JsonView()
        self.views, self._details = QTabBar(), QStackedWidget()
        self._stack = QStackedWidget()
        self._report: Report | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        full = QWidget()
        for page in (self._empty(), self._working(), Column(full)):
            self._stack.addWidget(page)
        self._fill(full)
        self._connect()
        self.show_report(None)

    def _empty(self) -> QWidget:
        card = Card()
        self.sample = button(
            translate("ui", "See a sample report"),
            "sparkle",
            tip=translate("ui", "Assess the bundled synthetic recording"),
        )
        words = label(translate("ui", EMPTY), "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addStretch(1)
        card.body.addWidget(words)
        card.body.addSpacing(8)
        card.body.addLayout(row(1, self.sample, 1))
        card.body.addStretch(1)
        return card

    def _working(self) -> QWidget:
        card = Card()
        self.bar = meter(translate("ui", "Progress of the assessment"))
        self.cancel = button(
            translate("ui", "Cancel"),
            tip=translate("ui", "Cancel the assessment; the recording is kept"),
            command="cancel",
        )
        words = label(translate("ui", "Assessing your pronunciation…"), "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addStretch(1)
        card.body.addWidget(words)
        card.body.addWidget(self.bar)
        card.body.addSpacing(8)
        card.body.addLayout(row(1, self.cancel, 1))
        card.body.addStretch(1)
        return card

    def _fill(self, page: QWidget) -> None:
        """Lay out the report, from the outside in: what moves into another widget takes its style anew, all of it."""
        scores, details = Card(), Card()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(scores)
        layout.addWidget(details, 1)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.ring)
        top.addWidget(self.aspects, 1)
        scores.body.addLayout(top)
        scores.body.addWidget(self.rhythm)
        scores.body.addWidget(self.meanings)
        self.meanings.hide()
        self.explain.setCheckable(True)
        self.views.setObjectName("views")
        self.views.setAccessibleName(translate("ui", "Details"))
        self.views.setDrawBase(False)
        self.views.setUsesScrollButtons(False)
        for name in (translate("ui", "Words"), translate("ui", "Improve"), "JSON"):
            self.views.addTab(name)
        self._details.setMinimumHeight(LEAST_DETAILS)
        # All of it scrolls, so none of it may make the window wide.
        self._details.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._details.addWidget(self.table)
        self._details.addWidget(self.coach)
        self._details.addWidget(self.json)
        steps = QWidget()
        steps.setLayout(row(self.compare, self.explain, self.previous, self.next, spacing=4))
        details.body.addLayout(Flow(self.count, steps, last_apart=True))
        details.body.addWidget(self.transcript)
        details.body.addLayout(Flow(self.kinds, self.unsure))
        details.body.addLayout(Flow(self.views, self.strictness, last_apart=True))
        details.body.addWidget(self._details, 1)
        details.body.addWidget(self.notes)
        details.body.addWidget(self.improve)
        self.improve.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        below = row(self.engine, self.synthetic)
        below.setStretch(0, 1)
        details.body.addLayout(below)

    def _connect(self) -> None:
        self.transcript.picked.connect(self.picked)
        self.transcript.picked.connect(self.clicked)
        self.table.picked.connect(self.picked)
        self.table.wanted.connect(self.clicked)
        self.previous.clicked.connect(self._on_previous)
        self.next.clicked.connect(self._on_next)
        self.explain.toggled.connect(self.meanings.setVisible)
        self.views.currentChanged.connect(self._on_view)
        self.kinds.hidden_changed.connect(self.remarked)
        self.strictness.chosen.connect(self.remarked)
        self.improve.clicked.connect(self._on_improve)
        self.coach.wanted.connect(self.views.setFocus)  # the button goes; the keyboard is not to be led elsewhere by it
        self.sample.clicked.connect(self.sample_wanted)
        self.cancel.clicked.connect(self.cancelled)

    # What is shown

    def show_report(self, report: Report | None, synthetic: bool = False) -> None:
        """Show a verdict, or that there is none yet. A new verdict is said aloud by screen readers."""
        fresh = report is not None and (self._report is None or report.raw is not self._report.raw)
        self._report = report
        self._stack.setCurrentIndex(NOTHING if report is None else FULL)
        self.transcript.show_report(report)
        self.table.show_report(report)
        self.kinds.show_report(report)
        if fresh or report is None:
            self.json.show_text("")
        if report is None:
            return
        found = report.assessment
        self._show_scores(found.scores)
        number = len(report.errors)
        by = found.provenance
        if by is None and found.scores.pronunciation is None:  # a conversation that nobody has judged yet
            self.count.setText(translate("ui", "Not assessed yet"))
        elif number == 0:
            self.count.setText(translate("ui", "Nothing to correct"))
        else:
            self.count.setText(translate("ui", "{0} to work on").format(number))
        for each in (self.previous, self.next):
            each.setEnabled(number > 0)
        self.synthetic.setVisible(synthetic)
        self.unsure.setVisible(report.unsure)
        for part, text in ((self.notes, "\n".join(_notes(report))), (self.rhythm, told(notes.rhythm(found) or ""))):
            part.setText(text)
            part.setVisible(bool(text))
        self.engine.setText(
            "" if by is None else translate("ui", "Engine: {0} {1}").format(name_of(by.engine), by.version)
        )
        if fresh:
            self.coach.forget()
            self._on_view(self.views.currentIndex())
            score = found.scores.pronunciation
            overall = "" if score is None else translate("ui", " Overall score {0:.0f}.").format(score)
            announce(self, translate("ui", "Assessed.{0} {1}.").format(overall, self.count.text()))

    def show_partial(self, scores: Scores) -> None:
        """Show what the scores are so far, while the speaker goes on."""
        self._stack.setCurrentIndex(FULL)
        for part in (self.notes, self.rhythm, self.synthetic, self.unsure):
            part.hide()
        self.engine.clear()
        self._show_scores(scores)
        self.count.setText(translate("ui", "So far; the rest comes when you stop."))

    def show_progress(self, share: float | None) -> None:
        """Show how much of the assessment is done, 0 to 1; None when none goes on."""
        if share is None:
            self.bar.setValue(0)
            if self._stack.currentIndex() == WORKING:
                self._stack.setCurrentIndex(NOTHING if self._report is None else FULL)
            return
        self.bar.setValue(round(100 * share))
        if self._report is None:
            self._stack.setCurrentIndex(WORKING)

    def select(self, place: Place | None) -> None:
        self.transcript.select(place)
        self.table.select(place)

    def set_sounding(self, place: Place | None) -> None:
        self.transcript.set_sounding(place)
        self.table.rows.set_sounding(place)

    def _show_scores(self, scores: Scores) -> None:
        self.ring.set_score(scores.pronunciation, scores.intervals.get("pronunciation"))
        self.aspects.set_scores(scores)
        self.meanings.setText("\n".join([*map(meaning, MEANINGS), *ranges(scores.intervals)]))

    def _on_view(self, view: int) -> None:
        self._details.setCurrentIndex(view)
        self.improve.setVisible(view != IMPROVE)
        if view == JSON and self._report is not None:
            self.raw_wanted.emit()

    def _on_improve(self) -> None:
        self.views.setCurrentIndex(IMPROVE)
        self.coach.wanted.emit()

    def _on_previous(self) -> None:
        self.stepped.emit(-1)

    def _on_next(self) -> None:
        self.stepped.emit(1)


def _notes(report: Report) -> list[str]:
    """What else is to be said: monotone speech, what was not scored, and the engine's advice on the recording."""
    found = report.assessment
    own = [translate("ui", MONOTONE)] if report.monotone and Mark.MONOTONE not in report.hidden else []
    withheld = [translate("ui", name) for name in ASPECTS if getattr(found.scores, name) is None]
    if withheld:
        own.append(translate("ui", "Not scored: {0}.").format(", ".join(withheld)))
    return [*([told(found.withheld)] if found.withheld else []), *own, *map(told, found.warnings)]
