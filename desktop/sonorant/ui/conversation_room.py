"""Joins the conversation at hand to the widgets that show it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

from sonorant import assets
from sonorant.practice.conversations import Conversation, dump
from sonorant.sessions import chats
from sonorant.ui.conversing import Conversing
from sonorant.ui.keeping import utterances
from sonorant.ui.kept_conversations import KeptConversations
from sonorant.ui.lines import ChatLine, said
from sonorant.ui.preferences import Preferences
from sonorant.ui.report_model import Place
from sonorant.ui.settings import Settings
from sonorant.ui.state import State
from sonorant.ui.talk import Stage, Talk
from sonorant.ui.viewer import Viewer
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.widgets.conversation_card import ConversationCard
from sonorant.ui.widgets.face import Face
from sonorant.ui.word_sounds import sounds_of
from sonorant.ui.words import translate

if TYPE_CHECKING:
    from sonorant.ui.downloads import Downloads

FACE_HEIGHT = 120


class ConversationRoom(QObject):
    """The card in the middle of the practice page, the partner's voice, and the viewer of one's own answers.

    Signals:
        noticed: carries a `Notice`.
        record_wanted: the line that was typed is to be said now.
    """

    noticed = Signal(object)
    record_wanted = Signal()

    def __init__(
        self,
        conversing: Conversing,
        kept: KeptConversations,
        viewer: Viewer,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.kept, self._preferences = kept, preferences
        self._beginning = self._busy = False
        self._stage = Stage.BEFORE
        self.conversing, self.viewer, self.card, self.face = conversing, viewer, ConversationCard(), Face()
        self.card.stage.addWidget(self.face)
        self.face.setFixedHeight(FACE_HEIGHT)
        self.face.hide()
        self._connect()
        self._recall(preferences.now)

    def _connect(self) -> None:
        talk, card, chat, answer = self.conversing, self.card, self.card.chat, self.card.answer
        talk.changed.connect(self._on_talk)
        talk.said.cleared.connect(chat.clear)
        talk.said.added.connect(self._on_added)
        talk.said.altered.connect(chat.change)
        talk.chosen.connect(chat.choose)
        talk.voice.moved.connect(self._on_voice)
        for source in (talk, talk.voice):
            source.noticed.connect(self.noticed)
        card.begun.connect(self.begin)
        card.assess_all.connect(talk.assess_all)
        card.clear.connect(self.ask_to_clear)
        card.edit.connect(self.edit)
        card.download.connect(self._on_download)
        card.transcript.connect(self._on_transcript)
        self.kept.saved.connect(self._on_saved)
        card.voice_toggled.connect(self._on_voice_toggled)
        card.each_toggled.connect(self._on_each_toggled)
        card.face_toggled.connect(self._on_face_toggled)
        talk.voice.began.connect(self.face.speak_along)
        talk.voice.moved.connect(self.face.follow)
        talk.progressed.connect(self._on_progress)
        self.viewer.report_panel.cancelled.connect(talk.cancel)
        chat.replayed.connect(talk.hear)
        chat.judged.connect(talk.assess)
        chat.picked.connect(self._on_picked)
        chat.asked.connect(self._on_asked)
        answer.meant.connect(talk.mean)
        answer.sent.connect(talk.send)
        answer.confirmed.connect(talk.confirm)
        answer.dropped.connect(talk.drop)
        answer.asked.connect(self.record_wanted)
        answer.word_wanted.connect(talk.voice.say)

    def _recall(self, settings: Settings) -> None:
        """Let the switches stand as they stood before."""
        talk, card = self.conversing, self.card
        talk.heard, talk.each = settings.aloud, settings.assess_each
        card.voice.setChecked(settings.aloud)
        card.avatar.setChecked(settings.avatar)
        card.each.setChecked(settings.assess_each)

    @cached_property
    def downloads(self) -> Downloads:
        """Gives the conversation away as files; made when that is wanted."""
        from sonorant.ui.downloads import Downloads  # noqa: PLC0415

        downloads = Downloads(self.conversing.tasks, self.card)
        downloads.noticed.connect(self.noticed)
        return downloads

    def open(self, conversation: Conversation) -> None:
        """Show a conversation; it begins when the user wants."""
        self.card.show_conversation(conversation)
        self.conversing.open(conversation)

    def begin(self) -> None:
        """Begin the conversation, or begin it again."""
        self._beginning = True
        self.conversing.begin()

    def ask_to_clear(self) -> None:
        """Ask once whether what has been said may go from the window."""
        name = translate("ui", "Clear chat")
        asked = translate("ui", "Clear this conversation from the window?")
        ask = QMessageBox(QMessageBox.Icon.Question, name, asked, parent=self.card)
        ask.setInformativeText(translate("ui", "What you said is kept as a session: find it under Review."))
        clear = ask.addButton(translate("ui", "C&lear chat"), QMessageBox.ButtonRole.DestructiveRole)
        ask.setDefaultButton(ask.addButton(QMessageBox.StandardButton.Cancel))
        clear.clicked.connect(self.conversing.clear)
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def _on_download(self) -> None:
        talk = self.conversing.talk
        if talk is not None:
            title = talk.conversation.title
            self.conversing.said.give_voices(lambda: self._ask_for_sound(title))

    def _ask_for_sound(self, title: str) -> None:
        lines = tuple(self.conversing.lines)
        if any(line.audible for line in lines):
            heading = translate("ui", "Download chat audio")
            self.downloads.ask_for_sound(title, lambda: chats.compose(utterances(lines))[0], heading)
        else:
            said = translate("ui", "Nothing in this conversation can be heard: save its transcript instead.")
            self.noticed.emit(Notice(said))

    def _on_transcript(self) -> None:
        talk = self.conversing.talk
        if talk is not None:
            lines = tuple(self.conversing.lines)
            self.downloads.ask_for_text(talk.conversation.title, lambda: chats.compose(utterances(lines))[1])

    def edit(self) -> None:
        """Edit the conversation on view; a bundled one becomes one's own when it is saved."""
        talk = self.conversing.talk
        if talk is not None:
            own = self.kept.is_own(talk.conversation)
            self._open_editor(dump(talk.conversation), talk.conversation.id if own else "")

    def write(self) -> None:
        """Write a conversation of one's own."""
        self._open_editor(_template())

    def _open_editor(self, text: str, name: str = "") -> None:
        from sonorant.ui.conversation_editor import ConversationEditor  # noqa: PLC0415 - not needed until asked for

        ConversationEditor(self.kept, text, _template(), name, self.card.window()).open()

    def _on_saved(self, conversation: Conversation) -> None:
        talk = self.conversing.talk
        if talk is not None and talk.conversation.id == conversation.id:
            self.open(conversation)

    def show_state(self, state: State) -> None:
        """Let the controls follow what the practice page does."""
        self._busy = state.busy
        self.card.answer.setEnabled(not state.busy)

    # What the conversation reports

    def _on_talk(self, talk: Talk) -> None:
        card = self.card
        card.show_begun(talk.stage is not Stage.BEFORE)
        card.show_ended(talk.stage is Stage.OVER)
        card.chat.wait_for(talk.hold if talk.stage in (Stage.PARTNER, Stage.HEARING, Stage.ASSESSING) else "")
        if talk.stage is Stage.LEARNER and not talk.meant:
            card.answer.offer(talk.suggestions, talk.openly)
        card.answer.setEnabled(talk.stage in (Stage.LEARNER, Stage.CONFIRMING))
        if talk.stage is Stage.CONFIRMING and self._stage is not Stage.CONFIRMING:
            card.answer.ask_about(talk.meant)
        self._stage = talk.stage
        if self._beginning and talk.stage is Stage.LEARNER:
            self._beginning = False
            card.answer.take_keyboard()
        self._count()

    def _on_added(self, line: ChatLine) -> None:
        self.card.chat.add(line)
        self._count()

    def _count(self) -> None:
        self.card.show_said(said(self.conversing.lines))

    def _on_picked(self, number: int, place: Place) -> None:
        self.conversing.show(number)
        self.viewer.selection.set(place)
        self.viewer.hear(place)

    def _on_asked(self, number: int, word: str) -> None:
        """Let a word be heard, and its sounds be seen."""
        bubble = self.card.chat.bubbles[number]

        def show(sounds: str) -> None:
            if shiboken6.isValid(bubble):  # the chat may have been cleared meanwhile
                bubble.show_sounds(word, sounds)

        self.conversing.tasks.run(
            lambda _: sounds_of(word), done=show, failed=lambda why: self.noticed.emit(Notice(why))
        )
        if not self._busy:  # what is recorded is not to be disturbed
            self.conversing.voice.say(word)

    def _on_progress(self, share: float) -> None:
        self.viewer.report_panel.show_progress(share if share < 1.0 else None)

    def _on_voice(self, seconds: float | None) -> None:
        """Highlight the word that the partner says now."""
        now = self.conversing.voice.spoken
        for bubble in self.card.chat.bubbles:
            spoken = bubble.line.spoken
            word = spoken.word_at(seconds) if spoken is now and spoken is not None and seconds is not None else None
            bubble.text.highlight(word.span if word is not None else None)

    def _on_voice_toggled(self, on: bool) -> None:
        self.conversing.heard = on
        self._preferences.change(aloud=on)
        if not on:
            self.conversing.voice.stop()

    def _on_face_toggled(self, on: bool) -> None:
        self.face.setVisible(on)
        self._preferences.change(avatar=on)

    def _on_each_toggled(self, on: bool) -> None:
        self.conversing.each = on
        self._preferences.change(assess_each=on)


def _template() -> str:
    return assets.path("templates", "conversation.txt").read_text(encoding="utf-8")
