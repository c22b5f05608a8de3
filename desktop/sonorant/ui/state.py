"""What the window is doing, as plain data without Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from textwrap import shorten

from sonorant.ui.words import translate

TITLE = 36
"""Letters of a text without a title that become its title."""


class Phase(Enum):
    """What goes on."""

    READY = auto()
    STARTING = auto()
    RECORDING = auto()
    STOPPING = auto()
    LOADING = auto()
    ASSESSING = auto()


@dataclass(frozen=True, slots=True)
class Take:
    """A recording and what was to be said in it.

    `keep`: its verdict is saved as a session. `any_text`: nobody knows what was read, so another choice of text holds
    for it as well. `scenario` is the id of what was practised, empty for a text of one's own. `typed`: its text was
    typed as no engine recognised it, and is judged on this machine.
    """

    path: Path
    text: str
    title: str
    keep: bool = True
    synthetic: bool = False
    any_text: bool = False
    scenario: str = ""
    answer: bool = False
    typed: bool = False

    def read_as(self, text: str, title: str, scenario: str) -> Take:
        """The same recording with another text, which was not typed if another scenario was chosen with it."""
        typed = self.typed and scenario == self.scenario
        return replace(self, text=text, scenario=scenario, title=title or self.title, typed=typed)


def title_of(text: str) -> str:
    """What a text is called that nobody gave a title: its first words; empty where it has none."""
    return shorten(text, TITLE, placeholder="…")


@dataclass(frozen=True, slots=True)
class State:
    """Everything that the controls depend on. `no_microphone` says why there is none; empty while that is unknown.

    `talking`: what is recorded is an answer in a conversation, whose words may be found out afterwards; `hold` says why
    none is awaited now. `freely`: the engine needs no text to judge by; `no_engine` says why it cannot judge at all.
    `paused` holds while recording; `warning` says in a sentence what may be wrong with the
    recording that goes on.
    """

    phase: Phase = Phase.READY
    text: str = ""
    title: str = ""
    scenario: str = ""
    no_microphone: str | None = ""
    take: Take | None = None
    loaded: bool = False
    judged: bool = False
    paused: bool = False
    warning: str | None = None
    talking: bool = False
    hold: str = ""
    freely: bool = False
    no_engine: str = ""

    @property
    def busy(self) -> bool:
        return self.phase != Phase.READY

    @property
    def recording(self) -> bool:
        return self.phase == Phase.RECORDING

    @property
    def why_not_record(self) -> str | None:
        """One sentence on why recording cannot begin; None if it can. Empty while busy: that explains itself."""
        if self.no_microphone is not None:
            return (
                translate("ui", "{0} You can open a recording from a file instead.").format(self.no_microphone)
                if self.no_microphone
                else ""
            )
        if self.busy:
            return ""
        if self.talking:
            return self.hold or None
        if self.no_engine:
            return self.no_engine
        return None if self.has_text else translate("ui", "Type what you are going to read first.")

    @property
    def has_text(self) -> bool:
        """Whether it is known what is said, or need not be known."""
        return self.freely or bool(self.text.strip())

    @property
    def can_open(self) -> bool:
        return not self.busy and (not self.hold if self.talking else self.has_text)

    @property
    def can_assess(self) -> bool:
        """Whether there is a take that waits for its verdict."""
        take = self.take
        if self.busy or take is None or self.judged:
            return False
        return bool(take.text.strip()) or (self.freely and not take.answer)

    @property
    def can_play(self) -> bool:
        return self.loaded and self.phase in (Phase.READY, Phase.ASSESSING)
