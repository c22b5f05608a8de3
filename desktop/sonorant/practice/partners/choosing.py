"""Who one talks with: the chat model that the environment names, or else the script."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from sonorant.practice import chat_account
from sonorant.practice.chat_model import ChatModel
from sonorant.practice.conversations import Conversation
from sonorant.practice.partners.base import Partner
from sonorant.practice.partners.chat import ChatPartner
from sonorant.practice.partners.scripted import ScriptedPartner
from sonorant.speech.disclosure import Disclosures
from sonorant.vault import Keys


def chosen(
    keys: Keys, disclosures: Disclosures, environment: Mapping[str, str] = os.environ
) -> Callable[[Conversation], Partner]:
    """What makes a partner for a conversation.

    Raises UnusableInput if the environment names a chat model that cannot be used.
    """
    account = chat_account.from_environment(keys, environment)
    if account is None:
        return ScriptedPartner
    model = ChatModel(account, disclosures)
    return lambda conversation: ChatPartner(conversation, model)
