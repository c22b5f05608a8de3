"""What goes wrong unseen is found again in a file, and no secret with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sonorant.ui.logs import redacted

KEY = "0123456789abcdef0123456789abcdef"
GO_WRONG = """
import faulthandler, logging, os, pathlib, sys, threading
from PySide6.QtCore import QCoreApplication, QTimer, qWarning
from sonorant.ui.logs import logged
app = QCoreApplication([])
told = []
with logged(pathlib.Path(sys.argv[1])) as faults:
    faults.happened.connect(told.append)
    logging.getLogger("sonorant.x").warning("careful")
    qWarning("Qt is not amused")
    def slot():
        raise ValueError("in a slot with key={key}")
    QTimer.singleShot(0, slot)
    def run():
        raise KeyError("on a thread")
    QTimer.singleShot(10, lambda: threading.Thread(target=run).start())
    QTimer.singleShot(300, app.quit)
    app.exec()
    print(*told, sep="\\n", flush=True)
    if "crash" in sys.argv:
        faulthandler._sigsegv()
"""


def go_wrong(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    code = GO_WRONG.replace("{key}", KEY)
    return subprocess.run(
        [sys.executable, "-c", code, str(folder), *more], capture_output=True, text=True, timeout=60, check=False
    )


def test_everything_is_written_down_and_told_in_a_sentence(tmp_path: Path) -> None:
    done = go_wrong(tmp_path / "logs")

    text = (tmp_path / "logs" / "sonorant.log").read_text()
    for part in ("careful", "Qt: Qt is not amused", "ValueError: in a slot", "KeyError: 'on a thread'", "Traceback"):
        assert part in text
    assert KEY not in text
    assert [line.split(";")[0] for line in done.stdout.splitlines()] == [
        "Something went wrong inside Sonorant (ValueError)",
        "Something went wrong inside Sonorant (KeyError)",
    ]
    assert "Traceback" not in done.stderr


def test_a_crash_leaves_where_it_happened(tmp_path: Path) -> None:
    done = go_wrong(tmp_path, "crash")
    assert done.returncode != 0
    assert "Segmentation fault" in (tmp_path / "crash.log").read_text()


def test_without_a_folder_everything_works(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = go_wrong(tmp_path / "file" / "logs")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)


@pytest.mark.parametrize(
    "secret",
    [
        f"Ocp-Apim-Subscription-Key: {KEY}",
        f"{{'api_key': '{KEY[:20]}'}}",
        "Authorization: Bearer abc.def",
        "password=hunter22",
        "eyJhbGciOi.eyJzdWIi.c2ln",
        "sk-abcdefghijklmnop1234",
        KEY,
        "Ab1" * 28,
    ],
)
def test_what_looks_like_a_secret_is_removed(secret: str) -> None:
    text = redacted(f"before {secret} after")
    assert text.startswith("before")
    assert text.endswith("after")
    assert "[removed]" in text
    for part in (KEY[:20], "abc.def", "hunter22", "eyJhbGciOi", "abcdefghijklmnop", "Ab1Ab1"):
        assert part not in text


def test_ordinary_lines_stay_as_they_are() -> None:
    line = "2026-11-21 recorder: 48000 Hz, take 20261121-034237-31fea3-9ebb4f.wav, score 66.2"
    assert redacted(line) == line
