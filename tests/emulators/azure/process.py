"""The emulator as a process of its own, for tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

KEY = "0123456789abcdef0123456789abcdef"
TESTS = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class EmulatorProcess:
    """A running emulator, of Azure Speech or of a chat model, that takes `KEY`."""

    endpoint: str

    def misbehave(self, **faults: object) -> None:
        """Set what goes wrong from the next connection on; names as in the `faults` of the emulator."""
        self._get("faults", urlencode({name: str(value) for name, value in faults.items()}))

    def reset(self) -> None:
        """Behave again, and forget the log."""
        self._get("reset")

    def connections(self) -> list[dict[str, Any]]:
        """What came over the wire since the last reset, by connection."""
        found = json.loads(self._get("log"))
        assert isinstance(found, list)
        return found

    def turns(self) -> list[dict[str, Any]]:
        """The turns of all connections."""
        return [turn for connection in self.connections() for turn in connection["turns"]]

    def _get(self, what: str, query: str = "") -> bytes:
        address = f"{self.endpoint.replace('ws', 'http', 1)}/emulator/{what}?{query}"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(address, timeout=10) as answer:
            return bytes(answer.read())


@contextmanager
def emulator(*arguments: str, module: str = "emulators.azure") -> Iterator[EmulatorProcess]:
    """Run an emulator on a free port; it ends with the test, and also if the test is killed."""
    command = [sys.executable, "-m", module, "--key", KEY, "--while-stdin", *arguments]
    paths = [str(TESTS), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=TESTS
    ) as process:
        assert process.stdout is not None
        try:
            endpoint = process.stdout.readline().strip()
            assert endpoint, "the emulator did not start"
            yield EmulatorProcess(endpoint)
        finally:
            process.kill()
