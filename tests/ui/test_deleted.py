"""What is shown of a session goes with it when it is deleted, wherever it is shown."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

import sample_assessment
import synthetic_speech
from sonorant.audio import files
from sonorant.practice.content import look
from sonorant.sessions.store import Store
from sonorant.speech.content import Content
from sonorant.ui.keeping import REST_MILLISECONDS
from sonorant.ui.main_window import MainWindow
from sonorant.voices import cache
from sonorant.voices.cache import Cached
from sonorant.voices.flite import Flite
from talkative import COFFEE, MILK, Talkative
from window_stage import Stage


def read_something(stage: Stage, window: MainWindow) -> None:
    """Have a recording assessed, and wait until it is kept."""
    sound = stage.folder / "mine.wav"
    files.write_wav(sound, sample_assessment.sound())
    window.practice_page.picker.choose("market-morning")
    window.practice.open_file(sound)
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()


def delete(stage: Stage, window: MainWindow, session: int) -> None:
    window.review_page.shelf.delete(session)
    stage.wait(lambda: session not in [each.id for each in Store(stage.folder).sessions()])
    stage.settle()


def test_a_report_goes_with_its_session(stage: Stage) -> None:
    window = stage.open()
    read_something(stage, window)
    [kept] = Store(stage.folder).sessions()
    delete(stage, window, kept.id)

    assert window.practice_page.viewer.report is None
    assert window.practice.state.take is None
    assert window.practice.state.text  # what was to be read can be read again


def test_what_voices_said_goes_with_a_session_as_its_words_may_be_in_it(stage: Stage) -> None:
    spoken = stage.folder / "spoken"
    stage.voice = Cached(Flite("kal16"), spoken)
    stage.forget_spoken = lambda: cache.empty(spoken)
    window = stage.open()
    read_something(stage, window)
    window.model.say("My own words.")
    stage.wait(lambda: any(spoken.glob("*.npz")))
    [kept] = Store(stage.folder).sessions()
    delete(stage, window, kept.id)
    assert list(spoken.iterdir()) == []


def test_a_session_stays_while_what_voices_said_cannot_be_removed(stage: Stage) -> None:
    spoken = stage.folder / "spoken"
    (spoken / "in the way.npz").mkdir(parents=True)
    stage.forget_spoken = lambda: cache.empty(spoken)
    window = stage.open()
    read_something(stage, window)
    [kept] = Store(stage.folder).sessions()
    window.review_page.shelf.delete(kept.id)
    stage.wait(lambda: window.banner.notice is not None)
    assert window.banner.notice is not None
    assert window.banner.notice.text.startswith("What voices have said could not be removed")
    assert [each.id for each in Store(stage.folder).sessions()] == [kept.id]


def test_a_report_stays_when_another_session_goes(stage: Stage) -> None:
    window = stage.open()
    read_something(stage, window)
    read_something(stage, window)
    [_, older] = Store(stage.folder).sessions()
    delete(stage, window, older.id)

    assert window.practice_page.viewer.report is not None


@pytest.mark.slow
@pytest.mark.parametrize("in_view", [True, False])
def test_a_conversation_goes_with_its_session_and_is_not_kept_anew(stage: Stage, in_view: bool) -> None:
    learner = Talkative(stage)
    window = learner.window
    learner.begin("coffee-to-go")
    learner.say(COFFEE)
    [kept] = Store(stage.folder).sessions()
    if not in_view:
        window.practice_page.picker.choose("market-morning")
    delete(stage, window, kept.id)
    stage.qtbot.wait(2 * REST_MILLISECONDS)
    stage.settle()

    assert learner.conversing.lines == []
    assert Store(stage.folder).sessions() == []
    assert window.practice.state.talking is in_view
    window.practice_page.picker.choose("coffee-to-go")
    assert learner.card.begin.isVisible()


class TestAConversationThatIsBusyWhileItsSessionIsDeleted:
    """It goes as soon as that has ended, and is not kept anew."""

    @pytest.fixture
    def learner(self, stage: Stage) -> Talkative:
        learner = Talkative(stage)
        learner.begin("coffee-to-go")
        learner.say(COFFEE)
        return learner

    def delete(self, stage: Stage) -> None:
        [kept] = Store(stage.folder).sessions()
        gone = list[int]()
        shelf = stage.windows[-1].review_page.shelf
        shelf.deleted.connect(gone.append)
        shelf.delete(kept.id)
        stage.wait(lambda: gone == [kept.id])

    def is_gone(self, stage: Stage, learner: Talkative) -> None:
        learner.settle()
        stage.qtbot.wait(2 * REST_MILLISECONDS)
        learner.settle()
        assert learner.conversing.lines == []
        assert learner.window.practice.state.take is None
        assert learner.window.practice_page.viewer.report is None
        assert Store(stage.folder).sessions() == []
        assert Store(stage.folder).unfinished() == []
        assert learner.card.begin.isVisible()
        notice = learner.window.banner.notice
        assert notice is None or "not saved" not in notice.text

    @pytest.mark.slow
    def test_with_an_answer_that_is_recorded(self, stage: Stage, learner: Talkative) -> None:
        stage.hears = synthetic_speech.say(MILK, "rms").audio
        learner.window.record_or_stop()
        stage.wait(lambda: learner.window.practice.state.recording)
        self.delete(stage)
        assert learner.window.practice.state.recording
        learner.window.record_or_stop()
        self.is_gone(stage, learner)

    @pytest.mark.slow
    def test_with_an_answer_that_is_assessed(self, stage: Stage, learner: Talkative) -> None:
        stage.judge.gate.clear()
        learner.conversing.assess(1)
        stage.wait(lambda: learner.window.practice.state.busy)
        self.delete(stage)
        stage.judge.gate.set()
        self.is_gone(stage, learner)

    @pytest.mark.slow
    def test_with_the_verdict_on_its_words(self, stage: Stage) -> None:
        asked, answered = threading.Event(), threading.Event()

        def judge(lines: Sequence[str], topic: str) -> Content:
            asked.set()
            answered.wait(30)
            return look(lines, topic)

        stage.judge_words = judge
        learner = Talkative(stage)
        learner.begin("coffee-to-go")
        learner.conversing.send("I want something that nobody has ever suggested.")
        learner.settle()
        learner.conversing.assess_all()
        stage.wait(asked.is_set)
        self.delete(stage)
        answered.set()
        self.is_gone(stage, learner)
