"""The page that shows the sessions that were kept: found on the left, seen and heard again on the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from sonorant.sessions.store import Session, Summary
from sonorant.ui.compare_view import CompareDialog, Pair, pair_of
from sonorant.ui.consent import Gate
from sonorant.ui.dates import clock as clock_time
from sonorant.ui.engines import Engines, name_of
from sonorant.ui.habits import keep_habits
from sonorant.ui.playback import Playback
from sonorant.ui.preferences import Preferences
from sonorant.ui.said_dialog import Question, SaidDialog
from sonorant.ui.services import Services
from sonorant.ui.session_exports import SessionExports
from sonorant.ui.settings import QT_TRANSLATE_NOOP, Engine
from sonorant.ui.shelf import Opened, Shelf
from sonorant.ui.tasks import Tasks
from sonorant.ui.turns import in_turns
from sonorant.ui.viewer import Viewer
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.widgets.common import Card, Column, label, row
from sonorant.ui.widgets.panes import Panes
from sonorant.ui.widgets.report_panel import ReportPanel
from sonorant.ui.widgets.session_card import SessionCard
from sonorant.ui.widgets.session_list import SessionList
from sonorant.ui.widgets.waveform import Waveform
from sonorant.ui.words import translate

NOTHING = QT_TRANSLATE_NOOP(
    "ui", "Choose a session on the left to see and hear it again. No network and no microphone is needed for that."
)


class ReviewPage(QWidget):
    """Joins the shelf to the widgets that show it.

    Signals:
        noticed: carries a `Notice`.
        built: the viewer is there; carries it.
    """

    noticed = Signal(object)
    built = Signal(object)

    def __init__(
        self,
        services: Services,
        engines: Engines,
        gate: Gate,
        work: Tasks,
        devices: Tasks,
        shelf: Tasks,
        scenarios: Mapping[str, str],
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        """`scenarios` are titles by id."""
        super().__init__(parent)
        self.viewer: Viewer | None = None  # built when it is first needed: a waveform costs time at the start
        self._building = self._build()
        self._waiting: Opened | None = None  # to be shown as soon as it is
        self._services, self._engines, self._devices, self._preferences = services, engines, devices, preferences
        self.shelf = Shelf(services, engines, gate, work, shelf, self)
        self.sessions, self.card = SessionList(scenarios), SessionCard()
        self.opened: Opened | None = None
        self.exports = SessionExports(self.card, self.shelf, shelf, lambda: self.opened, self._strictness, self)
        self.comparison: CompareDialog | None = None
        self._comparing: int | None = None  # the session that is to be compared as soon as two engines have judged it
        self._wanted: int | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(_nothing_chosen())
        self.sessions.setMinimumWidth(190)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Panes("sessions", ((self.sessions, 290, 0), (self._stack, 950, 1))))
        self._connect()

    def _connect(self) -> None:
        shelf, sessions, card = self.shelf, self.sessions, self.card
        shelf.listed.connect(self._on_listed)
        shelf.opened.connect(self._on_opened)
        shelf.weighed.connect(self._ask_to_delete)
        shelf.deleted.connect(self._on_deleted)
        shelf.assessing.connect(card.show_assessing)
        shelf.progressed.connect(card.show_progress)
        shelf.unsaid.connect(self._ask_what_was_said)
        for source in (shelf, self.exports):
            source.noticed.connect(self.noticed)
        sessions.wanted.connect(shelf.find)
        sessions.picked.connect(self.open)
        card.renamed.connect(shelf.rename)
        card.noted.connect(shelf.note)
        card.verdict_chosen.connect(shelf.open)
        card.assess.connect(self._on_assess)
        card.compare.connect(self.compare)
        shelf.compared.connect(self._on_compared)
        card.cancel.connect(self._on_cancel)
        card.delete.connect(self.delete)
        key = QShortcut(QKeySequence(Qt.Key.Key_Delete), sessions.list, context=Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(card.remove.click)  # which cannot be pressed while the session is assessed

    def enter(self) -> None:
        """The page comes into view: look again at what is stored."""
        self.shelf.find(self.sessions.asked)
        in_turns(self, self._building, self._on_built)

    def leave(self) -> None:
        """Another page comes into view, or the window closes: fall silent."""
        self.card.save_notes()
        if self.viewer is not None:
            self.viewer.playback.stop()

    def open(self, id_: int) -> None:
        """Show a session."""
        self._wanted = id_
        self.card.save_notes()
        self.shelf.open(id_)

    def delete(self) -> None:
        """Ask whether the session on view is to be deleted."""
        if self.opened is not None:
            self.shelf.weigh(self.opened.session)

    def compare(self) -> None:
        """Show the verdicts of two engines on the session on view side by side; offer to fetch one that is missing."""
        opened = self.opened
        if opened is None:
            return
        session = opened.session
        pair = pair_of(session)
        if pair is not None:
            self.shelf.compare(session.id, *pair)
            return
        by = session.verdicts[-1].engine
        if not by:  # a conversation that was kept before anybody judged it
            return
        other = self._engines.of(Engine.AZURE if by == Engine.EMBEDDED else Engine.EMBEDDED)

        def fetch() -> None:
            self._comparing = session.id
            self.shelf.assess_by(other, opened)

        so_far = translate("ui", "Only one engine has judged this so far: {0}.").format(name_of(by))
        if other.problem:
            self.noticed.emit(Notice(f"{so_far} {other.problem}"))
            return
        way = translate("ui", "Have it judged by: {0}").format(name_of(other.engine))
        self.noticed.emit(Notice(so_far, ((way, fetch),)))

    # What the shelf reports

    def _on_listed(self, sessions: Sequence[Summary]) -> None:
        self.sessions.show_sessions(sessions, self._wanted)
        if self._wanted is None and sessions:
            self.open(sessions[0].id)
            self.sessions.show_sessions(sessions, self._wanted)

    def _on_opened(self, opened: Opened) -> None:
        if opened.session.id != self._wanted:
            return
        viewer = self.viewer
        if viewer is None:
            self._waiting = opened
            return
        before = self.opened
        self.opened = opened
        self.card.show_session(opened.session, with_sound=opened.sound is not None)
        if before is None or before.session.id != opened.session.id or before.sound is None:
            viewer.show_sound(opened.sound)
        viewer.show_report(opened.report, synthetic=opened.session.synthetic)
        self._stack.setCurrentIndex(1)

        if self._comparing == opened.session.id and pair_of(opened.session) is not None:
            self._comparing = None
            self.compare()

    def _on_compared(self, pair: Pair) -> None:
        dialog = self.comparison
        if dialog is not None and dialog.session == pair.first.id:
            dialog.show_pair(pair)
            return
        dialog = CompareDialog(pair, self._preferences.now.strictness / 100, self)
        dialog.wanted.connect(lambda first, second: self.shelf.compare(pair.first.id, first, second))
        dialog.finished.connect(self._on_comparison_closed)
        self.comparison = dialog
        dialog.open()

    def _on_comparison_closed(self) -> None:
        self.comparison = None

    def _on_deleted(self, id_: int) -> None:
        if self.opened is not None and self.opened.session.id == id_:
            self.opened = self._wanted = None
            if self.viewer is not None:
                self.viewer.show_sound(None)
                self.viewer.show_report(None)
            self._stack.setCurrentIndex(0)
        said = translate("ui", "The session and everything that was made of it are deleted; this was checked.")
        self.noticed.emit(Notice(said))

    def _on_cancel(self) -> None:
        self._comparing = None
        self.shelf.cancel()

    def _on_assess(self) -> None:
        self._comparing = None  # asked for before, in vain: nobody waits for the comparison any more
        if self.opened is not None:
            self.shelf.assess_again(self.opened)

    def _ask_what_was_said(self, question: Question) -> None:
        SaidDialog(question, self).open()

    def _ask_to_delete(self, session: Session, size: int) -> None:
        name = translate("ui", "Delete session")
        asked = translate("ui", "Delete “{0}”?").format(session.title)
        ask = QMessageBox(QMessageBox.Icon.Question, name, asked, parent=self)
        count = len(session.verdicts)
        verdicts = translate("ui", "its verdict") if count == 1 else translate("ui", "its {0} verdicts").format(count)
        goes = translate(
            "ui",
            "What goes: the recording with everything made of it ({0}), {1}, your notes, and what your drills "
            "have from it. This cannot be undone.",
        )
        ask.setInformativeText(goes.format(size_text(size), verdicts))
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        delete = ask.addButton(translate("ui", "Delete"), QMessageBox.ButtonRole.DestructiveRole)
        ask.setDefaultButton(ask.addButton(QMessageBox.StandardButton.Cancel))
        delete.clicked.connect(lambda: self.shelf.delete(session.id))
        ask.open()

    def _strictness(self, opened: Opened) -> float:
        return opened.report.strictness if self.viewer is None else self.viewer.report_panel.strictness.value

    # The view of one session

    def _on_built(self) -> None:
        if self._waiting is not None:
            self._on_opened(self._waiting)
            self._waiting = None

    def _build(self) -> Iterator[None]:
        waveform = Waveform()
        yield
        report_panel = ReportPanel()
        yield
        playback = Playback(self._services.player, self._devices, self)
        viewer = Viewer(playback, self._devices, self._services.pitch, self, waveform, report_panel)
        keep_habits(viewer, self._preferences)
        playback.noticed.connect(self.noticed)
        yield
        page = self._lay_out(viewer)
        yield
        self._stack.addWidget(page)
        yield
        viewer.prepare()
        playback.look_for_loudspeaker()
        yield
        self.viewer = viewer
        self.built.emit(viewer)
        yield

    def _lay_out(self, viewer: Viewer) -> QWidget:
        clock = label(clock_time(0), "clock")
        clock.setAccessibleName(translate("ui", "Elapsed time"))
        viewer.moved.connect(lambda seconds: clock.setText(clock_time(seconds)))
        sound = Card()
        sound.body.addWidget(viewer.waveform, 1)
        sound.body.addLayout(row(viewer.play_bar, 1, clock))
        left = QWidget()
        centre = QVBoxLayout(left)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(12)
        centre.addWidget(self.card)
        centre.addWidget(sound, 1)
        return Panes("session", ((Column(left), 510, 3), (viewer.report_panel, 430, 2)))


def size_text(size: int) -> str:
    """A number of bytes as people say it."""
    return QLocale().formattedDataSize(size, 0, QLocale.DataSizeFormat.DataSizeSIFormat)


def _nothing_chosen() -> QWidget:
    card = Card()
    words = label(translate("ui", NOTHING), "muted", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    card.body.addWidget(words, 1)
    return card
