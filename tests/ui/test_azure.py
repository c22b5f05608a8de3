"""Azure Speech in the window: chosen, allowed, spoken to, and what is done when it fails. The SDK is the real one."""

from __future__ import annotations

import sys
import threading
import time
import weakref
from collections.abc import Iterator
from typing import Any

import azure.cognitiveservices.speech as sdk
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from azure_bench import PLANTED, repeated, repeated_text, settled
from emulators.azure.process import EmulatorProcess
from sonorant.audio.files import read
from sonorant.engines.azure import wire
from sonorant.ui.azure_choices import AzureChoices
from sonorant.ui.azure_settings import AzureDialog
from sonorant.ui.main_window import MainWindow
from sonorant.ui.settings import Engine
from sonorant.ui.state import Phase
from sonorant.ui.widgets.banner import Notice
from window_stage import Stage, press

GUID = "01234567-89ab-cdef-0123-456789abcdef"
IMMEDIATE, LONGEST = 0.5, 5.0
"""Seconds: what a user takes for at once, and the longest wait for a clear state."""


@pytest.fixture(autouse=True)
def _all_threads_end() -> Iterator[None]:
    yield
    assert settled()


@pytest.fixture
def azure(stage: Stage, window: MainWindow, service: EmulatorProcess) -> MainWindow:
    """A window in which Azure Speech judges, with a key, and was asked nothing yet; the microphone hears a take."""
    stage.hears = read(PLANTED.audio)
    stage.set_up_azure(AzureChoices(endpoint=service.endpoint), allowed=False)
    window.engines.choose(Engine.AZURE)
    window.practice.choose("Planted", PLANTED.text)
    return window


@pytest.fixture
def allowed(azure: MainWindow, stage: Stage) -> MainWindow:
    """The same, after consent."""
    stage.ledger.consent(azure.engines.now.destination)
    return azure


def speak(stage: Stage, window: MainWindow) -> None:
    """Record the take to its end, and press stop."""
    window.practice.record()
    stage.wait(lambda: window.practice.state.recording)
    stage.wait(lambda: stage.microphones[-1].place > len(stage.microphones[-1].hears.samples))
    window.practice.stop()


def spoken(stage: Stage, window: MainWindow) -> None:
    """Record it and wait for the verdict."""
    speak(stage, window)
    stage.qtbot.waitUntil(lambda: window.practice.state.judged or window.banner.notice is not None, timeout=15_000)
    stage.settle()


def over(window: MainWindow) -> bool:
    """Whether there is a verdict, or a notice with ways on because there is none."""
    notice = window.banner.notice
    return window.practice.state.judged or (notice is not None and notice.ways != ())


def failure_of(stage: Stage, window: MainWindow) -> Notice:
    """What is said, with a way on, where there is no verdict."""
    stage.qtbot.waitUntil(lambda: window.banner.notice is not None and window.banner.notice.ways != (), timeout=15_000)
    assert window.banner.notice is not None
    return window.banner.notice


def engine_of(window: MainWindow) -> str:
    return window.practice_page.viewer.report_panel.engine.text()


class TestTheEngineIsChosen:
    def test_beside_the_menu_and_where_it_is_said(self, azure: MainWindow) -> None:
        choice = azure.engine_choice.list
        assert choice.currentData() == Engine.AZURE
        assert azure.engines.now.destination in choice.toolTip()
        choice.setCurrentIndex(0)
        choice.activated.emit(0)
        assert azure.preferences.now.engine is Engine.EMBEDDED
        assert choice.toolTip() == "Judges on this machine: nothing leaves it."

    def test_where_it_is_not_set_up_yet_that_comes_first(self, window: MainWindow) -> None:
        window.choose_engine(Engine.AZURE)
        [dialog] = window.findChildren(AzureDialog)
        assert dialog.kept.text() == "Give the region or the endpoint first."
        dialog.close()
        assert window.practice.state.why_not_record is not None
        assert "region" in window.practice.state.why_not_record

    def test_but_not_while_it_is_at_work(self, stage: Stage, allowed: MainWindow) -> None:
        allowed.practice.record()
        assert not allowed.engine_choice.isEnabled()
        stage.wait(lambda: allowed.practice.state.recording)
        allowed.practice.stop()
        stage.qtbot.waitUntil(lambda: allowed.practice.state.judged, timeout=15_000)
        stage.settle()
        assert allowed.engine_choice.isEnabled()


class TestConsent:
    def test_is_asked_before_the_first_byte_and_says_what_where_and_how_much(
        self, stage: Stage, azure: MainWindow, service: EmulatorProcess
    ) -> None:
        azure.practice.record()
        stage.wait(lambda: azure.gate.question is not None)
        question = azure.gate.question
        assert question is not None
        assert service.connections() == []
        assert azure.engines.now.destination in question.text()
        said = question.informativeText()
        assert f"the text ({len(PLANTED.text)} characters)" in said
        assert "32 kB for each second" in said
        press(azure, "Send nothing")
        stage.settle()
        assert azure.practice.state.phase is Phase.READY
        assert service.connections() == []
        assert stage.ledger.entries() == []
        assert stage.microphones == []
        press(azure, "Use the embedded engine")
        assert azure.engines.now.engine is Engine.EMBEDDED

    def test_once_given_is_remembered_and_can_be_withdrawn(self, stage: Stage, azure: MainWindow) -> None:
        azure.practice.record()
        stage.wait(lambda: azure.gate.question is not None)
        press(azure, "Allow and send")
        stage.wait(lambda: azure.practice.state.recording)
        stage.wait(lambda: stage.microphones[-1].place > len(stage.microphones[-1].hears.samples))
        azure.practice.stop()
        stage.qtbot.waitUntil(lambda: azure.practice.state.judged, timeout=15_000)
        stage.settle()
        [consent] = stage.ledger.consents()
        assert consent.destination == azure.engines.now.destination

        spoken(stage, azure)
        assert azure.gate.question is None
        assert azure.practice.state.judged

        stage.ledger.withdraw(consent.destination)
        azure.practice.record()
        stage.wait(lambda: azure.gate.question is not None)
        press(azure, "Send nothing")
        stage.settle()


class TestATake:
    def test_is_followed_while_it_is_spoken_and_judged_and_kept_with_its_origin(
        self, stage: Stage, allowed: MainWindow
    ) -> None:
        page = allowed.practice_page
        heard: list[str] = []
        scores: list[object] = []
        allowed.practice.read.connect(lambda partial: heard.append(partial.text))
        allowed.practice.read.connect(lambda partial: scores.append(partial.scores))
        allowed.practice.record()
        stage.wait(lambda: allowed.practice.state.recording)
        stage.qtbot.waitUntil(lambda: page.recognised.isVisible() and any(scores), timeout=10_000)
        assert page.recognised.text() in heard[-1]
        assert page.viewer.report_panel.count.text().startswith("So far")
        stage.wait(lambda: stage.microphones[-1].place > len(stage.microphones[-1].hears.samples))
        allowed.practice.stop()
        stage.qtbot.waitUntil(lambda: allowed.practice.state.judged, timeout=15_000)
        stage.settle()

        assert not page.recognised.isVisible()
        assert engine_of(allowed).startswith("Engine: Azure Speech ")
        [session] = allowed.review_page._services.store.sessions()
        assert session.engine == "azure"
        [entry] = stage.ledger.entries()
        assert entry.disclosure.seconds == pytest.approx(stage.hears.seconds, abs=1.0)

    def test_is_one_take_across_a_pause(self, stage: Stage, allowed: MainWindow) -> None:
        practice = allowed.practice
        practice.record()
        stage.wait(lambda: practice.state.recording)
        stage.wait(lambda: stage.microphones[-1].place > len(stage.microphones[-1].hears.samples) // 2)
        practice.pause_or_resume()
        stage.qtbot.wait(500)
        practice.pause_or_resume()
        stage.wait(lambda: stage.microphones[-1].place > len(stage.microphones[-1].hears.samples))
        practice.stop()
        stage.qtbot.waitUntil(lambda: practice.state.judged, timeout=15_000)
        stage.settle()
        words = allowed.practice_page.viewer.report.raw.words
        starts = [word.offset for word in words if word.offset is not None]
        assert starts == sorted(starts)
        [boats] = [word.offset / 1e7 for word in words if word.word == "boats" and word.offset is not None]
        assert boats == pytest.approx(5.6, abs=0.4)

    def test_is_scored_by_the_point_system_that_is_set(
        self, stage: Stage, allowed: MainWindow, service: EmulatorProcess
    ) -> None:
        allowed.engines.set_up(AzureChoices(endpoint=service.endpoint, scenario_id=GUID))
        spoken(stage, allowed)  # as a stream
        allowed.practice.open_file(PLANTED.audio)  # in one piece
        stage.qtbot.waitUntil(lambda: allowed.practice.state.judged, timeout=15_000)
        stage.settle()
        sent = [turn["context"]["phraseDetection"]["enrichment"]["pronunciationAssessment"] for turn in service.turns()]
        assert [each["scenarioId"] for each in sent] == [GUID, GUID]
        store = allowed.review_page._services.store
        assert [store.open(each.id).config.scenario_id for each in store.sessions()] == [GUID, GUID]

    def test_from_a_file_is_judged_as_well(self, stage: Stage, allowed: MainWindow) -> None:
        allowed.practice.open_file(PLANTED.audio)
        stage.qtbot.waitUntil(lambda: allowed.practice.state.judged, timeout=15_000)
        stage.settle()
        assert engine_of(allowed).startswith("Engine: Azure Speech ")

    def test_a_bundled_sample_stays_on_this_machine(
        self, stage: Stage, allowed: MainWindow, service: EmulatorProcess
    ) -> None:
        allowed.show_planted_sample()
        stage.wait(lambda: allowed.practice.state.judged)
        stage.settle()
        assert len(stage.judge.asked) == 1
        assert service.connections() == []


class TestFreeSpeech:
    @pytest.fixture
    def free(self, allowed: MainWindow, service: EmulatorProcess) -> MainWindow:
        service.misbehave(said=PLANTED.text)
        allowed.practice_page.picker.choose_own_text()
        assert allowed.practice.state.text == ""
        assert allowed.practice.state.why_not_record is None
        return allowed

    @pytest.mark.parametrize("how", ["microphone", "file"])
    def test_is_recognised_confirmed_and_then_judged(
        self, stage: Stage, free: MainWindow, service: EmulatorProcess, how: str
    ) -> None:
        page = free.practice_page
        if how == "microphone":
            speak(stage, free)
        else:
            free.practice.open_file(PLANTED.audio)
        stage.qtbot.waitUntil(lambda: page.prompt.shown != "", timeout=15_000)
        stage.settle()
        assert not free.practice.state.judged
        enrichment = service.turns()[0]["context"]["phraseDetection"]["enrichment"]
        assert enrichment["profanity"].lower() == "raw", "stars could not be assessed"
        assert page.prompt.editing
        assert "Is this what you said?" in page.prompt.hint.text()
        assert page.prompt.shown.startswith("I think his vine grows")
        page.prompt.editor.setPlainText(PLANTED.text)
        QTest.mouseClick(page.transport.again, Qt.MouseButton.LeftButton)
        stage.qtbot.waitUntil(lambda: free.practice.state.judged, timeout=15_000)
        stage.settle()
        assert page.viewer.report.raw.scores.completeness is not None
        [session] = free.review_page._services.store.sessions()
        kept = free.review_page._services.store.open(session.id)
        assert kept.config.reference_text == PLANTED.text
        assert kept.title.startswith("I think his vine")

    def test_is_judged_in_one_go_where_that_is_chosen(self, stage: Stage, free: MainWindow) -> None:
        free.engines.set_up(AzureChoices(endpoint=free.engines.choices.endpoint, one_pass=True))
        spoken(stage, free)
        report = free.practice_page.viewer.report
        assert report.raw.scores.completeness is None
        assert report.raw.scores.accuracy is not None
        assert "boats" in free.practice_page.viewer.report_panel.transcript.toPlainText()
        [session] = free.review_page._services.store.sessions()
        assert session.title.startswith("I think his vine")

    @pytest.mark.parametrize("one_pass", [False, True], ids=["confirmed", "in one go"])
    def test_that_cannot_be_recognised_is_typed_and_judged_on_this_machine(
        self, stage: Stage, free: MainWindow, service: EmulatorProcess, one_pass: bool
    ) -> None:
        free.engines.set_up(AzureChoices(endpoint=free.engines.choices.endpoint, one_pass=one_pass))
        service.misbehave(upgrade=401)
        speak(stage, free)
        assert [name for name, _ in failure_of(stage, free).ways] == ["Type what was said", "Try again"]
        press(free, "Type what was said")
        page = free.practice_page
        assert page.prompt.editing
        assert page.prompt.hint.text() == "Type what you said, then press Assess: it is judged on this machine."
        assert free.focusWidget() is page.prompt.editor
        page.prompt.editor.setPlainText(PLANTED.text)
        QTest.mouseClick(page.transport.again, Qt.MouseButton.LeftButton)
        stage.wait(lambda: free.practice.state.judged)
        stage.settle()
        [(audio, config)] = stage.judge.asked
        assert (audio.seconds, config.reference_text) == (pytest.approx(PLANTED.seconds, abs=0.1), PLANTED.text)
        assert engine_of(free).startswith("Engine: Embedded engine, on this machine")
        [session] = free.review_page._services.store.sessions()
        assert session.title.startswith("I think his vine")

    @pytest.mark.parametrize("how", ["recognised after all", "found in the list"])
    def test_that_need_not_be_typed_any_more_is_judged_by_the_engine_that_is_chosen(
        self, stage: Stage, free: MainWindow, service: EmulatorProcess, how: str
    ) -> None:
        service.misbehave(upgrade=401)
        speak(stage, free)
        failure_of(stage, free)
        press(free, "Type what was said")
        service.misbehave(said=PLANTED.text)
        page = free.practice_page
        if how == "recognised after all":
            QTest.mouseClick(page.transport.again, Qt.MouseButton.LeftButton)
            stage.qtbot.waitUntil(lambda: page.prompt.shown != "", timeout=15_000)
            stage.settle()
        else:
            free.practice.choose("Planted", PLANTED.text, "planted")
        QTest.mouseClick(page.transport.again, Qt.MouseButton.LeftButton)
        stage.qtbot.waitUntil(lambda: free.practice.state.judged, timeout=15_000)
        stage.settle()
        assert stage.judge.asked == []
        assert engine_of(free).startswith("Engine: Azure Speech ")


@pytest.mark.slow
class TestAServiceThatDiesWhileOneSpeaks:
    """It is told at once and quietly; the recording goes on, and is sent once more at its end."""

    @pytest.fixture(
        params=[
            ({"upgrade": 401}, 1, "does not accept the key"),
            ({"close": 1011, "after": 1.0}, 4, "trouble of its own"),
            ({"silent": "turn"}, 8, "stopped answering"),
        ],
        ids=lambda given: str(given[0]),
    )
    def deaf(
        self, request: pytest.FixtureRequest, stage: Stage, allowed: MainWindow, service: EmulatorProcess
    ) -> tuple[MainWindow, str]:
        """A window that records what the service no longer hears, and why it does not."""
        fault, times, why = request.param
        service.misbehave(**fault)
        stage.hears = repeated(read(PLANTED.audio), times)
        allowed.practice.choose("Planted", repeated_text(times).reference_text)
        allowed.practice.record()
        stage.wait(lambda: allowed.practice.state.recording)
        stage.qtbot.waitUntil(lambda: allowed.banner.notice is not None, timeout=10_000)
        assert allowed.practice.state.recording
        notice = allowed.banner.notice
        said = "Azure Speech stopped listening; the recording goes on and is sent at its end. "
        assert notice.text.startswith(said)
        assert why in notice.text
        assert notice.ways == ()
        return allowed, why

    def test_and_is_well_again_gives_its_verdict(
        self, stage: Stage, deaf: tuple[MainWindow, str], service: EmulatorProcess
    ) -> None:
        window, _ = deaf
        service.reset()
        window.practice.stop()
        stage.qtbot.waitUntil(lambda: window.practice.state.judged, timeout=20_000)
        stage.settle()
        assert engine_of(window).startswith("Engine: Azure Speech ")
        assert window.banner.notice is None
        assert sum(turn["seconds"] for turn in service.turns()) == pytest.approx(stage.hears.seconds, abs=0.1)

    def test_and_stays_dead_is_asked_once_more_before_that_is_told(
        self, stage: Stage, deaf: tuple[MainWindow, str], service: EmulatorProcess
    ) -> None:
        window, why = deaf
        before = len(service.connections())
        window.practice.stop()
        stage.wait(lambda: window.practice.state.phase is Phase.ASSESSING)
        began = time.monotonic()
        failure = failure_of(stage, window)
        assert time.monotonic() - began < LONGEST
        assert why in failure.text
        assert [name for name, _ in failure.ways] == ["Assess on this machine", "Try again"]
        assert len(service.connections()) > before
        assert len(stage.ledger.entries()) == 2
        stage.settle()


class TestAFailure:
    @pytest.mark.parametrize(
        ("fault", "said"),
        [
            ({"upgrade": 401}, "does not accept the key"),
            ({"upgrade": 404}, "check the endpoint"),
            ({"upgrade": 429}, "takes no more requests just now"),
            ({"upgrade": 400}, "rejects this request: check the locale"),
            ({"status": "Forbidden"}, "quota is used up"),
            ({"status": "BadRequest"}, "rejects this request: check the locale"),
            ({"status": "NoMatch"}, "no words"),
            ({"status": "InitialSilenceTimeout"}, "only silence"),
            ({"malformed": True}, "trouble of its own"),
            ({"close": 1000, "after": 1.0}, "stopped answering"),
            ({"close": 1006, "after": 1.0}, "closed the connection"),
            ({"close": 1011, "after": 1.0}, "trouble of its own"),
            ({"silent": "turn"}, "stopped answering"),
        ],
        ids=str,
    )
    def test_keeps_the_take_and_offers_the_verdict_of_the_embedded_engine_at_once(
        self, stage: Stage, allowed: MainWindow, service: EmulatorProcess, fault: dict[str, object], said: str
    ) -> None:
        service.misbehave(**fault)
        speak(stage, allowed)
        stage.wait(lambda: allowed.practice.state.phase is Phase.ASSESSING)
        began = time.monotonic()
        notice = failure_of(stage, allowed)
        assert time.monotonic() - began < LONGEST
        assert said in notice.text
        assert notice.text.endswith("The recording is kept.")
        assert [name for name, _ in notice.ways] == ["Assess on this machine", "Try again"]
        assert allowed.practice.state.take.path.exists()

        press(allowed, "Assess on this machine")
        stage.wait(lambda: allowed.practice.state.judged)
        stage.settle()
        assert len(stage.judge.asked) == 1
        assert engine_of(allowed).startswith("Engine: Embedded engine, on this machine")

    def test_to_find_the_service_is_one_as_well(self, stage: Stage, allowed: MainWindow) -> None:
        stage.set_up_azure(AzureChoices(endpoint="wss://nowhere.invalid"))
        speak(stage, allowed)
        notice = failure_of(stage, allowed)
        assert "nowhere.invalid cannot be found: check the endpoint and your network connection." in notice.text
        assert [name for name, _ in notice.ways] == ["Assess on this machine", "Try again"]
        stage.settle()

    def test_can_be_tried_again(self, stage: Stage, allowed: MainWindow, service: EmulatorProcess) -> None:
        service.misbehave(upgrade=401)
        speak(stage, allowed)
        failure_of(stage, allowed)
        service.reset()
        press(allowed, "Try again")
        stage.qtbot.waitUntil(lambda: allowed.practice.state.judged, timeout=15_000)
        stage.settle()
        assert engine_of(allowed).startswith("Engine: Azure Speech ")

    def test_of_the_library_says_what_to_install(
        self, stage: Stage, allowed: MainWindow, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in [name for name in sys.modules if name.startswith("sonorant.engines.azure.")]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "azure.cognitiveservices.speech", None)
        speak(stage, allowed)
        notice = failure_of(stage, allowed)
        assert notice.text.startswith("The Azure Speech library cannot work on this system: install")
        assert [name for name, _ in notice.ways] == ["Assess on this machine", "Try again"]
        stage.settle()

    @pytest.mark.parametrize("fault", [{"silent": "turn"}, {"slow": 8}], ids=str)
    def test_need_not_be_waited_for(
        self, stage: Stage, allowed: MainWindow, service: EmulatorProcess, fault: dict[str, object]
    ) -> None:
        service.misbehave(**fault)
        speak(stage, allowed)
        stage.wait(lambda: allowed.practice.state.phase is Phase.ASSESSING)
        began = time.monotonic()
        allowed.cancel()
        assert allowed.practice.state.phase is Phase.READY
        assert time.monotonic() - began < IMMEDIATE
        stage.settle()
        assert time.monotonic() - began < 1.0


@pytest.mark.parametrize("when", ["recording", "assessing"])
@pytest.mark.parametrize("fault", [{"late": 5}, {"silent": "turn"}], ids=str)
def test_the_window_closes_in_the_middle_of_it_within_two_seconds(
    stage: Stage, allowed: MainWindow, service: EmulatorProcess, when: str, fault: dict[str, object]
) -> None:
    service.misbehave(**fault)
    allowed.practice.record()
    stage.wait(lambda: allowed.practice.state.recording)
    stage.wait(lambda: stage.microphones[-1].place > len(stage.microphones[-1].hears.samples))
    if when == "assessing":
        allowed.practice.stop()
        stage.wait(lambda: allowed.practice.state.phase is Phase.ASSESSING)
    began = time.monotonic()
    stage.close(allowed)
    assert time.monotonic() - began < 2.0


class TestTheSdksObjects:
    """To stop and to delete them may take ten seconds."""

    @pytest.fixture
    def ended_on(self, monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
        """The threads on which they are stopped and deleted."""
        threads: list[threading.Thread] = []
        make, stop = wire.recogniser, sdk.SpeechRecognizer.stop_continuous_recognition_async

        def recogniser(*given: Any) -> Any:
            made = make(*given)
            weakref.finalize(made, lambda: threads.append(threading.current_thread()))
            return made

        def stopped(self: Any) -> Any:
            threads.append(threading.current_thread())
            return stop(self)

        monkeypatch.setattr(wire, "recogniser", recogniser)
        monkeypatch.setattr(sdk.SpeechRecognizer, "stop_continuous_recognition_async", stopped)
        return threads

    @pytest.mark.parametrize("fault", [{}, {"silent": "turn"}, {"upgrade": 401}], ids=str)
    @pytest.mark.parametrize("how", ["to the end", "cancelled", "closed"])
    def test_end_on_a_thread_of_their_own(
        self,
        stage: Stage,
        allowed: MainWindow,
        service: EmulatorProcess,
        ended_on: list[threading.Thread],
        fault: dict[str, object],
        how: str,
    ) -> None:
        service.misbehave(**fault)
        speak(stage, allowed)
        if how == "closed":
            stage.close(allowed)
        elif how == "cancelled":
            stage.wait(lambda: allowed.practice.state.phase is Phase.ASSESSING)
            allowed.cancel()
            stage.settle()
        else:
            stage.qtbot.waitUntil(lambda: over(allowed), timeout=15_000)
            stage.settle()
        assert settled()
        assert len(ended_on) >= 2
        assert {thread.name for thread in ended_on} == {"azure-disposal"}
