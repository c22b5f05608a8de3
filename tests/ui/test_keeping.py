"""A conversation is kept with what its words are like, as far as they were the learner's own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from sonorant.audio.envelope import Envelope
from sonorant.audio.files import Audio
from sonorant.sessions.store import Session, Store
from sonorant.speech.content import Content
from sonorant.ui.keeping import Keeping
from sonorant.ui.lines import ChatLine
from sonorant.ui.practice import Sound
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.banner import Notice


@pytest.fixture
def tasks(qtbot: QtBot) -> Tasks:
    return Tasks()


def kept(qtbot: QtBot, tasks: Tasks, folder: Path, *lines: ChatLine) -> Content | None:
    sessions = list[Session]()
    Keeping(Store(folder), tasks).keep_now(lines, sessions.append)
    qtbot.waitUntil(lambda: bool(sessions), timeout=30_000)
    return Store(folder).open(sessions[0].id).assessment.content


def said(text: str) -> ChatLine:
    """A line of the learner's, a tenth of a second long."""
    sound = Audio(np.full(1600, 0.1, np.float32), 16_000)
    return ChatLine("You", text, mine=True, sound=Sound(sound, Envelope.of(sound.samples, sound.rate)))


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


def test_a_conversation_whose_session_was_deleted_is_never_kept_again(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    store, sessions, notices = Store(tmp_path), list[Session](), list[Notice]()
    keeping = Keeping(store, tasks)
    keeping.kept.connect(sessions.append)
    keeping.noticed.connect(notices.append)
    keeping.begin("The river", "river")
    lines = [said("Hello.")]
    keeping.keep(lines)
    keeping.flush()
    qtbot.waitUntil(lambda: len(sessions) == 1, timeout=30_000)
    store.delete(sessions[0].id)
    ended = list[bool]()
    for text in ("I see.", "Bye."):
        lines.append(said(text))
        keeping.keep(lines)
        keeping.flush()
    keeping.keep_now(lines, sessions.append, lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended) and not tasks.busy, timeout=30_000)

    assert store.sessions() == []
    assert (len(sessions), notices) == (1, [])
    keeping.begin("The river", "river")
    keeping.keep([said("Hello again.")])
    keeping.flush()
    qtbot.waitUntil(lambda: len(sessions) == 2, timeout=30_000)
    assert [turn.text for turn in sessions[1].turns] == ["Hello again."]


def test_what_could_not_be_kept_is_not_kept_by_trying_again_once_its_session_was_deleted(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    store, sessions, notices = Store(tmp_path), list[Session](), list[Notice]()
    keeping = Keeping(store, tasks)
    keeping.kept.connect(sessions.append)
    keeping.noticed.connect(notices.append)
    keeping.begin("The river", "river")
    keeping.keep([said("Hello.")])
    keeping.flush()
    qtbot.waitUntil(lambda: len(sessions) == 1, timeout=30_000)
    database, aside = tmp_path / "sessions.db", tmp_path / "aside.db"
    database.rename(aside)
    database.mkdir()
    keeping.keep([said("Hello."), said("I see.")])
    keeping.flush()
    qtbot.waitUntil(lambda: len(notices) == 1, timeout=30_000)
    database.rmdir()
    aside.rename(database)
    store.delete(sessions[0].id)
    keeping.drop()
    [(_, again)] = notices[0].ways
    again()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)

    assert store.sessions() == []
    assert (len(sessions), len(notices)) == (1, 1)


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
