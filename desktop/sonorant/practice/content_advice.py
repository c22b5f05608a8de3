"""Advice on grammar and vocabulary, from what was found in the words that were said."""

from __future__ import annotations

from collections.abc import Iterator

from sonorant.practice.advice import Advice, Aspect, Place, listed
from sonorant.speech.assessment import Assessment
from sonorant.speech.content import LOCAL, Content, GrammarFinding, Span


def on_content(content: Content, assessment: Assessment) -> Iterator[Advice]:
    """Advice on possible mistakes, once for each rule, on words said too often, and on plain words."""
    if content.withheld:
        return
    by_rule: dict[str, list[GrammarFinding]] = {}
    for finding in content.grammar or ():
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule, findings in by_rule.items():
        yield _on_rule(rule, findings, content, assessment)
    vocabulary = content.vocabulary
    if vocabulary is not None and vocabulary.alternatives:
        plain = vocabulary.alternatives
        yield Advice(
            Aspect.VOCABULARY,
            f"Other words for {listed(list(dict.fromkeys(f'“{each.word}”' for each in plain)), most=2)}",
            f"Plain words: {listed([f'“{each.word}”' for each in plain])}.",
            " ".join(f"For “{each.word}” you could say {_or(each.better)}." for each in plain[:3] if each.better),
            effect=0.12,
            places=tuple(place for each in plain for place in _places(each.span, content, assessment)),
            words=tuple(dict.fromkeys(word for each in plain for word in each.better))[:6],
        )
    if vocabulary is not None and vocabulary.repeated:
        often = vocabulary.repeated
        yield Advice(
            Aspect.VOCABULARY,
            f"“{often[0].word}” again and again",
            f"Said often: {listed([f'“{each.word}” {each.count} times' for each in often])}.",
            "Say the same once more, and allow yourself each of these words only once.",
            effect=0.1,
        )


def _on_rule(rule: str, findings: list[GrammarFinding], content: Content, assessment: Assessment) -> Advice:
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
        places=tuple(place for each in findings for place in _places(each.span, content, assessment)),
    )


def _or(words: tuple[str, ...]) -> str:
    return " or ".join(f"“{word}”" for word in words[:3])


def _places(span: Span, content: Content, assessment: Assessment) -> Iterator[Place]:
    """The first word of the assessment that lies in a span of the same text."""
    if content.text != assessment.text:
        return
    for index, word in enumerate(assessment.words or ()):
        if word.span is not None and word.span[0] < span[1] and span[0] < word.span[1]:
            yield Place(index, None, word.offset, word.duration)
            return
