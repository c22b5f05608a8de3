"""A conversation that two engines judge: the one on this machine, and Azure Speech by the real SDK."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from azure_bench import settled
from emulators.azure.process import EmulatorProcess
from sonorant.engines.azure.options import Options
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.sessions.chats import Speaker
from sonorant.sessions.exports import chat
from sonorant.sessions.store import Session, Store
from sonorant.ui import azure_choices
from sonorant.ui.azure_choices import AzureChoices
from sonorant.ui.compare_view import pair_of
from sonorant.ui.main_window import PRACTICE, REVIEW
from sonorant.ui.settings import Engine
from sonorant.voices.flite import Flite
from talkative import COFFEE, MILK, Talkative
from window_stage import Stage, press


@pytest.fixture(autouse=True)
def _all_threads_end() -> Iterator[None]:
    yield
    assert settled()


@pytest.fixture
def talk(stage: Stage, service: EmulatorProcess, monkeypatch: pytest.MonkeyPatch) -> Talkative:
    """A conversation has begun; the engine on this machine is chosen, and Azure Speech is allowed, with a key."""
    monkeypatch.setattr(azure_choices, "Options", partial(Options, patience=30.0))  # the emulator may be slow
    stage.assessor, stage.voice = EmbeddedAssessor(), Flite("slt")
    talk = Talkative(stage)
    stage.set_up_azure(AzureChoices(endpoint=service.endpoint))
    talk.window.engines.choose(Engine.EMBEDDED)
    talk.begin("coffee-to-go")
    return talk


def assess_all(talk: Talkative) -> None:
    talk.card.whole.click()
    talk.settle()


def kept(talk: Talkative) -> Session:
    """The one session, with its newest verdict."""
    store = Store(talk.stage.folder)
    [summary] = store.sessions()
    return store.open(summary.id)


def judges(session: Session) -> list[str | None]:
    """Who judged each turn of the learner."""
    learner = (turn.assessment for turn in session.turns if turn.who is Speaker.LEARNER)
    return [None if judged is None else judged.engine for judged in learner]


def by_engine(talk: Talkative) -> dict[str, list[str | None]]:
    """The verdicts on the conversation, and who judged the turns of each."""
    session = kept(talk)
    opened = [Store(talk.stage.folder).open(session.id, verdict.id) for verdict in session.verdicts]
    assert all(each.assessment.engine == verdict.engine for each, verdict in zip(opened, session.verdicts, strict=True))
    return {each.assessment.engine: judges(each) for each in opened}


def lines(talk: Talkative) -> list[str | None]:
    """Who judged each answer in the window."""
    return [line.report and line.report.raw.engine for line in talk.conversing.lines if line.mine]


def test_all_is_assessed_by_one_engine_and_what_another_one_said_stays_its_own(talk: Talkative) -> None:
    talk.window.engines.choose(Engine.AZURE)
    talk.say(COFFEE)
    talk.bubbles[1].assess.click()
    talk.settle()
    talk.window.engines.choose(Engine.EMBEDDED)
    talk.say(MILK)
    talk.bubbles[3].assess.click()
    talk.settle()
    assert lines(talk) == ["azure", "embedded"]
    assert by_engine(talk) == {"azure": ["azure", None], "embedded": [None, "embedded"]}

    assess_all(talk)
    report = talk.window.practice_page.viewer.report
    assert report is not None
    assert report.raw.engine == "embedded"
    assert lines(talk) == ["embedded", "embedded"]
    assert by_engine(talk) == {"azure": ["azure", None], "embedded": ["embedded", "embedded"]}
    assert kept(talk).assessment.engine == "embedded"

    talk.window.engines.choose(Engine.AZURE)
    assess_all(talk)
    assert lines(talk) == ["azure", "azure"]
    assert by_engine(talk) == {"embedded": ["embedded", "embedded"], "azure": ["azure", "azure"]}
    session = kept(talk)
    pair = pair_of(session)
    assert pair is not None
    compared = [Store(talk.stage.folder).open(session.id, verdict).assessment for verdict in pair]
    assert [each.engine for each in compared] == ["embedded", "azure"]
    report = talk.window.practice_page.viewer.report
    assert report is not None
    assert report.raw == compared[1]


def test_what_azure_leaves_undone_is_done_as_a_whole_on_this_machine(talk: Talkative, service: EmulatorProcess) -> None:
    talk.window.engines.choose(Engine.AZURE)
    talk.say(COFFEE)
    talk.bubbles[1].assess.click()
    talk.settle()
    talk.say(MILK)
    service.misbehave(upgrade=401)
    assess_all(talk)
    assert lines(talk) == ["azure", None]

    press(talk.window, "Assess on this machine")
    talk.settle()
    assert lines(talk) == ["embedded", "embedded"]
    assert by_engine(talk) == {"azure": ["azure", None], "embedded": ["embedded", "embedded"]}
    report = talk.window.practice_page.viewer.report
    assert report is not None
    assert report.raw.engine == "embedded"


def test_a_second_verdict_of_review_stays_with_its_turns_when_the_talk_goes_on(talk: Talkative) -> None:
    talk.say(COFFEE)
    assess_all(talk)
    window, store = talk.window, Store(talk.stage.folder)
    window.engines.choose(Engine.AZURE)
    window.go(REVIEW)
    page = window.review_page
    talk.stage.wait(lambda: page.opened is not None)
    QTest.mouseClick(page.card.again, Qt.MouseButton.LeftButton)
    talk.stage.qtbot.waitUntil(lambda: page.card.verdicts.count() == 2, timeout=20_000)
    talk.settle()
    azure = kept(talk)
    assert azure.assessment.engine == "azure"

    window.engines.choose(Engine.EMBEDDED)
    window.go(PRACTICE)
    talk.card.voice.click()  # the partner's next line is silent, and gets its voice late
    talk.say(MILK)
    assess_all(talk)
    spoken = list[bool]()
    talk.conversing.said.give_voices(lambda: spoken.append(True))
    talk.stage.qtbot.waitUntil(lambda: bool(spoken), timeout=20_000)
    talk.settle()
    assert by_engine(talk) == {"embedded": ["embedded", "embedded"], "azure": ["azure", None]}
    later = store.open(azure.id, azure.verdict)
    assert later.assessment.scores == azure.assessment.scores
    assert later.turns[1] == azure.turns[1]

    for verdict in later.verdicts:
        opened = store.open(azure.id, verdict.id)
        rows = list(csv.DictReader(chat.csv_text(opened.turns).splitlines()))
        scores = [turn.assessment and turn.assessment.scores.pronunciation for turn in opened.turns]
        assert [row["pronunciation"] for row in rows] == ["" if score is None else f"{score:g}" for score in scores]
        assert {row["engine"] for row in rows} == {"", verdict.engine}
