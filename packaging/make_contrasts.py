"""Work out how much each contrast of English sounds matters: `contrasts.json` of the lessons, or of a folder named.

How many usual words a contrast keeps apart is its functional load (Hockett 1955, Brown 1988). Counted here over the
words that are common in speech and writing: for every two that differ in one sound only, or in one sound that the other
lacks, the contrast is credited with the commonness of the rarer one. Needs the packages `wordfreq` and `pocketsphinx`.

    .venv/bin/python packaging/make_contrasts.py
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from wordfreq import top_n_list, word_frequency, zipf_frequency

from sonorant import assets
from sonorant.engines.embedded.dictionary import load_lexicon
from sonorant.speech.phonemes import base

WORDS = 8_000
COMMON = 3.0
"""Zipf frequency (powers of ten per 10⁹ words) from which on a word counts."""
LEAST = 0.01


def main(folder: Path) -> None:
    """Count, scale so that the weightiest of each table is 1, and write."""
    lexicon = load_lexicon()
    spoken: dict[tuple[str, ...], float] = {}
    heard: defaultdict[str, float] = defaultdict(float)
    for word in top_n_list("en", WORDS):
        weight = zipf_frequency(word, "en") - COMMON
        if not (word.isascii() and word.isalpha() and len(word) > 1 and weight > 0 and lexicon.known(word)):
            continue
        phones = tuple(map(base, lexicon.pronunciations(word)[0]))
        # Words that sound the same are one to the ear.
        spoken[phones] = max(spoken.get(phones, 0.0), weight)
        for phone in phones:
            heard[phone] += word_frequency(word, "en")
    apart, left_out = contrasts(spoken)
    tables = {"apart": scaled(apart), "left_out": scaled(left_out), "frequency": scaled(heard)}
    target = folder / "contrasts.json"
    target.write_text(json.dumps(tables, indent=0) + "\n", encoding="utf-8")
    print(f"{len(spoken)} pronunciations; the weightiest in {target.name}:")
    for name, table in tables.items():
        first = sorted(table.items(), key=lambda each: -each[1])[:12]
        print(f"{name} ({len(table)}):", ", ".join(f"{pair} {value:.2f}" for pair, value in first))


def contrasts(spoken: Mapping[tuple[str, ...], float]) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """What keeps words apart: two sounds ("L R"), or a sound that is there or left out."""
    apart: defaultdict[str, float] = defaultdict(float)
    left_out: defaultdict[str, float] = defaultdict(float)
    places: dict[tuple[str, ...], list[tuple[str, float]]] = defaultdict(list)
    for phones, weight in spoken.items():
        for i, phone in enumerate(phones):
            places[(*phones[:i], "*", *phones[i + 1 :])].append((phone, weight))
            left_out[phone] += min(weight, spoken.get((*phones[:i], *phones[i + 1 :]), 0.0))
    for group in places.values():
        for (one, first), (other, second) in combinations(group, 2):
            apart[" ".join(sorted((one, other)))] += min(first, second)
    return apart, left_out


def scaled(counted: Mapping[str, float]) -> dict[str, float]:
    """Shares of the greatest, by name."""
    greatest = max(counted.values())
    return {name: round(value / greatest, 3) for name, value in sorted(counted.items()) if value >= LEAST * greatest}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else assets.path("lessons"))
