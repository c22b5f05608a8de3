"""What is shown of a session goes with it when it is deleted, wherever it is shown."""

from __future__ import annotations

import pytest

import sample_assessment
from sonorant.audio import files
from sonorant.sessions.store import Store
from sonorant.ui.keeping import REST_MILLISECONDS
from sonorant.ui.main_window import MainWindow
from talkative import COFFEE, Talkative
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
