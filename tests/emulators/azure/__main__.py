"""Start the emulator: ``python -m emulators.azure``."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading

from emulators.azure import faults
from emulators.azure.faults import Faults
from emulators.azure.server import Emulator

KEY = "emulator"


def main() -> None:
    """Serve until interrupted; the first line of the output says where."""
    parser = argparse.ArgumentParser(
        prog="emulators.azure",
        description="Answer any program of the Speech SDK on this machine: point it to the printed endpoint.",
    )
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--key", action="append", help=f"a key that is accepted, may be repeated; default: {KEY}")
    parser.add_argument("--said", default="", metavar="TEXT", help="what is heard where no reference text is given")
    parser.add_argument("--while-stdin", action="store_true", help="end when standard input does")
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=f"misbehave, here or later by a query of /emulator/faults: {', '.join(Faults.__slots__)}",
    )
    chosen = parser.parse_args()
    try:
        standing = faults.read(dict(wish.partition("=")[::2] for wish in chosen.fault))
    except ValueError as error:
        parser.error(str(error))
    logging.getLogger("websockets").setLevel(logging.CRITICAL)  # a planned fault is no news
    if chosen.while_stdin:
        threading.Thread(target=_end_with_stdin, daemon=True).start()
    keys = chosen.key or [KEY]
    with Emulator(frozenset(keys), standing, chosen.said).listen(chosen.port) as server:
        port = server.socket.getsockname()[1]
        print(f"ws://127.0.0.1:{port}", flush=True)
        if not chosen.while_stdin:
            print(f"Give this endpoint and the key “{keys[0]}” to a program; Ctrl+C ends.", file=sys.stderr)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            sys.exit(130)


def _end_with_stdin() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


main()
