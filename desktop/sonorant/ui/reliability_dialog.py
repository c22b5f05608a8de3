"""How reliable the embedded engine is: the report card that ships with its models."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from sonorant import assets
from sonorant.engines.embedded import report_card
from sonorant.engines.embedded.report_card import ReportCard
from sonorant.speech.assessment import PhonemeAlphabet
from sonorant.speech.failures import Progress
from sonorant.speech.phonemes import name
from sonorant.ui.dates import DAY, shown
from sonorant.ui.numbers import Number
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.common import Column, announce, fit, label
from sonorant.ui.widgets.rows import Row, RowTable
from sonorant.ui.words import told, translate

SCORES = {
    "total": QT_TRANSLATE_NOOP("ui", "all together"),
    "accuracy": QT_TRANSLATE_NOOP("ui", "accuracy"),
    "fluency": QT_TRANSLATE_NOOP("ui", "fluency"),
    "prosody": QT_TRANSLATE_NOOP("ui", "prosody"),
    "word_accuracy": QT_TRANSLATE_NOOP("ui", "single words"),
    "word_total": QT_TRANSLATE_NOOP("ui", "single words with their stress"),
    "phone": QT_TRANSLATE_NOOP("ui", "single sounds"),
}

LEAST_TABLE = 220
"""Pixels of height that the table keeps; with large text all of the card scrolls."""


class ReliabilityDialog(QDialog):
    """Agreement with experts, errors found by sound, and what was not measured."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        """`tasks` read the card."""
        super().__init__(parent)
        self.setWindowTitle(translate("ui", "How reliable is this?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.measured = label("", "muted", wrap=True)
        self.agreement, self.noise = label("", wrap=True), label("", wrap=True)
        self.explained = label(
            translate(
                "ui",
                "For each sound: how many of the marks are right, how many of the errors are found, and by how many "
                "errors that was measured. Where these are poor, a mark says that it is unsure.",
            ),
            "muted",
            wrap=True,
        )
        headings = [
            translate("ui", "Sound"),
            translate("ui", "Marks that are right"),
            translate("ui", "Errors found"),
            translate("ui", "Errors"),
            translate("ui", "Judged reliably"),
        ]
        self.table = RowTable(translate("ui", "Errors found, by sound"), headings, left=1)
        self.places = label("", wrap=True)
        self.not_covered = label("", wrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.table.setMinimumHeight(LEAST_TABLE)
        page = QWidget()
        card = QVBoxLayout(page)
        card.setContentsMargins(0, 0, 0, 0)
        card.setSpacing(10)
        texts = (self.places, self.not_covered, self.measured)
        for part in (self.agreement, self.noise, self.explained, self.table, *texts):
            card.addWidget(part)
        card.setStretchFactor(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.addWidget(Column(page))
        layout.addWidget(buttons)
        fit(self, 640, 620)
        tasks.run(_load, done=self._show, failed=self._on_failed)

    def _show(self, card: ReportCard) -> None:
        if not shiboken6.isValid(self):  # closed meanwhile
            return
        said = translate("ui", "Agreement with experts on speakers never heard before (1 is complete, 0 is none): {0}.")
        self.agreement.setText(said.format(_listed(card.correlations, 2)))
        said = translate("ui", "By chance alone, with the same voice recorded a little otherwise, scores move by: {0}.")
        self.noise.setText(said.format(_listed(card.noise, 1)))
        self.table.show_rows(
            [
                Row(
                    phone,
                    (
                        name(phone, PhonemeAlphabet.IPA),
                        f"{100 * sound.precision:.0f} %",
                        f"{100 * sound.recall:.0f} %",
                        str(sound.errors),
                        translate("ui", "yes") if sound.is_enough else translate("ui", "no"),
                    ),
                )
                for phone, sound in card.sounds.items()
            ]
        )
        self._show_places(card.boundaries)
        self.not_covered.setText(translate("ui", "Not measured: {0}").format(" ".join(map(told, card.not_covered))))
        measured = datetime.fromisoformat(card.day).astimezone()
        self.measured.setText(
            translate("ui", "Version {0} with model {1}, measured on {2} with {3} recordings. {4}").format(
                card.version, card.model, shown(measured, DAY), card.utterances, told(card.corpus)
            )
        )

    def _show_places(self, boundaries: Mapping[str, float] | None) -> None:
        """How exactly the places of sounds are found."""
        self.places.setVisible(boundaries is not None)
        if boundaries is not None:
            said = translate(
                "ui", "Starts of sounds in synthetic speech: {0} % within 20 ms, half of them within {1} ms."
            )
            within, median = 100 * boundaries["within_20_ms"], 1000 * boundaries["median"]
            self.places.setText(said.format(f"{Number(within):.0f}", f"{Number(median):.0f}"))

    def _on_failed(self, why: str) -> None:
        if shiboken6.isValid(self):
            self.agreement.setText(why)
            announce(self, why)


def _load(_: Progress) -> ReportCard:
    return report_card.read(assets.path("models", report_card.FILE_NAME))


def _listed(values: Mapping[str, float], digits: int) -> str:
    """The values that there are of `SCORES`, each behind its name."""
    return ", ".join(
        f"{translate('ui', title)} {Number(values[score]):.{digits}f}"
        for score, title in SCORES.items()
        if score in values
    )
