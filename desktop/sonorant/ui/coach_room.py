"""Joins coach, lessons and drills to the window: from a report to the place, the lesson or the drill, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from sonorant.practice import drills
from sonorant.practice.advice import Advice, Aspect
from sonorant.practice.drill_book import Attempt, Kept
from sonorant.practice.drills import Drill
from sonorant.practice.lessons import Lesson, Lessons
from sonorant.practice.own_lines import OwnLine, OwnWords, among
from sonorant.sessions.chats import Speaker
from sonorant.sessions.store import Session
from sonorant.ui.all_lessons import all_lessons
from sonorant.ui.coaching import Coaching, Own
from sonorant.ui.consent import Gate
from sonorant.ui.conversing import WHOLE, Conversing
from sonorant.ui.drilling import Drilling
from sonorant.ui.lines import number_of
from sonorant.ui.own_voice import Source, source_of, voice_of
from sonorant.ui.practice import Practice
from sonorant.ui.preferences import Preferences
from sonorant.ui.report_model import Report
from sonorant.ui.said_lines import own_lines
from sonorant.ui.services import Services
from sonorant.ui.tasks import Tasks
from sonorant.ui.viewer import Viewer
from sonorant.ui.widgets.drill_bar import DrillBar
from sonorant.ui.word_judging import WordJudging
from sonorant.ui.words import translate

if TYPE_CHECKING:
    from sonorant.ui.pages.review import ReviewPage

TOPIC = "topic-"
"""How the ids of scenarios begin that are questions to answer: what is said then is one's own."""


class CoachRoom(QObject):
    """One for the window; every viewer has a `Coaching` of its own.

    Signals:
        drill_begun: a drill is to be seen on the practice page.
    """

    drill_begun = Signal()

    def __init__(
        self,
        drilling: Drilling,
        say: Callable[[str], None],
        services: Services,
        gate: Gate,
        preferences: Preferences,
        words: Tasks,
        tasks: Tasks,
        window: QWidget,
    ) -> None:
        """`tasks` run what must not hold up anything else, `words` what may be slow; `say` lets the voice say it."""
        super().__init__(window)
        self.drilling, self.bar = drilling, DrillBar()
        self._say, self._tasks, self._window = say, tasks, window
        self._words = WordJudging(services, gate, lambda: preferences.now.chat, words)
        self._saved: Session | None = None
        drilling.changed.connect(self.bar.show_round)
        self.bar.model.connect(self._on_model)
        self.bar.before.connect(drilling.hear_before)
        self.bar.now.connect(drilling.hear_now)
        self.bar.next.connect(drilling.go_on)
        self.bar.removed.connect(self._on_remove)
        self.bar.ended.connect(drilling.end)

    def coach(self, viewer: Viewer, own: Own, source: Callable[[], Source | None]) -> Coaching:
        """Give feedback in a viewer; `source` says where what it shows is kept, if it is."""
        coaching = Coaching(viewer, all_lessons, own, self._words, self._tasks, viewer)
        coaching.lesson_wanted.connect(self.teach)
        coaching.drill_wanted.connect(lambda found, advice: self._on_drill(found, advice, source()))
        return coaching

    def coach_practice(self, viewer: Viewer, practice: Practice, conversing: Conversing) -> None:
        """Give feedback on the practice page."""
        practice.saved.connect(self._on_saved)

        def own() -> OwnWords | None:
            state = practice.state
            if state.talking:
                return OwnWords(own_lines(conversing.lines, state.take), state.title)
            return _alone(viewer.report, state.scenario, state.title)

        def source() -> Source | None:
            take = practice.state.take
            if take is None:
                return None
            if take.path == WHOLE:
                return source_of(conversing.whole) if conversing.whole is not None else None
            if take.answer:
                session, number = conversing.keeping.session, number_of(conversing.lines, take)
                return None if session is None or number is None else Source(session, number)
            return source_of(self._saved) if self._saved is not None and take.path == self._saved.audio else None

        self.coach(viewer, own, source)

    def coach_review(self, viewer: Viewer, review: ReviewPage, *titles: Mapping[str, str]) -> None:
        """Give feedback on the review page; `titles` are those of what can be practised, by their ids."""
        review.shelf.deleted.connect(self.drilling.forget)

        def opened() -> Session | None:
            return review.opened.session if review.opened is not None else None

        def own() -> OwnWords | None:
            session = opened()
            if session is None:
                return None
            topic = next((each[session.scenario] for each in titles if session.scenario in each), "")
            if session.turns:
                mine = ((turn.text, turn.own) for turn in session.turns if turn.who is Speaker.LEARNER)
                return OwnWords(among(mine), topic)
            return _alone(viewer.report, session.scenario, topic)

        def source() -> Source | None:
            session = opened()
            return source_of(session) if session is not None else None

        self.coach(viewer, own, source)

    def _on_saved(self, session: Session) -> None:
        self._saved = session

    def teach(self, phone: str | None = None) -> None:
        """Show the lesson of a sound, or begin to look through all of them."""
        self._tasks.run(lambda _: all_lessons(), done=lambda found: self._open(found, phone))

    def practise(self, kept: Kept) -> None:
        """Practise a drill that is due."""
        self.drilling.begin([kept.drill])
        self.drill_begun.emit()

    def ask_to_remove(self, drill: Drill) -> None:
        """Ask once whether a drill is to be practised no longer."""
        name, asked = translate("ui", "Remove this drill"), translate("ui", "Remove the drill {0}?")
        ask = QMessageBox(QMessageBox.Icon.Question, name, asked.format(drill.title), parent=self._window)
        ask.setInformativeText(
            translate("ui", "It is not due again, and its scores go. What you recorded stays under Review.")
        )
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        remove = ask.addButton(translate("ui", "Remove"), QMessageBox.ButtonRole.DestructiveRole)
        ask.setDefaultButton(ask.addButton(QMessageBox.StandardButton.Cancel))
        remove.clicked.connect(lambda: self.drilling.remove(drill))
        ask.open()

    def leave(self, _chosen: object = None) -> None:
        """Something else is chosen: the drill ends."""
        if self.drilling.round is not None:
            self.drilling.end()

    def _open(self, found: Lessons, phone: str | None) -> None:
        from sonorant.ui.lesson_dialog import LessonDialog  # noqa: PLC0415 - not needed until asked for

        dialog = LessonDialog(found, self._say, self._window)
        dialog.practised.connect(self._on_lesson)
        if phone is not None:
            dialog.show_sound(phone)
        dialog.open()

    def _on_lesson(self, lesson: Lesson) -> None:
        advice = Advice(Aspect.ACCURACY, lesson.title, "", "", 0.0, phone=lesson.phone)
        self.drilling.begin(drills.of_advice(advice, "", all_lessons()), Attempt(datetime.now(UTC)))
        self.drill_begun.emit()

    def _on_drill(self, found: Sequence[Drill], advice: Advice, source: Source | None) -> None:
        session = source.session if source is not None else None
        self.drilling.begin(found, Attempt(datetime.now(UTC), None, voice_of(source, advice), session))
        self.drill_begun.emit()

    def _on_remove(self) -> None:
        if self.drilling.round is not None:
            self.ask_to_remove(self.drilling.round.drill)

    def _on_model(self) -> None:
        if self.drilling.round is not None:
            self._say(self.drilling.round.item.text)


def _alone(report: Report | None, scenario: str, title: str) -> OwnWords | None:
    """What was said in a take that is no conversation; None if it was given, as that of all scenarios but topics is."""
    if report is None or (scenario and not scenario.startswith(TOPIC)):
        return None
    return OwnWords((OwnLine(report.assessment.text),), title if scenario else "")
