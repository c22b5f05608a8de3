"""Keeps a conversation as a session while it goes on, so that nothing of it is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from sonorant.sessions.chats import Speaker, Utterance
from sonorant.sessions.schema import SessionDeleted
from sonorant.sessions.store import Session, Store
from sonorant.speech.content import Content
from sonorant.speech.failures import Cancelled, Progress
from sonorant.ui.engines import config_for
from sonorant.ui.lines import ChatLine, own_words
from sonorant.ui.services import look
from sonorant.ui.tasks import Tasks, until_stopped
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import translate

REST_MILLISECONDS = 600
"""How long a conversation must rest before it is kept anew."""


JudgeWords = Callable[[Sequence[str], str], Content]
"""Says what the learner's own lines in a talk about a topic are like."""


class _Place:
    """Where one conversation is kept, what was said in it, and what its own words are like.

    Once it is `gone`, as its session was deleted, nothing is written of it ever again.
    """

    def __init__(self, title: str = "", scenario: str = "") -> None:
        self.title, self.scenario = title, scenario
        self.session: int | None = None
        self.gone = False
        self.own: list[str] = []
        self.found: Content | None = None
        self.lines: tuple[ChatLine, ...] = ()


class Keeping(QObject):
    """Writes what has been said into one session. All methods are for the GUI thread and return at once.

    Signals:
        kept: carries the `Session` as it is now.
        noticed: carries a `Notice`.
    """

    kept = Signal(object)
    noticed = Signal(object)

    def __init__(self, store: Store, shelf: Tasks, parent: QObject | None = None, judge: JudgeWords = look) -> None:
        """`judge` says what the learner's own lines are like when all is assessed; else only what is found here."""
        super().__init__(parent)
        self._store, self._shelf, self._judge = store, shelf, judge
        self._place = _Place()
        self.words = Tasks(self)  # not those that store: who judges may be far away and slow
        self._waiting = False
        self._timer = QTimer(self, interval=REST_MILLISECONDS, singleShot=True)
        self._timer.timeout.connect(self.flush)

    def begin(self, title: str, scenario: str) -> None:
        """Another conversation begins, in a session of its own."""
        self.flush()
        self._place = _Place(title, scenario)

    def keep(self, lines: Sequence[ChatLine]) -> None:
        """Keep these lines once they rest; a conversation in which the learner said nothing is none."""
        self._place.lines = tuple(lines)
        if any(line.mine for line in lines) and not self._place.gone:
            self._waiting = True
            self._timer.start()

    @property
    def waiting(self) -> bool:
        """Whether something is not written yet."""
        return self._waiting

    @property
    def session(self) -> int | None:
        """The number of the session in which it is kept, once it is."""
        return self._place.session

    def flush(self) -> None:
        """Write what is not written yet."""
        self._timer.stop()
        if not self._waiting:
            return
        self._waiting = False
        self._write(self._place)

    def drop(self) -> None:
        """Write nothing more of the conversation at hand: its session was deleted."""
        self._timer.stop()
        self._waiting = False
        self._place.gone = True

    def keep_now(
        self,
        lines: Sequence[ChatLine],
        done: Callable[[Session], None],
        failed: Callable[[], None] = lambda: None,
        engine: str | None = None,
    ) -> None:
        """Keep these lines with a verdict on their words; where that fails it is told, and `failed` follows.

        It follows silently where their session was deleted.

        The session comes with the verdict of `engine` on what was said, which is the newest now.

        Should that verdict be slow, they are kept without it first.
        """
        self.keep(lines)
        place, own = self._place, own_words(lines)

        def on_failed(why: str) -> None:
            self._on_failed(place, why)
            failed()

        def judge(progress: Progress) -> Content | None:
            return until_stopped(lambda: self._judge(own, place.title), progress) if own else None

        def keep(content: Content | None) -> None:
            if place is self._place:
                self._timer.stop()
                self._waiting = False
            self._shelf.run(self._job(place, own, content, engine), done=done, failed=on_failed, cancelled=failed)

        self.words.run(judge, done=keep, failed=lambda _: keep(None))

    def _write(self, place: _Place) -> None:
        self._shelf.run(self._job(place), done=self.kept.emit, failed=lambda why: self._on_failed(place, why))

    def _job(
        self, place: _Place, judged: Sequence[str] = (), verdict: Content | None = None, engine: str | None = None
    ) -> Callable[[Progress], Session]:
        """Writes what has been said by now; `verdict` is that on the words `judged`, if there is one.

        Where the session was deleted, it counts as cancelled.
        """
        lines = place.lines

        def keep(_: Progress) -> Session:
            if place.gone:
                raise Cancelled
            own = own_words(lines)
            if verdict is not None and own == judged:
                place.own, place.found = own, verdict
            elif own != place.own:
                place.own, place.found = own, look(own, place.title) if own else None
            talk = utterances(lines), config_for(""), place.title, place.scenario
            try:
                session = self._store.keep_chat(*talk, place.session, place.found, engine)
            except SessionDeleted:
                place.gone = True
                raise Cancelled from None
            place.session = session.id
            return session

        return keep

    def _on_failed(self, place: _Place, why: str) -> None:
        self.noticed.emit(
            Notice(
                translate("ui", "The conversation is not saved yet: {0}").format(why),
                ((translate("ui", "Try again"), lambda: self._write(place)),),
            )
        )


def utterances(lines: Sequence[ChatLine]) -> list[Utterance]:
    """The lines as they are handed over to be kept."""
    return [
        Utterance(
            Speaker.LEARNER if line.mine else Speaker.PARTNER,
            line.text,
            line.sound.audio if line.sound is not None else line.spoken.audio if line.spoken is not None else None,
            line.report.raw if line.report is not None else None,
            line.own,
            line.take.path if line.take is not None else None,
        )
        for line in lines
    ]
