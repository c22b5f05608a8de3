"""What has been said in a conversation."""

from __future__ import annotations

from pathlib import Path

from sonorant.practice.own_lines import OwnLine
from sonorant.ui.lines import ChatLine
from sonorant.ui.said_lines import own_lines
from sonorant.ui.state import Take

LINES = (
    ChatLine("Ann", "Hello.", mine=False),
    ChatLine("You", "A tea.", mine=True, take=Take(Path("one"), "A tea.", "")),
    ChatLine("You", "It rain.", mine=True, own=True, take=Take(Path("two"), "It rain.", "")),
)


def test_in_the_report_on_everything_ones_own_lines_come_after_those_that_were_suggested() -> None:
    assert own_lines(LINES, Take(Path("conversation"), "", "")) == (OwnLine("It rain.", 7),)


def test_in_the_report_on_one_answer_there_is_nothing_else() -> None:
    assert own_lines(LINES, LINES[2].take) == (OwnLine("It rain.", 0),)
    assert own_lines(LINES, LINES[1].take) == (OwnLine("It rain.", None),)
