from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from sonorant import assets
from sonorant.practice import samples
from sonorant.ui.theme import DARK, LIGHT

pytestmark = pytest.mark.slow
KEYS = {"first_frame_ms", "window_shown_ms", "report_ms", "phoneme_spans", "max_event_loop_gap_ms", "peak_rss_mb", "ok"}
FLAWLESS = next(sample for sample in samples.load(assets.path("samples")) if not sample.planted)


def check(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the check as a user does whose display is gone."""
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    environment["DISPLAY"] = ":4711"
    command = [sys.executable, "-m", "sonorant", "--self-check", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100, check=False)


def test_the_check_shows_the_sample_and_gives_figures_and_a_picture(tmp_path: Path, home: Path) -> None:
    picture = tmp_path / "window.png"
    done = check("--screenshot", picture)

    (line,) = done.stdout.splitlines()
    figures = json.loads(line)
    assert (done.returncode, done.stderr) == (0, "")
    assert set(figures) == KEYS
    assert figures["ok"] is True
    assert figures["phoneme_spans"] > 60
    assert 0 < figures["window_shown_ms"] < figures["report_ms"]
    assert figures["peak_rss_mb"] > 50
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1280, 720)
    colours = {image.pixel(x, y) for x in range(0, 1280, 7) for y in range(0, 720, 7)}
    assert len(colours) > 50  # something is drawn
    assert list(home.rglob("*.db")) == []  # and nothing is left in the user's store


def test_the_check_takes_another_recording() -> None:
    done = check("--audio", FLAWLESS.audio, "--text", FLAWLESS.text)

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["ok"] is True


def test_a_check_that_fails_says_why_in_a_line(tmp_path: Path) -> None:
    empty = tmp_path / "empty.wav"
    empty.touch()
    done = check("--audio", empty, "--text", "Hello.")

    assert done.returncode == 1
    assert json.loads(done.stdout)["ok"] is False
    assert done.stderr == "“empty.wav” is empty: record it again or choose another file.\n"


def test_a_picture_that_cannot_be_written_fails_the_check(tmp_path: Path) -> None:
    done = check("--screenshot", tmp_path / "no-such-folder" / "window.png")

    assert done.returncode == 1
    assert "could not be written" in done.stderr


def test_without_a_display_the_window_says_so() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-m", "sonorant"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 2
    assert done.stderr == "Sonorant's window needs a display; `sonorant assess --help` works without one.\n"


@pytest.mark.parametrize(("page", "theme", "scale"), [("review", "dark", 3), ("progress", "light", 2)])
def test_every_page_is_pictured_in_either_theme_and_at_any_scale(
    tmp_path: Path, page: str, theme: str, scale: int
) -> None:
    pictures = {}
    for shown in (page, "practice"):
        picture = tmp_path / f"{shown}.png"
        done = check("--page", shown, "--theme", theme, "--scale", scale, "--screenshot", picture)
        assert (done.returncode, done.stderr) == (0, "")
        pictures[shown] = QImage(str(picture))

    for image in pictures.values():
        assert (image.width(), image.height()) == (1280 * scale, 720 * scale)
        assert image.pixelColor(2, 2).name() == {"light": LIGHT, "dark": DARK}[theme].window
    assert pictures[page] != pictures["practice"]
