"""Long work of the window's own thread is done in turns, between which everybody else has theirs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from sonorant.ui.turns import in_turns


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def test_each_step_has_a_turn_of_its_own_in_which_others_come_to_theirs(qtbot: QtBot, owner: QObject) -> None:
    order: list[str] = []
    clock = QTimer(owner, interval=0, timerType=Qt.TimerType.PreciseTimer)
    clock.timeout.connect(lambda: order.append("tick"))

    def steps() -> Iterator[None]:
        for name in ("first", "second"):
            order.append(name)
            yield

    clock.start()
    in_turns(owner, steps(), lambda: order.append("done"))
    assert not order  # nothing happens within the call
    qtbot.waitUntil(lambda: "done" in order)
    clock.stop()
    assert [each for each in order if each != "tick"] == ["first", "second", "done"]
    between = order[order.index("first") : order.index("second")]
    assert "tick" in between


def test_nothing_more_is_done_for_one_who_is_gone(qtbot: QtBot) -> None:
    owner, taken = QObject(), []

    def steps() -> Iterator[None]:
        taken.append("first")
        owner.deleteLater()
        yield
        taken.append("second")

    in_turns(owner, steps(), lambda: taken.append("done"))
    qtbot.wait(50)
    assert taken == ["first"]
