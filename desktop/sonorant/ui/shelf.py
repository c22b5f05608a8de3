"""The sessions on the shelf: found, opened, named, noted, judged anew, exported and thrown away, in the background."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sonorant.audio.files import Audio
from sonorant.sessions import chats
from sonorant.sessions.exports import saving
from sonorant.sessions.exports.saving import Form
from sonorant.sessions.schema import SessionDeleted
from sonorant.sessions.search import EVERYTHING, Search
from sonorant.sessions.store import Session
from sonorant.speech.assessment import Assessment
from sonorant.speech.failures import Cancelled, Progress, UnusableInput
from sonorant.ui.compare_view import Pair
from sonorant.ui.consent import Gate, Outgoing
from sonorant.ui.deleting import delete
from sonorant.ui.engines import Engines, Judge, config_for
from sonorant.ui.practice import Sound, read_sound
from sonorant.ui.report_model import Report, build
from sonorant.ui.said_dialog import Question
from sonorant.ui.services import Services
from sonorant.ui.tasks import Task, Tasks
from sonorant.ui.ways_on import ways_on
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import told, translate


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A session with one of its verdicts made ready to show. `sound` is None when the recording is gone."""

    session: Session
    report: Report
    sound: Sound | None


@dataclass(frozen=True, slots=True, eq=False)
class _Attempt:
    """To have a session assessed again."""

    session: int


class Shelf(QObject):
    """Speaks with the store. All methods are for the GUI thread and return at once.

    Signals:
        listed: carries the list of `Summary` that the last search found, the newest first.
        opened: carries an `Opened`.
        weighed: what deleting a session would remove; carries the `Session` and the number of bytes.
        deleted: a session is gone, and this was verified; carries its id.
        assessing: whether a session is being assessed again.
        unsaid: it is to be asked first what was said; carries the `Question`.
        progressed: share of that done, 0 to 1.
        compared: carries the `Pair` of verdicts that was asked for.
        exported: carries the path of the file.
        noticed: carries a `Notice`.
    """

    listed = Signal(object)
    opened = Signal(object)
    weighed = Signal(object, object)
    deleted = Signal(int)
    assessing = Signal(bool)
    unsaid = Signal(object)
    progressed = Signal(float)
    compared = Signal(object)
    exported = Signal(object)
    noticed = Signal(object)

    def __init__(
        self,
        services: Services,
        engines: Engines,
        gate: Gate,
        work: Tasks,
        shelf: Tasks,
        parent: QObject | None = None,
    ) -> None:
        """`work` is where the engine works, `shelf` what must not wait for it."""
        super().__init__(parent)
        self._services, self._engines, self._gate = services, engines, gate
        self._work, self._shelf = work, shelf
        self._search = EVERYTHING
        self._searching: Task | None = None
        self._opening: Task | None = None
        self._attempt: _Attempt | None = None  # one at a time
        self._assessing: Task | None = None

    def find(self, search: Search | None = None) -> None:
        """Search, or search again for the same."""
        self._search = search or self._search
        if self._searching is not None:
            self._searching.cancel()
        asked = self._search
        self._searching = self._shelf.run(
            lambda _: self._services.store.sessions(asked), done=self.listed.emit, failed=self._on_failed
        )

    def open(self, id_: int, verdict: int | None = None) -> None:
        """Open a session with one of its verdicts, by default the newest."""
        if self._opening is not None:
            self._opening.cancel()

        def load(_: Progress) -> tuple[Opened, str | None]:
            session = self._services.store.open(id_, verdict)
            report = build(session.assessment)
            try:
                return Opened(session, report, read_sound(session.audio)), None
            except UnusableInput as failure:
                return Opened(session, report, None), told(str(failure))

        self._opening = self._shelf.run(load, done=self._on_opened, failed=self._on_failed)

    def rename(self, id_: int, title: str) -> None:
        self._shelf.run(
            lambda _: self._services.store.rename(id_, title),
            done=lambda _: self.find(),
            failed=self._on_failed,
        )

    def note(self, id_: int, notes: str) -> None:
        self._shelf.run(lambda _: self._services.store.note(id_, notes), failed=self._on_failed)

    def weigh(self, session: Session) -> None:
        """Find out what deleting a session would remove."""
        self._shelf.run(
            lambda _: sum(file.stat().st_size for file in self._services.store.files_of(session.id)),
            done=lambda size: self.weighed.emit(session, size),
            failed=self._on_failed,
        )

    def delete(self, id_: int) -> None:
        """Remove a session and everything that was made of it; should it be assessed just now, that ends."""
        if self._attempt is not None and self._attempt.session == id_:
            self.cancel()
        self._shelf.run(
            lambda _: delete(self._services, id_), done=lambda _: self._on_deleted(id_), failed=self._on_failed
        )

    def assess_again(self, opened: Opened) -> None:
        """Have the engine of today judge a session, and keep its verdict beside the others."""
        self.assess_by(self._engines.now, opened)

    def assess_by(self, judge: Judge, opened: Opened) -> None:
        """Have an engine judge a session, and keep its verdict beside the others; of free speech, ask what was said."""
        session = opened.session
        if session.turns or session.config.reference_text:
            self._assess(judge, opened, session.config.reference_text)
        elif opened.sound is not None:
            self._ask_what_was_said(judge, opened)

    def _ask_what_was_said(self, judge: Judge, opened: Opened) -> None:
        if self._is_taken():  # before anything is typed
            return

        def by(text: str = "") -> None:
            self._assess(judge, opened, text)

        self.unsaid.emit(Question(opened.session.assessment.text, by, None if judge.needs_text else by))

    def _assess(self, judge: Judge, opened: Opened, text: str) -> None:
        sound = opened.sound
        if sound is None or self._is_taken():
            return
        attempt = self._attempt = _Attempt(opened.session.id)
        self._gate.ask(
            Outgoing(judge.destination, sound.audio.seconds, len(text)),
            lambda: self._send(judge, opened, text, sound, attempt),
            lambda: self._on_not_assessed(judge, opened, text, attempt, translate("ui", "Nothing was sent.")),
        )

    def _is_taken(self) -> bool:
        """Whether a session is being assessed already, which is then told."""
        if self._attempt is None:
            return False
        busy = translate("ui", "A session is being assessed: wait until that is done, or cancel it first.")
        self.noticed.emit(Notice(busy))
        return True

    def _send(self, judge: Judge, opened: Opened, text: str, sound: Sound, attempt: _Attempt) -> None:
        if attempt is not self._attempt:  # given up meanwhile
            return
        session = opened.session
        config = config_for(text, session.config.locale, judge.scenario_id)

        def assess(progress: Progress) -> None:
            try:
                if session.turns:
                    self._assess_turns(judge, session, sound, progress)
                    return
                assessment = judge.assessor.assess(sound.audio, config, progress)
                progress(1.0)  # nobody may want it any more
                self._services.store.add_verdict(session.id, assessment, config)
            except SessionDeleted:
                raise Cancelled from None  # there is nothing left to say about it

        self.assessing.emit(True)
        self._assessing = self._work.run(
            assess,
            done=lambda _: self._on_assessed(session.id, attempt),
            failed=lambda why: self._on_not_assessed(judge, opened, text, attempt, why),
            progressed=self.progressed.emit,
            cancelled=lambda: self._on_over(attempt),
        )

    def _assess_turns(self, judge: Judge, session: Session, sound: Sound, progress: Progress) -> None:
        """Judge a conversation: every answer alone, as the partner's voice is in between."""
        locale = session.config.locale

        def judged(audio: Audio, text: str) -> Assessment:
            return judge.assessor.assess(audio, config_for(text, locale, judge.scenario_id), progress)

        turns = chats.judged_anew(session.turns, sound.audio, judged)
        progress(1.0)
        content = session.assessment.content
        self._services.store.judge_chat(session.id, turns, config_for("", locale), content)

    def compare(self, id_: int, first: int, second: int) -> None:
        """Open a session with two of its verdicts, by their ids."""
        self._shelf.run(
            lambda _: Pair(self._services.store.open(id_, first), self._services.store.open(id_, second)),
            done=self.compared.emit,
            failed=self._on_failed,
        )

    def cancel(self) -> None:
        """Give up assessing; another one may begin at once."""
        if self._assessing is not None:
            self._assessing.cancel()
        if self._attempt is not None:
            self._on_over(self._attempt)

    def export(self, opened: Opened, form: Form, path: Path, strictness: float) -> None:
        """Write the verdict on view to a file, marked with `strictness`."""
        sound = opened.sound
        if sound is not None:
            self._shelf.run(
                lambda _: saving.write(opened.session, sound.audio, form, path, strictness),
                done=lambda _: self.exported.emit(path),
                failed=self._on_failed,
            )

    def _on_opened(self, loaded: tuple[Opened, str | None]) -> None:
        opened, problem = loaded
        self.opened.emit(opened)
        if problem is not None:
            self.noticed.emit(
                Notice(translate("ui", "The recording of this session is gone, its report is not: {0}").format(problem))
            )

    def _on_deleted(self, id_: int) -> None:
        self.deleted.emit(id_)
        self.find()

    def _on_assessed(self, id_: int, attempt: _Attempt) -> None:
        self._on_over(attempt)
        self.find()
        self.open(id_)

    def _on_not_assessed(self, judge: Judge, opened: Opened, text: str, attempt: _Attempt, why: str) -> None:
        if attempt is not self._attempt:  # given up meanwhile
            return
        self._on_over(attempt)
        session = opened.session
        ways = ways_on(
            judge,
            session.config.locale,
            bool(session.turns or text),
            lambda: self._assess(judge, opened, text),
            lambda: self._assess(self._engines.embedded, opened, text),
            lambda: self._ask_what_was_said(self._engines.embedded, opened),
        )
        self.noticed.emit(Notice(translate("ui", "{0} The older verdict is kept.").format(why), ways))

    def _on_over(self, attempt: _Attempt) -> None:
        """An attempt to assess has ended; one that was cancelled may say so while the next one is at work."""
        if attempt is self._attempt:
            self._attempt = self._assessing = None
            self.assessing.emit(False)

    def _on_failed(self, why: str) -> None:
        self.noticed.emit(Notice(why))
