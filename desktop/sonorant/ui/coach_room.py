"""Joins coach, lessons and drills to the window: from a report to the place, the lesson or the drill, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from sonorant import assets
from sonorant.practice import drills, lessons
from sonorant.practice.advice import Advice, Aspect
from sonorant.practice.drill_book import Attempt, Kept
from sonorant.practice.drills import Drill
from sonorant.practice.lessons import Lesson, Lessons
from sonorant.sessions import chats
from sonorant.sessions.store import Session
from sonorant.speech.timing import to_seconds
from sonorant.ui.coaching import Coaching, OwnLines
from sonorant.ui.conversing import Conversing
from sonorant.ui.drilling import Drilling, voice_of
from sonorant.ui.practice import Practice
from sonorant.ui.tasks import Tasks
from sonorant.ui.viewer import Viewer
from sonorant.ui.widgets.drill_bar import DrillBar
from sonorant.ui.words import translate

TOPIC = "topic-"
"""How the ids of scenarios begin that are questions to answer: what is said then is one's own."""
AROUND = 0.3
"""Seconds before and after a mistake that are heard with it."""


@cache
def all_lessons() -> Lessons:
    """The lessons, read at the first call."""
    return lessons.load(assets.path("lessons"))


class CoachRoom(QObject):
    """One for the window; every viewer has a `Coaching` of its own.

    Signals:
        drill_begun: a drill is to be seen on the practice page.
    """

    drill_begun = Signal()

    def __init__(self, drilling: Drilling, say: Callable[[str], None], tasks: Tasks, window: QWidget) -> None:
        """`tasks` run what must not hold up anything else; `say` lets the voice say a text."""
        super().__init__(window)
        self.drilling, self.bar = drilling, DrillBar()
        self._say, self._tasks, self._window = say, tasks, window
        self._saved: Session | None = None
        drilling.changed.connect(self.bar.show_round)
        self.bar.model.connect(self._on_model)
        self.bar.before.connect(drilling.hear_before)
        self.bar.now.connect(drilling.hear_now)
        self.bar.next.connect(drilling.go_on)
        self.bar.removed.connect(self._on_remove)
        self.bar.ended.connect(drilling.end)

    def coach(self, viewer: Viewer, own_lines: OwnLines, session: Callable[[], int | None]) -> Coaching:
        """Give feedback in a viewer; `session` is the number under which what it shows is saved, if it is."""
        coaching = Coaching(viewer, all_lessons, own_lines, self._tasks, viewer)
        coaching.lesson_wanted.connect(self.teach)
        coaching.drill_wanted.connect(lambda found, advice: self._on_drill(found, advice, session()))
        return coaching

    def coach_practice(self, viewer: Viewer, practice: Practice, conversing: Conversing) -> None:
        """Give feedback on the practice page."""
        practice.saved.connect(self._on_saved)

        def own_lines() -> Sequence[str] | None:
            state = practice.state
            if state.talking:
                return [line.text for line in conversing.lines if line.mine and line.own]
            own = not state.scenario or state.scenario.startswith(TOPIC)
            return [state.take.text] if state.take is not None and own else None

        def session() -> int | None:
            take = practice.state.take
            if take is not None and take.answer:
                return conversing.keeping.session
            return self._saved.id if self._saved is not None and take and take.path == self._saved.audio else None

        self.coach(viewer, own_lines, session)

    def coach_review(self, viewer: Viewer, opened: Callable[[], Session | None]) -> None:
        """Give feedback on the review page; `opened` is the session on view."""

        def own_lines() -> Sequence[str] | None:
            session = opened()
            if session is None:
                return None
            if session.turns:
                return chats.own_words(session.turns)
            own = not session.scenario or session.scenario.startswith(TOPIC)
            return [session.assessment.text] if own else None

        def number() -> int | None:
            session = opened()
            return None if session is None else session.id

        self.coach(viewer, own_lines, number)

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

    def _on_drill(self, found: Sequence[Drill], advice: Advice, session: int | None) -> None:
        self.drilling.begin(found, Attempt(datetime.now(UTC), None, voice_of(session, _times(advice))))
        self.drill_begun.emit()

    def _on_remove(self) -> None:
        if self.drilling.round is not None:
            self.ask_to_remove(self.drilling.round.drill)

    def _on_model(self) -> None:
        if self.drilling.round is not None:
            self._say(self.drilling.round.item.text)


def _times(advice: Advice) -> Sequence[tuple[float, float]]:
    return [
        (max(0.0, to_seconds(each.offset) - AROUND), to_seconds(each.offset + (each.duration or 0)) + AROUND)
        for each in advice.places
        if each.offset is not None
    ]
