"""Measure a repaint of the waveform of a ten-minute take with its report, at every zoom from all to single sounds.

    .venv/bin/python tests/benchmarks/repaint.py [--minutes N] [--profile SECONDS]

For each zoom it moves through the take, paints everything anew each time, and prints how long that took, and how much
of it was work (a busy computer lets it wait): the medians and the worst, in milliseconds, at 100 % scaling with all
lanes shown. A repaint has to take at most 16 ms at any zoom.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication

from sample_assessment import long
from sonorant.audio.envelope import Envelope
from sonorant.ui.report_model import build
from sonorant.ui.theme import Appearance
from sonorant.ui.widgets.waveform import SYLLABLES, Waveform

RATE = 16_000
ROUNDS = 15
SHARES = (1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.003, 0.001)


def main() -> None:
    """Time each zoom, or say where the time of one goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--profile", type=float, help="seconds in view at which to say where the time goes")
    asked = parser.parse_args()
    app = QApplication([])
    Appearance(app)
    waveform = _waveform(asked.minutes)
    seconds = asked.minutes * 60.0
    if asked.profile:
        profile = cProfile.Profile()
        profile.enable()
        _times(waveform, seconds, asked.profile)
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(18)
        return
    for share in SHARES:
        took, work = zip(*_times(waveform, seconds, share * seconds), strict=True)
        said = [
            f"{name} {statistics.median(each):5.1f}, at most {max(each):5.1f} ms"
            for name, each in (("took", took), ("work", work))
        ]
        print(f"{share * seconds:7.1f} s in view   {'   '.join(said)}")


def _waveform(minutes: int) -> Waveform:
    samples = np.random.default_rng(1).normal(0, 0.2, RATE * 60 * minutes).astype(np.float32)
    waveform = Waveform()
    waveform.resize(1100, 420)
    waveform.show_lane(SYLLABLES, True)
    waveform.show()
    waveform.show_sound(Envelope.of(samples, RATE))
    waveform.show_report(build(long(minutes=minutes)))
    QApplication.processEvents()
    return waveform


def _times(waveform: Waveform, seconds: float, wide: float) -> list[tuple[float, float]]:
    """Milliseconds of each repaint, and of work in it, while the view moves through the take."""
    times = []
    for start in np.linspace(0, seconds - wide, ROUNDS):
        waveform.look_at(float(start), float(start) + wide)
        for item in waveform._items():
            item.update()
        began, worked = time.perf_counter(), time.thread_time()
        waveform.viewport().repaint()
        times.append((1000 * (time.perf_counter() - began), 1000 * (time.thread_time() - worked)))
    return times[1:]  # the first one also makes what is kept between repaints


if __name__ == "__main__":
    main()
