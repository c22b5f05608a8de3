"""Who one talks with, and who judges the words: a chat model, or the script and what is found on this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sonorant.practice import chat_account, content
from sonorant.practice.chat_model import ChatModel
from sonorant.practice.conversations import Conversation
from sonorant.practice.partners.base import Partner
from sonorant.practice.partners.chat import ChatPartner
from sonorant.practice.partners.scripted import ScriptedPartner
from sonorant.speech.content import Content
from sonorant.speech.disclosure import Disclosures
from sonorant.vault import Keys


def nowhere() -> str:
    """Nothing is sent, or nothing that still needs consent."""
    return ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What makes a partner for a conversation, and what judges the learner's own lines in one about a topic.

    `destination` names where these lines go and consent is needed for.
    """

    new_partner: Callable[[Conversation], Partner] = ScriptedPartner
    judge_words: Callable[[Sequence[str], str], Content] = content.look
    destination: Callable[[], str] = nowhere


def chosen(keys: Keys, disclosures: Disclosures, environment: Mapping[str, str] = os.environ) -> Chosen:
    """Who talks and judges by the environment: the chat model that it names, or nobody but this machine.

    Raises UnusableInput if the environment names a chat model that cannot be used.
    """
    account = chat_account.from_environment(keys, environment)
    if account is None:
        return Chosen()
    return talking_with(ChatModel(account, disclosures))


def talking_with(model: ChatModel) -> Chosen:
    """The chat model talks and judges."""
    return Chosen(
        lambda conversation: ChatPartner(conversation, model), lambda lines, topic: content.ask(lines, model, topic)
    )
