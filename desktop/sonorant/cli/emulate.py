"""The command ``sonorant emulate-azure``: the emulator of the tests, for a person.

It belongs to the tests and stays there, where no installed copy has it; this command only finds and starts it.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from sonorant.speech.failures import UnusableInput

TESTS = Path(__file__).resolve().parents[3] / "tests"


def azure(chosen: argparse.Namespace) -> int:
    """Run the emulator of Azure Speech until it is interrupted."""
    if not (TESTS / "emulators" / "azure" / "__main__.py").is_file():
        raise UnusableInput("The emulator is part of the source code only: run this in a checkout of Sonorant.")
    if importlib.util.find_spec("websockets") is None:
        raise UnusableInput("The emulator needs the package websockets: run “python3 packaging/dev.py setup”.")
    search = os.pathsep.join(filter(None, (str(TESTS), os.environ.get("PYTHONPATH"))))
    wishes = [f"--said={chosen.said}", *(f"--fault={wish}" for wish in chosen.fault)]
    command = [sys.executable, "-m", "emulators.azure", "--port", str(chosen.port), "--key", chosen.key, *wishes]
    return subprocess.call(command, env={**os.environ, "PYTHONPATH": search})
