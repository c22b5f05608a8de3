"""Every step from an older database to the next, on a database as that version wrote it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from sample_assessment import sample
from sonorant.sessions import schema
from sonorant.sessions.chats import Speaker, Utterance
from sonorant.sessions.store import Store
from sonorant.speech import azure_json
from sonorant.speech.assessment import Provenance
from sonorant.speech.config import AssessmentConfig, to_json_string

ROW = {
    "created": "2026-10-01T10:00:00+00:00",
    "audio": "take.flac",
    "seconds": 3.0,
    "config": to_json_string(AssessmentConfig("I think the river ran by.")),
    "engine": "embedded",
    "engine_version": "0.0.9",
    "settings": "{}",
    "raw": json.dumps(azure_json.to_json(sample())),
    "text": sample().text,
    "pronunciation": 66.2,
}


@pytest.fixture
def version_1(tmp_path: Path) -> Path:
    """A folder with a database of version 1: two sessions, and a third that was deleted."""
    connection = sqlite3.connect(tmp_path / "sessions.db")
    for statement in schema.MIGRATIONS[0]:
        connection.execute(statement)
    for title in ("first", "second", "deleted"):
        row = ROW | {"title": title, "audio": f"{title}.flac"}
        names = ", ".join(row)
        connection.execute(f"INSERT INTO session ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    connection.execute("DELETE FROM session WHERE title = 'deleted'")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    return tmp_path


def test_from_1_to_2_every_session_keeps_its_verdict(version_1: Path) -> None:
    store = Store(version_1)

    sessions = {summary.title: store.open(summary.id) for summary in store.sessions()}
    assert list(sessions) == ["second", "first"]
    first = sessions["first"]
    assert first.assessment == sample()
    assert first.config == AssessmentConfig("I think the river ran by.")
    assert (first.id, first.audio.name, first.seconds, first.notes, first.scenario) == (1, "first.flac", 3.0, "", "")
    (verdict,) = first.verdicts
    assert (verdict.engine, verdict.engine_version, verdict.pronunciation) == ("embedded", "0.0.9", 66.2)
    assert verdict.created == first.created


def test_from_1_to_2_progress_is_worked_out_of_the_old_verdicts(version_1: Path) -> None:
    store = Store(version_1)

    assert [(point.title, point.fluency) for point in store.history()] == [("first", 64.5), ("second", 64.5)]
    assert [(each.title, each.word, each.score) for each in store.examples("embedded", "TH")] == [
        ("second", "think", 15.0),
        ("first", "think", 15.0),
    ]


def test_from_1_to_2_the_id_of_a_deleted_session_stays_spent(version_1: Path) -> None:
    Store(version_1)

    connection = sqlite3.connect(version_1 / "sessions.db")
    row = {name: ROW[name] for name in ("created", "audio", "seconds")} | {"title": "new"}
    cursor = connection.execute(
        f"INSERT INTO session ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())
    )
    assert cursor.lastrowid == 4
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


@pytest.fixture
def version_2(version_1: Path) -> Path:
    """The same folder as version 2 left it."""
    connection = sqlite3.connect(version_1 / "sessions.db")
    for statement in schema.MIGRATIONS[1]:
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()
    return version_1


def test_from_2_to_3_sessions_stay_as_they_are_and_conversations_can_be_kept(version_2: Path) -> None:
    store = Store(version_2)

    assert [(summary.title, store.open(summary.id).turns) for summary in store.sessions()] == [
        ("second", ()),
        ("first", ()),
    ]
    session = store.keep_chat([Utterance(Speaker.PARTNER, "Hello")], AssessmentConfig(), "talk")
    assert [turn.text for turn in session.turns] == ["Hello"]
    assert (version_2 / "sessions.v2.db").is_file()


@pytest.fixture
def version_3(version_2: Path) -> Path:
    """The same folder as version 3 left it, with a bundled sample that was kept."""
    connection = sqlite3.connect(version_2 / "sessions.db")
    for statement in schema.MIGRATIONS[2]:
        connection.execute(statement)
    connection.execute("UPDATE session SET title = 'Slips (synthetic voice)' WHERE title = 'first'")
    connection.execute("PRAGMA user_version = 3")
    connection.commit()
    connection.close()
    return version_2


def test_from_3_to_4_samples_are_known_to_be_synthetic(version_3: Path) -> None:
    store = Store(version_3)

    assert {summary.title: store.open(summary.id).synthetic for summary in store.sessions()} == {
        "second": False,
        "Slips (synthetic voice)": True,
    }


@pytest.fixture
def version_4(version_3: Path) -> Path:
    """The same folder as version 4 left it, with a conversation that was judged twice: its turn as it was last."""
    connection = sqlite3.connect(version_3 / "sessions.db")
    for statement in schema.MIGRATIONS[3]:
        connection.execute(statement)
    raw = json.dumps(azure_json.to_json(replace(sample(), provenance=Provenance("azure", "1.0"))))
    session = "INSERT INTO session (id, created, title, audio, seconds) VALUES (9, ?, 'talk', 'talk.flac', 3.0)"
    connection.execute(session, (ROW["created"],))
    for engine in ("embedded", "azure"):
        row = {name: ROW[name] for name in ("created", "engine_version", "text", "config", "settings", "raw")}
        row |= {"session": 9, "engine": engine}
        names = ", ".join(row)
        connection.execute(f"INSERT INTO verdict ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    for place, (who, judged) in enumerate((("partner", None), ("learner", raw))):
        turn = (9, place, who, "Hello", 0, 0, 0, judged)
        connection.execute("INSERT INTO turn VALUES (?, ?, ?, ?, ?, ?, ?, ?)", turn)
    connection.execute("PRAGMA user_version = 4")
    connection.commit()
    connection.close()
    return version_3


def test_from_4_to_5_turns_belong_to_the_newest_verdict_and_every_verdict_stays(version_4: Path) -> None:
    store = Store(version_4)

    newest = store.open(9)
    assert [verdict.engine for verdict in newest.verdicts] == ["embedded", "azure"]
    assert [turn.assessment and turn.assessment.engine for turn in newest.turns] == [None, "azure"]
    oldest = store.open(9, newest.verdicts[0].id)
    assert oldest.assessment == sample()
    assert [(turn.text, turn.assessment) for turn in oldest.turns] == [("Hello", None), ("Hello", None)]
    assert len(store.judge_chat(9, newest.turns, AssessmentConfig()).verdicts) == 3
