"""What can be done where an engine gave no verdict."""

from __future__ import annotations

from collections.abc import Callable

from sonorant.ui.engines import LOCALE, Judge
from sonorant.ui.settings import Engine
from sonorant.ui.words import translate

Way = tuple[str, Callable[[], None]]
"""The name of a button, and what it does."""


def ways_on(
    judge: Judge,
    locale: str,
    text_known: bool,
    again: Callable[[], None],
    here: Callable[[], None],
    ask: Callable[[], None] | None = None,
) -> tuple[Way, ...]:
    """The ways on after `judge` failed with speech in `locale`, the surest first.

    `here` has it judged by the embedded engine, which needs the text; where that is not known, `ask` asks for it first.
    """
    ways: list[Way] = []
    if judge.engine is not Engine.EMBEDDED and locale == LOCALE:
        if text_known:
            ways.append((translate("ui", "Assess on this machine"), here))
        elif ask is not None:
            ways.append((translate("ui", "Type what was said"), ask))
    return (*ways, (translate("ui", "Try again"), again))
