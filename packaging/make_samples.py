"""Make the two sample takes in resources/samples with the flite synthesiser (Debian package flite).

    .venv/bin/python packaging/make_samples.py [FOLDER]

The flawless take is the text as it stands. The planted one is the same text respelled so that flite says it wrong; the
phones that flite prints for both are compared, and must differ in the planted errors and nowhere else. Their times are
flite's own. Everything is deterministic: the same flite makes the same files.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import soundfile  # type: ignore[import-untyped]
from numpy.typing import NDArray

VOICE = "slt"
RATE = 16_000
PAUSE_SECONDS = 1.2
TEXT = "I think his vine grows on the bank of the river. He sat there in that red light until the boats came home."
# The comma only makes flite take a breath: there the long pause goes.
RESPELLED = "I sink his wine grows on the bang of the river. He sat there, in that led light until the boats came ham."
IPA = {"th": "θ", "s": "s", "v": "v", "w": "w", "r": "ɹ", "l": "l", "k": "k", "ow": "oʊ", "ae": "æ"}


@dataclass(frozen=True)
class Plan:
    """One planted error as flite's phones should show it; an empty `said` is a sound left out."""

    kind: str
    word: str
    expected: str
    said: str


PLANS = (
    Plan("substitution", "think", "th", "s"),
    Plan("substitution", "vine", "v", "w"),
    Plan("deletion", "bank", "k", ""),
    Plan("pause", "in", "", "pau"),
    Plan("substitution", "red", "r", "l"),
    Plan("substitution", "home", "ow", "ae"),
)


@dataclass(frozen=True)
class Take:
    """What flite said: samples, and for each phone its name and its start and end in seconds."""

    samples: NDArray[np.int16]
    phones: list[tuple[str, float, float]]


def synthesise(text: str) -> Take:
    """Run flite on `text`."""
    with tempfile.TemporaryDirectory() as folder:
        wav = Path(folder) / "take.wav"
        command = ["flite", "-voice", VOICE, "-psdur", "-t", text, "-o", str(wav)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        samples, rate = soundfile.read(wav, dtype="int16")
    if rate != RATE:
        raise SystemExit(f"flite wrote {rate} Hz; {RATE} Hz was expected")
    phones, start = [], 0.0
    for item in printed.split():
        name, end = item.split(":")
        phones.append((name, start, float(end)))
        start = float(end)
    return Take(samples, phones)


def planted_places(flawless: Take, spoken: Take) -> list[tuple[float, float]]:
    """The start and end of each planted error in `spoken`; a left-out sound has its place where it would have begun.

    Stops the program when the two differ in any other way than `PLANS` says.
    """
    expected, said = ([name for name, _, _ in take.phones] for take in (flawless, spoken))
    changes = [op for op in SequenceMatcher(None, expected, said, autojunk=False).get_opcodes() if op[0] != "equal"]
    found = [(" ".join(expected[a:b]), " ".join(said[c:d])) for _, a, b, c, d in changes]
    if found != [(plan.expected, plan.said) for plan in PLANS]:
        raise SystemExit(f"flite did not say what was planned: {found}")
    return [
        (spoken.phones[c][1], spoken.phones[max(c, d - 1)][2] if c < d else spoken.phones[c][1])
        for _, _, _, c, d in changes
    ]


def stretch(take: Take, start: float, end: float, seconds: float) -> Take:
    """Lengthen the pause from `start` to `end` to `seconds` by repeating its quiet middle forth and back."""
    first, last, middle = (round(each * RATE) for each in (start, end, (start + end) / 2))
    quarter = (last - first) // 4
    quiet = take.samples[middle - quarter : middle + quarter]
    missing = round(seconds * RATE) - (last - first)
    filling = np.resize(np.concatenate([quiet[::-1], quiet]), missing)
    samples = np.concatenate([take.samples[:middle], filling, take.samples[middle:]])
    shift = missing / RATE
    phones = [(name, a + shift * (a > start), b + shift * (b > start)) for name, a, b in take.phones]
    return Take(samples, phones)


def planted_take(flawless: Take) -> tuple[Take, list[tuple[float, float]]]:
    """The take with the errors, and their places."""
    take = synthesise(RESPELLED)
    pause = planted_places(flawless, take)[[plan.kind for plan in PLANS].index("pause")]
    take = stretch(take, *pause, PAUSE_SECONDS)
    return take, planted_places(flawless, take)


def describe(identity: str, title: str, take: Take) -> list[str]:
    """The TOML lines of one sample."""
    return [
        "[[sample]]",
        f'id = "{identity}"',
        f'file = "{identity}.flac"',
        f'title = "{title}"',
        f'voice = "flite {VOICE}"',
        "synthetic = true",
        f"seconds = {len(take.samples) / RATE:.3f}",
        f'text = "{TEXT}"',
        "",
    ]


def main() -> None:
    """Write both takes and samples.toml."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "resources" / "samples"
    folder.mkdir(parents=True, exist_ok=True)
    flawless = synthesise(TEXT)
    planted, places = planted_take(flawless)
    lines = ["# Written by packaging/make_samples.py. Times in seconds from the start of the take.", ""]
    lines += describe("flawless", "By the river, flawless (synthetic voice)", flawless)
    lines += describe("planted", "By the river, with planted errors (synthetic voice)", planted)
    for plan, (start, end) in zip(PLANS, places, strict=True):
        lines += ["[[sample.planted]]", f'kind = "{plan.kind}"', f'word = "{plan.word}"']
        if plan.kind != "pause":
            lines += [f'phoneme = "{IPA[plan.expected]}"']
        if plan.kind == "substitution":
            lines += [f'said = "{IPA[plan.said]}"']
        lines += [f"start = {start:.3f}", f"end = {end:.3f}", ""]
    (folder / "samples.toml").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    for name, take in (("flawless", flawless), ("planted", planted)):
        soundfile.write(folder / f"{name}.flac", take.samples, RATE, subtype="PCM_16")


if __name__ == "__main__":
    main()
