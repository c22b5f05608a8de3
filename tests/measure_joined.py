"""Measure whether several sentences in one take are judged as each of them alone.

    OPENBLAS_NUM_THREADS=1 .venv/bin/python tests/measure_joined.py [--labels FILE --audio DIR]

Prints for six sentences of each synthetic voice, with a second between them, the scores of the whole take less the mean
of those of each alone. With the corpus (as for `sonorant train`) also, for 24 of its speakers with six sentences each,
the means of the engine and of the experts and how they correlate. The models that come with the application have heard
these speakers: this shows what joining does, not how good the scores are.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sonorant.audio.files import Audio, read
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.engines.embedded.corpus import read_corpus
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import SonorantError
from synthetic_speech import SENTENCES, VOICES, say

RATE = 16_000
TOGETHER, SPEAKERS, PAUSE_SECONDS = 6, 24, 1.0
ASPECTS = ("accuracy", "fluency", "prosody")


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--audio", type=Path)
    given = parser.parse_args(argv)
    for voice in VOICES:
        texts = SENTENCES[:TOGETHER]
        takes = [say(text, voice).audio.samples for text in texts]
        alone = np.mean([scores(take, text) for take, text in zip(takes, texts, strict=True)], axis=0)
        print(f"{voice:14} together less alone: {_said(joined(takes, texts) - alone)}")
    if given.labels is not None and given.audio is not None:
        _corpus(given.labels, given.audio)


def scores(samples: np.ndarray, text: str) -> np.ndarray:
    """The scores of a take, in the order of `ASPECTS`."""
    config = AssessmentConfig(text, enable_miscue=True, enable_prosody=True)
    found = EmbeddedAssessor().assess(Audio(samples, RATE), config).scores
    return np.array([getattr(found, aspect) for aspect in ASPECTS], dtype=float)


def joined(takes: Sequence[np.ndarray], texts: Sequence[str]) -> np.ndarray:
    """The scores of several takes as one."""
    pause = np.zeros(round(PAUSE_SECONDS * RATE), dtype=np.float32)
    sound = np.concatenate([part for take in takes for part in (take, pause)])
    return scores(sound, " ".join(f"{text.rstrip('.')}." for text in texts))


def _corpus(labels: Path, audio: Path) -> None:
    of = defaultdict(list)
    for utterance in read_corpus(labels, audio):
        of[utterance.speaker].append(utterance)
    speakers = list(of.values())
    engine, experts, refused = [], [], 0
    for own in speakers[:: max(1, len(speakers) // SPEAKERS)][:SPEAKERS]:
        chosen = own[:TOGETHER]
        takes = [read(each.audio).samples for each in chosen]
        try:
            engine.append(joined(takes, [each.text.capitalize() for each in chosen]))
        except SonorantError:
            refused += 1
            continue
        experts.append(np.mean([[10.0 * getattr(each, aspect) for aspect in ASPECTS] for each in chosen], axis=0))
    found, given = np.array(engine), np.array(experts)
    print(f"{len(found)} speakers, {refused} refused")
    print(f"{'engine':14} {_said(found.mean(axis=0))}")
    print(f"{'experts':14} {_said(given.mean(axis=0))}")
    print(f"{'correlation':14} {_said([np.corrcoef(found[:, i], given[:, i])[0, 1] for i in range(3)], 2)}")


def _said(values: Sequence[float] | np.ndarray, digits: int = 1) -> str:
    return ", ".join(f"{aspect} {value:.{digits}f}" for aspect, value in zip(ASPECTS, values, strict=True))


if __name__ == "__main__":
    main()
