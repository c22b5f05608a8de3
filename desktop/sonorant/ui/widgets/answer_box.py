"""What the learner may say: suggestions, a line of one's own, and useful words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from sonorant.practice.conversations import Term
from sonorant.ui.widgets.common import announce, button, label, row
from sonorant.ui.widgets.flow import Flow
from sonorant.ui.words import translate

MOST_SHOWN = 132
"""Pixels of height that suggestions take; more of them scroll."""


class Suggestions(QListWidget):
    """Lines to choose one from, or none: a second click takes the choice back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("suggestions")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate("ui", "Suggested answers"))
        self.setAccessibleDescription(
            translate("ui", "Choose what you are going to say with Enter, or say any of them without choosing.")
        )

    def show_texts(self, texts: Sequence[str]) -> None:
        self.clear()
        for text in texts:
            QListWidgetItem(text, self)
        self._fit()

    def _fit(self) -> None:
        height = sum(self.sizeHintForRow(each) for each in range(self.count())) + 4
        self.setFixedHeight(min(max(height, 20), MOST_SHOWN))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()


class AnswerBox(QWidget):
    """Says what the learner is going to say.

    Signals:
        meant: carries the text that is going to be said; empty if that is found out afterwards.
        asked: the line typed is to be said now.
        sent: carries a text to go on with, without a voice.
        confirmed: carries what was said, as the user says.
        dropped: what was said is to be left out.
        word_wanted: carries a useful word that the user wants to hear.
    """

    meant = Signal(str)
    asked = Signal()
    sent = Signal(str)
    confirmed = Signal(str)
    dropped = Signal()
    word_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label(translate("ui", "Your an&swer"), "heading")
        self.helps = _chip(translate("ui", "Suggestions"), translate("ui", "Show what you could say"))
        self.terms = _chip(translate("ui", "Useful words"), translate("ui", "Show words that help here"))
        self.suggestions, self.own = Suggestions(), QLineEdit()
        self.heading.setBuddy(self.suggestions)
        self.own.setPlaceholderText(translate("ui", "Or type what you want to say, and say it"))
        self.own.setAccessibleName(translate("ui", "A line of your own"))
        self.own.setClearButtonEnabled(True)
        for clear in self.own.findChildren(QWidget):
            clear.setAccessibleName(translate("ui", "Clear the line"))
        self.send = button(
            translate("ui", "Go on without speaking"),
            "send",
            "quiet",
            translate("ui", "Go on with this answer without saying it; it cannot be assessed then"),
        )
        self.question = label("", wrap=True)
        self.confirm = button(
            translate("ui", "I said &that"),
            style="primary",
            tip=translate("ui", "Go on with what you said as it stands here; it can be assessed then"),
        )
        self.leave_out = button(
            translate("ui", "Leave it out"), tip=translate("ui", "Answer in another way, without this recording")
        )
        self.words = QTextBrowser()
        self.words.setOpenLinks(False)
        self.words.setAccessibleName(translate("ui", "Useful words"))
        self.words.setFixedHeight(96)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(Flow(self.heading, self.helps, self.terms))
        for part in (self.words, self.suggestions, self.question):
            layout.addWidget(part)
        below = row(self.own, self.send, self.confirm, self.leave_out, spacing=4)
        below.setStretch(0, 1)
        layout.addLayout(below)
        self._texts: tuple[str, ...] = ()
        self._terms: tuple[Term, ...] = ()
        self._meant = ""
        self._connect()
        self.terms.setChecked(False)
        self.words.hide()
        self._show_asking(False)

    def _connect(self) -> None:
        self.helps.toggled.connect(self._on_helps)
        self.terms.toggled.connect(self.words.setVisible)
        self.suggestions.itemClicked.connect(self._on_item)
        self.suggestions.itemActivated.connect(self._on_item)
        self.own.textChanged.connect(self._on_typed)
        self.own.returnPressed.connect(self._on_return)
        self.send.clicked.connect(self._on_send)
        self.confirm.clicked.connect(self._on_confirm)
        self.leave_out.clicked.connect(self.dropped)
        self.words.anchorClicked.connect(self._on_term)

    @property
    def text(self) -> str:
        """What is going to be said; empty if that is found out afterwards."""
        return self._meant

    def offer(self, texts: Sequence[str], openly: bool = False) -> None:
        """Offer what can be said now; `openly` shows it even to those who keep suggestions hidden."""
        self._texts = tuple(texts)
        self.suggestions.show_texts(texts)
        if openly:
            self.helps.setChecked(True)
        self.helps.setVisible(bool(texts))
        self.suggestions.setVisible(bool(texts) and self.helps.isChecked())
        self.heading.setBuddy(self.suggestions if texts else self.own)
        self._show_asking(False)
        self.own.clear()
        self._mean("")

    def ask_about(self, text: str) -> None:
        """Have it confirmed or corrected that this was said; with an empty text, have it typed or chosen."""
        self.question.setText(
            translate("ui", "Is this what you said? Correct it where it is not, then confirm it.")
            if text
            else translate("ui", "What did you say? Type it here, or say it again.")
        )
        self._show_asking(True)
        self.own.blockSignals(True)
        self.own.setText(text)
        self.own.blockSignals(False)
        self._mean(text)
        self.setEnabled(True)  # what is disabled cannot take the keyboard
        self.own.setFocus()
        announce(self, self.question.text())

    def take_keyboard(self) -> None:
        """Let the keyboard be where the answer is given."""
        (self.suggestions if self.suggestions.isVisible() else self.own).setFocus()

    def show_terms(self, terms: Sequence[Term]) -> None:
        """Show useful words; each can be heard."""
        self.words.setHtml(
            "<br>".join(
                f'<a href="#{number}">{escape(term.word)}</a> – {escape(term.meaning)}'
                for number, term in enumerate(terms)
            )
        )
        self._terms = tuple(terms)
        self.terms.setVisible(bool(terms))
        self.words.setVisible(bool(terms) and self.terms.isChecked())

    def choose(self, number: int) -> None:
        """Choose a suggestion by its number."""
        self._on_item(self.suggestions.item(number))

    def _on_helps(self, shown: bool) -> None:
        self.suggestions.setVisible(shown and bool(self._texts))

    def _on_term(self, url: QUrl) -> None:
        self.word_wanted.emit(self._terms[int(url.fragment())].word)

    def _on_item(self, item: QListWidgetItem) -> None:
        text = "" if item.text() == self._meant else item.text()
        self.own.blockSignals(True)
        self.own.clear()
        self.own.blockSignals(False)
        self._mean(text)

    def _on_typed(self, text: str) -> None:
        self._mean(" ".join(text.split()))

    def _show_asking(self, asking: bool) -> None:
        for part in (self.question, self.confirm, self.leave_out):
            part.setVisible(asking)
        self.send.setVisible(not asking)
        self._asking = asking

    def _on_return(self) -> None:
        if self._asking:
            self._on_confirm()
        else:
            self.asked.emit()

    def _on_confirm(self) -> None:
        if self._meant:
            self.confirmed.emit(self._meant)

    def _on_send(self) -> None:
        if self._meant:
            self.sent.emit(self._meant)

    def _mean(self, text: str) -> None:
        self._meant = text
        row_ = self._texts.index(text) if text in self._texts else -1
        self.suggestions.blockSignals(True)
        if row_ >= 0:
            self.suggestions.setCurrentRow(row_)
        else:
            self.suggestions.clearSelection()
        self.suggestions.blockSignals(False)
        for part in (self.send, self.confirm):
            part.setEnabled(bool(text))
        self.meant.emit(text)

    def sizeHint(self) -> QSize:
        return QSize(360, super().sizeHint().height())


def _chip(name: str, tip: str) -> QPushButton:
    chip = button(name, style="chip", tip=tip)
    chip.setCheckable(True)
    chip.setChecked(True)
    return chip
