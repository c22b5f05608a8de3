"""How many words of the committed sentences get a level and a frequency, and how levels go with those of the talks.

    .venv/bin/python tests/measure_vocabulary.py

The sentences are those of `measure_grammar`; the conversations are the bundled ones, each with the level that its
author gave it. Words with an apostrophe are in no list and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean

from measure_grammar import PARTS, read
from sonorant import assets
from sonorant.practice import conversations, vocabulary
from sonorant.practice.words import joined, tokens
from sonorant.speech.content import LEVELS, RARER

HARDER = LEVELS[2:]
"""Levels from B1 on."""


def bases(texts: Iterable[str]) -> set[str]:
    """The base forms of all words of some texts."""
    words = (token.lower for token in tokens(joined(list(texts))))
    return {vocabulary.base(word) for word in words if word[0].isalpha() and "'" not in word.removesuffix("'s")}


def known(part: str) -> tuple[int, int, int]:
    """Different words in a part of the sentences, correct and faulty, those with a level, those with a frequency."""
    said = bases(sentence for name in ("correct.txt", "faulty.txt") for _, sentence in read(name)[part])
    levelled = sum(bool(vocabulary.level(each)) for each in said)
    return len(said), levelled, sum(vocabulary.band(each) != RARER for each in said)


def offered(part: str) -> tuple[int, int]:
    """Correct sentences of a part for which other words are offered, and all of them."""
    alone = [vocabulary.measure(sentence) for _, sentence in read("correct.txt")[part]]
    return sum(bool(each.alternatives) for each in alone), len(alone)


def harder_words() -> dict[str, float]:
    """The share (0–1) of different words from B1 on in a bundled conversation, on average by the level of these."""
    shares: dict[str, list[float]] = {}
    for each in conversations.load(assets.path("conversations")):
        turns = each.turns.values()
        said = bases(
            text for turn in turns for text in (turn.says, turn.again, *(reply.text for reply in turn.replies))
        )
        harder = sum(vocabulary.level(word) in HARDER for word in said)
        shares.setdefault(each.level, []).append(harder / len(said))
    return {level: fmean(found) for level, found in sorted(shares.items())}


def main() -> None:
    """Print the figures."""
    for part in PARTS:
        words, levelled, ranked = known(part)
        print(
            f"{part:11} different words {words}, with a level {levelled / words:.0%}, among the "
            f"{vocabulary.BANDS[-1]:,} most frequent {ranked / words:.0%}; other words offered in "
            "{} of {} correct sentences".format(*offered(part))
        )
    shares = ", ".join(f"{level} {share:.0%}" for level, share in harder_words().items())
    print(f"different words from B1 on in the bundled conversations, by their level: {shares}")


if __name__ == "__main__":
    main()
