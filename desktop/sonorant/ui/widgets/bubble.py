"""One turn of a conversation: who says it, the words, and the way to hear it again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from sonorant.ui.lines import ChatLine
from sonorant.ui.widgets.common import announce, button, label, restyle, row
from sonorant.ui.widgets.said_text import SaidText
from sonorant.ui.widgets.transcript import Transcript
from sonorant.ui.words import translate


class Bubble(QFrame):
    """Shows a `ChatLine`, in which each word can be chosen; after its assessment the words are coloured.

    Signals:
        replayed: the user wants to hear the turn.
        judged: the user wants it assessed.
        picked: a word that was assessed was chosen; carries its `Place`.
        asked: any other word was chosen, to be heard and seen; carries it as it is written.
    """

    replayed = Signal()
    judged = Signal()
    picked = Signal(object)
    asked = Signal(str)

    def __init__(self, line: ChatLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mine" if line.mine else "theirs")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.who = label("", "muted9")
        self.translate = button(translate("ui", "Translation"), style="chip", tip=translate("ui", "Show what it means"))
        self.translate.setCheckable(True)
        self.translation = label("", "muted9", wrap=True)
        self.translation.hide()
        self.listen = button(translate("ui", "Hear this turn"), "play", "quiet")
        self.assess = button(translate("ui", "Assess this answer"), "sparkle", "quiet")
        self.score = label("", "badge")
        self.score.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.score.setAccessibleName(translate("ui", "Overall pronunciation score"))
        self.text, self.words = SaidText(), Transcript(least_height=0)
        self.words.setObjectName("said")
        self.sounds = label("", "muted9", wrap=True)
        self.sounds.hide()
        self._layout = layout = QVBoxLayout(self)
        layout.setSpacing(0)
        layout.addLayout(row(self.who, self.score, 1, self.translate, self.assess, self.listen, spacing=4))
        layout.addWidget(self.text)
        layout.addWidget(self.words)
        layout.addWidget(self.translation)
        layout.addWidget(self.sounds)
        self.translate.toggled.connect(self._on_translate)
        self.listen.clicked.connect(self.replayed)
        self.assess.clicked.connect(self.judged)
        self.words.picked.connect(self.picked)
        self.text.picked.connect(self.asked)
        self.show_line(line)

    def show_line(self, line: ChatLine) -> None:
        """Show the line as it is now."""
        self.line = line
        self.who.setText(line.who)
        words = line.text or translate("ui", "(none of the suggestions)")
        report = line.report
        self.text.show_text(translate("ui", "{0} said").format(line.who), words)
        self.text.setVisible(report is None)
        self.words.setVisible(report is not None)
        self.words.setAccessibleName(translate("ui", "{0} said").format(line.who))
        self.words.show_report(report)
        if report is not None:
            self.sounds.hide()  # the report has them
        self.translation.setText(line.translation)
        self.translate.setVisible(bool(line.translation))
        self.listen.setVisible(line.audible)
        self.assess.setVisible(line.judgeable and report is None)
        score = report.assessment.scores.pronunciation if report is not None else None
        self.score.setVisible(score is not None)
        self.score.setText("" if score is None else f"{score:.0f}")
        with_buttons = any(not each.isHidden() for each in (self.translate, self.assess, self.listen))
        self._layout.setContentsMargins(12, 2 if with_buttons else 7, 6, 7)  # buttons have room of their own

    def show_sounds(self, word: str, sounds: str) -> None:
        """Show how a word is said; nothing where that is not known."""
        self.sounds.setText(f"{word}  {sounds}")
        self.sounds.setVisible(bool(sounds) and self.line.report is None)
        announce(self.sounds, self.sounds.text())

    def _on_translate(self, shown: bool) -> None:
        self.translation.setVisible(shown)
        if shown:
            announce(self.translation, self.translation.text())

    def choose(self, chosen: bool) -> None:
        """Show that this is the turn whose report is on view."""
        restyle(self, "chosen", chosen)
