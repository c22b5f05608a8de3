"""A display is one that answers, whatever the environment says."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sonorant import display

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="windows need no such display there")
STALE = {"DISPLAY": ":4711", "WAYLAND_DISPLAY": "wayland-4711"}


@pytest.fixture
def compositor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A socket where a Wayland compositor would have it."""
    place = tmp_path / "wayland-7"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("DISPLAY", raising=False)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(place))
        server.listen()
        yield place


@pytest.mark.parametrize("full_path", [False, True])
def test_a_compositor_that_listens_is_a_display(
    compositor: Path, full_path: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", str(compositor) if full_path else compositor.name)
    assert display.there()


def test_one_that_is_gone_is_none(compositor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-8")
    assert not display.there()


@pytest.mark.parametrize("name", ["", ":4711", ":4711.0", "unix:4711", "localhost:4711", "nonsense", ":99999", "a:b:c"])
def test_a_name_that_nobody_answers_to_is_no_display(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", name)
    assert not display.there()


def test_a_server_on_the_network_is_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("DISPLAY", f"127.0.0.1:{server.getsockname()[1] - 6000}.0")

        def admit() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(display.ADMITTED)

        thread = threading.Thread(target=admit)
        thread.start()
        assert display.there()
        thread.join()


@pytest.fixture
def guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of authorities that an X server, on a display of its own, wants to see."""
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    cookie = bytes(range(16))
    fields = (b"host", b"", display.COOKIE, cookie)
    allowed = tmp_path / "allowed"
    allowed.write_bytes(b"\x01\x00" + b"".join(len(each).to_bytes(2, "big") + each for each in fields))
    command = ["Xvfb", "-displayfd", "1", "-auth", str(allowed), "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            monkeypatch.setenv("DISPLAY", f":{server.stdout.readline().strip()}")
            yield allowed
        finally:
            server.terminate()


def test_a_display_is_there_for_whom_it_lets_in(guarded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XAUTHORITY", str(guarded))
    assert display.there()


def test_a_display_that_turns_us_away_is_none(guarded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (guarded.parent / "torn").write_bytes(guarded.read_bytes()[:-9])
    for file in ("nowhere", "torn"):
        monkeypatch.setenv("XAUTHORITY", str(guarded.parent / file))
        assert not display.there()


def test_a_window_on_a_display_that_is_gone_is_one_sentence() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    finished = subprocess.run(
        [sys.executable, "-m", "sonorant"], env=environment | STALE, capture_output=True, timeout=60, check=False
    )
    assert finished.returncode == 2
    assert finished.stderr.startswith(b"Sonorant's window needs a display")
    assert finished.stderr.count(b"\n") == 1
