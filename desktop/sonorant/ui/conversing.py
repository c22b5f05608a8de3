"""A conversation on its way: the partner speaks, the learner answers, what was said is found out, and so on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from sonorant.audio.envelope import Envelope
from sonorant.audio.files import Audio, resample
from sonorant.engines.embedded.candidates import Choice
from sonorant.practice.conversations import Conversation
from sonorant.practice.partners import base as partners
from sonorant.practice.partners.base import Event, FellBack, Partner, Piece, Said
from sonorant.speech.failures import Progress
from sonorant.ui.lines import ChatLine, partner_name
from sonorant.ui.playback import Playback
from sonorant.ui.practice import Practice, Sound, config_for
from sonorant.ui.report_model import Report, build
from sonorant.ui.services import Services
from sonorant.ui.state import Phase, State, Take
from sonorant.ui.tasks import Task, Tasks
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import translate
from sonorant.voices.base import Spoken

WHOLE = Path("conversation")
"""Stands for the file of a take that is made of all answers."""
GAP_SECONDS = 0.5
"""Of silence between two answers in it."""


class Stage(Enum):
    """Where a conversation is."""

    BEFORE = auto()
    PARTNER = auto()
    LEARNER = auto()
    HEARING = auto()
    OVER = auto()


@dataclass(frozen=True, slots=True)
class Talk:
    """The state of the conversation. `suggestions` are what can be said now; `openly`: show them to everybody.

    `meant` is what is going to be said, empty where that is found out afterwards.
    """

    conversation: Conversation
    stage: Stage = Stage.BEFORE
    suggestions: tuple[str, ...] = ()
    openly: bool = False
    meant: str = ""

    @property
    def hold(self) -> str:
        """Why no answer is awaited now; empty if one is."""
        match self.stage:
            case Stage.BEFORE:
                return translate("ui", "Begin the conversation first.")
            case Stage.PARTNER:
                return translate("ui", "Your partner is thinking…")
            case Stage.HEARING:
                return translate("ui", "Finding out what you said…")
            case Stage.OVER:
                return translate("ui", "The conversation is over: have it assessed, or begin again.")
            case Stage.LEARNER:
                return ""


class Conversing(QObject):
    """Owns the conversation at hand. All methods are for the GUI thread and return at once.

    Signals:
        changed: carries the `Talk`.
        cleared: nothing has been said.
        added: carries a `ChatLine` that was said.
        altered: carries the number of a line and the `ChatLine` that it is now.
        chosen: carries the number of the line whose report is on view, or None.
        noticed: carries a `Notice`.
    """

    changed = Signal(object)
    cleared = Signal()
    added = Signal(object)
    altered = Signal(int, object)
    chosen = Signal(object)
    noticed = Signal(object)
    _happened = Signal(object)

    def __init__(
        self, services: Services, practice: Practice, work: Tasks, partner: Tasks, voice: Playback, parent: QObject
    ) -> None:
        """`work` is where the engine works, `partner` where partner and voice do; `voice` plays what is said."""
        super().__init__(parent)
        self._services, self._practice, self._work, self._tasks, self.voice = services, practice, work, partner, voice
        self.talk: Talk | None = None
        self.lines: list[ChatLine] = []
        self.heard, self.each = True, False
        self._partner: Partner | None = None
        self._replying: Task | None = None
        self._missed = ""
        self._sounding: int | None = None
        practice.answered.connect(self._on_answered)
        practice.judged.connect(self._on_judged)
        practice.changed.connect(self._on_practice)
        self._happened.connect(self._on_event)

    # From outside

    def open(self, conversation: Conversation) -> None:
        """Choose a conversation; one that goes on goes on."""
        if self._practice.state.busy:
            return
        if self.talk is None or self.talk.conversation != conversation:
            self._forget()
            self._set(Talk(conversation))
        assert self.talk is not None
        self._set(self.talk)

    def begin(self) -> None:
        """Begin, or begin again."""
        if self.talk is None or self._practice.state.busy:
            return
        self._forget()
        self._partner = self._services.new_partner(self.talk.conversation)
        self._on_event(self._partner.opening())

    def clear(self) -> None:
        """Forget what has been said; what was saved stays."""
        if self.talk is not None and not self._practice.state.busy:
            self._forget()
            self._set(Talk(self.talk.conversation))

    def mean(self, text: str) -> None:
        """Set what is going to be said; empty where that is found out afterwards."""
        if self.talk is not None and text != self.talk.meant:
            self._set(replace(self.talk, meant=text))

    def send(self, text: str) -> None:
        """Go on with an answer without saying it."""
        talk = self.talk
        if talk is not None and talk.stage is Stage.LEARNER and not self._practice.state.busy:
            self.voice.stop()
            self._add(self._mine(text))
            self._reply(partners.Line(text, _index(text, talk.suggestions)))

    def hear(self, number: int) -> None:
        """Play a turn of either side again."""
        line = self.lines[number]
        if line.sound is not None:
            self.show(number)
            self.voice.take(line.sound.audio)
            self.voice.play()
        elif line.spoken is not None:
            self._play(number, line.spoken)
        elif not line.mine:
            self._give_voice(number, aloud=True)

    def show(self, number: int) -> None:
        """Bring an answer and its report into view."""
        line = self.lines[number]
        if line.take is not None and line.sound is not None and not self._practice.state.busy:
            self._practice.show_answer(line.take, line.sound, line.report)
            self.chosen.emit(number)

    def assess(self, number: int) -> None:
        """Assess one answer and show its report."""
        if self.lines[number].judgeable:
            self.show(number)
            self._practice.assess()

    def assess_all(self) -> None:
        """Assess everything that was said as one take, show that report, and colour every answer."""
        mine = [line for line in self.lines if line.judgeable]
        if not mine or self._practice.state.busy or self.talk is None:
            return
        title = self.talk.conversation.title

        def ready(sound: Sound) -> None:
            text = " ".join(line.text for line in mine)
            self._practice.show_answer(Take(WHOLE, text, title, keep=False, answer=True), sound, None)
            self.chosen.emit(None)
            self._practice.assess()

        self._work.run(lambda _: _joined(mine), done=ready)
        for number, line in enumerate(self.lines):
            if line.judgeable and line.report is None:
                self._judge_quietly(number, line)

    def speak(self, text: str) -> None:
        """Let the partner's voice say something that is no turn, such as a useful word."""
        self._say(text, self._on_aside)

    def shut_down(self) -> None:
        """End what goes on because the window closes."""
        self.voice.stop()
        if self._replying is not None:
            self._replying.cancel()

    # The learner's turn

    def _on_answered(self, take: Take, sound: Sound) -> None:
        talk = self.talk
        if talk is None or talk.stage is not Stage.LEARNER:
            return
        candidates = (talk.meant,) if talk.meant else talk.suggestions
        self._set(replace(talk, stage=Stage.HEARING))

        def chosen(choice: Choice) -> None:
            self._on_choice(take, sound, candidates, choice.index)

        self._work.run(
            lambda progress: self._services.choose(sound.audio, candidates, progress),
            done=chosen,
            failed=self._on_not_heard,
        )

    def _on_not_heard(self, why: str) -> None:
        if self.talk is not None:
            self._set(replace(self.talk, stage=Stage.LEARNER))
            self.noticed.emit(Notice(why))

    def _on_choice(self, take: Take, sound: Sound, candidates: tuple[str, ...], index: int | None) -> None:
        talk = self.talk
        if talk is None or talk.stage is not Stage.HEARING:
            return
        if index is None and talk.meant and self._missed == talk.meant:
            index = 0  # who says twice what was chosen is not asked a third time
        self._missed = talk.meant if index is None else ""
        if index is None:
            self._add(replace(self._mine(""), take=take, sound=sound, fits=False))
            self._reply(partners.Line(""))
            return
        text = candidates[index]
        self._practice.name_answer(text)
        self._add(replace(self._mine(text), take=replace(take, text=text), sound=sound))
        self.chosen.emit(len(self.lines) - 1)
        self._reply(partners.Line(text, _index(text, talk.suggestions)))
        if self.each:
            self._practice.assess()

    def _mine(self, text: str) -> ChatLine:
        return ChatLine(translate("ui", "You"), text, mine=True)

    # The partner's turn

    def _reply(self, line: partners.Line) -> None:
        partner, talk = self._partner, self.talk
        assert partner is not None
        assert talk is not None
        self._set(replace(talk, stage=Stage.PARTNER, meant=""))

        def reply(progress: Progress) -> None:
            events = partner.reply(line)
            for event in events:
                progress(0.5)
                self._happened.emit(event)

        self._replying = self._tasks.run(reply, failed=self._on_not_heard)

    def _on_event(self, event: Event) -> None:
        talk = self.talk
        if talk is None:
            return
        last = len(self.lines) - 1
        incoming = last >= 0 and not self.lines[last].mine and talk.stage is Stage.PARTNER
        if isinstance(event, Piece):
            text = self.lines[last].text + event.text if incoming else event.text
            self._put(text, incoming)
        elif isinstance(event, FellBack):
            self.noticed.emit(Notice(event.reason))
            if incoming:
                self._put("", incoming)
        elif isinstance(event, Said):
            self._put(event.text, incoming)
            stage = Stage.OVER if event.ended else Stage.LEARNER
            self._set(Talk(talk.conversation, stage, event.suggestions, event.offers))
            if self.heard:
                self._give_voice(len(self.lines) - 1, aloud=True)

    def _put(self, text: str, incoming: bool) -> None:
        """Show what the partner says: a new line, or more of the one that comes in."""
        assert self.talk is not None
        if incoming:
            self._alter(len(self.lines) - 1, text=text)
        else:
            self._add(ChatLine(partner_name(self.talk.conversation), text, mine=False))

    # Voice

    def _give_voice(self, number: int, aloud: bool) -> None:
        line = self.lines[number]

        def spoken(result: Spoken) -> None:
            if number < len(self.lines) and self.lines[number].text == line.text:
                self._alter(number, spoken=result)
                if aloud and not self._practice.state.recording:
                    self._play(number, result)

        self._say(line.text, spoken)

    def _say(self, text: str, done: Callable[[Spoken], None]) -> None:
        def say(progress: Progress) -> Spoken | None:
            voice = self._services.voice()
            return None if voice is None else voice.speak(text, progress=progress)

        def said(result: Spoken | None) -> None:
            if result is not None:
                done(result)

        self._tasks.run(say, done=said, failed=lambda why: self.noticed.emit(Notice(why)))

    def _on_aside(self, spoken: Spoken) -> None:
        self._sounding = None
        self.voice.take(spoken.audio)
        self.voice.play()

    def _play(self, number: int, spoken: Spoken) -> None:
        self._sounding = number
        self.voice.take(spoken.audio)
        self.voice.play()

    @property
    def sounding(self) -> int | None:
        """The number of the partner's line that is heard, if one is."""
        return self._sounding if self.voice.playing else None

    # Verdicts

    def _on_judged(self, report: Report | None) -> None:
        take = self._practice.state.take
        if report is None or take is None:
            return
        for number, line in enumerate(self.lines):
            if line.take is not None and line.take.path == take.path and line.report is not report:
                self._alter(number, report=report)

    def _judge_quietly(self, number: int, line: ChatLine) -> None:
        sound = line.sound
        assert sound is not None

        def judge(progress: Progress) -> Report:
            return build(self._services.assessor.assess(sound.audio, config_for(line.text), progress))

        def judged(report: Report) -> None:
            if number < len(self.lines) and self.lines[number].take is line.take:
                self._alter(number, report=report)

        self._work.run(judge, done=judged)

    # Common

    def _on_practice(self, state: State) -> None:
        if state.phase is Phase.STARTING and state.talking:
            self.voice.stop()

    def _add(self, line: ChatLine) -> None:
        self.lines.append(line)
        self.added.emit(line)

    def _alter(self, number: int, **changes: object) -> None:
        self.lines[number] = replace(self.lines[number], **changes)  # type: ignore[arg-type]
        self.altered.emit(number, self.lines[number])

    def _forget(self) -> None:
        self.shut_down()
        self._partner, self._missed, self.lines = None, "", []
        self.cleared.emit()
        self.chosen.emit(None)

    def _set(self, talk: Talk) -> None:
        self.talk = talk
        conversation = talk.conversation
        self._practice.talk(conversation.title, conversation.id, talk.meant, talk.hold)
        self.changed.emit(talk)


def _index(text: str, suggestions: tuple[str, ...]) -> int | None:
    return suggestions.index(text) if text in suggestions else None


def _joined(lines: list[ChatLine]) -> Sound:
    """All answers as one sound, with a pause between them."""
    sounds = [line.sound.audio for line in lines if line.sound is not None]
    rate = sounds[0].rate
    gap = np.zeros(round(GAP_SECONDS * rate), np.float32)
    parts = [part for sound in sounds for part in (resample(sound, rate).samples, gap)]
    audio = Audio(np.concatenate(parts[:-1]), rate)
    return Sound(audio, Envelope.of(audio.samples, audio.rate))
