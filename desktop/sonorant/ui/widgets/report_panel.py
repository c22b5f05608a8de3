"""The right side: the verdict."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from sonorant.ui.report_model import Place, Report
from sonorant.ui.widgets.common import Card, announce, button, label, row
from sonorant.ui.widgets.phoneme_table import PhonemeTable
from sonorant.ui.widgets.scores import Aspects, ScoreRing
from sonorant.ui.widgets.transcript import Transcript

EMPTY = "Your report appears here: the scores, the text with every slip marked, and each sound in a table."


class ReportPanel(QWidget):
    """Scores, transcript and table of a report.

    Signals:
        picked: carries the `Place` that the user went to.
        clicked: carries the `Place` that the user wants to hear.
        stepped: carries 1 for the next error, -1 for the previous one.
        sample_wanted: the user, with nothing to see yet, asks for the sample.
    """

    picked = Signal(object)
    clicked = Signal(object)
    stepped = Signal(int)
    sample_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring, self.aspects = ScoreRing(), Aspects()
        self.transcript, self.table = Transcript(), PhonemeTable()
        self.synthetic = label("synthetic recording", "synthetic")
        self.synthetic.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.count = label("", "muted")
        self.count.setAccessibleName("Findings")
        self.engine, self.warnings = label("", "muted9", wrap=True), label("", "muted9", wrap=True)
        self.previous = button("Previous error", "previous", "quiet", "Previous error (Shift+F8)")
        self.next = button("Next error", "next", "quiet", "Next error (F8)")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self._full())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.transcript.picked.connect(self.picked)
        self.transcript.picked.connect(self.clicked)
        self.table.picked.connect(self.picked)
        self.table.wanted.connect(self.clicked)
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.show_report(None)

    def _empty(self) -> QWidget:
        card = Card()
        self.sample = button("See a sample report", "sparkle", tip="Assess the bundled synthetic recording")
        self.sample.clicked.connect(self.sample_wanted)
        words = label(EMPTY, "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addStretch(1)
        card.body.addWidget(words)
        card.body.addSpacing(8)
        card.body.addLayout(row(1, self.sample, 1))
        card.body.addStretch(1)
        return card

    def _full(self) -> QWidget:
        page = QWidget()
        scores, details = Card(), Card()
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.ring)
        top.addWidget(self.aspects, 1)
        scores.body.addLayout(top)
        details.body.addLayout(row(self.count, 1, self.synthetic, self.previous, self.next, spacing=4))
        details.body.addWidget(self.transcript)
        details.body.addWidget(self.table, 1)
        details.body.addWidget(self.warnings)
        details.body.addWidget(self.engine)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(scores)
        layout.addWidget(details, 1)
        return page

    def show_report(self, report: Report | None, synthetic: bool = False) -> None:
        """Show a verdict, or that there is none yet. A new verdict is said aloud by screen readers."""
        self._stack.setCurrentIndex(0 if report is None else 1)
        self.transcript.show_report(report)
        self.table.show_report(report)
        if report is None:
            return
        found = report.assessment
        self.ring.set_score(found.scores.pronunciation)
        self.aspects.set_scores(found.scores)
        number = len(report.errors)
        self.count.setText("Nothing to correct" if number == 0 else f"{number} to work on")
        for each in (self.previous, self.next):
            each.setEnabled(number > 0)
        self.synthetic.setVisible(synthetic)
        self.warnings.setText(" ".join(found.warnings))
        self.warnings.setVisible(bool(found.warnings))
        by = found.provenance
        self.engine.setText("" if by is None else f"Assessed by the {by.engine} engine, version {by.version}")
        score = found.scores.pronunciation
        announce(
            self, f"Assessed. Overall score {score:.0f}. {self.count.text()}." if score is not None else "Assessed."
        )

    def select(self, place: Place | None) -> None:
        self.transcript.select(place)
        self.table.select(place)
