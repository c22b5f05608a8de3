"""What somebody said, apart from how: grammar and vocabulary, as found by local rules or by a chat model.

The scores are those of Azure's shape (``ContentAssessment``) and come from a chat model only; what local rules find is
a lower bound, and no score is made of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LOCAL = "local"
"""The origin of what local rules and word lists found; any other origin is the name of a chat model."""

FEWEST_SENTENCES = 3
"""With fewer, nothing is said about grammar and vocabulary."""

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")

RARER = "rarer"
"""The name of the band of words that are in no other."""
WINDOW = 50
"""Words of the window of the moving average (MATTR; Covington and McFall 2010), and the fewest to measure variety."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GrammarFinding:
    """A possible mistake: its place (start, end) in the text, the rule it may break, why, and what may be better.

    `rule` is a short name such as “agreement”, `message` one sentence; the first of the `suggestions` is the likeliest.
    """

    span: Span
    rule: str
    message: str
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repetition:
    """A word that was said often where others could have been: by its base form, and how often."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """A plain word at a place (start, end) in the text, and what could be said instead."""

    span: Span
    word: str
    better: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a text. `words` counts all of them, `different` their base forms.

    `levels` and `bands` count different words by CEFR level (“A1” to “C2”, “” where it is unknown) and by how frequent
    they are in English (“1–500” …, “rarer”). `mtld` and `mattr` are two usual measures of variety: the mean number of
    words up to which a text stays varied (some 70 and more is usual for native speech), and the mean share of
    different words in a window of 50; None where the text is too short for them.
    """

    words: int
    different: int
    levels: Mapping[str, int] = field(default_factory=dict)
    bands: Mapping[str, int] = field(default_factory=dict)
    mtld: float | None = None
    mattr: float | None = None
    repeated: tuple[Repetition, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """The verdict on what was said. Spans are places in `text`, which is what was looked at.

    Scores are 0–100, None where nobody gave one. `withheld` says in one sentence why there is no verdict; empty if
    there is one. `grammar` lists possible mistakes, and certainly not all; None where nobody looked. `note` is a
    sentence to be shown with it, such as why a chat model was not asked after all.
    """

    text: str
    sentences: int
    origin: str = LOCAL
    grammar_score: float | None = None
    vocabulary_score: float | None = None
    topic_score: float | None = None
    grammar: tuple[GrammarFinding, ...] | None = None
    vocabulary: Vocabulary | None = None
    withheld: str = ""
    note: str = ""
