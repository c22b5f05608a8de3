"""Gives feedback on the report on view: asked for, worked out in the background, and led on from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from sonorant.practice import coach, drills
from sonorant.practice.advice import Advice
from sonorant.practice.drills import Drill
from sonorant.practice.estimate import Estimate, estimate
from sonorant.practice.lessons import Lessons
from sonorant.practice.own_lines import OwnWords
from sonorant.speech.content import LOCAL, Content
from sonorant.speech.failures import Progress
from sonorant.ui.report_model import Place, Report
from sonorant.ui.tasks import Tasks
from sonorant.ui.viewer import Viewer
from sonorant.ui.word_judging import WordJudging

Found: TypeAlias = tuple[list[Advice], dict[int, list[Drill]], Content | None, Estimate]
Own = Callable[[], OwnWords | None]


class Coaching(QObject):
    """Fills the coach's panel of a viewer. All methods are for the GUI thread and return at once.

    Signals:
        drill_wanted: carries the list of `Drill` that the user wants to practise, and the `Advice` that it is from.
        lesson_wanted: carries the ARPABET name of a sound, or None for all of them.
    """

    drill_wanted = Signal(object, object)
    lesson_wanted = Signal(object)

    def __init__(
        self,
        viewer: Viewer,
        lessons: Callable[[], Lessons],
        own: Own,
        words: WordJudging,
        tasks: Tasks,
        parent: QObject,
    ) -> None:
        """`own` gives what the learner has said in his own words, or None where all was given."""
        super().__init__(parent)
        self._viewer, self._lessons, self._own, self._words, self._tasks = viewer, lessons, own, words, tasks
        self._advice: Sequence[Advice] = ()
        self._drills: dict[int, list[Drill]] = {}
        panel = viewer.report_panel.coach
        self.panel = panel
        panel.wanted.connect(self.ask)
        panel.shown.connect(self._on_shown)
        panel.practised.connect(self._on_practised)
        panel.taught.connect(lambda advice: self.lesson_wanted.emit(advice.phone))
        panel.lessons_wanted.connect(lambda: self.lesson_wanted.emit(None))

    def ask(self) -> None:
        """Work out the advice on the report on view."""
        report, own = self._viewer.report, self._own()
        if report is None:
            return
        self.panel.show_working()

        def advise(said: Content | None) -> None:
            self._advise(report, own, said)

        kept = report.assessment.content
        if own is None or (kept is not None and kept.origin != LOCAL):
            advise(kept)
        else:  # what was found on this machine stands until a chat model may be asked
            self._words.judge(own, advise, lambda why: self._on_failed(report, why))

    def _advise(self, report: Report, own: OwnWords | None, said: Content | None) -> None:
        def work(progress: Progress) -> Found:
            lessons = self._lessons()
            progress(0.3)
            about = estimate(report.assessment, said)
            advice = coach.advise(report.assessment, lessons, said, own.lines if own is not None else ())
            text = "" if report.assessment.draft else report.assessment.text
            found = {number: drills.of_advice(each, text, lessons) for number, each in enumerate(advice)}
            return advice, found, said, about

        def done(result: Found) -> None:
            if self._shows(report):
                self._advice, self._drills, said, about = result
                self.panel.show_advice(self._advice, frozenset(self._drills), said, about)

        self._tasks.run(work, done=done, failed=lambda why: self._on_failed(report, why))

    def _shows(self, report: Report) -> bool:
        """Whether this is still the report on view: a chat model may have thought about it for a minute."""
        return self._viewer.report is not None and self._viewer.report.raw is report.raw

    def _on_failed(self, report: Report, why: str) -> None:
        if self._shows(report):
            self.panel.show_failure(why)

    def _on_shown(self, advice: Advice) -> None:
        first = advice.places[0]
        place = Place(first.word, first.phoneme)
        self._viewer.selection.set(place)
        self._viewer.hear(place)

    def _on_practised(self, advice: Advice) -> None:
        self.drill_wanted.emit(self._drills[self._advice.index(advice)], advice)
