"""What the window says of the words that were said: grammar, vocabulary and level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sonorant.speech.content import RARER, WINDOW, Content, Vocabulary
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.words import told, translate

if TYPE_CHECKING:
    from sonorant.practice.estimate import Estimate

MOST_FINDINGS = 8
LOWER_BOUND = QT_TRANSLATE_NOOP(
    "ui", "Found by rules on this machine, which miss most mistakes: a lower bound, and no score."
)


def on_grammar(content: Content | None) -> str:
    """What is said of the grammar; empty where nobody looked."""
    if content is None:
        return ""
    heading = translate("ui", "Grammar")
    if content.withheld:
        return f"{heading}: {told(content.withheld)}"
    findings = content.grammar or ()
    if content.grammar_score is not None:
        lines = [translate("ui", "Grammar: {0:.0f} of 100, by {1}.").format(content.grammar_score, content.origin)]
    else:
        count = len(findings)
        lines = [translate("ui", "Grammar: possible mistakes found: {0}.").format(count), translate("ui", LOWER_BOUND)]
    for each in findings[:MOST_FINDINGS]:
        said = content.text[slice(*each.span)]
        better = " / ".join(each.suggestions[:2])
        why = told(each.message)
        lines.append(f"• “{said}” → “{better}”: {why}" if better else f"• “{said}”: {why}")
    return "\n".join([*lines, *([told(content.note)] if content.note else [])])


def on_vocabulary(content: Content | None) -> str:
    """What is said of the words; empty where nobody looked."""
    words = content.vocabulary if content is not None else None
    if content is None or words is None:
        return ""
    lines = [translate("ui", "Vocabulary: {0} words, {1} different ones.").format(words.words, words.different)]
    if content.vocabulary_score is not None:
        lines.append(translate("ui", "{0:.0f} of 100, by {1}.").format(content.vocabulary_score, content.origin))
    if content.topic_score is not None:
        lines.append(translate("ui", "How well you kept to the topic: {0:.0f} of 100.").format(content.topic_score))
    levels = _counts(words.levels, translate("ui", "not in the list"))
    if levels:
        lines.append(translate("ui", "• Level at which learners usually meet them:\n{0}").format(levels))
    bands = _counts(words.bands)
    if bands:
        lines.append(translate("ui", "• How common they are in English (1 is the most common):\n{0}").format(bands))
    lines.append(_on_variety(words))
    if words.repeated:
        often = ", ".join(f"{each.word} ({each.count})" for each in words.repeated)
        lines.append(translate("ui", "• Said often: {0}").format(often))
    for each in words.alternatives[:MOST_FINDINGS]:
        lines.append(translate("ui", "• Instead of “{0}”: {1}").format(each.word, ", ".join(each.better)))
    return "\n".join(lines)


def _counts(counts: Mapping[str, int], nameless: str = "") -> str:
    named = {"": nameless, RARER: translate("ui", "rarer")}
    pairs = (f"{named.get(name, name)}: {count}" for name, count in counts.items() if count)
    return " · ".join(pair.replace(" ", "\N{NO-BREAK SPACE}") for pair in pairs)


def _on_variety(words: Vocabulary) -> str:
    if words.mattr is None or words.mtld is None:
        return translate("ui", "• Variety: measured from {0} words on").format(WINDOW)
    return translate(
        "ui",
        "• Variety: of {0} words in a row {1:.0f} are different; they come again after {2:.0f} (native speech: 70)",
    ).format(WINDOW, WINDOW * words.mattr, words.mtld)


def on_level(about: Estimate) -> str:
    """What is said of the level: a range, and what it rests on."""
    if not about.lowest:
        return translate("ui", "Level: {0}").format(told(about.withheld)) if about.withheld else ""
    levels = about.lowest if about.lowest == about.highest else f"{about.lowest}–{about.highest}"
    heading = translate("ui", "Level, a rough estimate: {0}. It rests on:").format(levels)
    return "\n".join([heading, *(f"• {told(each)}" for each in about.rests_on)])
