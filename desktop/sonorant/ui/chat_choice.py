"""Who one talks with, and who judges the words of a conversation, by the settings as they are now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sonorant.practice import content
from sonorant.practice.chat_account import ChatAccount, with_kept_key
from sonorant.practice.chat_model import ChatModel
from sonorant.practice.conversations import Conversation
from sonorant.practice.partners import Partner
from sonorant.practice.partners.choosing import Chosen, talking_with
from sonorant.sessions.ledger import Ledger
from sonorant.speech.content import Content
from sonorant.speech.failures import UnusableInput
from sonorant.ui.preferences import Preferences
from sonorant.vault import Keys


def account(chat: object, keys: Keys, *, again: bool = False) -> ChatAccount | None:
    """The chat model that the settings name, with its key; None for none. May ask the keyring, `again` as it does.

    Raises UnusableInput if what is set cannot be used, or the keyring does not give the key out.
    """
    if not isinstance(chat, dict) or not chat.get("endpoint"):
        return None
    return with_kept_key(str(chat["endpoint"]), str(chat.get("model", "")), keys, again=again)


def by_settings(preferences: Preferences, keys: Keys, ledger: Ledger, otherwise: Callable[[], Chosen]) -> Chosen:
    """The chat model that the settings name at each moment; what `otherwise` finds where they name none.

    Neither is asked before it is needed. What is chosen is not for the GUI thread, as both may ask the keyring.
    """

    def now(*, again: bool = False) -> Chosen:
        found = account(preferences.now.chat, keys, again=again)
        return otherwise() if found is None else talking_with(ChatModel(found, ledger))

    def new_partner(conversation: Conversation) -> Partner:
        return now(again=True).new_partner(conversation)  # who is told to unlock the keyring begins once more

    def judge_words(lines: Sequence[str], topic: str) -> Content:
        judge: Callable[[Sequence[str], str], Content]
        try:
            judge = now().judge_words
        except UnusableInput as why:  # the conversation is kept all the same
            return replace(content.look(lines, topic), note=str(why))
        return judge(lines, topic)

    def words_go_to() -> str:
        try:
            found = account(preferences.now.chat, keys)
        except UnusableInput:  # so nothing will be sent
            return ""
        return otherwise().destination() if found is None else found.destination

    return Chosen(new_partner, judge_words, words_go_to)
