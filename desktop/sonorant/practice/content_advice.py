"""Advice on grammar and vocabulary, from what was found in the words that were said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sonorant.practice.advice import Advice, Aspect, Place, listed
from sonorant.practice.own_lines import OwnLine, in_report
from sonorant.practice.passages import around
from sonorant.practice.vocabulary import base
from sonorant.practice.words import tokens
from sonorant.speech.assessment import Assessment
from sonorant.speech.content import LOCAL, Content, GrammarFinding, Span


def on_content(content: Content, assessment: Assessment, own: Sequence[OwnLine]) -> Iterator[Advice]:
    """Advice on possible mistakes, once for each rule, on words said too often, and on plain words.

    `own` are the lines that `content` is on, by which its places are found in the assessment.
    """
    if content.withheld:
        return

    def places(spans: Sequence[Span]) -> tuple[Place, ...]:
        there = (in_report(span, own) for span in spans)
        return tuple(place for span in there if span is not None for place in _places(span, assessment))

    by_rule: dict[str, list[GrammarFinding]] = {}
    for finding in content.grammar or ():
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule, findings in by_rule.items():
        yield _on_rule(rule, findings, content, places([each.span for each in findings]))
    vocabulary = content.vocabulary
    plain = [each for each in vocabulary.alternatives if each.better] if vocabulary is not None else []
    if plain:
        yield Advice(
            Aspect.VOCABULARY,
            f"Other words for {listed(list(dict.fromkeys(f'“{each.word}”' for each in plain)), most=2)}",
            f"Plain words: {listed([f'“{each.word}”' for each in plain])}.",
            " ".join(f"For “{each.word}” you could say {_or(each.better)}." for each in plain[:3]),
            effect=0.12,
            places=places([each.span for each in plain]),
            words=tuple(dict.fromkeys(word for each in plain for word in each.better))[:6],
        )
    if vocabulary is not None and vocabulary.repeated:
        often = vocabulary.repeated
        said = [span for each in often for span in _said(each.word, content.text)]
        yield Advice(
            Aspect.VOCABULARY,
            f"“{often[0].word}” again and again",
            f"Said often: {listed([f'“{each.word}” {each.count} times' for each in often])}.",
            "Say the same once more, and allow yourself each of these words only once.",
            effect=0.1,
            places=places(said),
            passages=tuple(dict.fromkeys(around(content.text, span) for span in said)),
        )


def _on_rule(rule: str, findings: list[GrammarFinding], content: Content, places: tuple[Place, ...]) -> Advice:
    first = findings[0]
    quoted = [f"“{content.text[start:end]}”" for start, end in (each.span for each in findings)]
    better = [
        f"{quote} could be {_or(each.suggestions)}"
        for quote, each in zip(quoted, findings, strict=True)
        if each.suggestions
    ]
    possible = content.origin == LOCAL
    return Advice(
        Aspect.GRAMMAR,
        f"{'Possible mistake' if possible else 'Mistake'} ({rule}): {quoted[0]}",
        f"{listed(quoted)}: {first.message}",
        f"{'; '.join(better[:3])}." if better else "Say the sentence again in another way.",
        effect=round(min(0.4, 0.2 + 0.05 * len(findings)), 3),
        sure=not possible,
        places=places,
        passages=tuple(dict.fromkeys(_corrected(each, content) for each in findings if each.suggestions)),
    )


def _or(words: tuple[str, ...]) -> str:
    return " or ".join(f"“{word}”" for word in words[:3])


def _corrected(finding: GrammarFinding, content: Content) -> str:
    """The sentence of a finding as it may have been meant, with whatever else was found in it put right as well."""
    text, place = content.text, finding.span[0]
    for each in sorted(content.grammar or (), key=lambda each: each.span, reverse=True):
        if each.suggestions:
            text = text[: each.span[0]] + each.suggestions[0] + text[each.span[1] :]
            if each.span < finding.span:
                place += len(each.suggestions[0]) - (each.span[1] - each.span[0])
    return around(text, (place, place + 1))


def _said(word: str, text: str) -> list[Span]:
    """Where a word stands in a text, in whatever form."""
    return [(token.start, token.end) for token in tokens(text) if base(token.lower) == word]


def _places(span: Span, assessment: Assessment) -> Iterator[Place]:
    """The first word of the assessment that lies in a span of its text."""
    for index, word in enumerate(assessment.words or ()):
        if word.span is not None and word.span[0] < span[1] and span[0] < word.span[1]:
            yield Place(index, None, word.offset, word.duration)
            return
