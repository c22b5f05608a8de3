"""The embedded way from a recording to its report opens no connection: there is none to be had, and none is tried."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sonorant import assets
from sonorant.practice import samples

PLANTED = next(sample for sample in samples.load(assets.path("samples")) if sample.planted)
WITHOUT_NETWORK = """
import json, socket, sys
tried = []
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"):
        address = arguments[1] if event == "socket.connect" else arguments[0]
        if event == "socket.connect" and getattr(arguments[0], "family", None) == getattr(socket, "AF_UNIX", None):
            return  # the display and the sound system of this computer
        tried.append(f"{event} {address}")
        raise OSError("there is no network")
sys.addaudithook(watch)
"""
CONNECT = """
try:
    socket.create_connection(("127.0.0.1", 9), 1)
except OSError:
    print(json.dumps({"tried": tried}))
"""
ASSESS = (
    WITHOUT_NETWORK
    + """
from sonorant.cli import main
code = main(sys.argv[1:])
print(json.dumps({"code": code, "tried": tried}))
"""
)


def run(code: str, *arguments: object) -> dict[str, object]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PULSE_SERVER": "unix:/nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    answer = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(answer, dict)
    return answer


def test_the_watch_sees_a_connection() -> None:
    assert run(WITHOUT_NETWORK + CONNECT)["tried"]


@pytest.mark.slow
def test_assessing_from_the_command_line_opens_no_socket(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    said = run(ASSESS, "assess", PLANTED.audio, "--text", PLANTED.text, "--format", "html", "--out", report)
    assert said == {"code": 0, "tried": []}
    assert report.stat().st_size > 10_000


@pytest.mark.slow
def test_the_window_shows_a_report_without_a_socket() -> None:
    said = run(ASSESS, "--self-check")
    assert said == {"code": 0, "tried": []}
