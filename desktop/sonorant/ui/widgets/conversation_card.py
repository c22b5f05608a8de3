"""The conversation in the middle of the window: where one is, what has been said, and what can be said now."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from sonorant.practice.conversations import Conversation
from sonorant.ui import advice
from sonorant.ui.lines import Said
from sonorant.ui.widgets.answer_box import AnswerBox
from sonorant.ui.widgets.chat import Chat
from sonorant.ui.widgets.common import Card, Column, button, label, meter, row
from sonorant.ui.widgets.flow import Flow
from sonorant.ui.words import translate

KEYS = {"downloads": "Ctrl+D", "texts": "Ctrl+T", "edits": "Ctrl+E", "clears": "Ctrl+L"}


class ConversationCard(Card):
    """Before it has begun: the setting, the goal, the roles. After that: the chat and the answer.

    Signals:
        begun: the user wants to begin, or to begin again.
        assess_all: everything said so far is to be assessed.
        download, transcript, clear, edit: the buttons.
        voice_toggled, face_toggled, each_toggled: whether the partner is heard, is seen, and whether each answer is
            assessed as soon as it is given.
    """

    begun = Signal()
    assess_all = Signal()
    download = Signal()
    transcript = Signal()
    clear = Signal()
    edit = Signal()
    voice_toggled = Signal(bool)
    face_toggled = Signal(bool)
    each_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "heading", wrap=True)
        self.voice = _switch(translate("ui", "Voice"), translate("ui", "Hear what your partner says"))
        self.avatar = _switch(translate("ui", "Avatar"), translate("ui", "See your partner's face"))
        self.each = _switch(
            translate("ui", "Assess each answer"), translate("ui", "Show a report after every answer, not at the end")
        )
        self.edits = button(translate("ui", "Edit this conversation"), "edit", "quiet")
        self.downloads = button(translate("ui", "Download chat audio"), "download", "quiet")
        self.texts = button(translate("ui", "Save the transcript"), "export", "quiet")
        self.clears = button(translate("ui", "Clear chat"), "trash", "quiet")
        for part, keys in KEYS.items():
            each = getattr(self, part)
            each.setShortcut(keys)
            each.setToolTip(f"{each.accessibleName()} ({each.shortcut().toString()})")
        self.chat, self.answer = Chat(), AnswerBox()
        self.facts = label("", "", wrap=True)
        self.begin = button(translate("ui", "&Begin"), "play", "primary")
        self.again = button(translate("ui", "Begin again"), tip=translate("ui", "Have this conversation once more"))
        self.enough, self.so_far = meter(translate("ui", "How much you have said")), label("", "muted9", wrap=True)
        self.whole = button(
            translate("ui", "&Assess all"),
            "sparkle",
            tip=translate("ui", "One report on all your answers"),
        )
        self.stack = QStackedWidget()
        self.stage = QVBoxLayout()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.body.addLayout(row(self.title, self.edits, self.downloads, self.texts, self.clears, spacing=2))
        self.stack.addWidget(self._before())
        self.stack.addWidget(self._running())
        self.body.addWidget(self.stack, 1)

    def _before(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        self.facts.setTextFormat(Qt.TextFormat.RichText)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.begin.setMinimumHeight(42)
        layout.addWidget(Column(self.facts), 1)
        layout.addLayout(row(self.begin, 1))
        return page

    def _running(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(Flow(self.voice, self.avatar, self.each, self.again))
        layout.addLayout(self.stage)
        layout.addWidget(self.chat, 1)
        layout.addWidget(self.answer)
        layout.addWidget(self.enough)
        below = row(self.so_far, self.whole, spacing=8)
        below.setStretch(0, 1)
        layout.addLayout(below)
        return page

    def _connect(self) -> None:
        for part, signal in (
            (self.begin, self.begun),
            (self.again, self.begun),
            (self.whole, self.assess_all),
            (self.downloads, self.download),
            (self.texts, self.transcript),
            (self.clears, self.clear),
            (self.edits, self.edit),
        ):
            part.clicked.connect(signal)
        self.voice.toggled.connect(self.voice_toggled)
        self.avatar.toggled.connect(self.face_toggled)
        self.each.toggled.connect(self.each_toggled)

    def show_conversation(self, conversation: Conversation) -> None:
        """Show what it is about."""
        self.title.setText(f"{conversation.title} · {conversation.level}")
        self.facts.setText(
            "".join(
                f"<p><b>{escape(name)}</b><br>{escape(text)}</p>"
                for name, text in (
                    (translate("ui", "Where you are"), conversation.setting),
                    (translate("ui", "What you want"), conversation.goal),
                    (translate("ui", "You are"), conversation.learner),
                    (translate("ui", "You talk with"), conversation.partner),
                    (
                        translate("ui", "Useful words"),
                        ", ".join(term.word for term in conversation.vocabulary),
                    ),
                )
                if text
            )
        )
        self.answer.show_terms(conversation.vocabulary)

    def show_begun(self, begun: bool) -> None:
        """Whether the conversation has begun."""
        self.stack.setCurrentIndex(1 if begun else 0)
        for part in (self.downloads, self.texts, self.clears):
            part.setEnabled(begun)

    def show_said(self, said: Said) -> None:
        """Show how much has been said."""
        spoken = min(said.seconds / advice.SHORTEST_SECONDS, 1.0)
        worded = min(said.own / advice.SENTENCES, 1.0)
        self.enough.setValue(round(50 * (spoken + worded)))
        self.so_far.setText(advice.on_talk(said.seconds, said.own))
        self.whole.setEnabled(said.seconds > 0)

    def show_ended(self, ended: bool) -> None:
        """Whether everything has been said."""
        self.answer.setVisible(not ended)
        self.again.setVisible(ended)


def _switch(name: str, tip: str) -> QPushButton:
    chip = button(name, style="chip", tip=tip)
    chip.setCheckable(True)
    return chip
