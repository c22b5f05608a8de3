"""Measure how far the drawn mouth is from the sound: sentences are played into a loudspeaker made of software.

    .venv/bin/python tests/benchmarks/face.py [--rounds N]

For each change of the mouth's shape, the place in the sound at which the player is when it is painted is compared with
the place at which the shape is due. Prints milliseconds, negative where the mouth is early. What the loudspeaker itself
takes beyond what it tells the player is not in it: software that stands for one takes up to a second.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from sonorant.audio.player import Player
from sonorant.speech.timing import to_seconds
from sonorant.ui.model_voice import ModelVoice
from sonorant.ui.tasks import Tasks
from sonorant.ui.theme import Appearance
from sonorant.ui.widgets.face import Face
from sonorant.voices.base import Spoken
from sonorant.voices.flite import Flite

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from virtual_microphone import virtual_microphone

SENTENCE = "My boy will show us three very good maps of the whole valley, if you wish to buy one."
LONGEST_SECONDS = 20
NEAR = 0.15
"""Seconds around the place where it is due within which a shape is looked for."""


def main() -> int:
    """Run the measurement and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        return measure(asked.rounds)
    with virtual_microphone() as sound:
        environment = {**sound.environment, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, __file__, "--inside", "--rounds", str(asked.rounds)]
        return subprocess.run(command, env=environment, check=False).returncode


class Watched(Face):
    """A face that notes where the player is when a shape is painted first."""

    def __init__(self, player: Player) -> None:
        super().__init__()
        self._player = player
        self.painted: list[tuple[float, str]] = []

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        place = self._player.position()
        if place is not None and self.speaking and (not self.painted or self.painted[-1][1] != self.shape):
            self.painted.append((place, self.shape))


def measure(rounds: int) -> int:
    """Play and watch, `rounds` times."""
    app = QApplication([])
    Appearance(app)
    player, tasks = Player(), Tasks()
    face = Watched(player)
    face.show()
    model = ModelVoice(lambda: Flite("slt"), player, tasks, tasks, tasks)
    model.spoken.connect(face.speak_along)
    model.moved.connect(face.follow)
    errors: list[float] = []
    due = 0
    for _ in range(rounds):
        face.painted.clear()
        loop = QEventLoop()
        model.ended.connect(loop.quit)
        QTimer.singleShot(1000 * LONGEST_SECONDS, loop.quit)
        model.say(SENTENCE)
        loop.exec()
        if model.said is None or player.failure:
            print(f"nothing was played: {player.failure}", file=sys.stderr)
            return 1
        times, found = compared(model.said, face.painted)
        due += times
        errors += found
    player.close()
    milliseconds = 1000 * np.array(errors)
    low, middle, high = np.percentile(milliseconds, [5, 50, 95])
    print(f"changes of shape: {due}, painted: {len(errors)} (the others are shorter than a frame)")
    print(
        f"median {middle:+.0f} ms, 5 % {low:+.0f} ms, 95 % {high:+.0f} ms, farthest {np.abs(milliseconds).max():.0f} ms"
    )
    print(f"within 50 ms: {100 * np.mean(np.abs(milliseconds) <= 50):.1f} %")
    return 0


def compared(spoken: Spoken, painted: list[tuple[float, str]]) -> tuple[int, list[float]]:
    """How many changes were due, and for those that were painted how late (seconds)."""
    changes = [
        (to_seconds(viseme.offset), viseme.shape)
        for before, viseme in zip((None, *spoken.visemes), spoken.visemes, strict=False)
        if before is not None and before.shape is not viseme.shape
    ]
    late = []
    for place, shape in changes:
        near = [when - place for when, its in painted if its == shape and abs(when - place) < NEAR]
        if near:
            late.append(min(near, key=abs))
    return len(changes), late


if __name__ == "__main__":
    sys.exit(main())
