"""How the learner gets on: scores over time, and the sounds that are the weakest, out of all sessions.

What this needs of a verdict is worked out of its evidence once, when it is saved, and stands in the database beside
it, so that a thousand sessions are looked through at once. A verdict of an older program is caught up with when asked.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sonorant.sessions.search import CURRENT
from sonorant.speech import azure_json, phonemes
from sonorant.speech.assessment import TICKS_PER_SECOND, Assessment, ErrorType, Phoneme, PhonemeAlphabet
from sonorant.speech.failures import UnusableInput
from sonorant.speech.marks import POOR, heard

DERIVED = 1
"""Raise it when something else is worked out: all verdicts are then caught up with."""

ENOUGH = 5
"""A sound said less often is not ranked: a single slip is no weakness."""

EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Point:
    """The scores (0–100) of one session, by its newest verdict; `created` in UTC, `seconds` of speech."""

    session: int
    title: str
    created: datetime
    seconds: float
    engine: str
    engine_version: str
    pronunciation: float | None
    accuracy: float | None
    fluency: float | None
    completeness: float | None
    prosody: float | None


@dataclass(frozen=True, slots=True)
class Sound:
    """How a sound (ARPABET) was said: how often, its mean score (0–100), and how often that was below 60."""

    phone: str
    said: int
    score: float
    poor: int


@dataclass(frozen=True, slots=True)
class Example:
    """One place where a sound was said badly; `start` and `stop` are seconds in the recording of the session."""

    session: int
    title: str
    created: datetime
    word: str
    heard: str
    score: float
    start: float | None
    stop: float | None


def derive(connection: sqlite3.Connection, verdict: int, assessment: Assessment) -> None:
    """Write down what is worked out of a verdict, in place of what may stand there."""
    scores = assessment.scores
    connection.execute(
        "UPDATE verdict SET derived = ?, accuracy = ?, fluency = ?, completeness = ?, prosody = ? WHERE id = ?",
        (DERIVED, scores.accuracy, scores.fluency, scores.completeness, scores.prosody, verdict),
    )
    connection.execute("DELETE FROM sound WHERE verdict = ?", (verdict,))
    connection.executemany(
        "INSERT INTO sound (phone, verdict, said, total, poor, word, heard, score, start, stop) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(phone, verdict, *values) for phone, values in _sounds(assessment)],
    )


def catch_up(connection: sqlite3.Connection) -> None:
    """Work out what is missing, in one transaction. A damaged verdict is passed over: it is told when it is opened."""
    behind = [id_ for (id_,) in connection.execute("SELECT id FROM verdict WHERE derived < ?", (DERIVED,))]
    if not behind:
        return
    connection.execute("BEGIN IMMEDIATE")
    for verdict in behind:
        row = connection.execute("SELECT raw FROM verdict WHERE id = ?", (verdict,)).fetchone()
        try:
            assessment = azure_json.from_json(json.loads(row["raw"])) if row else None
        except (ValueError, UnusableInput):
            assessment = Assessment()
        if assessment is not None:
            derive(connection, verdict, assessment)
    connection.execute("COMMIT")


def history(connection: sqlite3.Connection) -> list[Point]:
    """The scores of all sessions, the oldest first."""
    rows = connection.execute(
        "SELECT session.id AS session, title, session.created AS created, seconds, engine, engine_version, "
        f"pronunciation, accuracy, fluency, completeness, prosody FROM session JOIN verdict ON {CURRENT} "
        "ORDER BY session.created, session.id"
    ).fetchall()
    return [Point(**{**row, "created": datetime.fromisoformat(row["created"])}) for row in map(dict, rows)]


def sounds(connection: sqlite3.Connection, engine: str) -> list[Sound]:
    """The sounds that `engine` scored often enough, the weakest first; verdicts of two engines are never mixed."""
    rows = connection.execute(
        "SELECT phone, sum(said) AS said, sum(total) / sum(said) AS score, sum(poor) AS poor "
        f"FROM session JOIN verdict ON {CURRENT} JOIN sound ON sound.verdict = verdict.id "
        "WHERE engine = ? GROUP BY phone HAVING sum(said) >= ? ORDER BY score, phone",
        (engine, ENOUGH),
    ).fetchall()
    return [Sound(**dict(row)) for row in rows]


def examples(connection: sqlite3.Connection, engine: str, phone: str) -> list[Example]:
    """Where a sound was said worst, one place a session, the worst first."""
    rows = connection.execute(
        "SELECT session.id AS session, title, session.created AS created, word, heard, score, start, stop "
        f"FROM session JOIN verdict ON {CURRENT} JOIN sound ON sound.verdict = verdict.id "
        "WHERE engine = ? AND phone = ? AND start IS NOT NULL ORDER BY score, session.id DESC LIMIT ?",
        (engine, phone, EXAMPLES),
    ).fetchall()
    return [Example(**{**row, "created": datetime.fromisoformat(row["created"])}) for row in map(dict, rows)]


def _sounds(assessment: Assessment) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Each sound of a take with its row of the table."""
    found: dict[str, list[tuple[float, str, Phoneme]]] = {}
    for word in assessment.words or ():
        if word.error is ErrorType.INSERTION:
            continue
        for each in word.phonemes or ():
            if each.accuracy is not None and each.phoneme:
                phone = _arpabet(each.phoneme, assessment.alphabet)
                found.setdefault(phone, []).append((each.accuracy, word.word, each))
    for phone, said in found.items():
        scores = [score for score, _, _ in said]
        score, word_, worst = min(said, key=lambda each: each[0])
        start = stop = None
        if worst.offset is not None and worst.duration:
            start, stop = worst.offset / TICKS_PER_SECOND, (worst.offset + worst.duration) / TICKS_PER_SECOND
        poor = sum(each < POOR for each in scores)
        yield phone, (len(said), sum(scores), poor, word_, heard(worst) or "", score, start, stop)


def _arpabet(name: str, alphabet: PhonemeAlphabet | None) -> str:
    phone = phonemes.parse(name, alphabet) if alphabet is not None else None
    return name if phone is None else phonemes.base(phone)
