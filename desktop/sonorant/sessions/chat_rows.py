"""Conversations in the database: their turns, and with each verdict on the whole those on the turns that it is made of.

A verdict is that of one engine. So what two engines said of the turns of one talk makes two verdicts, and as the talk
goes on each of them is made anew; what was judged later, apart from the talk, stays as it was judged.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sonorant.sessions import chats, verdicts
from sonorant.sessions.chats import ChatTurn, Speaker
from sonorant.speech import azure_json
from sonorant.speech.assessment import Assessment
from sonorant.speech.config import AssessmentConfig, from_json_string
from sonorant.speech.content import Content
from sonorant.speech.failures import UnusableInput


@dataclass(frozen=True, slots=True)
class Writing:
    """What is to be written of a conversation: `created` is the time of it (UTC, ISO 8601)."""

    session: int
    turns: Sequence[ChatTurn]
    config: AssessmentConfig
    created: str
    content: Content | None = None


def keep(connection: sqlite3.Connection, now: Writing, engine: str | None = None) -> int:
    """Write the turns in place of those that the session has, and the verdicts on them.

    Those of the talk itself are made anew out of what its turns say now and what was said of them before; the others
    keep what they are made of and move with their turns. The verdict of `engine` becomes the newest.

    Returns the id of that, or else of another one of the talk itself.
    """
    _write_turns(connection, now)
    fresh = _by_engine(now.turns)
    judged, own = bool(fresh), 0
    for row in verdicts.rows(connection, now.session):
        try:
            parts = _parts(connection, row["id"])
            before = azure_json.from_json(json.loads(row["raw"]))
            config = from_json_string(row["config"])
        except (ValueError, UnusableInput):
            continue  # it is damaged, which is told when it is opened
        verdicts.forget(connection, row["id"])
        if not row["talk"]:
            then = replace(now, config=config, created=row["created"], content=before.content)
            _add(connection, then, parts, id=row["id"])
            continue
        parts |= fresh.pop(row["engine"], {})
        if row["engine"] == engine:
            fresh[row["engine"]] = parts
        elif parts or not judged:
            own = _add(connection, now, parts, id=row["id"], talk=True)
    for name in sorted(fresh, key=lambda each: each == engine):
        own = _add(connection, now, fresh[name], talk=True)
    return own or _add(connection, now, {}, talk=True)


def judge(connection: sqlite3.Connection, now: Writing) -> None:
    """Write another verdict, that of one engine on the turns; the talk may have gone on since they were read."""
    turns = [turn_of(row) for row in rows(connection, now.session)]
    parts = {place: each.assessment for place, each in enumerate(now.turns) if each.assessment is not None}
    _add(connection, replace(now, turns=turns), parts)


def rows(connection: sqlite3.Connection, session: int, verdict: int | None = None) -> list[sqlite3.Row]:
    """The rows of a session's turns in order, with what belongs to one of its verdicts; for `turn_of`."""
    return connection.execute(
        "SELECT turn.*, raw FROM turn LEFT JOIN turn_verdict ON verdict = ? AND turn_verdict.place = turn.place "
        "WHERE session = ? ORDER BY turn.place",
        (verdict, session),
    ).fetchall()


def turn_of(row: sqlite3.Row) -> ChatTurn:
    """The turn in a row. Raises ValueError or UnusableInput if it is damaged."""
    judged = None if row["raw"] is None else azure_json.from_json(json.loads(row["raw"]))
    return ChatTurn(Speaker(row["who"]), row["text"], row["start"], row["length"], bool(row["own"]), judged)


def _write_turns(connection: sqlite3.Connection, now: Writing) -> None:
    connection.execute("DELETE FROM turn WHERE session = ?", (now.session,))
    connection.executemany(
        "INSERT INTO turn (session, place, who, text, start, length, own) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (now.session, place, turn.who.value, turn.text, turn.offset, turn.duration, int(turn.own))
            for place, turn in enumerate(now.turns)
        ],
    )


def _by_engine(turns: Sequence[ChatTurn]) -> dict[str, dict[int, Assessment]]:
    """What each engine says of the turns, by their places."""
    found: dict[str, dict[int, Assessment]] = {}
    for place, turn in enumerate(turns):
        if turn.assessment is not None:
            found.setdefault(turn.assessment.engine, {})[place] = turn.assessment
    return found


def _parts(connection: sqlite3.Connection, verdict: int) -> dict[int, Assessment]:
    """What a verdict is made of, by the places of the turns. Raises ValueError or UnusableInput if it is damaged."""
    found = connection.execute("SELECT place, raw FROM turn_verdict WHERE verdict = ?", (verdict,))
    return {place: azure_json.from_json(json.loads(raw)) for place, raw in found}


def _add(
    connection: sqlite3.Connection,
    now: Writing,
    parts: Mapping[int, Assessment],
    *,
    id: int | None = None,  # noqa: A002
    talk: bool = False,
) -> int:
    turns = [replace(turn, assessment=parts.get(place)) for place, turn in enumerate(now.turns)]
    assessment = replace(chats.whole(turns), content=now.content)
    config = replace(now.config, reference_text=assessment.text)
    verdict = verdicts.add(connection, now.session, now.created, assessment, config, id=id, talk=talk)
    connection.executemany(
        "INSERT INTO turn_verdict (verdict, place, raw) VALUES (?, ?, ?)",
        [(verdict, place, json.dumps(azure_json.to_json(part), ensure_ascii=False)) for place, part in parts.items()],
    )
    return verdict
