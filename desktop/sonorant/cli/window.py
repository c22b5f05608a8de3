"""The way from the command line to the window."""

from __future__ import annotations

import argparse

from sonorant.speech.failures import UnusableInput


def run(chosen: argparse.Namespace) -> int:
    """Open the window, or check it."""
    if not chosen.self_check and (chosen.screenshot or chosen.page or chosen.audio or chosen.text is not None):
        raise UnusableInput("--screenshot, --page, --audio and --text belong to --self-check: give that as well.")
    if (chosen.audio is None) != (chosen.text is None):
        raise UnusableInput("--audio and --text belong together: give both or neither.")
    if chosen.scale is not None and not 0.5 <= chosen.scale <= 4:
        raise UnusableInput("--scale must be from 0.5 to 4; 2 is 200 %.")
    try:
        from sonorant import app  # noqa: PLC0415 - Qt is slow to load and no other command needs it
    except ImportError as failure:
        raise UnusableInput(f"The window cannot be opened here ({failure}); 'sonorant assess' needs none.") from failure
    return app.main(chosen)
