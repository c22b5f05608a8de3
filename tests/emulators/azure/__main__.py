"""Start the emulator: ``python -m emulators.azure``."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading
from dataclasses import fields

from emulators.azure import faults
from emulators.azure.faults import Faults
from emulators.azure.server import Emulator

KEY = "emulator"


def main() -> None:
    """Serve until interrupted; the first line of the output says where."""
    parser = argparse.ArgumentParser(
        prog="sonorant emulate-azure",
        description="Answer any program of the Speech SDK on this machine: point it to the printed endpoint.",
    )
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--key", action="append", help=f"a key that is accepted, may be repeated; default: {KEY}")
    parser.add_argument("--while-stdin", action="store_true", help="end when standard input does")
    for field in fields(Faults):
        parser.add_argument(f"--{field.name}", metavar="VALUE", help=argparse.SUPPRESS)
    parser.epilog = "Misbehaviour on demand, here or as a query of /emulator/faults: --" + ", --".join(
        field.name for field in fields(Faults)
    )
    chosen = parser.parse_args()
    given = {name: value for name in Faults.__slots__ if (value := getattr(chosen, name)) is not None}
    try:
        standing = faults.read(given)
    except ValueError as error:
        parser.error(str(error))
    logging.getLogger("websockets").setLevel(logging.CRITICAL)  # a planned fault is no news
    if chosen.while_stdin:
        threading.Thread(target=_end_with_stdin, daemon=True).start()
    with Emulator(frozenset(chosen.key or [KEY]), standing).listen(chosen.port) as server:
        port = server.socket.getsockname()[1]
        print(f"ws://127.0.0.1:{port}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            sys.exit(130)


def _end_with_stdin() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


main()
