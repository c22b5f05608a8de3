"""The serial form of what was said: Azure's ``ContentAssessment`` with the scores, and "Content" of our additions."""

from __future__ import annotations

from sonorant.speech.assessment import Extra, Json
from sonorant.speech.content import Alternative, Content, GrammarFinding, Repetition, Vocabulary
from sonorant.speech.json_node import Node, filled

_SCORES = ("GrammarScore", "VocabularyScore", "TopicScore")


def read(given: Node, ours: Node | None) -> Content | None:
    """The content in Azure's ``ContentAssessment`` and our addition to it; None if there is neither.

    Raises:
        UnusableInput: a value is of the wrong type.
    """
    if ours is None and not any(given.has(name) for name in _SCORES):
        return None
    own = ours or Node({})
    grammar, vocabulary = own.parts("Grammar"), own.part("Vocabulary")
    return Content(
        text=own.text("Text") or "",
        sentences=own.whole("Sentences") or 0,
        origin=own.text("Origin") or "",
        grammar_score=given.number("GrammarScore"),
        vocabulary_score=given.number("VocabularyScore"),
        topic_score=given.number("TopicScore"),
        grammar=None if grammar is None else tuple(map(_read_finding, grammar)),
        vocabulary=None if vocabulary is None else _read_vocabulary(vocabulary),
        withheld=own.text("Withheld") or "",
        note=own.text("Note") or "",
    )


def write_scores(content: Content | None) -> Json:
    """Azure's ``ContentAssessment``; None if nobody gave a score."""
    if content is None:
        return None
    return filled(
        GrammarScore=content.grammar_score,
        VocabularyScore=content.vocabulary_score,
        TopicScore=content.topic_score,
    )


def write(content: Content | None) -> Json:
    """Our addition to it; None if nobody looked."""
    if content is None:
        return None
    return filled(
        Origin=content.origin or None,
        Text=content.text or None,
        Sentences=content.sentences,
        Grammar=None if content.grammar is None else [_write_finding(each) for each in content.grammar],
        Vocabulary=None if content.vocabulary is None else _write_vocabulary(content.vocabulary),
        Withheld=content.withheld or None,
        Note=content.note or None,
    )


def _read_finding(node: Node) -> GrammarFinding:
    return GrammarFinding(
        span=node.pair("Span") or (0, 0),
        rule=node.text("Rule") or "",
        message=node.text("Message") or "",
        suggestions=tuple(node.texts("Suggestions")),
    )


def _write_finding(finding: GrammarFinding) -> Json:
    return filled(
        Span=list(finding.span),
        Rule=finding.rule,
        Message=finding.message,
        Suggestions=list(finding.suggestions) or None,
    )


def _read_vocabulary(node: Node) -> Vocabulary:
    return Vocabulary(
        words=node.whole("Words") or 0,
        different=node.whole("Different") or 0,
        levels=_counts(node.part("Levels")),
        bands=_counts(node.part("Bands")),
        mtld=node.number("Mtld"),
        mattr=node.number("Mattr"),
        repeated=tuple(
            Repetition(each.text("Word") or "", each.whole("Count") or 0) for each in node.parts("Repeated") or ()
        ),
        alternatives=tuple(
            Alternative(each.pair("Span") or (0, 0), each.text("Word") or "", tuple(each.texts("Better")))
            for each in node.parts("Alternatives") or ()
        ),
    )


def _write_vocabulary(vocabulary: Vocabulary) -> Json:
    repeated: list[Json] = [{"Word": each.word, "Count": each.count} for each in vocabulary.repeated]
    alternatives: list[Json] = [
        {"Span": list(each.span), "Word": each.word, "Better": list(each.better)} for each in vocabulary.alternatives
    ]
    return filled(
        Words=vocabulary.words,
        Different=vocabulary.different,
        Levels=dict(vocabulary.levels),
        Bands=dict(vocabulary.bands),
        Mtld=vocabulary.mtld,
        Mattr=vocabulary.mattr,
        Repeated=repeated or None,
        Alternatives=alternatives or None,
    )


def _counts(node: Node | None) -> dict[str, int]:
    counts: Extra = {} if node is None else node.rest()
    return {name: count for name, count in counts.items() if isinstance(count, int) and not isinstance(count, bool)}
