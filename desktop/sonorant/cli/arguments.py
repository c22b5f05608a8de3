"""What can be asked of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from sonorant import __version__
from sonorant.cli import output

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

FORMATS = ("summary", "json", "csv", "textgrid", "html")


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        output.tell(f"{self.prog}: {output.one_line(message)}; '{self.prog} --help' tells more.\n")
        self.exit(2)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Give help and version; the base does it on standard error or not at all where they cannot be written."""
        output.put(message.encode())


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments; `command` of the result is a module of this package and its function that does what is asked.

    The function takes the arguments and gives the exit code. It is only named here, and not imported: help and
    mistakes must not wait for numpy.

    Raises SystemExit after help, version and unusable arguments, and SonorantError if help cannot be written.
    """
    parser = _Parser(
        prog="sonorant",
        description="Practise spoken English: every word and phoneme scored, offline. Alone, it opens the window.",
        epilog="Exit codes: 0 done, 2 unusable input or arguments, 3 nothing to judge, 130 interrupted.",
        allow_abbrev=False,
    )
    parser.set_defaults(command=("window", "run"))
    parser.add_argument("--version", action="version", version=f"sonorant {__version__}")
    parser.add_argument("--demo", action="store_true", help="open the window with the bundled sample")
    parser.add_argument("--self-check", action="store_true", help="run the window once on a take, print one JSON line")
    parser.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="with --self-check: write a picture of the window"
    )
    parser.add_argument(
        "--page", choices=("practice", "review", "progress"), help="with --self-check: the page that is pictured"
    )
    parser.add_argument("--theme", choices=("light", "dark"), help="the colours, whatever the settings say")
    parser.add_argument("--scale", type=float, metavar="N", help="how large everything is drawn; 2 is 200 %%")
    parser.add_argument("--audio", type=Path, metavar="FILE", help="with --self-check: the take instead of the sample")
    parser.add_argument("--text", metavar="TEXT", help="with --audio: what is said in it")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _assess(commands.add_parser("assess", help="judge a recording against its text", allow_abbrev=False))
    _train(commands.add_parser("train", help="build the scoring models from a labelled corpus", allow_abbrev=False))
    _train_g2p(commands.add_parser("train-g2p", help="build the guesser of pronunciations", allow_abbrev=False))
    _benchmark(commands.add_parser("benchmark", help="measure against a labelled corpus", allow_abbrev=False))
    _emulate_azure(
        commands.add_parser(
            "emulate-azure",
            help="answer programs of the Speech SDK on this machine, offline (for developers)",
            allow_abbrev=False,
        )
    )
    return parser.parse_args(argv)


def _assess(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=("assess", "run"))
    parser.add_argument("recording", metavar="AUDIO", help="WAV, FLAC, OGG, MP3 or AIFF file; - reads standard input")
    text = parser.add_mutually_exclusive_group()
    text.add_argument(
        "--text",
        help="what is said in the recording; without it there are a draft of the words and measures, but no scores",
    )
    text.add_argument("--text-file", type=Path, metavar="FILE", help="a UTF-8 file with what is said")
    parser.add_argument(
        "--engine",
        choices=("embedded", "azure"),
        default="embedded",
        help="who judges; azure sends the recording and the text to Azure Speech, as SONORANT_AZURE_KEY and "
        "SONORANT_AZURE_REGION or SONORANT_AZURE_ENDPOINT say, and needs no text; default: embedded",
    )
    parser.add_argument("--format", choices=FORMATS, default="summary", help="default: summary; json has Azure's shape")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here instead of standard output")
    parser.add_argument("--granularity", choices=("phoneme", "syllable", "word", "fulltext"), default="phoneme")
    parser.add_argument("--alphabet", choices=("ipa", "sapi"), default="ipa", help="names of phonemes; default: ipa")
    parser.add_argument("--grading", choices=("hundred", "five"), default="hundred", help="default: hundred")
    parser.add_argument("--nbest", type=int, default=5, metavar="N", help="candidates for each sound heard; default: 5")
    parser.add_argument(
        "--miscue",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="look for words left out or added; default: yes",
    )
    parser.add_argument("--locale", default="en-US", help="default: en-US")
    parser.add_argument(
        "--scenario-id", metavar="GUID", help="with azure: a point system that the service made for you; default: none"
    )


def _train(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=("corpus", "train"))
    _corpus(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the models go")


def _train_g2p(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=("corpus", "train_g2p"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the model goes")


def _benchmark(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=("corpus", "benchmark"))
    _corpus(parser)
    parser.add_argument("--limit", type=_positive, metavar="N", help="only the first N utterances")
    parser.add_argument(
        "--phones",
        choices=("corpus", "lexicon"),
        default="corpus",
        help="expect the corpus' own phones, or those of the dictionary; default: corpus",
    )
    parser.add_argument("--json", action="store_true", help="print only the line of JSON")
    parser.add_argument("--report", type=Path, metavar="DIR", help="write the report card, JSON and a page, there")


def _emulate_azure(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=("emulate", "azure"))
    parser.add_argument("--port", type=int, default=0, help="default: a free one, which is printed")
    parser.add_argument("--key", default="emulator", help="the key that is accepted; default: emulator")
    parser.add_argument("--said", default="", metavar="TEXT", help="what is heard where no reference text is given")
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="misbehave, as in upgrade=429, slow=8, close=1011 or silent=turn; see tests/emulators/azure/faults.py",
    )


def _corpus(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--labels", type=Path, required=True, metavar="FILE", help="the labels, gzipped JSON")
    parser.add_argument(
        "--audio", type=Path, required=True, metavar="DIR", help="FLAC files named after the utterances"
    )
    parser.add_argument("--jobs", type=_positive, default=1, metavar="N", help="processes at work; default: 1")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number above 0")
    return int(text)
