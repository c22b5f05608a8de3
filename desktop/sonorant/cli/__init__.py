"""The command line: the same way from a take to its report, without a window.

Every failure that a user can meet is one line on standard error and an exit code:
0 done, 2 unusable input or arguments, 3 nothing to judge, 130 interrupted (and 1, a mistake of ours: with
SONORANT_DEBUG set in the environment its traceback is shown).
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Sequence

from sonorant.cli import arguments, output
from sonorant.speech.failures import Cancelled, NothingToJudge, SonorantError

UNUSABLE = 2
NOTHING_TO_JUDGE = 3
INTERRUPTED = 130
BUG = 1


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments (by default those of the process) ask for; the result is the exit code."""
    # The engine's matrices are small: more threads cost processor time and gain nothing. Read when numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    output.hold_places()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Phonemes are not ASCII, and the C locale must not stop them.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    said: object = None
    try:
        code = _do(sys.argv[1:] if argv is None else argv)
    except SystemExit as finished:
        code = finished.code if isinstance(finished.code, int) else UNUSABLE
    except NothingToJudge as failure:
        code, said = NOTHING_TO_JUDGE, failure
    except SonorantError as failure:
        code, said = UNUSABLE, failure
    except (KeyboardInterrupt, Cancelled):
        # A second Ctrl-C while the first is being answered changes nothing.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        code, said = INTERRUPTED, "Interrupted."
    except BrokenPipeError:
        code = 0  # the reader has seen enough
    except Exception as failure:
        if os.environ.get("SONORANT_DEBUG"):
            raise
        code = BUG
        said = f"Something went wrong inside Sonorant ({type(failure).__name__}: {failure}); please report it."
    if said is not None:
        output.tell(f"sonorant: {output.one_line(str(said))}\n")
    return code


def _do(argv: Sequence[str]) -> int:
    chosen = arguments.parse(argv)
    module, function = chosen.command
    code: int = getattr(importlib.import_module(f"sonorant.cli.{module}"), function)(chosen)
    output.put()
    return code
