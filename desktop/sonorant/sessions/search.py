"""Looking for sessions: what is asked, and the list that answers it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Summary:
    """A session as it stands in the list, with its newest verdict. `created` is in UTC, `pronunciation` 0–100.

    `engine` gave that verdict, `engines` all that there are.
    """

    id: int
    title: str
    created: datetime
    text: str
    engine: str
    pronunciation: float | None
    seconds: float
    scenario: str = ""
    notes: str = ""
    engines: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Search:
    """What the sessions looked for have in common; what is left open does not matter.

    Every word of `words` stands somewhere in title, text or notes, in any letter case. `since` and `until` are
    moments with a time zone, the second not included; `least` and `most` bound the score in whole points, 0–100, as
    it is shown, both included; `scenario` is the id of one, empty for texts of one's own; `engine` has judged the
    session, whoever did so last.
    """

    words: str = ""
    since: datetime | None = None
    until: datetime | None = None
    scenario: str | None = None
    least: float | None = None
    most: float | None = None
    engine: str | None = None


EVERYTHING = Search()

CURRENT = "verdict.session = session.id AND verdict.id = (SELECT max(id) FROM verdict WHERE session = session.id)"
"""The verdict that a session is listed with: its newest."""


def find(connection: sqlite3.Connection, search: Search) -> list[Summary]:
    """The sessions that `search` asks for, the newest first."""
    connection.create_function("folded", 1, str.casefold, deterministic=True)
    conditions, values = _conditions(search)
    columns = ", ".join(_COLUMNS.get(field.name, field.name) for field in fields(Summary))
    rows = connection.execute(
        f"SELECT {columns} FROM session JOIN verdict ON {CURRENT} WHERE {' AND '.join(conditions)} "
        "ORDER BY session.created DESC, session.id DESC",
        values,
    ).fetchall()
    return [_summary(dict(row)) for row in rows]


_COLUMNS = {
    "id": "session.id AS id",
    "created": "session.created AS created",
    "engines": "(SELECT group_concat(DISTINCT engine) FROM verdict WHERE session = session.id) AS engines",
}


def _summary(row: dict[str, Any]) -> Summary:
    created, engines = datetime.fromisoformat(row["created"]), frozenset(row["engines"].split(","))
    return Summary(**{**row, "created": created, "engines": engines})


def _conditions(search: Search) -> tuple[list[str], list[object]]:
    conditions, values = ["TRUE"], list[object]()
    for word in search.words.casefold().split():
        conditions.append("instr(folded(title || ' ' || text || ' ' || notes), ?)")
        values.append(word)
    for condition, value in (
        ("session.created >= ?", search.since and search.since.astimezone(UTC).isoformat()),
        ("session.created < ?", search.until and search.until.astimezone(UTC).isoformat()),
        ("scenario = ?", search.scenario),
        ("round(pronunciation) >= ?", search.least),
        ("round(pronunciation) <= ?", search.most),
        ("? IN (SELECT engine FROM verdict WHERE session = session.id)", search.engine),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    return conditions, values
