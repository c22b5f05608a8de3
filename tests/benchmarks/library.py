"""Measure a large library: listing, searching and the sums of the progress page over many sessions of 60 words each.

    .venv/bin/python tests/benchmarks/library.py [--sessions N]

Prints the median and the worst time of each question, in milliseconds. Review has to open within 300 ms and a search
to answer within 100 ms at 1,000 sessions.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from sample_assessment import TEXT, sample
from sonorant.audio import files
from sonorant.audio.files import Audio
from sonorant.sessions.store import Search, Store
from sonorant.speech.assessment import Scores
from sonorant.speech.config import AssessmentConfig

WORDS = 60
ROUNDS = 20


def main() -> None:
    """Fill a store and time the questions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=1000)
    count = parser.parse_args().sessions
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        _fill(store, count)
        some = store.sessions()[count // 2]
        questions: dict[str, Callable[[], object]] = {
            "open the store": lambda: Store(Path(folder)),
            "list all": store.sessions,
            "search a word that all have": lambda: store.sessions(Search("river")),
            "search words that one has": lambda: store.sessions(Search(f"river {some.title}")),
            "search a word that none has": lambda: store.sessions(Search("nowhere")),
            "filter by score and date": lambda: store.sessions(Search(least=70, since=some.created)),
            "open one": lambda: store.open(some.id),
            "history": store.history,
            "sounds": lambda: store.sounds("embedded"),
            "examples": lambda: store.examples("embedded", "R"),
        }
        print(f"{count} sessions of {WORDS} words")
        for name, ask in questions.items():
            times = sorted(_milliseconds(ask) for _ in range(ROUNDS))
            print(f"{name:30} median {statistics.median(times):7.1f} ms   worst {times[-1]:7.1f} ms")


def _fill(store: Store, count: int) -> None:
    one = sample()
    words = tuple(one.words or ()) * (WORDS // len(one.words or ()) + 1)
    long = replace(one, words=words[:WORDS], text=" ".join([TEXT] * (WORDS // 6)))
    silence = Audio(np.zeros(1600, np.float32), 16_000)
    for number in range(count):
        take = store.new_take()
        files.write_wav(take, silence)
        scores = Scores(80.0, 70.0, 90.0, 60.0, 50.0 + number % 50)
        store.save(take, replace(long, scores=scores), AssessmentConfig(long.text), f"Reading {number}", "river")


def _milliseconds(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
