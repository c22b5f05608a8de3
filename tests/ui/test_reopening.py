from __future__ import annotations

from pytestqt.qtbot import QtBot

from sonorant.ui.main_window import MainWindow
from sonorant.ui.reopening import Reopening
from sonorant.ui.settings import Language
from window_stage import Stage


def test_another_language_closes_the_window_to_have_it_opened_anew(stage: Stage, window: MainWindow) -> None:
    reopening = Reopening(window)
    window.preferences.change(strictness=70)
    assert not reopening.wanted
    window.preferences.change(language=Language.GERMAN)
    assert reopening.wanted
    stage.wait(lambda: not window.isVisible())


def test_a_recording_that_goes_on_is_not_ended_by_it(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    reopening = Reopening(window)
    window.record_or_stop()
    stage.wait(lambda: window.practice.state.recording)
    window.preferences.change(language=Language.GERMAN)
    qtbot.wait(50)
    assert window.isVisible()
    window.record_or_stop()
    stage.wait(lambda: not window.isVisible())
    assert reopening.wanted


def test_a_user_who_closes_the_window_is_done(stage: Stage, window: MainWindow) -> None:
    reopening = Reopening(window)
    window.close()
    stage.wait(lambda: not window.isVisible())
    assert not reopening.wanted
