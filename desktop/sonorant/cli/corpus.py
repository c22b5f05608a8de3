"""Commands for those who build the embedded engine: training its models and measuring on a labelled corpus."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from sonorant.audio.files import write_whole
from sonorant.cli import output
from sonorant.speech.failures import UnusableInput


def train(chosen: argparse.Namespace) -> int:
    """Build the scoring models and print how well they do on speakers not trained on."""
    from sonorant.engines.embedded import training  # noqa: PLC0415 - each command loads only what it needs

    _make(chosen.out)
    training.train(chosen.labels, chosen.audio, chosen.out, chosen.jobs)
    return 0


def train_g2p(chosen: argparse.Namespace) -> int:
    """Build the model that guesses pronunciations, and print how often it is right on words held out."""
    from sonorant.engines.embedded import dictionary  # noqa: PLC0415 - as above

    _make(chosen.out)
    dictionary.train_g2p(chosen.out)
    return 0


def benchmark(chosen: argparse.Namespace) -> int:
    """Score the corpus and print the figures, the last line as one JSON object."""
    from sonorant.engines.embedded.benchmark import run  # noqa: PLC0415 - as above

    if chosen.report:
        _make(chosen.report, "--report")
    figures = run(chosen.labels, chosen.audio, chosen.limit, chosen.jobs, chosen.phones)
    if chosen.report:
        _write_card(chosen, figures)
    lines = [*([] if chosen.json else _lines(figures)), json.dumps(figures)]
    output.put("".join(f"{line}\n" for line in lines).encode())
    return 0


def _write_card(chosen: argparse.Namespace, figures: Mapping[str, object]) -> None:
    """The report card as JSON, which the application shows, and as a page."""
    from sonorant.cli.card import page  # noqa: PLC0415 - as above
    from sonorant.engines.embedded import report_card  # noqa: PLC0415 - as above

    card = report_card.make(chosen.labels, chosen.audio, figures)
    write_whole(chosen.report / report_card.FILE_NAME, report_card.to_json(card).encode())
    write_whole(chosen.report / "report_card.html", page(card).encode())


def _make(folder: Path, option: str = "--out") -> None:
    """Make a folder for what comes out before the long work begins."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise UnusableInput(f"“{folder}” cannot be made ({reason}): choose another place with {option}.") from failure


def _lines(figures: Mapping[str, object], indent: str = "") -> list[str]:
    lines = []
    for name, value in figures.items():
        if isinstance(value, Mapping):
            lines += [f"{indent}{name}", *_lines(value, indent + "  ")]
        else:
            shown = f"{value:.3f}" if isinstance(value, float) else str(value)
            lines.append(f"{indent}{name:<{30 - len(indent)}}{shown:>10}")
    return lines
