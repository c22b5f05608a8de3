"""A drill on its way: one thing to say after the other, on the practice page, and then put down in the book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from statistics import fmean

from PySide6.QtCore import QObject, Signal

from sonorant.audio.files import Audio
from sonorant.practice import drills
from sonorant.practice.drill_book import Attempt, DrillBook, Kept, Voice
from sonorant.practice.drills import Drill, Item
from sonorant.sessions.store import Session, Store
from sonorant.speech.failures import Progress
from sonorant.ui import own_voice
from sonorant.ui.playback import Playback
from sonorant.ui.practice import Practice
from sonorant.ui.report_model import Report
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import translate

WELL = 80
"""The score from which a drill was done well."""


@dataclass(frozen=True, slots=True)
class Round:
    """A drill and how far one is: the number of the item, and the scores (0–100) of the items said so far."""

    drill: Drill
    place: int = 0
    scores: tuple[float, ...] = ()
    score: float | None = None
    before: Voice | None = None
    now: Voice | None = None

    @property
    def item(self) -> Item:
        return self.drill.items[self.place]

    @property
    def last(self) -> bool:
        return self.place == len(self.drill.items) - 1


class Drilling(QObject):
    """Leads through a drill. All methods are for the GUI thread and return at once.

    Signals:
        changed: carries the `Round`, or None when no drill goes on.
        due: carries the list of `Kept` drills that are due.
        noticed: carries a `Notice`.
    """

    changed = Signal(object)
    due = Signal(object)
    noticed = Signal(object)

    def __init__(
        self, book: DrillBook, store: Store, practice: Practice, shelf: Tasks, playback: Playback, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._book, self._store, self._practice, self._shelf, self.playback = book, store, practice, shelf, playback
        self.round: Round | None = None
        self._queue: tuple[Drill, ...] = ()
        practice.judged.connect(self._on_judged)
        practice.saved.connect(self._on_saved)
        playback.noticed.connect(self.noticed)

    def look(self) -> None:
        """Look which drills are due."""
        self._shelf.run(lambda _: self._book.due(datetime.now(UTC)), done=self.due.emit, failed=self._on_failed)

    def begin(self, drills_: Sequence[Drill], mistake: Attempt | None = None) -> None:
        """Practise drills, one after the other; `mistake` is the attempt that they come from, to be put down first."""
        if self._practice.state.busy or not drills_:
            return
        drill, self._queue = drills_[0], tuple(drills_[1:])

        def known(_: Progress) -> Kept | None:
            if mistake is not None:
                self._book.add(drills_, mistake)
            return next((each for each in self._book.all() if each.drill.id == drill.id), None)

        def begin(kept: Kept | None) -> None:
            before = kept.before if kept is not None else None
            self._set(Round(drill, before=before.voice if before is not None else None))
            self._choose()
            self.look()

        self._shelf.run(known, done=begin, failed=self._on_failed)

    def go_on(self) -> None:
        """Go to the next item, or end the drill after the last one."""
        now = self.round
        if now is None or self._practice.state.busy:
            return
        if now.last:
            following = self._queue
            self.end()
            self.begin(following)
        else:
            self._set(replace(now, place=now.place + 1, score=None))
            self._choose()

    def end(self) -> None:
        """End the drill; what was said of it is put down, and when it is due again."""
        done, self._queue = self.round, ()
        self._set(None)
        if done is None or not done.scores:
            return
        attempt = Attempt(datetime.now(UTC), fmean(done.scores), done.now)

        def put_down(_: Progress) -> Kept | None:
            self._book.practised(done.drill.id, attempt)
            return next((each for each in self._book.all() if each.drill.id == done.drill.id), None)

        def said(kept: Kept | None) -> None:
            if kept is not None:
                self.noticed.emit(Notice(outcome(fmean(done.scores), kept.due)))
            self.look()

        self._shelf.run(put_down, done=said, failed=self._on_failed)

    def remove(self, drill: Drill) -> None:
        """Take a drill out of the book; if it goes on, it ends, and nothing of it is put down."""
        if self.round is not None and self.round.drill.id == drill.id:
            self._queue = ()
            self._set(None)

        def removed(_: None) -> None:
            self.noticed.emit(Notice(translate("ui", "The drill is removed: {0}").format(drill.title)))
            self.look()

        self._shelf.run(lambda _: self._book.remove(drill.id), done=removed, failed=self._on_failed)

    def forget(self, session: int) -> None:
        """A session is deleted: what was said in it is heard no longer, and what went with it is not to be said."""
        now = self.round
        if now is not None:
            before, mine = (None if each and each.session == session else each for each in (now.before, now.now))
            self._set(replace(now, before=before, now=mine))
        self._shelf.run(lambda _: self._book.all(), done=self._keep_to, failed=self._on_failed)
        self.look()

    def _keep_to(self, kept: Sequence[Kept]) -> None:
        """Go on with what is still in the book; end where what is to be said now is not."""
        left = {each.drill.id: each.drill for each in kept}
        self._queue = tuple(left[drill.id] for drill in self._queue if drill.id in left)
        now = self.round
        if now is None:
            return
        drill = left.get(now.drill.id)
        if drill is None or now.item not in drill.items:
            self.end()
        elif drill.items != now.drill.items:
            self._set(replace(now, drill=drill, place=drill.items.index(now.item)))

    def hear_before(self) -> None:
        """Play how one said it when the drill was found."""
        if self.round is not None and self.round.before is not None:
            self._play(self.round.before)

    def hear_now(self) -> None:
        """Play how one has just said it."""
        if self.round is not None and self.round.now is not None:
            self._play(self.round.now)

    def _play(self, voice: Voice) -> None:
        def play(audio: Audio) -> None:
            self.playback.take(audio)
            self.playback.play(voice.start, voice.stop)

        self._shelf.run(lambda _: own_voice.load(self._store, voice), done=play, failed=self._on_failed)

    def _choose(self) -> None:
        assert self.round is not None
        title = translate("ui", "Drill: {0}").format(self.round.drill.title)
        self._practice.choose(title, self.round.item.text, drills.SCENARIO)

    def _on_judged(self, report: Report | None) -> None:
        now, take = self.round, self._practice.state.take
        if now is None or report is None or take is None or take.text != now.item.text:
            return
        score = drills.score(now.drill, report.assessment)
        if score is not None:
            self._set(replace(now, score=score, scores=(*now.scores, score)))

    def _on_saved(self, session: Session) -> None:
        if self.round is not None and session.assessment.text == self.round.item.text:
            self._set(replace(self.round, now=Voice(session.id, 0.0, session.seconds)))

    def _set(self, now: Round | None) -> None:
        self.round = now
        self.changed.emit(now)

    def _on_failed(self, why: str) -> None:
        self.noticed.emit(Notice(why))


def outcome(score: float, due: datetime) -> str:
    """What is said at the end of a drill: how well it went, 0 to 100, and on which day it comes again."""
    days = (due.astimezone().date() - datetime.now().astimezone().date()).days
    said = (
        translate("ui", "Well done: {0:.0f} of 100.")
        if score >= WELL
        else translate("ui", "This time: {0:.0f} of 100.")
    )
    again = (
        translate("ui", "This drill is due again today.")
        if days <= 0
        else translate("ui", "This drill is due again tomorrow.")
        if days == 1
        else translate("ui", "This drill is due again in {0} days.")
    )
    return f"{said.format(score)} {again.format(days)}"
