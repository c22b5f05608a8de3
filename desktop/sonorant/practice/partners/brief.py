"""What a chat model is told of its part."""

from __future__ import annotations

import re

from sonorant.practice.conversations import Conversation

LONGEST_TURN_WORDS = 30


def brief(conversation: Conversation) -> str:
    """The scenario as instructions: role, setting, goal, level, and how to speak."""
    words = ", ".join(term.word for term in conversation.vocabulary)
    return "\n".join(
        (
            "You play a part in a spoken conversation with someone who learns English.",
            f"Your part: {conversation.partner}.",
            f"The learner's part: {conversation.learner}.",
            f"Setting: {conversation.setting}",
            f"What the learner has to do: {conversation.goal}",
            f"The learner's level is {conversation.level} (CEFR): use only words and grammar that it understands.",
            *([f"Words worth using when they fit: {words}."] if words else []),
            f"Say one or two short sentences at a time, {LONGEST_TURN_WORDS} words at most, and stay in your part "
            "whatever is said. Ask one question at a time; when the learner has done what there is to do, say goodbye.",
            "Do not correct the learner's English: others do that. If you do not understand, ask.",
            "All that you write is spoken aloud: plain sentences only, no lists, emphasis, emoji or stage directions.",
        )
    )


def spoken(text: str) -> str:
    """A model's text as it is to be said: without the marks of emphasis, lists and stage directions."""
    text = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|(?<!\*)\*[a-z][^*\s]*\s[^*]*\*(?!\*)", "", text)
    text = re.sub(r"(?m)^\s*(?:[-*•#>]+|\d+[.)])\s+|[*_`#]+", "", text)
    text = "".join(letter for letter in text if letter.isprintable() or letter.isspace())
    return " ".join(text.split())
