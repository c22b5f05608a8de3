"""Long work of the window's own thread, done in turns between which the window answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

BETWEEN_MILLISECONDS = 1
"""Not 0: that would be an event posted, and Qt delivers all that are posted before it looks at keys or timers."""


def next_turn(owner: QObject, do: Callable[[], None]) -> None:
    """Do something in a turn to come; nothing once `owner` is gone."""
    QTimer.singleShot(BETWEEN_MILLISECONDS, owner, do)


def in_turns(owner: QObject, steps: Iterator[None], done: Callable[[], None]) -> None:
    """Take one step of `steps` in each turn, the first in a turn to come, then `done`; nothing once `owner` is gone."""

    def step() -> None:
        if next(steps, steps) is steps:
            done()
        else:
            in_turns(owner, steps, done)

    next_turn(owner, step)
