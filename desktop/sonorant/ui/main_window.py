"""The main window: three pages under one navigation, what they share, and how it closes."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from sonorant.practice.conversations import Conversation
from sonorant.practice.samples import Sample
from sonorant.practice.scenarios import Scenario
from sonorant.speech.failures import SonorantError
from sonorant.ui.consent import Gate
from sonorant.ui.conversation_room import ConversationRoom
from sonorant.ui.conversing import Conversing
from sonorant.ui.engines import Engines
from sonorant.ui.habits import keep_habits
from sonorant.ui.kept_conversations import KeptConversations
from sonorant.ui.kept_texts import KeptTexts
from sonorant.ui.keys import KeyMap
from sonorant.ui.library import Library
from sonorant.ui.model_room import BackToBack, ReadAloud
from sonorant.ui.model_voice import ModelVoice
from sonorant.ui.pages.practice import PracticePage
from sonorant.ui.playback import Playback
from sonorant.ui.practice import Practice
from sonorant.ui.preferences import Preferences, device_named
from sonorant.ui.report_model import Report
from sonorant.ui.services import Services
from sonorant.ui.settings import Engine, Settings
from sonorant.ui.shadowing import Shadowing
from sonorant.ui.tasks import Tasks
from sonorant.ui.turns import in_turns
from sonorant.ui.viewer import Viewer
from sonorant.ui.voicing import Voicing
from sonorant.ui.widgets.banner import Banner, Notice
from sonorant.ui.widgets.engine_choice import EngineChoice
from sonorant.ui.widgets.navigation import Navigation
from sonorant.ui.words import told, translate

if TYPE_CHECKING:
    from sonorant.ui.coach_room import CoachRoom
    from sonorant.ui.pages.progress import ProgressPage
    from sonorant.ui.pages.review import ReviewPage
    from sonorant.ui.voice_settings import VoiceSettings

PRACTICE, REVIEW, PROGRESS = range(3)
PRESENTER_PERCENT = 130
"""The size of text with which a class can follow."""
LATER = (
    "sonorant.ui.coach_room",
    "sonorant.engines.embedded.assessor",
    "sonorant.ui.pages.review",
    "sonorant.ui.pages.progress",
)
"""What the first frame does without, loaded in the background as soon as it is painted, the soonest needed first."""


class MainWindow(QMainWindow):
    """Everything that the user sees.

    Signals:
        report_shown: a verdict is on the practice page; carries the `Report`.
        furnished: what the first frame did without is there as well.
    """

    report_shown = Signal(object)
    furnished = Signal()

    def __init__(
        self,
        services: Services,
        scenarios: Sequence[Scenario],
        samples: Sequence[Sample],
        preferences: Preferences | None = None,
        conversations: Sequence[Conversation] = (),
    ) -> None:
        super().__init__()
        self.setWindowTitle("Sonorant")
        self.resize(1280, 720)
        self._services = services
        self._closing = False
        # A thread each: a slow engine must hold up neither the microphone nor the look at what is stored, nor a voice.
        self.work, self.devices, self.shelf, self.partner = Tasks(self), Tasks(self), Tasks(self), Tasks(self)
        self.preferences = preferences or Preferences(parent=self)
        self.preferences.save_with(self.shelf)
        self.engines = Engines(services, self.preferences, self)
        self.gate = Gate(services.ledger, self.shelf, self)
        self.practice = Practice(services, self.engines, self.gate, self.work, self.devices, self)
        self.library = Library(services.store, self.shelf, self)
        own_texts = KeptTexts(services.own_texts, self.work, self)
        viewer = Viewer(Playback(services.player, self.devices, self), self.work, services.pitch, self)
        voice = Voicing(services.voice, self.partner, Playback(services.player, self.devices, self), self)
        conversing = Conversing(
            services, self.practice, self.engines, self.gate, self.work, self.shelf, self.partner, voice, self
        )
        kept = KeptConversations(services.own_conversations, conversations, self.shelf, self)
        self.room = ConversationRoom(conversing, kept, viewer, self.preferences, self)
        self.model = ModelVoice(services.voice, services.player, self.partner, self.devices, self)
        self.practice_page = PracticePage(
            self.practice, self.library, viewer, own_texts, scenarios, samples, conversations, self.room
        )
        self._titles = {each.id: each.title for each in scenarios} | {each.id: each.title for each in conversations}
        self._review: ReviewPage | None = None
        self._progress: ProgressPage | None = None
        self._coach: CoachRoom | None = None
        self.navigation = Navigation(
            (translate("ui", "Practice"), translate("ui", "Review"), translate("ui", "Progress"))
        )
        self.banner, self.pages = Banner(), QStackedWidget()
        self.engine_choice = EngineChoice()
        self.navigation.add(self.engine_choice)
        self.keys = KeyMap(self, self, self.preferences.now.keys)
        self._lay_out()
        self._fill_menu()
        self.shadowing = Shadowing(self.model, self.practice, self.work, services.pitch, self)
        self.read_aloud = ReadAloud(self.practice_page, self.model, self.shadowing, self.preferences)
        self._connect()
        self._follow(self.preferences.now)
        keep_habits(viewer, self.preferences)
        self.comparisons: list[BackToBack] = []
        self._let_compare(viewer)
        self.practice_page.picker.list.setFocus()

    def start(self) -> None:
        """Look at what there is (devices, takes left behind) and make what is not in view. Call it once painted."""
        self.practice.look_for_microphone()
        for playback in (self.practice_page.viewer.playback, self.room.conversing.voice.playback, self.model.playback):
            playback.look_for_loudspeaker()
        self.library.look_for_unfinished()
        self.practice_page.start()
        # Where the engine works: two that load at once would leave the window too little of the time.
        self.work.run(lambda _: _load(self._services), done=self._on_loaded, failed=self._on_loaded)

    def _on_loaded(self, _: object) -> None:
        in_turns(self, self._make_rooms(), self._on_made)

    def _make_rooms(self) -> Iterator[None]:
        """What would make the first step into it slow; not while the window closes."""
        for name in ("coach", "review_page"):
            if self._closing:
                return
            getattr(self, name)
            yield

    def _on_made(self) -> None:
        if self._closing:
            return
        gc.freeze()  # what is there now stays: looking through all of it for garbage stops the window for 40 ms
        self.furnished.emit()

    # What is made when it is first asked for, as it costs time that the start does not have

    @property
    def review_page(self) -> ReviewPage:
        if self._review is None:
            from sonorant.ui.pages.review import ReviewPage  # noqa: PLC0415

            self._review = ReviewPage(
                self._services,
                self.engines,
                self.gate,
                self.work,
                self.devices,
                self.shelf,
                self._titles,
                self.preferences,
            )
            self._review.noticed.connect(self.banner.show_notice)
            for keeper in (self.practice, self.room.conversing):
                self._review.shelf.deleted.connect(keeper.forget)
            self._review.built.connect(self._let_compare)
            self._review.built.connect(self._let_coach)
            self._put(REVIEW, self._review)
        return self._review

    @property
    def progress_page(self) -> ProgressPage:
        if self._progress is None:
            from sonorant.ui.pages.progress import ProgressPage  # noqa: PLC0415

            self._progress = ProgressPage(self._services, self.devices, self.shelf)
            self._progress.noticed.connect(self.banner.show_notice)
            self._progress.session_wanted.connect(self.review)
            self._put(PROGRESS, self._progress)
        return self._progress

    @property
    def coach(self) -> CoachRoom:
        if self._coach is None:
            from sonorant.ui.coach_room import CoachRoom  # noqa: PLC0415
            from sonorant.ui.drilling import Drilling  # noqa: PLC0415

            playback = Playback(self._services.player, self.devices, self)
            drilling = Drilling(self._services.drills, self._services.store, self.practice, self.shelf, playback, self)
            words = self.room.conversing.keeping.words
            self._coach = CoachRoom(
                drilling, self.model.say, self._services, self.gate, self.preferences, words, self.partner, self
            )
            self._coach.coach_practice(self.practice_page.viewer, self.practice, self.room.conversing)
            self.practice_page.let_drill(self._coach)
            drilling.noticed.connect(self.banner.show_notice)
            self._coach.drill_begun.connect(lambda: self.go(PRACTICE))
        return self._coach

    def _page(self, number: int) -> PracticePage | ReviewPage | ProgressPage:
        if number == PRACTICE:
            return self.practice_page
        return self.review_page if number == REVIEW else self.progress_page

    def _put(self, number: int, page: QWidget) -> None:
        """Let a page take the place that is kept for it."""
        empty = self.pages.widget(number)
        assert empty is not None
        self.pages.insertWidget(number, page)
        self.pages.removeWidget(empty)
        empty.deleteLater()

    @property
    def page(self) -> PracticePage | ReviewPage | ProgressPage:
        """The page in view."""
        return self._page(self.pages.currentIndex())

    @property
    def viewer(self) -> Viewer | None:
        """The take on view on the page in view, if there is one."""
        return self.page.viewer

    def go(self, page: int) -> None:
        """Bring a page into view, by its number."""
        self.navigation.tabs.setCurrentIndex(page)

    def record_or_stop(self) -> None:
        """Begin a recording on the practice page, or end the one that goes on, whichever page is in view."""
        if self.practice.state.recording or self.pages.currentIndex() == PRACTICE:
            self.practice.record_or_stop()

    def open_file(self) -> None:
        """Choose a recording to assess."""
        self.go(PRACTICE)
        self.practice_page.ask_for_file()

    def review(self, session: int) -> None:
        """Show a saved session on the review page."""
        self.review_page.open(session)
        self.go(REVIEW)

    def toggle_playing(self) -> None:
        """Play the take on view, or stop; on a button, press that button, as a shortcut comes before it."""
        focus = self.focusWidget()
        if isinstance(focus, QAbstractButton):
            focus.click()
        elif self.viewer is not None:
            self.viewer.toggle()

    def step(self, way: int) -> None:
        """Go to the next (1) or previous (-1) error of the take on view."""
        if self.viewer is not None:
            self.viewer.step(way)

    def toggle_kind(self, number: int) -> None:
        """Show or hide a kind of error in the take on view; the first is 0."""
        if self.viewer is not None and self.viewer.report is not None:
            self.viewer.report_panel.kinds.toggle(number)

    def show_planted_sample(self) -> None:
        """Assess the bundled recording that has errors in it, on the practice page."""
        self.go(PRACTICE)
        self.practice_page.show_planted_sample()

    def tell(self, text: str) -> None:
        """Say something in the place for it."""
        self.banner.show_notice(Notice(told(text)))

    def demonstrate(self) -> None:
        """Show the sample as to a class: in large type, with nothing that needs a microphone or a network."""
        self.preferences.change_for_now(text_percent=max(PRESENTER_PERCENT, self.preferences.now.text_percent))
        self.show_planted_sample()

    def hear_model(self) -> None:
        """Have the text read aloud on the practice page, or stop that."""
        if self.pages.currentIndex() == PRACTICE:
            self.read_aloud.toggle()

    def compare(self) -> None:
        """Hear the selected word, or everything, back to back with the model, or stop that."""
        for each in self.comparisons:
            if each.viewer is self.viewer:
                each.toggle()

    def cancel(self) -> None:
        """Give up what the engine is asked for now."""
        self.practice.cancel()
        self.room.conversing.cancel()

    def show_settings(self) -> None:
        from sonorant.ui.settings_dialog import SettingsDialog  # noqa: PLC0415 - not needed until asked for

        busy = self.practice.state.busy or self._services.player.position() is not None
        SettingsDialog(self.preferences, self.devices, idle=not busy, parent=self, voices=self._voice_settings).open()

    def _voice_settings(self, choice: QComboBox) -> VoiceSettings:
        from sonorant.ui.voice_settings import VoiceSettings  # noqa: PLC0415

        offers, keys = self._services.voices, self._services.keys
        return VoiceSettings(choice, self.preferences, offers, keys, self.model, self.gate, self.partner)

    def choose_engine(self, engine: Engine) -> None:
        """Have another engine judge; where it is not set up yet, that comes first."""
        self.engines.choose(engine)
        if self.engines.now.problem:
            self.show_azure()

    def show_azure(self) -> None:
        from sonorant.ui.azure_settings import AzureDialog  # noqa: PLC0415

        AzureDialog(self.engines, self._services.keys, self.gate, self.work, self).open()

    def show_reliability(self) -> None:
        """Show how well the embedded engine was measured to judge."""
        from sonorant.ui.reliability_dialog import ReliabilityDialog  # noqa: PLC0415

        ReliabilityDialog(self.shelf, self).open()

    def show_chat_model(self) -> None:
        from sonorant.ui.chat_model_dialog import ChatModelDialog  # noqa: PLC0415

        ChatModelDialog(self.preferences, self._services.keys, self.gate, self.partner, self).open()

    def show_ledger(self) -> None:
        from sonorant.ui.ledger_view import LedgerDialog  # noqa: PLC0415

        LedgerDialog(self._services.ledger, self.shelf, self).open()

    def teach(self) -> None:
        """Show the lessons of all sounds."""
        self.coach.teach()

    def show_keys(self) -> None:
        from sonorant.ui.keys_dialog import KeysDialog  # noqa: PLC0415

        KeysDialog(self.preferences, self).open()

    @property
    def runners(self) -> tuple[Tasks, ...]:
        """All that works in the background."""
        return self.work, self.devices, self.shelf, self.partner, self.room.conversing.keeping.words

    def _lay_out(self) -> None:
        for page in (self.practice_page, QWidget(), QWidget()):
            self.pages.addWidget(page)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(14, 8, 14, 14)
        layout.setSpacing(10)
        layout.addWidget(self.navigation)
        layout.addWidget(self.banner)
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(content)

    def _fill_menu(self) -> None:
        add = self.navigation.add_to_menu
        add(translate("ui", "Show the &sample report"), self.show_planted_sample)
        add(translate("ui", "&Demonstrate to a class"), self.demonstrate)
        add(translate("ui", "How to say every s&ound…"), self.teach)
        add(translate("ui", "&Write a conversation…"), self.room.write)
        add(translate("ui", "S&ettings…"), self.show_settings)
        add(translate("ui", "&Azure Speech…"), self.show_azure)
        add(translate("ui", "&Chat model…"), self.show_chat_model)
        add(translate("ui", "Data &ledger…"), self.show_ledger)
        add(translate("ui", "&How reliable is this?"), self.show_reliability)
        add(translate("ui", "&Keyboard shortcuts…"), self.show_keys)
        add(translate("ui", "&Quit"), self.close)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self._on_page)
        for source in (self.practice_page, self.library):
            source.noticed.connect(self.banner.show_notice)
        for teller in (self.gate, self.model):
            teller.noticed.connect(self.banner.show_notice)
        self.engine_choice.chosen.connect(self.choose_engine)
        self.engines.changed.connect(self._show_engine)
        self.practice.changed.connect(self._show_engine)
        self._show_engine()
        self.practice_page.report_shown.connect(self._on_report)
        self.preferences.changed.connect(self._follow)
        self.preferences.noticed.connect(self.banner.show_notice)

    def _let_compare(self, viewer: Viewer) -> None:
        self.comparisons.append(BackToBack(viewer, self.model, self.preferences))

    def _let_coach(self, viewer: Viewer) -> None:
        self.coach.coach_review(viewer, self.review_page, self._titles, self.room.kept.titles)

    def _follow(self, settings: Settings) -> None:
        """Do as the settings say from now on."""
        self.keys.bind(settings.keys)
        self.practice_page.transport.show_state(self.practice.state)  # its hints name keys
        self.navigation.show_keys([self.keys.hint(page) for page in ("practice", "review", "progress")])
        loudspeaker = device_named(settings.loudspeaker)
        for face in (self.read_aloud.bar.face, self.room.face):
            face.set_still(settings.reduced_motion)
        self._services.player.wanted = (loudspeaker.name, loudspeaker.host_api) if loudspeaker else None

    def _show_engine(self) -> None:
        self.engine_choice.show_engines(self.engines.now, self.engines.of(Engine.AZURE))
        self.engine_choice.setEnabled(not self.practice.state.busy)

    def _on_page(self, number: int) -> None:
        self.model.stop()
        self.page.leave()
        after = self._page(number)
        self.pages.setCurrentWidget(after)
        after.enter()

    def _on_report(self, report: Report | None) -> None:
        take = self.practice.state.take
        self.setWindowTitle(
            "Sonorant" if report is None or take is None else translate("ui", "{0} – Sonorant").format(take.title)
        )
        if report is not None:
            self.banner.clear()
            self.report_shown.emit(report)

    # Closing, in two steps: what runs is asked to end, and when it has, the window closes.

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._closing and not any(tasks.busy for tasks in self.runners):
            event.accept()
            return
        event.ignore()
        if self._closing:
            return
        self._closing = True
        self.setEnabled(False)
        self.gate.close()
        self.practice.shut_down()
        if self._review is not None:
            self._review.shelf.cancel()
        self.room.conversing.shut_down()
        self.model.stop()
        for tasks in (self.partner, self.room.conversing.keeping.words):
            tasks.end()  # a voice or a chat model may be slow, and nobody hears it any more
        for page in (self.practice_page, self._review, self._progress):
            if page is not None:
                page.leave()
        for tasks in self.runners:
            tasks.idle.connect(self.close)
        self.shelf.idle.connect(self.close)
        self.devices.run(lambda _: self._services.player.close())


def _load(services: Services) -> None:
    """Load what the first frame does without."""
    for name in LATER:
        import_module(name)
    with contextlib.suppress(SonorantError):  # said with the first take, as until then nobody has asked
        services.prepare()
