"""Free answers in a conversation: recognised by Azure Speech, confirmed, answered, judged. SDK and engine are real."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from azure_bench import settled
from emulators.azure.process import KEY, EmulatorProcess
from sonorant.audio import files
from sonorant.audio.files import Audio
from sonorant.engines.azure.options import Options
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.practice.partners import base as partners
from sonorant.sessions.store import Store
from sonorant.ui import azure_choices
from sonorant.ui.azure_choices import AzureChoices
from sonorant.ui.main_window import MainWindow
from sonorant.ui.settings import Engine
from sonorant.ui.talk import Stage as Where
from synthetic_speech import say
from window_stage import Stage, press

LONGEST = 5.0
"""Seconds: the longest wait for a clear state."""
SAID = "I would like to buy a horse and two elephants."
MISHEARD = "I would like to buy a house and two elephants."


class Free:
    """A chat model: it talks freely, suggests nothing, and repeats what it was told."""

    def opening(self) -> partners.Said:
        return partners.Said("Hello! How are you?", origin="model")

    def reply(self, line: partners.Line) -> Iterator[partners.Event]:
        yield partners.Said(f"You say: {line.said}", origin="model")


class Talker:
    """Someone who talks in a window in which Azure Speech judges."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.window = stage, stage.open()
        self.conversing, self.card = self.window.room.conversing, self.window.room.card
        self.answer = self.card.answer

    def choose(self, service: EmulatorProcess, key: str = KEY, allowed: bool = True) -> None:
        """Have Azure Speech judge."""
        self.stage.set_up_azure(AzureChoices(endpoint=service.endpoint), key, allowed=allowed)
        self.window.engines.choose(Engine.AZURE)

    def begin(self) -> None:
        self.window.practice_page.picker.choose("coffee-to-go")
        self.card.begin.click()
        self.settle()

    def speak(self) -> None:
        """Say it, and press stop."""
        practice = self.window.practice
        practice.record_or_stop()
        self.stage.wait(lambda: practice.state.recording)
        practice.record_or_stop()

    def asked(self) -> str:
        """Wait until it is asked what was said; the text that is asked about."""
        self.stage.qtbot.waitUntil(lambda: self.where is Where.CONFIRMING, timeout=40_000)
        self.settle()
        return self.answer.own.text()

    def heard(self) -> str:
        """The same where something must have been recognised."""
        text = self.asked()
        assert text, self.window.banner.notice
        return text

    def settle(self) -> None:
        keeping = self.conversing.keeping
        self.stage.qtbot.waitUntil(
            lambda: (
                not (
                    any(each.busy for each in self.window.runners) or self.window.practice.state.busy or keeping.waiting
                )
            ),
            timeout=40_000,
        )

    @property
    def where(self) -> Where:
        assert self.conversing.talk is not None
        return self.conversing.talk.stage

    @property
    def said(self) -> list[str]:
        return [line.text for line in self.conversing.lines]

    @property
    def notice(self) -> str:
        assert self.window.banner.notice is not None
        return self.window.banner.notice.text

    @property
    def left_behind(self) -> int:
        """How many recordings the next start would ask about."""
        return len(Store(self.stage.folder).unfinished())


@pytest.fixture(autouse=True)
def _all_threads_end() -> Iterator[None]:
    yield
    assert settled()


@pytest.fixture(autouse=True)
def _patience(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no failure is looked for, the emulator may be slow: it shares a busy machine."""
    if request.cls is not TestAFailure:
        monkeypatch.setattr(azure_choices, "Options", partial(Options, patience=30.0))


@pytest.fixture
def talker(stage: Stage, service: EmulatorProcess) -> Talker:
    """A talk with a chat model has begun; Azure Speech is chosen, with a key and consent."""
    service.misbehave(said=SAID)
    stage.assessor, stage.new_partner, stage.hears = EmbeddedAssessor(), lambda _: Free(), say(SAID, "rms").audio
    talker = Talker(stage)
    talker.choose(service)
    talker.begin()
    return talker


def engine_of(window: MainWindow) -> str:
    return window.practice_page.viewer.report_panel.engine.text()


def test_one_speaks_freely_with_a_chat_model_and_confirms_what_was_recognised(
    talker: Talker, stage: Stage, service: EmulatorProcess
) -> None:
    assert talker.window.practice.state.why_not_record is None
    talker.speak()
    assert talker.heard().rstrip(".").lower() == SAID.rstrip(".").lower()
    assert "Is this what you said?" in talker.answer.question.text()
    assert len(talker.said) == 1
    [entry] = stage.ledger.entries()
    assert entry.disclosure.purpose == "transcription"
    assert entry.disclosure.seconds == pytest.approx(stage.hears.seconds, abs=0.1)

    talker.answer.own.setText(SAID)
    talker.answer.confirm.click()
    talker.settle()
    assert talker.said[1:] == [SAID, f"You say: {SAID}"]
    assert talker.conversing.lines[1].own
    assert not talker.answer.question.isVisible()
    assert talker.where is Where.LEARNER

    talker.conversing.assess(1)
    talker.stage.qtbot.waitUntil(lambda: talker.conversing.lines[1].report is not None, timeout=40_000)
    talker.settle()
    assert engine_of(talker.window).startswith("Engine: Azure Speech ")
    assert len(service.turns()) == 2
    assert [each.disclosure.purpose for each in stage.ledger.entries()].count("assessment") == 1


def test_what_was_recognised_wrongly_is_corrected_and_the_correction_is_judged(
    talker: Talker, service: EmulatorProcess
) -> None:
    service.misbehave(said=MISHEARD)
    talker.window.room.card.each.click()
    talker.speak()
    assert "house" in talker.heard()
    talker.answer.own.setText(SAID)
    talker.answer.own.returnPressed.emit()
    talker.stage.qtbot.waitUntil(lambda: talker.conversing.lines[1].report is not None, timeout=40_000)
    talker.settle()
    report = talker.conversing.lines[1].report
    assert report is not None
    assert [word.word.lower() for word in report.assessment.words or ()][-2:] == ["two", "elephants"]
    assert talker.said[-1] == f"You say: {SAID}"


def test_the_whole_conversation_is_assessed_by_the_chosen_engine(talker: Talker) -> None:
    talker.speak()
    talker.heard()
    talker.answer.confirm.click()
    talker.settle()
    talker.card.whole.click()
    talker.stage.qtbot.waitUntil(lambda: talker.conversing.lines[1].report is not None, timeout=40_000)
    talker.settle()
    assert talker.where is Where.LEARNER
    assert engine_of(talker.window).startswith("Engine: Azure Speech ")
    [session] = Store(talker.stage.folder).sessions()
    assert session.engine == "azure"


def test_where_all_cannot_be_assessed_there_it_is_here(talker: Talker, service: EmulatorProcess) -> None:
    talker.speak()
    talker.heard()
    talker.answer.confirm.click()
    talker.settle()
    service.misbehave(upgrade=401)
    talker.card.whole.click()
    talker.stage.qtbot.waitUntil(lambda: talker.window.banner.notice is not None, timeout=40_000)
    talker.settle()
    assert "does not accept the key" in talker.notice
    press(talker.window, "Assess on this machine")
    talker.settle()
    assert talker.conversing.lines[1].report is not None
    assert engine_of(talker.window).startswith("Engine: Embedded engine")


class TestConsent:
    def test_is_asked_for_before_the_first_byte_and_refusing_it_loses_nothing(
        self, stage: Stage, service: EmulatorProcess
    ) -> None:
        stage.new_partner, stage.hears = lambda _: Free(), say(SAID, "rms").audio
        talker = Talker(stage)
        talker.choose(service, allowed=False)
        talker.begin()
        talker.speak()
        stage.wait(lambda: talker.window.gate.question is not None)
        assert service.connections() == []
        press(talker.window, "Send nothing")
        assert talker.asked() == ""
        assert talker.notice == "Nothing was sent. The recording is kept."
        assert service.connections() == []
        assert stage.ledger.entries() == []
        talker.answer.own.setText(SAID)
        talker.answer.confirm.click()
        talker.settle()
        assert talker.said[1:] == [SAID, f"You say: {SAID}"]
        assert talker.conversing.lines[1].judgeable


class TestAFailure:
    @pytest.mark.parametrize(
        ("fault", "said"),
        [
            ({"upgrade": 401}, "does not accept the key"),
            ({"close": 1006, "after": 0.5}, "closed the connection"),
            ({"silent": "turn"}, "stopped answering"),
            ({"silent": "connection"}, "answer"),
            ({"status": "NoMatch"}, "recognised no words"),
            ({"malformed": True}, "trouble of its own"),
        ],
        ids=str,
    )
    def test_is_one_sentence_within_five_seconds_and_the_answer_is_typed(
        self, talker: Talker, service: EmulatorProcess, fault: dict[str, object], said: str
    ) -> None:
        service.misbehave(**fault)
        talker.speak()
        talker.stage.wait(lambda: talker.where is Where.HEARING)
        began = time.monotonic()
        assert talker.asked() == ""
        assert time.monotonic() - began < LONGEST
        assert said in talker.notice
        assert talker.notice.endswith("The recording is kept.")
        assert "What did you say?" in talker.answer.question.text()
        talker.answer.own.setText(SAID)
        talker.answer.confirm.click()
        talker.settle()
        assert talker.said[1:] == [SAID, f"You say: {SAID}"]
        take = talker.conversing.lines[1].take
        assert take is not None
        assert take.text == SAID

    def test_of_a_missing_key_is_told_before_anything_is_sent(self, stage: Stage, service: EmulatorProcess) -> None:
        stage.new_partner, stage.hears = lambda _: Free(), say(SAID, "rms").audio
        talker = Talker(stage)
        talker.choose(service, key="")
        talker.begin()
        talker.speak()
        assert talker.asked() == ""
        assert "key" in talker.notice
        assert service.connections() == []

    def test_can_be_tried_again(self, talker: Talker, service: EmulatorProcess) -> None:
        service.misbehave(upgrade=503, said=SAID)
        talker.speak()
        assert talker.asked() == ""
        service.misbehave(said=SAID)
        press(talker.window, "Try again")
        talker.stage.qtbot.waitUntil(lambda: talker.answer.own.text() != "", timeout=40_000)
        assert "elephants" in talker.heard()

    def test_silence_is_not_even_sent_and_not_kept(self, talker: Talker, service: EmulatorProcess) -> None:
        talker.stage.hears = Audio(np.zeros(16_000, np.float32), 16_000)
        talker.speak()
        talker.stage.wait(lambda: talker.window.banner.notice is not None)
        talker.settle()
        assert talker.notice.startswith("The recording is silent: ")
        assert talker.where is Where.LEARNER
        assert service.connections() == []
        assert talker.left_behind == 0

    def test_need_not_be_waited_for(self, talker: Talker, service: EmulatorProcess) -> None:
        service.misbehave(silent="turn")
        talker.speak()
        talker.stage.wait(lambda: talker.where is Where.HEARING)
        began = time.monotonic()
        talker.window.cancel()
        assert talker.where is Where.CONFIRMING
        assert time.monotonic() - began < 0.5
        talker.settle()


class TestAnAnswerThatWaitsToBeConfirmed:
    def test_can_be_said_again(self, talker: Talker, service: EmulatorProcess) -> None:
        service.misbehave(said=MISHEARD)
        talker.speak()
        talker.heard()
        service.misbehave(said=SAID)
        talker.speak()
        talker.stage.wait(lambda: talker.where is Where.HEARING)
        assert "elephants" in talker.heard()
        assert talker.left_behind == 1
        talker.answer.confirm.click()
        talker.settle()
        assert len(talker.said) == 3
        assert talker.left_behind == 0

    def test_can_be_left_out_for_one_that_is_typed(self, talker: Talker) -> None:
        talker.speak()
        talker.heard()
        talker.answer.leave_out.click()
        assert talker.where is Where.LEARNER
        assert talker.answer.own.text() == ""
        talker.settle()
        assert talker.left_behind == 0
        talker.answer.own.setText("Fine, thanks.")
        talker.answer.send.click()
        talker.settle()
        assert talker.said[1:] == ["Fine, thanks.", "You say: Fine, thanks."]
        assert talker.conversing.lines[1].sound is None

    def test_goes_with_the_chat(self, talker: Talker) -> None:
        talker.speak()
        talker.heard()
        talker.conversing.clear()
        talker.settle()
        assert talker.where is Where.BEFORE
        talker.conversing.confirm(SAID)
        assert talker.said == []
        assert talker.left_behind == 0

    def test_goes_when_the_conversation_begins_again(self, talker: Talker) -> None:
        talker.speak()
        talker.heard()
        talker.conversing.begin()
        talker.settle()
        assert talker.where is Where.LEARNER
        assert talker.left_behind == 0

    def test_goes_when_the_chat_is_cleared_before_it_is_known(self, talker: Talker, service: EmulatorProcess) -> None:
        service.misbehave(silent="turn")
        talker.speak()
        talker.stage.wait(lambda: talker.where is Where.HEARING)
        talker.conversing.clear()
        talker.settle()
        assert talker.where is Where.BEFORE
        assert talker.left_behind == 0

    def test_goes_when_another_is_opened_from_a_file(self, talker: Talker, tmp_path: Path) -> None:
        talker.speak()
        talker.heard()
        file = tmp_path / "said.wav"
        files.write_wav(file, talker.stage.hears)
        talker.window.practice.open_file(file)
        talker.stage.wait(lambda: talker.where is Where.HEARING)
        talker.heard()
        assert talker.left_behind == 0
        talker.answer.leave_out.click()
        talker.settle()
        assert file.exists()

    def test_stays_while_something_else_is_read(self, talker: Talker) -> None:
        talker.speak()
        talker.heard()
        talker.window.practice_page.picker.choose("market-morning")
        talker.speak()
        talker.stage.wait(lambda: talker.window.practice.state.busy)
        talker.settle()
        talker.window.practice_page.picker.choose("coffee-to-go")
        assert talker.where is Where.CONFIRMING
        assert talker.left_behind >= 1

    def test_stays_when_the_window_closes(self, talker: Talker) -> None:
        talker.speak()
        talker.heard()
        talker.stage.close(talker.window)
        assert talker.left_behind == 1


class TestWithTheScript:
    @pytest.fixture
    def scripted(self, stage: Stage, service: EmulatorProcess) -> Talker:
        stage.hears = say("A large coffee with milk, please.", "rms").audio
        talker = Talker(stage)
        talker.choose(service)
        talker.begin()
        return talker

    def test_a_suggestion_is_recognised_on_this_machine(self, scripted: Talker, service: EmulatorProcess) -> None:
        scripted.speak()
        scripted.stage.qtbot.waitUntil(lambda: len(scripted.said) == 3, timeout=40_000)
        scripted.settle()
        assert scripted.said[1] == "A large coffee with milk, please."
        assert service.connections() == []

    def test_what_is_none_of_them_is_recognised_corrected_and_understood_by_its_words(
        self, scripted: Talker, service: EmulatorProcess
    ) -> None:
        scripted.stage.hears = say(SAID, "rms").audio
        service.misbehave(said=SAID)
        scripted.speak()
        assert "elephants" in scripted.heard()
        assert not scripted.answer.suggestions.isHidden()
        scripted.answer.own.setText("Could I have a coffee with milk, please?")
        scripted.answer.confirm.click()
        scripted.settle()
        assert scripted.said[-1] == "Sure. Normal milk or oat milk?"


def test_without_azure_speech_one_types_first(stage: Stage) -> None:
    stage.new_partner = lambda _: Free()
    talker = Talker(stage)
    talker.begin()
    assert talker.window.practice.state.why_not_record == "Type what you want to say first; then say it."
