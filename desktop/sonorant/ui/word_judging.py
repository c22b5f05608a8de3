"""The learner's own words judged where feedback is asked for: by a chat model, if one is set up and may be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sonorant.practice import content
from sonorant.practice.own_lines import OwnWords
from sonorant.speech.content import LOCAL, Content
from sonorant.speech.failures import Progress
from sonorant.ui.consent import Gate, Outgoing
from sonorant.ui.services import Services
from sonorant.ui.tasks import Tasks, until_stopped
from sonorant.ui.words import translate


class WordJudging:
    """One for the window. What a model said of the last words is remembered: nothing is sent to it twice for them."""

    def __init__(self, services: Services, gate: Gate, model: Callable[[], object], tasks: Tasks) -> None:
        """`model` gives what names the chat model that is set up; `tasks` are no others' that must not wait.

        Who judges may be far away and slow.
        """
        self._services, self._gate, self._model, self._tasks = services, gate, model, tasks
        self._last: tuple[OwnWords, object, Content] | None = None

    def judge(self, own: OwnWords, done: Callable[[Content], None], failed: Callable[[str], None]) -> None:
        """Hand the verdict on these words to `done`; that of this machine where the user does not let them be sent."""
        model = self._model()
        if self._last is not None and self._last[:2] == (own, model):
            done(self._last[2])
            return
        texts = [line.text for line in own.lines]

        def destination(progress: Progress) -> str:
            return "" if content.begun(texts).withheld else until_stopped(self._services.words_go_to, progress)

        def ask(there: str) -> None:
            self._gate.ask(Outgoing(there, characters=sum(map(len, texts)), talk=True), allowed, refused)

        def allowed() -> None:
            self._tasks.run(
                lambda progress: until_stopped(lambda: self._services.judge_words(texts, own.topic), progress),
                done=judged,
                failed=failed,
            )

        def judged(found: Content) -> None:
            if found.origin != LOCAL:
                self._last = own, model, found
            done(found)

        def refused() -> None:
            note = translate("ui", "Nothing was sent.")
            self._tasks.run(lambda _: replace(content.look(texts), note=note), done=done, failed=failed)

        self._tasks.run(destination, done=ask, failed=failed)
