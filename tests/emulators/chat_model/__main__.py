"""Start the emulator: ``python -m emulators.chat_model``."""

from __future__ import annotations

import argparse
import os
import sys
import threading

from emulators.chat_model.server import Emulator


def main() -> None:
    """Serve until interrupted; the first line of the output says where."""
    parser = argparse.ArgumentParser(
        prog="emulators.chat_model", description="Answer chat completions on this machine."
    )
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--key", default="emulator", help="the key that is accepted; default: emulator")
    parser.add_argument("--while-stdin", action="store_true", help="end when standard input does")
    chosen = parser.parse_args()
    if chosen.while_stdin:
        threading.Thread(target=_end_with_stdin, daemon=True).start()
    server = Emulator(chosen.port, chosen.key)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(130)


def _end_with_stdin() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


main()
