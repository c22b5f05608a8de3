"""Possible mistakes in what was said, found on this machine: a lower bound, and never a score.

Two kinds of finders are joined: the checker Harper, for what it is known to be right about, and patterns of our own for
what learners typically get wrong. `tests/measure_grammar.py` prints how much they find.
"""

from __future__ import annotations

import functools
import threading
from typing import TYPE_CHECKING

from sonorant.practice.words import sentences, tokens
from sonorant.speech.content import GrammarFinding

if TYPE_CHECKING:
    import harper

MOST_SUGGESTIONS = 3

_KINDS = frozenset({"Agreement", "Grammar", "Usage", "Nonstandard", "BoundaryError", "Malapropism", "Eggcorn"})
"""Of Harper's kinds of findings those that are about speech: not spelling, capitals, punctuation or style."""
_OFF = ("LookingForwardTo", "MassNouns")
"""Rules of Harper that are not used: the first writes to standard output, the second blames what can be counted."""
_ARTICLE = "Incorrect indefinite article"
_SOUND_ALIKE = frozenset({"it's", "its", "there", "their", "they're", "your", "you're", "whose", "who's", "to", "too"})
"""What is told apart by spelling only was not said wrong."""

_lock = threading.Lock()


def check(text: str) -> tuple[GrammarFinding, ...]:
    """Possible mistakes in order of their place; at most one for each. Takes a second at the first call."""
    found = [finding for each in sentences(text) for finding in _by_rules(each.text, each.start)]
    for other in _by_harper(text):
        if not any(other.span[0] < each.span[1] and each.span[0] < other.span[1] for each in found):
            found.append(other)
    return tuple(sorted(found, key=lambda each: each.span))


def _by_rules(sentence: str, start: int) -> list[GrammarFinding]:
    from sonorant.practice import grammar_rules  # noqa: PLC0415 - its patterns take their time to compile

    last = sentence.rstrip('"”’)')[-1:]
    return list(grammar_rules.find(tokens(sentence, start), last if last in ".?!" else "."))


def _by_harper(text: str) -> list[GrammarFinding]:
    with _lock:  # a linter is for one thread at a time
        lints = _linter().lint(text)
        return [
            GrammarFinding(
                (lint.span.start, lint.span.end),
                lint.lint_kind_pretty.lower(),
                lint.message,
                tuple(suggestion.replacement_text for suggestion in lint.suggestions if suggestion.replacement_text)[
                    :MOST_SUGGESTIONS
                ],
            )
            for lint in lints
            if (lint.lint_kind in _KINDS or lint.message.startswith(_ARTICLE))
            and lint.problem_text.lower().replace("’", "'") not in _SOUND_ALIKE
        ]


@functools.cache
def _linter() -> harper.Linter:
    import harper  # noqa: PLC0415 - takes a second with its dictionary

    linter = harper.Linter()
    linter.set_lint_config({**linter.get_lint_config(), **dict.fromkeys(_OFF, False)})
    return linter
