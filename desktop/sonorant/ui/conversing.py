"""A conversation on its way: the partner speaks, the learner answers, what was said is found out, and so on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sonorant.practice.conversations import Conversation
from sonorant.practice.partners import base as partners
from sonorant.practice.partners.base import Event, FellBack, Piece, Said
from sonorant.sessions.store import Session
from sonorant.ui.chat_lines import ChatLines
from sonorant.ui.consent import Gate, Outgoing
from sonorant.ui.engines import Engines, Judge
from sonorant.ui.free_answers import FreeAnswers
from sonorant.ui.hearing import Answer, Hearing
from sonorant.ui.judging import Judging, waits
from sonorant.ui.keeping import Keeping
from sonorant.ui.lines import ChatLine, learner_line
from sonorant.ui.partnering import Partnering
from sonorant.ui.practice import Practice, Sound, read_sound
from sonorant.ui.ready import Ready
from sonorant.ui.report_model import Report, build
from sonorant.ui.services import Services
from sonorant.ui.settings import Engine
from sonorant.ui.state import Phase, State, Take
from sonorant.ui.talk import Stage, Talk
from sonorant.ui.tasks import Tasks
from sonorant.ui.voicing import Voicing
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import told, translate
from sonorant.voices.base import Spoken

WHOLE = Path("conversation")
"""Stands for the file of a take that is the whole conversation."""


class Conversing(QObject):
    """Owns the conversation at hand. All methods are for the GUI thread and return at once.

    Signals:
        changed: carries the `Talk`.
        progressed: share of the assessment of everything that is done, 0 to 1.
        chosen: carries the number of the line whose report is on view, or None.
        noticed: carries a `Notice`.
    """

    changed = Signal(object)
    progressed = Signal(float)
    chosen = Signal(object)
    noticed = Signal(object)

    def __init__(
        self,
        services: Services,
        practice: Practice,
        engines: Engines,
        gate: Gate,
        work: Tasks,
        shelf: Tasks,
        partner: Tasks,
        voice: Voicing,
        parent: QObject,
    ) -> None:
        """`work` is where the engine works, `shelf` where is stored, `partner` where the partner does."""
        super().__init__(parent)
        self._practice, self.voice, self._ready = practice, voice, Ready(practice, self)
        self._engines, self._gate = engines, gate
        self._shelf, self.tasks = shelf, partner
        self.keeping = Keeping(services.store, shelf, self, services.judge_words)
        self.said = ChatLines(self.keeping, voice, self)
        self._judging = Judging(work, self)
        self._free = FreeAnswers(engines, gate, work, self)
        self._hearing = Hearing(services, self._free, work, shelf, self)
        self._partner = Partnering(services.new_partner, partner, self)
        self.talk: Talk | None = None
        self.heard, self.each = True, False
        self._missed, self._told = "", set[str]()
        self.whole: Session | None = None
        engines.changed.connect(self._on_engine)
        practice.listening.connect(self._on_listening)
        practice.answered.connect(self._on_answered)
        practice.judged.connect(self._on_judged)
        practice.changed.connect(self._on_practice)
        self._judging.judged.connect(self.said.take_verdict)
        for source in (self._judging, self._free):
            source.progressed.connect(self.progressed)
        self._partner.happened.connect(self._on_event)
        self._hearing.chosen.connect(self._on_choice)
        self._hearing.recognised.connect(self._ask_for)
        self._hearing.unheard.connect(self._on_not_heard)
        self._hearing.retried.connect(self._on_retried)
        for teller in (self.keeping, self.said, self._hearing):
            teller.noticed.connect(self.noticed)

    @property
    def lines(self) -> Sequence[ChatLine]:
        """What has been said so far."""
        return self.said.all

    # From outside

    def open(self, conversation: Conversation) -> None:
        """Choose a conversation; one that goes on goes on."""
        if self._practice.state.busy:
            return
        talk = self.talk
        if talk is None or talk.conversation != conversation:
            self._hearing.hand_over()  # its recording is found at the next start: nobody said that it is not wanted
            self._forget()
            talk = Talk(conversation)
        self._set(talk)

    def begin(self) -> None:
        """Begin, or begin again."""
        if self.talk is None or self._practice.state.busy:
            return
        self._forget()
        self.keeping.begin(self.talk.conversation.title, self.talk.conversation.id)
        conversation = self.talk.conversation
        self._set(Talk(conversation, Stage.PARTNER))

        def failed(why: str) -> None:
            self.noticed.emit(Notice(why))
            self._set(Talk(conversation))

        self._partner.begin(conversation, failed)

    def clear(self) -> None:
        """Forget what has been said; what was saved stays."""
        if self.talk is not None and not self._practice.state.busy:
            self._forget()
            self._practice.put_away()
            self._set(Talk(self.talk.conversation))

    def forget(self, session: int) -> None:
        """A session was deleted: if this conversation was kept in it, what was said goes here as well."""
        if self.talk is not None and self.keeping.session == session:
            self.keeping.drop()
            self._ready.then(self._clear_all)

    def _clear_all(self) -> None:
        if self._practice.state.talking:
            self.clear()
        else:  # something else is in view, and stays
            self._forget()
            self.talk = None

    def mean(self, text: str) -> None:
        """Set what is going to be said; empty where that is found out afterwards."""
        if self.talk is not None and text != self.talk.meant:
            self._set(replace(self.talk, meant=text))

    def send(self, text: str) -> None:
        """Go on with an answer without saying it."""
        talk = self.talk
        if talk is not None and talk.stage is Stage.LEARNER and not self._practice.state.busy:
            self.voice.stop()
            self.said.add(replace(learner_line(text), own=text not in talk.suggestions))
            self._reply(partners.Line(text, talk.index(text)))

    def confirm(self, text: str) -> None:
        """Take this for what was said in the answer that waits for it, and go on."""
        talk, answer = self.talk, self._hearing.answer
        if talk is None or talk.stage is not Stage.CONFIRMING or answer is None or not text:
            return
        if self._practice.state.busy:
            return
        self._hearing.hand_over()
        self._practice.show_answer(replace(answer.take, text=text), answer.sound, None)
        self._say(talk, answer, text)

    def drop(self) -> None:
        """Leave out the answer that waits to be confirmed: another one follows."""
        if self.talk is not None and self.talk.stage is Stage.CONFIRMING:
            self._discard()
            self._set(replace(self.talk, stage=Stage.LEARNER, meant=""))

    def hear(self, number: int) -> None:
        """Play a turn of either side again."""
        line = self.lines[number]
        if line.sound is not None:
            self.show(number)
            self.voice.play(Spoken(line.sound.audio))
        elif line.spoken is not None:
            self.voice.play(line.spoken)
        elif not line.mine:
            self.said.give_voice(number, self._play)

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
        """Assess every answer that the engine at hand has not judged, and show its report on all of them."""
        self._have_all_assessed_by(self._engines.now)

    def _have_all_assessed_by(self, judge: Judge) -> None:
        talk = self.talk
        if talk is None or talk.stage not in (Stage.LEARNER, Stage.OVER) or self._practice.state.busy:
            return
        self.voice.stop()
        self.keeping.flush()  # what another engine said of a line is kept before this one says something else
        self._set(replace(talk, stage=Stage.ASSESSING))
        left = [line for line in self.lines if waits(line, judge.engine)]
        seconds = sum(line.sound.audio.seconds for line in left if line.sound is not None)
        going = Outgoing(judge.destination if left else "", seconds, sum(len(line.text) for line in left))
        here = (translate("ui", "Assess on this machine"), lambda: self._have_all_assessed_by(self._engines.embedded))

        def failed(why: str) -> None:
            if why:
                self.noticed.emit(Notice(why, (here,) if judge.engine is not Engine.EMBEDDED else ()))
            self._after_assessing(talk)

        def allowed() -> None:
            if self._is_assessing(talk):
                self._judging.judge(judge, self.lines, lambda: self._show_whole(talk, judge.engine), failed)

        self._gate.ask(going, allowed, lambda: failed(translate("ui", "Nothing was sent.")))

    def cancel(self) -> None:
        """Give up assessing everything, or finding out what was said; what is known by then stays."""
        self._judging.cancel()
        self._hearing.cancel()

    def _show_whole(self, talk: Talk, engine: Engine) -> None:
        """Keep the conversation with its verdicts; that of `engine` on the whole is shown."""

        def not_shown(why: str) -> None:
            self.noticed.emit(Notice(why))
            self._after_assessing(talk)

        def kept(session: Session) -> None:
            def show(made: tuple[Sound, Report]) -> None:
                if not self._is_assessing(talk):
                    return
                self._after_assessing(talk)
                take = Take(WHOLE, session.assessment.text, session.title, keep=False, answer=True)
                self.whole = session
                self._practice.show_answer(take, *made)
                self.chosen.emit(None)

            self._shelf.run(
                lambda _: (read_sound(session.audio), build(session.assessment)), done=show, failed=not_shown
            )

        self.keeping.keep_now(self.lines, kept, lambda: self._after_assessing(talk), engine)

    def _after_assessing(self, talk: Talk) -> None:
        self.progressed.emit(1.0)
        if self._is_assessing(talk):
            self._set(replace(talk, meant=""))

    def _is_assessing(self, talk: Talk) -> bool:
        """Whether that goes on: the conversation may have been cleared, begun anew or left meanwhile."""
        now = self.talk
        return now is not None and now.stage is Stage.ASSESSING and now.conversation == talk.conversation

    def shut_down(self) -> None:
        """End what goes on because the window closes."""
        self.voice.stop()
        self.keeping.flush()
        self._partner.leave()
        self._judging.cancel()
        self._free.cancel()

    # The learner's turn

    def _on_listening(self) -> None:
        """What is recorded from now on, if it is an answer, is said in place of the one that waits."""
        if self._practice.state.talking:
            self.drop()

    def _on_answered(self, take: Take, sound: Sound) -> None:
        self.drop()  # what comes from a file was not listened to
        talk = self.talk
        if talk is None or talk.stage is not Stage.LEARNER:
            return
        candidates = (talk.meant,) if talk.meant else talk.suggestions
        if not talk.meant:
            self._practice.name_answer("")
        self._set(replace(talk, stage=Stage.HEARING))
        self._hearing.hear(Answer(take, sound), candidates, freely=not talk.meant)

    def _on_not_heard(self, why: str) -> None:
        if self.talk is not None:
            self._set(replace(self.talk, stage=Stage.LEARNER))
            self.noticed.emit(Notice(why))

    def _on_choice(self, text: str | None) -> None:
        """This is what was said, or None of the sentences which can be said now."""
        talk, answer = self.talk, self._hearing.hand_over()
        assert talk is not None
        assert answer is not None
        if text is None and talk.meant and self._missed == talk.meant:
            text = talk.meant  # who says twice what was chosen is not asked a third time
        self._missed = talk.meant if text is None else ""
        if text is None:
            self.said.add(replace(learner_line(""), take=answer.take, sound=answer.sound, fits=False))
            self._reply(partners.Line(""))
            return
        self._practice.name_answer(text)
        self._say(talk, answer, text)

    def _on_retried(self) -> None:
        assert self.talk is not None
        self._set(replace(self.talk, stage=Stage.HEARING, meant=""))

    def _ask_for(self, text: str) -> None:
        """Have it confirmed or corrected that this was said; with an empty text, have it typed."""
        assert self.talk is not None
        self._set(replace(self.talk, stage=Stage.CONFIRMING, meant=" ".join(text.split())))

    def _discard(self) -> None:
        """Throw the answer that waits away, and show it no longer."""
        answer, shown = self._hearing.discard(), self._practice.state.take
        if answer is not None and shown is not None and shown.path == answer.take.path:
            self._practice.put_away()

    def _say(self, talk: Talk, answer: Answer, text: str) -> None:
        """The learner has said this, and the partner answers."""
        take = replace(answer.take, text=text)
        self.said.add(replace(learner_line(text), take=take, sound=answer.sound, own=text not in talk.suggestions))
        self.chosen.emit(len(self.lines) - 1)
        self._reply(partners.Line(text, talk.index(text)))
        if self.each:
            self._practice.assess()

    # The partner's turn

    def _reply(self, line: partners.Line) -> None:
        assert self.talk is not None
        self._set(replace(self.talk, stage=Stage.PARTNER, meant=""))
        self._partner.answer(line, self._on_not_heard)

    def _on_event(self, event: Event) -> None:
        talk, lines = self.talk, self.lines
        if talk is None:
            return
        incoming = bool(lines) and not lines[-1].mine and talk.stage is Stage.PARTNER
        if isinstance(event, Piece):
            text = lines[-1].text + event.text if incoming else event.text
            self.said.put(talk.conversation, text, incoming)
        elif isinstance(event, FellBack):
            self.noticed.emit(Notice(told(event.reason)))
            if incoming:
                self.said.put(talk.conversation, "", incoming)
        elif isinstance(event, Said):
            self.said.put(talk.conversation, event.text, incoming)
            stage = Stage.OVER if event.ended else Stage.LEARNER
            self._set(Talk(talk.conversation, stage, event.suggestions, event.offers))
            if self.heard:
                self.said.give_voice(len(self.lines) - 1, self._play, self._on_no_voice)

    def _on_no_voice(self, why: str) -> None:
        """The partner stays silent, and why is told once: it may be so at every turn."""
        if why not in self._told:
            self._told.add(why)
            self.noticed.emit(Notice(why))

    def _play(self, spoken: Spoken) -> None:
        """Let the partner be heard, but not in the middle of a recording."""
        if not self._practice.state.recording:
            self.voice.play(spoken)

    # Common

    def _on_judged(self, report: Report | None) -> None:
        take = self._practice.state.take
        if report is not None and take is not None:
            self.said.take_report(take, report)

    def _on_engine(self) -> None:
        if self.talk is not None and self._practice.state.talking:
            self._set(self.talk)

    def _on_practice(self, state: State) -> None:
        if state.phase is Phase.STARTING and state.talking:
            self.voice.stop()

    def _forget(self) -> None:
        self._ready.drop()
        self.shut_down()
        self._discard()
        self._missed, self._told, self.whole = "", set(), None
        self.said.clear()
        self.chosen.emit(None)

    def _set(self, talk: Talk) -> None:
        talk = self.talk = replace(talk, free=self._free.possible)
        conversation = talk.conversation
        self._practice.talk(conversation.title, conversation.id, talk.meant, talk.hold)
        self.changed.emit(talk)
