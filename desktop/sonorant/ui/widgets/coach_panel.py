"""How to improve: at most three pieces of advice at first, what may be wrong in the grammar, and the words used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from sonorant.practice.advice import FIRST, Advice
from sonorant.speech.content import Content
from sonorant.speech.phonemes import PHONE
from sonorant.ui.content_words import on_grammar, on_level, on_vocabulary
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.widgets.common import Column, announce, button, label, row
from sonorant.ui.widgets.flow import Flow
from sonorant.ui.words import translate

if TYPE_CHECKING:
    from sonorant.practice.estimate import Estimate

ASPECTS = {
    "completeness": QT_TRANSLATE_NOOP("ui", "Completeness"),
    "accuracy": QT_TRANSLATE_NOOP("ui", "Accuracy"),
    "fluency": QT_TRANSLATE_NOOP("ui", "Fluency"),
    "prosody": QT_TRANSLATE_NOOP("ui", "Prosody"),
    "grammar": QT_TRANSLATE_NOOP("ui", "Grammar"),
    "vocabulary": QT_TRANSLATE_NOOP("ui", "Vocabulary"),
}


class AdviceCard(QFrame):
    """One piece of advice, with the ways on.

    Signals:
        shown: the user wants to see and hear the place.
        practised: the user wants the drill.
        taught: the user wants the lesson of the sound.
    """

    shown = Signal()
    practised = Signal()
    taught = Signal()

    def __init__(self, advice: Advice, drill: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("theirs")
        self.advice = advice
        title = label(advice.title, "strong", wrap=True)
        kind = label(translate("ui", ASPECTS[advice.aspect]), "badge")
        self.place = button(translate("ui", "Show me"), tip=translate("ui", "Select the place and play it"))
        self.drill = button(translate("ui", "&Practise"), tip=translate("ui", "Words first, then sentences"))
        sound = PHONE[advice.phone].ipa if advice.phone is not None else ""
        self.lesson = button(translate("ui", "How to say /{0}/").format(sound))
        self.place.setVisible(bool(advice.places))
        self.drill.setVisible(drill)
        self.lesson.setVisible(advice.phone is not None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 10, 9)
        layout.setSpacing(4)
        top = row(title, kind)
        top.setStretch(0, 1)
        top.setAlignment(kind, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(top)
        for text in (advice.evidence, advice.action):
            layout.addWidget(label(text, "", wrap=True))
        layout.addLayout(Flow(self.place, self.drill, self.lesson))
        for part, signal in ((self.place, self.shown), (self.drill, self.practised), (self.lesson, self.taught)):
            part.clicked.connect(signal)
            part.setAccessibleDescription(advice.title)


class CoachPanel(Column):
    """Asks for advice, and shows it.

    Signals:
        wanted: the user asks for feedback.
        shown, practised, taught: carry the `Advice` whose place, drill or lesson is wanted.
        lessons_wanted: the user wants to look through the lessons of all sounds.
    """

    wanted = Signal()
    shown = Signal(object)
    practised = Signal(object)
    taught = Signal(object)
    lessons_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(content, parent)
        self.ask = button(translate("ui", "Get feedback"), "sparkle")
        self.more = button(translate("ui", "Show more"))
        self.all_sounds = button(translate("ui", "All sounds…"), "help")
        self.state = label("", "muted", wrap=True)
        self.state.setAccessibleName(translate("ui", "State"))
        self.grammar, self.vocabulary, self.level = _section(), _section(), _section()
        self.cards: list[AdviceCard] = []
        self._advice: Sequence[Advice] = ()
        self._with_drill: frozenset[int] = frozenset()
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 2, 6, 0)
        layout.setSpacing(8)
        layout.addLayout(Flow(self.ask))
        layout.addWidget(self.state)
        layout.addLayout(self._list)
        layout.addLayout(Flow(self.more))
        for part in (self.grammar, self.vocabulary, self.level):
            layout.addWidget(part)
        layout.addLayout(Flow(self.all_sounds))
        layout.addStretch(1)
        self.ask.clicked.connect(self.wanted)
        self.more.clicked.connect(self._on_more)
        self.all_sounds.clicked.connect(self.lessons_wanted)
        self.forget()

    def forget(self) -> None:
        """Show that nobody has asked yet."""
        self._show_cards((), frozenset())
        for part in (self.more, self.state, self.grammar, self.vocabulary, self.level):
            part.hide()
        self.ask.show()

    def show_working(self) -> None:
        self.ask.hide()
        self._tell(translate("ui", "Looking at what you said…"))

    def show_advice(
        self, advice: Sequence[Advice], with_drill: frozenset[int], content: Content | None, about: Estimate
    ) -> None:
        """Show advice, the most helpful first; `with_drill` are the numbers of those that have a drill."""
        self._show_cards(advice[:FIRST], with_drill)
        self._advice, self._with_drill = advice, with_drill
        left = len(advice) - FIRST
        self.more.setVisible(left > 0)
        self.more.setText(translate("ui", "Show {0} more").format(left))
        self.more.setAccessibleName(self.more.text())
        self.ask.hide()
        self._tell(
            translate("ui", "What helps most to be understood, first:")
            if advice
            else translate("ui", "Nothing stands out that you should change: well done.")
        )
        for part, text in (
            (self.grammar, on_grammar(content)),
            (self.vocabulary, on_vocabulary(content)),
            (self.level, on_level(about)),
        ):
            part.setText(text)
            part.setVisible(bool(text))

    def show_failure(self, why: str) -> None:
        self.forget()
        self._tell(why)

    def _on_more(self) -> None:
        self._show_cards(self._advice, self._with_drill)
        self.more.hide()

    def _show_cards(self, advice: Sequence[Advice], with_drill: frozenset[int]) -> None:
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        for number, each in enumerate(advice):
            card = AdviceCard(each, number in with_drill)
            card.shown.connect(lambda each=each: self.shown.emit(each))
            card.practised.connect(lambda each=each: self.practised.emit(each))
            card.taught.connect(lambda each=each: self.taught.emit(each))
            self._list.addWidget(card)
            self.cards.append(card)

    def _tell(self, words: str) -> None:
        self.state.setText(words)
        self.state.show()
        announce(self.state, words)


def _section() -> QLabel:
    return label("", "note", wrap=True)
