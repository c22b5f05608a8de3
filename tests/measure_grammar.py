"""How many of the faulty sentences the local checker finds, and how many of the correct ones it blames.

    .venv/bin/python tests/measure_grammar.py [--list]

The rules were written with the first part of the sentences in view. The second has the same kinds of mistakes, unseen;
the third was written later, mostly with kinds that no rule was made for: it is nearest to what learners will say.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sonorant import assets
from sonorant.practice import conversations, grammar
from sonorant.practice.words import sentences

SENTENCES = Path(__file__).parent / "practice" / "sentences"
PARTS = ("seen", "unseen", "other kinds")


def read(name: str) -> dict[str, list[tuple[str, str]]]:
    """The sentences of a file with their kind of mistake (empty for correct ones), by part: see `PARTS`."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for line in (SENTENCES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            part = parts.setdefault(line[3:], [])
        elif line and not line.startswith("#"):
            kind, colon, sentence = line.partition(": ")
            part.append((kind, sentence) if colon else ("", line))
    return parts


def count(part: str) -> tuple[int, int, int, int]:
    """Faulty sentences found, all faulty ones, correct ones blamed, all correct ones, in a part."""
    faulty, correct = read("faulty.txt")[part], read("correct.txt")[part]
    found = sum(bool(grammar.check(sentence)) for _, sentence in faulty)
    blamed = sum(bool(grammar.check(sentence)) for _, sentence in correct)
    return found, len(faulty), blamed, len(correct)


def spoken_by_partners() -> list[str]:
    """All sentences of the bundled conversations: correct English, as far as known. The rules were made with them."""
    return [
        sentence.text
        for conversation in conversations.load(assets.path("conversations"))
        for turn in conversation.turns.values()
        for text in (turn.says, turn.again, *(reply.text for reply in turn.replies))
        for sentence in sentences(text)
    ]


def main() -> None:
    """Print the figures; with ``--list`` the sentences of the seen part that go wrong."""
    for part in PARTS:
        found, faulty, blamed, correct = count(part)
        print(f"{part:11} found {found} of {faulty} ({found / faulty:.0%}), false alarms {blamed} of {correct}")
    said = spoken_by_partners()
    print(f"bundled conversations: blamed {sum(bool(grammar.check(each)) for each in said)} of {len(said)} sentences")
    if "--list" in sys.argv:
        for kind, sentence in read("faulty.txt")["seen"]:
            print("found " if grammar.check(sentence) else "missed", kind, "|", sentence, *grammar.check(sentence))
        for _, sentence in read("correct.txt")["seen"]:
            if findings := grammar.check(sentence):
                print("blamed |", sentence, findings)


if __name__ == "__main__":
    main()
