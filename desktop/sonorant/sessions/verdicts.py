"""Verdicts in the database: each with its evidence, and what is worked out of it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from sonorant.sessions import progress
from sonorant.speech import azure_json
from sonorant.speech.assessment import Assessment
from sonorant.speech.config import AssessmentConfig, to_json_string


@dataclass(frozen=True, slots=True)
class Verdict:
    """One of the verdicts on a take, without its evidence. `created` is in UTC, `pronunciation` 0–100."""

    id: int
    created: datetime
    engine: str
    engine_version: str
    pronunciation: float | None


def add(
    connection: sqlite3.Connection,
    session: int,
    created: str,
    assessment: Assessment,
    config: AssessmentConfig,
    *,
    id: int | None = None,  # noqa: A002
    talk: bool = False,
) -> int:
    """Write a verdict, the newest unless it takes an `id` that is free; `talk`: its conversation may write it anew.

    Returns the id.
    """
    provenance = assessment.provenance
    row = {
        "id": id,
        "session": session,
        "created": created,
        "engine": assessment.engine,
        "engine_version": provenance.version if provenance else "",
        "text": assessment.text,
        "pronunciation": assessment.scores.pronunciation,
        "config": to_json_string(config),
        "settings": json.dumps(dict(provenance.settings) if provenance else {}, ensure_ascii=False),
        "raw": json.dumps(azure_json.to_json(assessment), ensure_ascii=False),
        "talk": talk,
    }
    places = ", ".join(f":{name}" for name in row)
    verdict = connection.execute(f"INSERT INTO verdict ({', '.join(row)}) VALUES ({places})", row).lastrowid
    assert verdict is not None
    progress.derive(connection, verdict, assessment)
    return verdict


def forget(connection: sqlite3.Connection, verdict: int) -> None:
    """Remove a verdict and everything that belongs to it."""
    connection.execute("DELETE FROM turn_verdict WHERE verdict = ?", (verdict,))
    connection.execute("DELETE FROM sound WHERE verdict = ?", (verdict,))
    connection.execute("DELETE FROM verdict WHERE id = ?", (verdict,))


def rows(connection: sqlite3.Connection, session: int) -> list[sqlite3.Row]:
    """All verdicts on a session, the oldest first; for `verdict_of`."""
    return connection.execute("SELECT * FROM verdict WHERE session = ? ORDER BY id", (session,)).fetchall()


def verdict_of(row: sqlite3.Row) -> Verdict:
    """The verdict in a row."""
    created = datetime.fromisoformat(row["created"])
    return Verdict(row["id"], created, row["engine"], row["engine_version"], row["pronunciation"])
