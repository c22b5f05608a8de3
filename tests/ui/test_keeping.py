"""A conversation is kept with what its words are like, as far as they were the learner's own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from sonorant.audio import files
from sonorant.audio.envelope import Envelope
from sonorant.audio.files import Audio
from sonorant.sessions.store import Session, Store
from sonorant.speech.content import Content
from sonorant.ui.keeping import Keeping
from sonorant.ui.lines import ChatLine
from sonorant.ui.practice import Sound
from sonorant.ui.tasks import Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Tasks:
    return Tasks()


def kept(qtbot: QtBot, tasks: Tasks, folder: Path, *lines: ChatLine) -> Content | None:
    sessions = list[Session]()
    Keeping(Store(folder), tasks).keep_now(lines, sessions.append)
    qtbot.waitUntil(lambda: bool(sessions), timeout=30_000)
    return Store(folder).open(sessions[0].id).assessment.content


def test_grammar_and_vocabulary_of_ones_own_words_are_kept(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> None:
    content = kept(
        qtbot,
        tasks,
        tmp_path,
        ChatLine("Ann", "She don't ask?", mine=False),
        ChatLine("You", "He don't know. I like it.", mine=True, own=True),
        ChatLine("You", "We was there, as it was suggested.", mine=True),
        ChatLine("You", "It was good", mine=True, own=True),
    )
    assert content is not None
    assert content.text == "He don't know. I like it. It was good."
    assert [content.text[slice(*finding.span)] for finding in content.grammar or ()] == ["don't"]
    assert content.vocabulary is not None


def test_with_fewer_than_three_sentences_the_reason_is(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> None:
    content = kept(qtbot, tasks, tmp_path, ChatLine("You", "He don't know.", mine=True, own=True))
    assert content is not None
    assert content.grammar is None
    assert "2 more sentences" in content.withheld


def test_the_verdict_of_a_chat_model_stays_until_something_else_is_said(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    def judge(lines: Sequence[str], topic: str) -> Content:
        return Content(" ".join(lines), 3, origin=f"a model, about {topic}", grammar_score=50.0)

    sessions = list[Session]()
    keeping = Keeping(Store(tmp_path), tasks, None, judge)
    keeping.kept.connect(sessions.append)
    keeping.begin("The river", "")
    line = ChatLine("You", "I see. I know. I go.", mine=True, own=True)
    keeping.keep_now([line], sessions.append)
    qtbot.waitUntil(lambda: len(sessions) == 1, timeout=30_000)
    keeping.keep([line])
    keeping.flush()
    keeping.keep([line, line])
    keeping.flush()
    qtbot.waitUntil(lambda: len(sessions) == 3, timeout=30_000)
    origins = [session.assessment.content.origin for session in sessions if session.assessment.content is not None]
    assert origins == ["a model, about The river", "a model, about The river", "local"]


def test_of_suggested_words_nothing_is_said(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> None:
    assert kept(qtbot, tasks, tmp_path, ChatLine("You", "We was there.", mine=True)) is None


def test_a_conversation_whose_session_was_deleted_is_kept_in_another_with_all_that_was_said(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    store, sessions = Store(tmp_path), list[Session]()
    keeping = Keeping(store, tasks)
    keeping.kept.connect(sessions.append)
    keeping.begin("The river", "river")
    lines = list[ChatLine]()
    for text in ("Hello.", "I see.", "Bye."):
        if text == "I see.":
            store.delete(sessions[0].id)
        sound = Audio(np.full(1600, 0.1, np.float32), 16_000)
        lines.append(ChatLine("You", text, mine=True, sound=Sound(sound, Envelope.of(sound.samples, sound.rate))))
        keeping.keep(lines)
        keeping.flush()
        qtbot.waitUntil(lambda: len(sessions) == len(lines), timeout=30_000)

    [kept] = store.sessions()
    last = store.open(kept.id)
    assert keeping.session == kept.id == sessions[1].id
    assert (last.title, last.scenario) == ("The river", "river")
    assert [turn.text for turn in last.turns] == ["Hello.", "I see.", "Bye."]
    assert files.read(last.audio).seconds == pytest.approx(1.3)


def test_what_was_said_is_kept_while_a_slow_judge_of_its_words_is_waited_for_and_then_with_the_verdict(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    answered = threading.Event()

    def judge(lines: Sequence[str], _topic: str) -> Content:
        answered.wait(30)
        return Content(" ".join(lines), 3, origin="a model", grammar_score=50.0)

    early, late = list[Session](), list[Session]()
    keeping = Keeping(Store(tmp_path), tasks, None, judge)
    keeping.kept.connect(early.append)
    keeping.begin("The river", "")
    keeping.keep_now([ChatLine("You", "I see. I know. I go.", mine=True, own=True)], late.append)
    qtbot.waitUntil(lambda: bool(early), timeout=30_000)
    assert not tasks.busy
    assert not late
    answered.set()
    qtbot.waitUntil(lambda: bool(late), timeout=30_000)

    [kept] = Store(tmp_path).sessions()
    content = Store(tmp_path).open(kept.id).assessment.content
    assert (kept.id, content and content.origin) == (early[0].id, "a model")
