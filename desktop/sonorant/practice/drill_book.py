"""The learner's drills across sessions: when each is due again, and how it sounded before and after.

When to practise again is planned by FSRS, from how well a drill was said each time. One's own voice is kept as the
place in a saved session where it can be heard; sound itself is not kept here.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sonorant.practice.drill_forgetting import NOTHING_GIVEN, Given, left_without
from sonorant.speech.failures import SonorantError

if TYPE_CHECKING:
    from fsrs import Card, Rating

    from sonorant.practice.drills import Drill, Item

FAIR, GOOD, EASY = 60.0, 75.0, 90.0
"""Scores (0–100) from which on a drill counts as passed with effort, passed, and passed easily."""
_MIGRATIONS = (
    """
    CREATE TABLE drill (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        phone TEXT,
        heard TEXT,
        items TEXT NOT NULL,    -- JSON: a list of [kind, text]
        card TEXT NOT NULL,     -- JSON of FSRS
        due TEXT NOT NULL       -- UTC, ISO 8601
    ) STRICT;
    CREATE TABLE attempt (
        drill TEXT NOT NULL REFERENCES drill ON DELETE CASCADE,
        at TEXT NOT NULL,       -- UTC, ISO 8601
        score REAL,             -- 0–100
        session INTEGER,        -- where it can be heard, with start and stop in seconds
        start REAL,
        stop REAL
    ) STRICT;
    """,
    # Of a conversation it is known in which turn, and times are those in its sound; until here none was told apart.
    "ALTER TABLE attempt ADD COLUMN turn INTEGER",
    # A mistake without a time has its session as well, and no start; until here nobody knew where it was found.
    "CREATE INDEX attempt_in_session ON attempt (session)",
)
"""The statements that lead from version n to n + 1. A released step is never changed, only followed by another."""
VERSION = len(_MIGRATIONS)


@dataclass(frozen=True, slots=True)
class Voice:
    """Where one's own voice can be heard: a saved session, and seconds in its recording.

    Of a conversation, whose recording is put together anew as it goes on, it is the number of a turn and seconds in
    the sound of that.
    """

    session: int
    start: float
    stop: float
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One time that a drill was said: `at` in UTC, the score (0–100) if there is one, and where it can be heard.

    What has no place where it can be heard has the saved session that it is from in `unplaced`, if there is one.
    """

    at: datetime
    score: float | None = None
    voice: Voice | None = None
    unplaced: int | None = None

    @property
    def session(self) -> int | None:
        """The saved session that it is from, if there is one."""
        return self.unplaced if self.voice is None else self.voice.session


@dataclass(frozen=True, slots=True)
class Kept:
    """A drill in the book: when it is due (UTC), and every attempt, the first of which is the mistake itself."""

    drill: Drill
    due: datetime
    attempts: tuple[Attempt, ...]

    @property
    def before(self) -> Attempt | None:
        """The first attempt that can be heard."""
        return next((each for each in self.attempts if each.voice is not None), None)

    @property
    def after(self) -> Attempt | None:
        """The last attempt that can be heard, if it is another one."""
        last = next((each for each in reversed(self.attempts) if each.voice is not None), None)
        return None if last is self.before else last


class DrillBook:
    """The drills in a database file, which is made when it is needed. Every method can be called on any thread.

    Raises:
        SonorantError: (by every method) the file cannot be read or written; nothing in it is changed then.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, drills: Sequence[Drill], attempt: Attempt) -> None:
        """Take in what went wrong in an `attempt`: new drills are due at once, known ones sooner than they were.

        The same place in the same session is taken in once, and so is a session without a place.
        """
        with self._open() as connection:
            for drill in drills:
                if _is_noted(connection, drill.id, attempt):
                    continue
                row = connection.execute("SELECT card FROM drill WHERE id = ?", (drill.id,)).fetchone()
                card = _new(attempt.at) if row is None else _reviewed(row["card"], 0.0, attempt.at)
                self._write(connection, drill, card)
                _note(connection, drill.id, attempt)

    def practised(self, drill: str, attempt: Attempt) -> None:
        """Note that the drill with this id was said, and plan when it is due again; without a score it is not planned.

        A drill that is not in the book is passed over.
        """
        with self._open() as connection:
            row = connection.execute("SELECT card FROM drill WHERE id = ?", (drill,)).fetchone()
            if row is None:
                return
            _note(connection, drill, attempt)
            if attempt.score is not None:
                card = _reviewed(row["card"], attempt.score, attempt.at)
                connection.execute(
                    "UPDATE drill SET card = ?, due = ? WHERE id = ?", (card.to_json(), card.due.isoformat(), drill)
                )

    def due(self, now: datetime) -> list[Kept]:
        """The drills that are to be practised now (UTC), those that have waited longest first."""
        return [each for each in self.all() if each.due <= now]

    def all(self) -> list[Kept]:
        """Every drill, the one that is due first at the front."""
        with self._open() as connection:
            rows = connection.execute("SELECT * FROM drill ORDER BY due, id").fetchall()
            return [_kept(connection, row) for row in rows]

    def remove(self, drill: str) -> None:
        """Take a drill and its attempts out of the book, if it is there."""
        with self._open() as connection:
            connection.execute("DELETE FROM drill WHERE id = ?", (drill,))

    def forget(self, session: int, said: str, given: Given = NOTHING_GIVEN) -> None:
        """Forget a session, in which this was said, as it is deleted: what was heard and found in it.

        What is `given` with the lessons stays. What else goes is told in `drill_forgetting`.
        """
        if not self._path.exists():
            return
        with self._open() as connection:
            for row in connection.execute("SELECT * FROM drill").fetchall():
                kept = _kept(connection, row)
                left = left_without(kept, session, said, given)
                if not left:
                    connection.execute("DELETE FROM drill WHERE id = ?", (kept.drill.id,))
                elif left != kept.drill.items:
                    connection.execute("UPDATE drill SET items = ? WHERE id = ?", (_written(left), kept.drill.id))
            connection.execute(
                "UPDATE attempt SET session = NULL, start = NULL, stop = NULL, turn = NULL WHERE session = ?",
                (session,),
            )

    def _write(self, connection: sqlite3.Connection, drill: Drill, card: Card) -> None:
        connection.execute(
            "INSERT INTO drill VALUES (:id, :title, :phone, :heard, :items, :card, :due) ON CONFLICT (id) DO UPDATE "
            "SET title = :title, phone = :phone, heard = :heard, items = :items, card = :card, due = :due",
            {**asdict(drill), "items": _written(drill.items), "card": card.to_json(), "due": card.due.isoformat()},
        )

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The database, in one transaction that is undone if anything fails."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(self._path, timeout=10, isolation_level=None)) as connection:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute("BEGIN IMMEDIATE")
                _prepare(connection)
                yield connection
                connection.execute("COMMIT")
        except (sqlite3.Error, OSError, ValueError, KeyError) as failure:
            raise SonorantError(
                f"Your drills in “{self._path}” cannot be used ({failure}): free some space, check the rights of the "
                "folder, or move the file away."
            ) from failure


def _prepare(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise ValueError("it was written by a newer version of Sonorant")
    if version < VERSION:
        for step in _MIGRATIONS[version:]:
            for statement in step.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _is_noted(connection: sqlite3.Connection, drill: str, attempt: Attempt) -> bool:
    if attempt.session is None:
        return False
    session, start, _, turn = _place(attempt)
    found = connection.execute(
        "SELECT 1 FROM attempt WHERE drill = ? AND session = ? AND start IS ? AND turn IS ?",
        (drill, session, start, turn),
    )
    return found.fetchone() is not None


def _note(connection: sqlite3.Connection, drill: str, attempt: Attempt) -> None:
    connection.execute(
        "INSERT INTO attempt (drill, at, score, session, start, stop, turn) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (drill, attempt.at.isoformat(), attempt.score, *_place(attempt)),
    )


def _place(attempt: Attempt) -> tuple[int | None, float | None, float | None, int | None]:
    """The session, start, stop and turn of an attempt, as they are kept."""
    voice = attempt.voice
    return (
        (attempt.unplaced, None, None, None) if voice is None else (voice.session, voice.start, voice.stop, voice.turn)
    )


def _written(items: Sequence[Item]) -> str:
    return json.dumps([[item.kind, item.text] for item in items])


def _kept(connection: sqlite3.Connection, row: sqlite3.Row) -> Kept:
    from sonorant.practice.drills import Drill, Item, ItemKind  # noqa: PLC0415 - the window has a book before any drill

    items = tuple(Item(ItemKind(kind), text) for kind, text in json.loads(row["items"]))
    rows = connection.execute("SELECT * FROM attempt WHERE drill = ? ORDER BY at, rowid", (row["id"],))
    return Kept(
        drill=Drill(row["id"], row["title"], items, row["phone"], row["heard"]),
        due=datetime.fromisoformat(row["due"]),
        attempts=tuple(
            Attempt(
                datetime.fromisoformat(each["at"]),
                each["score"],
                *_where(each),
            )
            for each in rows
        ),
    )


def _where(row: sqlite3.Row) -> tuple[Voice | None, int | None]:
    """Where an attempt can be heard, or else the session that it is from."""
    if row["start"] is None:
        return None, row["session"]
    return Voice(row["session"], row["start"], row["stop"], row["turn"]), None


def _new(now: datetime) -> Card:
    from fsrs import Card  # noqa: PLC0415 - most starts of the program practise no drill

    return Card(card_id=0, due=now.astimezone(UTC))


def _reviewed(card: str, score: float, now: datetime) -> Card:
    """The card after an attempt with a score, as FSRS plans it; repeatable, so without its random shifts."""
    from fsrs import Card, Scheduler  # noqa: PLC0415 - as above

    scheduler = Scheduler(learning_steps=(timedelta(minutes=10),), enable_fuzzing=False)
    reviewed, _ = scheduler.review_card(Card.from_json(card), _rating(score), now.astimezone(UTC))
    return reviewed


def _rating(score: float) -> Rating:
    from fsrs import Rating  # noqa: PLC0415 - as above

    if score < FAIR:
        return Rating.Again
    if score < GOOD:
        return Rating.Hard
    return Rating.Good if score < EASY else Rating.Easy
