"""How much to say: advice in words, without Qt."""

from __future__ import annotations

import re

from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.words import translate

SHORTEST_SECONDS, LONGEST_SECONDS = 20.0, 600.0
SENTENCES = 3
"""What Azure advises for scores that can be relied on, and what holds for any engine: enough to judge by."""
ADVISED = QT_TRANSLATE_NOOP("ui", "advised: 20 s to 10 min")
_END = re.compile(r"[.!?…]+[\"'”’)]*(?:\s|$)")


def sentences(text: str) -> int:
    """How many sentences a text has; words without a full stop are one."""
    return len(_END.findall(text)) or (1 if text.strip() else 0)


def on_text(text: str) -> str | None:
    """What to say of a text that is rather short; None if it is long enough."""
    count = sentences(text)
    if count >= SENTENCES or not count:
        return None
    return translate("ui", "Three sentences or more give steadier scores.")


def on_time(seconds: float) -> str:
    """What to say of a recording that goes on."""
    if seconds < SHORTEST_SECONDS:
        return translate("ui", "Speak for 20 s or more if the text is long enough.")
    if seconds <= LONGEST_SECONDS:
        return translate("ui", "Long enough: stop when you have said everything.")
    return translate("ui", "Longer than 10 min: stop, and go on in another recording.")


def on_talk(seconds: float, own: int) -> str:
    """What to say of how much has been said in a conversation: seconds of recording, and sentences of one's own.

    How one speaks is judged by all that was said; grammar and vocabulary are by what nobody suggested.
    """
    if seconds > LONGEST_SECONDS:
        return translate("ui", "More than 10 min: have it assessed, and begin anew.")
    match seconds >= SHORTEST_SECONDS, own >= SENTENCES:
        case True, True:
            said = translate("ui", "Enough for a full report: {0:.0f} s, {1} sentences of your own.")
        case True, False:
            said = translate(
                "ui",
                "Enough to judge how you speak: {0:.0f} s. For grammar and vocabulary: {1} of 3 sentences of your own.",
            )
        case False, True:
            said = translate(
                "ui", "Said so far: {0:.0f} of 20 s. Enough for grammar and vocabulary: {1} sentences of your own."
            )
        case _:
            said = translate(
                "ui", "Said so far: {0:.0f} of 20 s, and {1} of 3 sentences of your own for grammar and vocabulary."
            )
    return said.format(seconds, own)
