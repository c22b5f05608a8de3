"""A conversation in the window: the real engine hears, a real synthesiser speaks on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import synthetic_speech
from sonorant.ui.main_window import MainWindow
from sonorant.ui.widgets.bubble import Bubble
from window_stage import Stage

COFFEE, MILK = "A large coffee with milk, please.", "Normal milk is fine."


class Talkative:
    """Someone who holds a conversation in the window."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.window: MainWindow = stage.open()
        self.room, self.conversing = self.window.room, self.window.room.conversing
        self.card = self.room.card

    def begin(self, name: str) -> None:
        self.window.practice_page.picker.choose(name)
        self.card.begin.click()
        self.settle()

    def say(self, text: str, pronounced: Mapping[str, Sequence[str]] | None = None) -> None:
        """Answer aloud, words in `pronounced` with those phonemes, and wait for what the partner says to that."""
        self.stage.hears = synthetic_speech.say(text, "rms", pronounced=pronounced).audio
        before = len(self.conversing.lines)
        self.window.record_or_stop()
        self.stage.wait(lambda: self.window.practice.state.recording)
        self.window.record_or_stop()
        self.stage.qtbot.waitUntil(lambda: len(self.conversing.lines) >= before + 2, timeout=40_000)
        self.settle()

    def settle(self) -> None:
        self.stage.qtbot.waitUntil(lambda: not self._is_busy(), timeout=40_000)

    def _is_busy(self) -> bool:
        keeping = self.conversing.keeping
        return any(runner.busy for runner in self.window.runners) or self.window.practice.state.busy or keeping.waiting

    @property
    def said(self) -> list[str]:
        return [line.text for line in self.conversing.lines]

    @property
    def bubbles(self) -> list[Bubble]:
        return self.card.chat.bubbles
