"""The sessions that were kept, as a user finds and handles them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

import sample_assessment
from azure_bench import PLANTED
from emulators.azure.process import EmulatorProcess
from sonorant.audio import files
from sonorant.sessions.chats import Speaker, Utterance
from sonorant.sessions.exports.saving import Form
from sonorant.sessions.store import Search, Store
from sonorant.speech.assessment import Provenance, Scores
from sonorant.speech.failures import NothingToJudge
from sonorant.ui.azure_choices import AzureChoices
from sonorant.ui.engines import config_for
from sonorant.ui.main_window import REVIEW, MainWindow
from sonorant.ui.pages.review import ReviewPage
from sonorant.ui.said_dialog import SaidDialog
from sonorant.ui.settings import Engine
from sonorant.ui.widgets.two_lines import DETAIL
from window_stage import Stage, press

TITLES = ["The river", "Night bus", "A long way"]


def keep(folder: Path, *titles: str) -> Store:
    store = Store(folder)
    for number, title in enumerate(titles):
        take = store.new_take()
        files.write_wav(take, sample_assessment.sound())
        scores = Scores(80.0, 80.0, 80.0, 80.0, 55.0 + 20 * number)
        assessment = replace(sample_assessment.sample(), scores=scores)
        store.save(take, assessment, config_for(sample_assessment.TEXT), title, "night-bus" if "bus" in title else "")
    return store


@pytest.fixture
def store(stage: Stage) -> Store:
    return keep(stage.folder, *TITLES)


@pytest.fixture
def page(store: Store, stage: Stage) -> ReviewPage:
    """The page, with the newest session open."""
    window = stage.open()
    window.go(REVIEW)
    page = window.review_page
    stage.wait(lambda: page.opened is not None)
    stage.settle()
    return page


def titles(page: ReviewPage) -> list[str]:
    return [each.title for each in page.sessions.model.sessions]


def pick(stage: Stage, page: ReviewPage, title: str) -> None:
    index = page.sessions.model.index(titles(page).index(title))
    QTest.mouseClick(
        page.sessions.list.viewport(), Qt.MouseButton.LeftButton, pos=page.sessions.list.visualRect(index).center()
    )
    stage.wait(lambda: page.opened is not None and page.opened.session.title == title)


def dialog(kind: type) -> Callable[[], bool]:
    return lambda: isinstance(QApplication.activeModalWidget(), kind)


def test_the_sessions_are_listed_the_newest_first_and_the_newest_is_open(page: ReviewPage) -> None:
    assert titles(page) == TITLES[::-1]
    assert page.card.title.text() == "A long way"
    assert page.viewer is not None
    assert page.viewer.report is not None
    assert page.viewer.waveform.phonemes.spans
    assert page.sessions.count.text() == "3 sessions"


def test_typing_narrows_the_list(stage: Stage, page: ReviewPage) -> None:
    QTest.keyClicks(page.sessions.search, "bus NIGHT")
    stage.wait(lambda: titles(page) == ["Night bus"])
    assert page.sessions.count.text() == "1 of 3 sessions"
    page.sessions.search.clear()
    stage.wait(lambda: len(titles(page)) == 3)


def test_every_engine_that_judged_a_session_is_offered_though_another_one_did_last(
    stage: Stage, page: ReviewPage, store: Store
) -> None:
    first = store.sessions()[-1]
    for engine in ("azure", "embedded"):
        verdict = replace(sample_assessment.sample(), provenance=Provenance(engine, "1"))
        store.add_verdict(first.id, verdict, config_for(sample_assessment.TEXT))
    page.enter()
    stage.wait(lambda: page.sessions.engine.findData("azure") >= 0)
    assert page.sessions.engine.isVisibleTo(page.sessions)
    page.sessions.engine.setCurrentIndex(page.sessions.engine.findData("azure"))
    stage.wait(lambda: titles(page) == [first.title])
    stage.settle()


def test_conversations_of_ones_own_are_among_what_was_practised(stage: Stage, page: ReviewPage, store: Store) -> None:
    line = Utterance(Speaker.LEARNER, sample_assessment.TEXT, sample_assessment.sound())
    store.keep_chat([line], config_for(""), "At the zoo", "my-zoo")
    page.enter()
    fields = page.sessions
    stage.wait(lambda: fields.scenario.findData("my-zoo") >= 0)
    fields.scenario.setCurrentIndex(fields.scenario.findText("At the zoo"))
    stage.wait(lambda: titles(page) == ["At the zoo"])
    page.enter()
    stage.settle()
    assert [fields.scenario.itemText(place) for place in range(fields.scenario.count())].count("At the zoo") == 1


def test_every_field_narrows_the_list(stage: Stage, page: ReviewPage) -> None:
    fields = page.sessions
    fields.score.setCurrentIndex(1)
    stage.wait(lambda: titles(page) == ["A long way"])
    fields.score.setCurrentIndex(0)
    fields.scenario.setCurrentIndex(fields.scenario.findData("night-bus"))
    stage.wait(lambda: titles(page) == ["Night bus"])
    fields.scenario.setCurrentIndex(1)
    stage.wait(lambda: titles(page) == ["A long way", "The river"])


def test_days_are_those_of_the_clock_on_the_wall(stage: Stage, page: ReviewPage) -> None:
    fields = page.sessions
    today = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    fields.when.setCurrentIndex(1)
    assert fields.asked == Search(since=today)
    fields.when.setCurrentIndex(fields.when.count() - 1)
    assert fields.since.isVisible()
    fields.since.setDate(QDate.currentDate().addDays(-3))
    fields.until.setDate(QDate.currentDate().addDays(-1))
    asked = fields.asked
    assert asked.until == today
    assert asked.since == (today - timedelta(days=3)).replace(tzinfo=None).astimezone()
    stage.wait(lambda: titles(page) == [])


def test_another_session_is_shown_and_heard(stage: Stage, page: ReviewPage) -> None:
    pick(stage, page, "The river")
    viewer = page.viewer
    assert viewer is not None
    window = page.window()
    assert isinstance(window, MainWindow)
    window.step(1)
    assert stage.loudspeaker.played
    assert viewer.selection.place is not None


def test_a_session_is_renamed_and_noted(stage: Stage, page: ReviewPage, store: Store) -> None:
    page.card.title.selectAll()
    QTest.keyClicks(page.card.title, "Much better")
    QTest.keyClick(page.card.title, Qt.Key.Key_Return)
    page.card.notes.setFocus()
    QTest.keyClicks(page.card.notes, "Mind the k.")
    page.sessions.search.setFocus()
    stage.wait(lambda: titles(page)[0] == "Much better")
    stage.settle()
    newest = store.sessions()[0]
    assert (newest.title, newest.notes) == ("Much better", "Mind the k.")


def test_notes_are_kept_as_soon_as_typing_rests(stage: Stage, page: ReviewPage, store: Store) -> None:
    page.card.notes.setFocus()
    QTest.keyClicks(page.card.notes, "vowels")
    stage.wait(lambda: store.sessions()[0].notes == "vowels")
    assert page.card.notes.hasFocus()
    stage.settle()


def test_notes_are_kept_when_another_session_is_opened(stage: Stage, page: ReviewPage, store: Store) -> None:
    page.card.notes.setFocus()
    QTest.keyClicks(page.card.notes, "of the long way")
    page.open(store.sessions()[2].id)
    stage.wait(lambda: page.card.title.text() == "The river")
    stage.settle()
    assert page.card.notes.toPlainText() == ""
    assert [each.notes for each in store.sessions()] == ["of the long way", "", ""]


def test_a_title_cannot_be_empty(page: ReviewPage) -> None:
    page.card.title.selectAll()
    QTest.keyClicks(page.card.title, " ")
    QTest.keyClick(page.card.title, Qt.Key.Key_Return)
    assert page.card.title.text() == "A long way"


def test_assessing_again_keeps_both_verdicts_with_a_switch(stage: Stage, page: ReviewPage) -> None:
    better = replace(
        sample_assessment.sample(), scores=Scores(pronunciation=99.0), provenance=Provenance("embedded", "9.9")
    )
    stage.judge.answer = better
    QTest.mouseClick(page.card.again, Qt.MouseButton.LeftButton)
    stage.wait(lambda: page.card.verdicts.count() == 2)
    stage.settle()

    def shown() -> float | None:
        assert page.opened is not None
        return page.opened.report.assessment.scores.pronunciation

    assert shown() == 99.0
    assert page.card.verdicts.currentText().startswith("99 · Embedded engine, on this machine 9.9")
    page.card.verdicts.setCurrentIndex(1)
    page.card.verdicts.activated.emit(1)
    stage.wait(lambda: shown() == 95.0)
    assert page.sessions.model.sessions[0].pronunciation == 99.0


def test_a_conversation_is_assessed_again_by_its_answers_alone(stage: Stage) -> None:
    voice = sample_assessment.sound()
    talk = [
        Utterance(Speaker.PARTNER, "Where did it go?", voice),
        Utterance(Speaker.LEARNER, sample_assessment.TEXT, voice),
        Utterance(Speaker.PARTNER, "Really?", voice),
        Utterance(Speaker.LEARNER, "It did.", voice),
    ]
    session = Store(stage.folder).keep_chat(talk, config_for(""), "A talk")
    window = stage.open()
    window.go(REVIEW)
    page = window.review_page
    stage.wait(lambda: page.opened is not None)
    stage.settle()
    QTest.mouseClick(page.card.again, Qt.MouseButton.LeftButton)
    stage.wait(lambda: page.card.verdicts.count() == 2)
    stage.settle()
    asked = [(round(audio.seconds, 2), config.reference_text) for audio, config in stage.judge.asked]
    assert asked == [(3.0, sample_assessment.TEXT), (3.0, "It did.")]
    judged = Store(stage.folder).open(session.id)
    assert [turn.assessment is not None for turn in judged.turns] == [False, True, False, True]
    assert judged.assessment.text == f"{sample_assessment.TEXT} It did."


def test_a_conversation_that_nobody_has_judged_says_so_and_has_nothing_to_compare(stage: Stage) -> None:
    talk = [Utterance(Speaker.LEARNER, sample_assessment.TEXT, sample_assessment.sound())]
    Store(stage.folder).keep_chat(talk, config_for(""), "A talk")
    window = stage.open()
    window.go(REVIEW)
    page = window.review_page
    stage.wait(lambda: page.opened is not None)
    stage.settle()
    assert page.sessions.model.index(0).data(DETAIL).endswith(" · not assessed yet")
    assert page.card.verdicts.currentText().startswith("– · not assessed yet · ")
    assert page.viewer is not None
    assert page.viewer.report_panel.count.text() == "Not assessed yet"
    assert page.viewer.report_panel.ring.accessibleDescription() == "not assessed yet"
    assert not page.card.other.isEnabled()
    assert page.card.other.toolTip() == "There is nothing to compare yet: have it assessed first"

    QTest.mouseClick(page.card.again, Qt.MouseButton.LeftButton)
    stage.wait(lambda: page.card.verdicts.count() == 2)
    stage.settle()
    assert page.card.other.isEnabled()
    page.compare()
    assert page.comparison is None, "an engine is compared with nobody"


def test_assessing_again_can_be_cancelled_and_can_fail(stage: Stage, page: ReviewPage) -> None:
    stage.judge.gate.clear()
    QTest.mouseClick(page.card.again, Qt.MouseButton.LeftButton)
    assert page.card.stop.isVisible()
    QTest.mouseClick(page.card.stop, Qt.MouseButton.LeftButton)
    assert not page.card.stop.isVisible()
    stage.judge.gate.set()
    stage.settle()
    assert page.card.verdicts.count() == 1

    stage.judge.answer = NothingToJudge("There is no speech.")
    QTest.mouseClick(page.card.again, Qt.MouseButton.LeftButton)
    window = page.window()
    assert isinstance(window, MainWindow)
    stage.wait(lambda: window.banner.notice is not None)
    assert window.banner.notice is not None
    assert window.banner.notice.text == "There is no speech. The older verdict is kept."


def test_assessing_that_was_cancelled_does_not_end_the_one_that_follows(stage: Stage, page: ReviewPage) -> None:
    stage.judge.gate.clear()
    QTest.mouseClick(page.card.again, Qt.MouseButton.LeftButton)
    stage.wait(lambda: len(stage.judge.asked) == 1)
    page.shelf.cancel()
    assert page.opened is not None
    page.shelf.assess_again(page.opened)  # before the first one has noticed that it was cancelled
    stage.wait(lambda: len(stage.judge.asked) == 2)
    stage.wait(lambda: page.card.bar.value() == 50)  # by then the outcome of the first one has arrived, too
    assert page.card.stop.isVisible()
    page.shelf.assess_again(page.opened)  # one is enough
    QTest.mouseClick(page.card.stop, Qt.MouseButton.LeftButton)
    assert not page.card.stop.isVisible()
    stage.settle()
    assert len(stage.judge.asked) == 2
    assert page.card.verdicts.count() == 1


def test_a_session_is_sent_once_however_often_that_is_asked_for_meanwhile(
    stage: Stage, page: ReviewPage, service: EmulatorProcess
) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    stage.set_up_azure(AzureChoices(endpoint=service.endpoint))
    assert page.opened is not None
    for _ in range(2):  # whether it may be sent is looked up in between
        page.shelf.assess_by(window.engines.of(Engine.AZURE), page.opened)
    stage.settle()
    assert len(stage.ledger.entries()) == 1


class TestFreeSpeechJudgedInOneGo:
    """Its text may be corrected, and the session be judged by it as well."""

    @pytest.fixture
    def free(self, stage: Stage, service: EmulatorProcess) -> ReviewPage:
        """Such a session with real speech, and an account with the service that judged it."""
        store = Store(stage.folder)
        take = store.new_take()
        files.write_wav(take, files.read(PLANTED.audio))
        provenance = Provenance("azure", "1.0")
        recognised = replace(sample_assessment.sample(), text="I think his wine.", provenance=provenance)
        store.save(take, recognised, config_for(""), "Free")
        window = stage.open()
        stage.set_up_azure(AzureChoices(endpoint=service.endpoint, one_pass=True))
        window.go(REVIEW)
        stage.wait(lambda: window.review_page.opened is not None)
        stage.settle()
        return window.review_page

    def asked(self, page: ReviewPage) -> SaidDialog:
        [question] = [each for each in page.findChildren(SaidDialog) if each.isVisible()]
        return question

    def correct(self, page: ReviewPage) -> None:
        self.asked(page).edit.setPlainText(PLANTED.text)
        QTest.mouseClick(self.asked(page).judge, Qt.MouseButton.LeftButton)

    def test_by_the_engine_that_needs_a_text(self, stage: Stage, free: ReviewPage) -> None:
        QTest.mouseClick(free.card.again, Qt.MouseButton.LeftButton)
        question = self.asked(free)
        assert question.edit.toPlainText() == "I think his wine."
        assert not question.freely.isVisible()
        question.edit.setPlainText(" ")
        assert not question.judge.isEnabled()
        self.correct(free)
        stage.wait(lambda: free.card.verdicts.count() == 2)
        stage.settle()
        assert [config.reference_text for _, config in stage.judge.asked] == [PLANTED.text]
        assert free.opened is not None
        assert free.opened.session.config.reference_text == PLANTED.text

    @pytest.mark.parametrize("how", ["by the text", "freely"])
    def test_by_the_one_that_does_not(self, stage: Stage, free: ReviewPage, service: EmulatorProcess, how: str) -> None:
        service.misbehave(said=PLANTED.text)
        window = free.window()
        assert isinstance(window, MainWindow)
        window.engines.choose(Engine.AZURE)
        QTest.mouseClick(free.card.again, Qt.MouseButton.LeftButton)
        if how == "freely":
            QTest.mouseClick(self.asked(free).freely, Qt.MouseButton.LeftButton)
        else:
            self.correct(free)
        stage.qtbot.waitUntil(lambda: free.card.verdicts.count() == 2, timeout=30_000)
        stage.settle()
        [turn] = service.turns()
        sent = turn["context"]["phraseDetection"]["enrichment"]["pronunciationAssessment"]
        assert sent.get("referenceText") == (None if how == "freely" else PLANTED.text)

    def test_on_this_machine_where_the_service_fails(
        self, stage: Stage, free: ReviewPage, service: EmulatorProcess
    ) -> None:
        service.misbehave(upgrade=401)
        window = free.window()
        assert isinstance(window, MainWindow)
        window.engines.choose(Engine.AZURE)
        QTest.mouseClick(free.card.again, Qt.MouseButton.LeftButton)
        QTest.mouseClick(self.asked(free).freely, Qt.MouseButton.LeftButton)
        stage.wait(lambda: window.banner.notice is not None)
        assert window.banner.notice is not None
        assert [name for name, _ in window.banner.notice.ways] == ["Type what was said", "Try again"]
        press(window, "Type what was said")
        self.correct(free)
        stage.wait(lambda: free.card.verdicts.count() == 2)
        stage.settle()
        assert [config.reference_text for _, config in stage.judge.asked] == [PLANTED.text]

    def test_and_nothing_happens_where_that_is_not_wanted(self, stage: Stage, free: ReviewPage) -> None:
        QTest.mouseClick(free.card.again, Qt.MouseButton.LeftButton)
        QTest.mouseClick(self.asked(free).shut, Qt.MouseButton.LeftButton)
        stage.settle()
        assert stage.judge.asked == []
        assert free.card.again.isVisible()


def test_deleting_says_what_goes_and_then_it_is_gone(stage: Stage, page: ReviewPage, store: Store) -> None:
    session = store.open(store.sessions()[0].id)
    QTest.mouseClick(page.card.remove, Qt.MouseButton.LeftButton)
    stage.wait(dialog(QMessageBox))
    ask = QApplication.activeModalWidget()
    assert isinstance(ask, QMessageBox)
    assert "A long way" in ask.text()
    assert "kB" in ask.informativeText()
    assert "its verdict, your notes, and what your drills have from it" in ask.informativeText()
    next(each for each in ask.buttons() if each.text() == "Delete").click()
    stage.wait(lambda: len(titles(page)) == 2)
    stage.settle()
    assert not session.audio.exists()
    assert [each.title for each in store.sessions()] == ["Night bus", "The river"]
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.banner.notice is not None
    assert "this was checked" in window.banner.notice.text


class TestDeletingWhatIsAssessedAgain:
    @pytest.fixture(autouse=True)
    def assessing(self, stage: Stage, page: ReviewPage) -> None:
        stage.judge.gate.clear()
        QTest.mouseClick(page.card.again, Qt.MouseButton.LeftButton)
        stage.wait(lambda: len(stage.judge.asked) == 1)

    def test_is_not_offered_by_the_key_either(self, stage: Stage, page: ReviewPage) -> None:
        page.sessions.list.setFocus()
        weighed = list[object]()
        page.shelf.weighed.connect(lambda *found: weighed.append(found))
        QTest.keyClick(page.sessions.list, Qt.Key.Key_Delete)
        stage.wait(lambda: not page.shelf._shelf.busy)
        assert weighed == []
        page.shelf.cancel()
        stage.settle()
        QTest.keyClick(page.sessions.list, Qt.Key.Key_Delete)
        stage.wait(dialog(QMessageBox))

    def test_ends_that_and_says_nothing_of_it(self, stage: Stage, page: ReviewPage) -> None:
        window = page.window()
        assert isinstance(window, MainWindow)
        assert page.opened is not None
        page.shelf.delete(page.opened.session.id)
        assert not page.card.stop.isVisible()
        stage.judge.gate.set()
        stage.settle()
        assert titles(page) == TITLES[1::-1]
        assert window.banner.notice is not None
        assert "this was checked" in window.banner.notice.text

    def test_by_another_window_says_nothing_either(self, stage: Stage, page: ReviewPage, store: Store) -> None:
        window = page.window()
        assert isinstance(window, MainWindow)
        assert page.opened is not None
        store.delete(page.opened.session.id)
        stage.judge.gate.set()
        stage.settle()
        assert not page.card.stop.isVisible()
        assert window.banner.notice is None

    def test_leaves_another_one_at_work(self, stage: Stage, page: ReviewPage, store: Store) -> None:
        [_, other, _] = store.sessions()
        page.shelf.delete(other.id)
        stage.wait(lambda: len(titles(page)) == 2)
        assert page.card.stop.isVisible()
        stage.judge.gate.set()
        stage.settle()
        assert page.card.verdicts.count() == 2


def test_what_was_said_is_not_asked_while_another_session_is_assessed(
    stage: Stage, page: ReviewPage, store: Store
) -> None:
    take = store.new_take()
    files.write_wav(take, sample_assessment.sound())
    free = store.save(take, sample_assessment.sample(), config_for(""), "Free")
    stage.judge.gate.clear()
    QTest.mouseClick(page.card.again, Qt.MouseButton.LeftButton)
    page.open(free.id)
    stage.wait(lambda: page.opened is not None and page.opened.session.id == free.id)
    assert page.opened is not None
    page.shelf.assess_again(page.opened)
    assert page.findChildren(SaidDialog) == []
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.banner.notice is not None
    assert window.banner.notice.text == "A session is being assessed: wait until that is done, or cancel it first."
    stage.judge.gate.set()
    stage.settle()


def test_a_session_whose_recording_is_gone_still_shows_its_report(stage: Stage, page: ReviewPage, store: Store) -> None:
    older = store.open(store.sessions()[1].id)
    older.audio.unlink()
    pick(stage, page, "Night bus")
    window = page.window()
    assert isinstance(window, MainWindow)
    assert page.opened is not None
    assert page.opened.report.rows
    assert not page.card.again.isEnabled()
    assert window.banner.notice is not None
    assert "its report is not" in window.banner.notice.text


@pytest.mark.parametrize("form", list(Form))
def test_a_session_is_exported_in_every_form(stage: Stage, page: ReviewPage, tmp_path: Path, form: Form) -> None:
    target = tmp_path / f"report{form.value}"
    page.card.export.emit(form)
    stage.wait(dialog(QFileDialog))
    choose = QApplication.activeModalWidget()
    assert isinstance(choose, QFileDialog)
    choose.fileSelected.emit(str(target))
    choose.close()
    stage.wait(target.exists)
    stage.settle()
    text = target.read_text(encoding="utf-8-sig")
    assert "think" in text
    if form is Form.JSON:
        assert json.loads(text)["NBest"]
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.banner.notice is not None
    assert window.banner.notice.text == f"Written to “{target.name}”."


def give(stage: Stage, file: Path) -> None:
    stage.wait(dialog(QFileDialog))
    choose = QApplication.activeModalWidget()
    assert isinstance(choose, QFileDialog)
    choose.fileSelected.emit(str(file))
    choose.close()
    stage.wait(file.exists)
    stage.settle()


@pytest.mark.parametrize("ending", [".wav", ".flac", ".mp3"])
def test_a_conversation_is_given_away_with_both_voices_and_as_who_said_what(
    stage: Stage, tmp_path: Path, ending: str
) -> None:
    voice = sample_assessment.sound()
    talk = [
        Utterance(Speaker.PARTNER, "Where did it go?", voice),
        Utterance(Speaker.LEARNER, sample_assessment.TEXT, voice, sample_assessment.sample()),
    ]
    Store(stage.folder).keep_chat(talk, config_for(""), "A talk")
    window = stage.open()
    window.go(REVIEW)
    page = window.review_page
    stage.wait(lambda: page.opened is not None)
    stage.settle()

    page.card.sound.trigger()
    give(stage, tmp_path / f"talk{ending}")
    assert files.read(tmp_path / f"talk{ending}").seconds == pytest.approx(2 * voice.seconds + 0.5, abs=0.1)

    page.card.text.trigger()
    give(stage, tmp_path / "talk.txt")
    assert f"You: {sample_assessment.TEXT}" in (tmp_path / "talk.txt").read_text()
    assert window.banner.notice is not None
    assert window.banner.notice.text == "Written to “talk.txt”."


def test_what_is_no_conversation_is_given_away_as_sound_and_has_no_transcript(
    stage: Stage, page: ReviewPage, tmp_path: Path
) -> None:
    assert page.card.sound.text() == "Download audio"
    assert not page.card.text.isVisible()

    page.card.sound.trigger()
    give(stage, tmp_path / "take.wav")
    given, kept = files.read(tmp_path / "take.wav"), page.opened.sound.audio
    assert given.rate == kept.rate
    np.testing.assert_allclose(given.samples, kept.samples, atol=1 / 32768)


def test_an_export_marks_what_the_window_marks(stage: Stage, page: ReviewPage, tmp_path: Path) -> None:
    assert page.viewer is not None
    marked = []
    for strictness in (0.1, 1.0):
        page.viewer.report_panel.strictness.set_value(strictness)
        page.viewer.report_panel.remarked.emit()
        page.card.export.emit(Form.CSV)
        stage.wait(dialog(QFileDialog))
        choose = QApplication.activeModalWidget()
        assert isinstance(choose, QFileDialog)
        target = tmp_path / f"{strictness}.csv"
        choose.fileSelected.emit(str(target))
        choose.close()
        stage.wait(target.exists)
        stage.settle()
        rows = csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig")))
        marked.append(sum(bool(each["error"]) for each in rows))
        report = page.viewer.report
        assert report is not None
        assert marked[-1] == sum(bool(row.marks) for row in report.rows if row.place.phoneme is not None)
    assert marked[0] < marked[1]


def test_an_export_that_cannot_be_written_is_a_sentence(stage: Stage, page: ReviewPage, tmp_path: Path) -> None:
    assert page.opened is not None
    page.shelf.export(page.opened, Form.CSV, tmp_path / "nowhere" / "report.csv", 0.5)
    window = page.window()
    assert isinstance(window, MainWindow)
    stage.wait(lambda: window.banner.notice is not None)
    assert window.banner.notice is not None
    assert window.banner.notice.text.startswith("“report.csv” could not be written")


def test_looking_does_not_wait_for_the_engine(stage: Stage, page: ReviewPage) -> None:
    stage.judge.gate.clear()
    QTest.mouseClick(page.card.again, Qt.MouseButton.LeftButton)
    QTest.keyClicks(page.sessions.search, "river")
    stage.wait(lambda: len(titles(page)) == 3 or titles(page) == ["The river"])
    pick(stage, page, "The river")
    stage.judge.gate.set()
    stage.settle()


def test_without_a_session_the_page_says_so(stage: Stage) -> None:
    window = stage.open()
    window.go(REVIEW)
    stage.settle()
    assert window.review_page.sessions.count.text() == "No session is saved yet."
    assert window.review_page.opened is None
