"""The way of a take through the window: recorded or opened, shown, assessed, shown again, saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sonorant.audio import files
from sonorant.audio.envelope import Envelope
from sonorant.audio.files import Audio
from sonorant.sessions.store import Session
from sonorant.speech.assessment import Assessment
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import Progress
from sonorant.ui.consent import Gate, Outgoing
from sonorant.ui.engines import Engines, Judge, config_for
from sonorant.ui.listening import Heard, Listening
from sonorant.ui.live_verdict import LiveVerdict
from sonorant.ui.report_model import Report, build
from sonorant.ui.saving import Saving
from sonorant.ui.services import Services
from sonorant.ui.settings import Engine
from sonorant.ui.state import Phase, State, Take
from sonorant.ui.tasks import Task, Tasks
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import told, translate


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """A take's sound and its outline for drawing."""

    audio: Audio
    outline: Envelope


def read_sound(path: Path) -> Sound:
    """Read a recording. Raises UnusableInput with one sentence."""
    audio = files.read(path)
    return Sound(audio, Envelope.of(audio.samples, audio.rate))


def _with_advice(assessment: Assessment, audio: Audio) -> Assessment:
    """The verdict with what is to be said of the recording itself."""
    return replace(assessment, warnings=(*assessment.warnings, *filter(None, (audio.breaks_off,))))


class Practice(QObject):
    """Owns the take at hand. All methods are for the GUI thread and return at once.

    Signals:
        changed: the `State` is another one.
        listening: a recording has begun.
        read: carries the `Partial` that the engine knows of the recording that goes on.
        heard: carries the `LiveEnvelope` since the last one and the seconds recorded so far.
        sounded: a `Sound` is at hand, or None.
        progressed: share of the assessment done, 0 to 1.
        recognised: carries what was said in the take, to be confirmed or corrected before it is assessed; empty where
            it is to be typed.
        judged: carries the `Report`, or None when the one shown no longer holds.
        noticed: carries a `Notice`.
        saved: carries the `Session` that was made.
        answered: an answer in a conversation has been recorded; carries its `Take` and its `Sound`.
    """

    changed = Signal(object)
    listening = Signal()
    read = Signal(object)
    heard = Signal(object, float)
    sounded = Signal(object)
    progressed = Signal(float)
    recognised = Signal(str)
    judged = Signal(object)
    noticed = Signal(object)
    saved = Signal(object)
    answered = Signal(object, object)

    def __init__(
        self,
        services: Services,
        engines: Engines,
        gate: Gate,
        work: Tasks,
        devices: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._engines, self._gate = services, engines, gate
        self._work, self._devices = work, devices
        self.state = State()
        self.sound: Sound | None = None
        self._assessing: Task | None = None
        self._attempt: object | None = None
        self._session: int | None = None  # in which the take at hand is kept
        self._saving = Saving(services.store, work, self)
        self._saving.saved.connect(self._on_saved)
        self._saving.noticed.connect(self.noticed)
        self._live = LiveVerdict(work, self)
        self._live.heard.connect(self.read)
        self._live.deaf.connect(self._on_deaf)
        microphone = self._microphone = Listening(services, devices, self)
        microphone.started.connect(self._on_started)
        microphone.not_started.connect(self._on_not_started)
        microphone.heard.connect(self._on_heard)
        microphone.ended.connect(self._on_stopped)
        microphone.not_ended.connect(self._on_failed)
        engines.changed.connect(self._on_engine)
        self._on_engine()

    # What to say

    def choose(self, title: str, text: str, scenario: str = "") -> None:
        """Set what is going to be read, of which scenario (its id); a report of another text goes away."""
        if self.state.busy:
            return
        if self.state.talking:
            self._put_away()
        self._set(text=text, title=title, scenario=scenario, talking=False, hold="")
        take = self.state.take
        if take is not None and take.any_text and not self.state.judged:
            self._set(take=take.read_as(text, title, scenario))
        elif take is not None and take.text != text:
            self._put_away()

    def talk(self, title: str, scenario: str, text: str = "", hold: str = "") -> None:
        """From now on a take is an answer in a conversation: it is handed over by `answered` and not saved here.

        `text` is what is going to be said, empty where that is found out afterwards; `hold` says why no answer is
        awaited now. The report of a reading goes away.
        """
        if self.state.phase in (Phase.READY, Phase.LOADING, Phase.ASSESSING):
            if self.state.judged and not self.state.talking:
                self._put_away()
            self._set(title=title, scenario=scenario, text=text, talking=True, hold=hold)

    def put_away(self) -> None:
        """Show no take; what was saved of it stays."""
        if not self.state.busy:
            self._put_away()

    def forget(self, session: int) -> None:
        """A session was deleted: if the take at hand was kept in it, that goes as well."""
        if self._session == session:
            self.put_away()

    def name_answer(self, text: str) -> None:
        """Set what the answer at hand says, now that it is known."""
        take = self.state.take
        if take is not None and take.text != text:
            self._live.drop()
            self._set(take=replace(take, text=text))

    def show_answer(self, take: Take, sound: Sound, report: Report | None) -> None:
        """Bring an answer that was given before into view, with its verdict if it has one."""
        if self.state.busy:
            return
        self._put_away()
        self._set(take=take)
        self._show_sound(sound)
        if report is not None:
            self._set(judged=True)
            self.judged.emit(report)

    def look_for_microphone(self) -> None:
        self._set(no_microphone="")
        self._devices.run(
            lambda _: self._services.missing_microphone(),
            done=lambda reason: self._set(no_microphone=reason),
            failed=lambda why: self._set(no_microphone=why),
        )

    # Recording

    def record_or_stop(self) -> None:
        if self.state.recording:
            self.stop()
        elif self.state.why_not_record is None:
            self.record()

    def record(self) -> None:
        """Begin a take of the chosen text."""
        self._put_away()
        self._set(phase=Phase.STARTING)
        # Of an answer in a conversation nothing is sent while it is spoken: it need not be assessed at all.
        destination = "" if self.state.talking else self._engines.now.destination
        outgoing = Outgoing(destination, None, len(self.state.text))
        self._gate.ask(outgoing, self._microphone.start, self._on_refused)

    def pause_or_resume(self) -> None:
        """Leave out of the take what is said from now on, or go on with it."""
        if not self.state.recording:
            return
        paused = self._microphone.pause_or_resume()
        if self.state.paused and not paused:
            self._live.go_on()
        self._set(paused=paused)

    def stop(self) -> None:
        """End the take and have it assessed."""
        if self.state.recording:
            self._set(phase=Phase.STOPPING, paused=False, warning=None)
            self._microphone.stop()

    def shut_down(self) -> None:
        """End what goes on because the window closes; a take that was being recorded stays for the next time."""
        self._saving.go_on()  # nothing will be painted any more, and the window waits for what is being saved
        self._microphone.shut_down()
        self.cancel()
        self._live.drop()

    def _on_started(self, path: Path, rate: int) -> None:
        self._set(phase=Phase.RECORDING, take=self._take(path), judged=False, loaded=False)
        judge, text = self._engines.now, self.state.text
        live = judge.engine is Engine.EMBEDDED or not self.state.talking
        if live and (text.strip() or not judge.needs_text):
            self._live.begin(judge.open_stream, config_for(text, judge.locale, judge.scenario_id), rate)
        self.listening.emit()

    def _on_not_started(self, why: str) -> None:
        self._set(phase=Phase.READY)
        self.noticed.emit(Notice(why, ((translate("ui", "Look again"), self.look_for_microphone),)))

    def _on_heard(self, heard: Heard) -> None:
        self.heard.emit(heard.envelope, heard.seconds)
        self._live.feed(heard.samples)
        self._set(warning=None if heard.warning is None else told(heard.warning))
        if heard.failure is not None:
            self.stop()

    def _on_deaf(self, why: str) -> None:
        if self.state.recording and self._engines.now.destination:
            said = translate("ui", "Azure Speech stopped listening; the recording goes on and is sent at its end. {0}")
            self.noticed.emit(Notice(said.format(why)))

    def _on_stopped(self, heard: Heard) -> None:
        self._live.feed(heard.samples)
        if heard.failure is not None:
            self.noticed.emit(Notice(told(heard.failure), ((translate("ui", "Assess what there is"), self.assess),)))
        elif heard.warning is not None:
            self.noticed.emit(Notice(told(heard.warning)))
        self._load(assess_then=heard.failure is None)

    # Takes that exist already

    def open_file(self, path: Path) -> None:
        """Assess a recording from a file against the chosen text."""
        if not self.state.can_open:
            return
        self.open_take(self._take(path))

    def open_take(self, take: Take, assess: bool = True) -> None:
        if self.state.busy:
            return
        self._put_away()
        self._set(take=take, text=take.text, title=take.title)
        self._load(assess_then=assess)

    def _load(self, assess_then: bool) -> None:
        take = self.state.take
        assert take is not None
        self._set(phase=Phase.LOADING)

        def loaded(sound: Sound) -> None:
            self._show_sound(sound)
            self._set(phase=Phase.READY)
            if take.answer:
                self.answered.emit(take, sound)
            elif assess_then:
                self.assess()

        self._work.run(lambda _: read_sound(take.path), done=loaded, failed=self._on_failed)

    # The verdict

    def assess(self) -> None:
        """Have the take at hand assessed by the engine that is chosen, or by that on this machine where that is due."""
        take = self.state.take
        here = take is not None and (take.synthetic or (take.typed and bool(take.text.strip())))
        self._have_assessed_by(self._engines.embedded if here else self._engines.now)

    def assess_embedded(self) -> None:
        """Have the take at hand assessed by the engine that needs nobody else."""
        self._live.drop()
        self._have_assessed_by(self._engines.embedded)

    def _have_assessed_by(self, judge: Judge) -> None:
        take, sound = self.state.take, self.sound
        if not self.state.can_assess or take is None or sound is None:
            return
        self._set(phase=Phase.ASSESSING)
        attempt = self._attempt = object()

        def allowed() -> None:
            if self._attempt is attempt:  # it may have been cancelled meanwhile
                self._assess(judge, take, sound)

        def refused() -> None:
            if self._attempt is attempt:
                self._on_not_assessed(judge, translate("ui", "Nothing was sent."))

        self._gate.ask(Outgoing(judge.destination, sound.audio.seconds, len(take.text)), allowed, refused)

    def _assess(self, judge: Judge, take: Take, sound: Sound) -> None:
        config = config_for(take.text, judge.locale, judge.scenario_id)
        transcribe = None if take.text.strip() or judge.one_pass else judge.transcribe

        def instead(progress: Progress) -> Assessment:
            if transcribe is not None:
                return Assessment(text=transcribe(sound.audio, progress))
            return judge.assessor.assess(sound.audio, config, progress)

        def done(assessment: Assessment) -> None:
            if transcribe is not None:
                self._on_recognised(take, assessment.text)
                return
            self._assessing = self._work.run(
                lambda _: build(_with_advice(assessment, sound.audio)),
                done=lambda report: self._on_assessed(take, config, report),
                failed=failed,
            )

        def failed(why: str) -> None:
            self._on_not_assessed(judge, why)

        self._assessing = self._live.finish(instead, done, failed, self.progressed.emit)

    def _on_recognised(self, take: Take, text: str) -> None:
        self._assessing = None
        self._set(phase=Phase.READY, take=replace(take, text=text, any_text=True, typed=False))
        self.recognised.emit(text)

    def cancel(self) -> None:
        """Give up the assessment at once, whatever the engine still does; the recording stays."""
        if self.state.phase is not Phase.ASSESSING:
            return
        if self._assessing is not None:
            self._assessing.cancel()
        self._assessing = self._attempt = None
        self._live.drop()
        self._set(phase=Phase.READY)
        self.noticed.emit(
            Notice(
                translate("ui", "The assessment was cancelled; the recording is kept."),
                ((translate("ui", "Assess it"), self.assess),),
            )
        )

    def _on_assessed(self, take: Take, config: AssessmentConfig, report: Report) -> None:
        self._assessing = None
        self._set(phase=Phase.READY, judged=True)
        self._saving.wait_for_painting()
        self.judged.emit(report)
        if take.keep:
            self._saving.save(take, config, report.raw)

    def report_painted(self) -> None:
        """The report that was `judged` is on the screen, or not in view."""
        self._saving.go_on()

    def _on_saved(self, saved: Take, session: Session) -> None:
        take = self.state.take
        if take is not None and take.path == saved.path:
            self._session = session.id
            self._set(take=replace(take, path=session.audio))
        self.saved.emit(session)

    def _on_not_assessed(self, judge: Judge, why: str) -> None:
        from sonorant.ui.ways_on import ways_on  # noqa: PLC0415 - the start has no need of it

        self._assessing = None
        self._set(phase=Phase.READY)
        take = self.state.take
        known = take is not None and bool(take.text.strip())
        ways = ways_on(judge, judge.locale, known, self.assess, self.assess_embedded, self._ask_what_was_said)
        self.noticed.emit(Notice(translate("ui", "{0} The recording is kept.").format(why), ways))

    def _ask_what_was_said(self) -> None:
        take = self.state.take
        if take is not None:
            self._set(take=replace(take, any_text=True, typed=True))
            self.recognised.emit("")

    def _on_refused(self) -> None:
        self._set(phase=Phase.READY)
        said = translate("ui", "Nothing was recorded and nothing sent, as you did not agree to it.")
        here = (translate("ui", "Use the embedded engine"), lambda: self._engines.choose(Engine.EMBEDDED))
        self.noticed.emit(Notice(said, (here,)))

    def _on_failed(self, why: str) -> None:
        self._set(phase=Phase.READY)
        self.noticed.emit(Notice(why))

    # Common

    def _on_engine(self) -> None:
        judge = self._engines.now
        self._set(freely=not judge.needs_text, no_engine=judge.problem)

    def _take(self, path: Path) -> Take:
        state = self.state
        return Take(
            path,
            state.text,
            state.title or path.stem,
            keep=not state.talking,
            scenario=state.scenario,
            answer=state.talking,
        )

    def _show_sound(self, sound: Sound | None) -> None:
        self.sound = sound
        self._set(loaded=sound is not None)
        self.sounded.emit(sound)

    def _put_away(self) -> None:
        self._live.drop()
        self.sound = self._session = None
        self._set(take=None, loaded=False, judged=False)
        self.sounded.emit(None)
        self.judged.emit(None)

    def _set(self, **changes: object) -> None:
        state = replace(self.state, **changes)  # type: ignore[arg-type]
        if state != self.state:
            self.state = state
            self.changed.emit(state)
