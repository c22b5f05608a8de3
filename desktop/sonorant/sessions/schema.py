"""The database of sessions: its shape, and the way from every older shape to it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sonorant.speech.failures import SonorantError

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE session (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            created TEXT NOT NULL,          -- UTC, ISO 8601
            title TEXT NOT NULL,
            audio TEXT NOT NULL UNIQUE,     -- name of the file in the folder of takes
            seconds REAL NOT NULL,
            config TEXT NOT NULL,           -- what was asked for, JSON
            engine TEXT NOT NULL,
            engine_version TEXT NOT NULL,
            settings TEXT NOT NULL,         -- of the engine, JSON
            raw TEXT NOT NULL,              -- the verdict as the engine gave it, JSON of Azure's shape
            text TEXT NOT NULL,             -- these two are copied out of it for the list
            pronunciation REAL
        ) STRICT
        """,
    ),
    (
        # `derived` is the version of what was worked out of the verdict: the four scores after it, and its rows of
        # `sound`. `raw` is last: what stands before it is then found without reading it.
        """
        CREATE TABLE verdict (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            session INTEGER NOT NULL REFERENCES session (id),
            created TEXT NOT NULL,
            engine TEXT NOT NULL,
            engine_version TEXT NOT NULL,
            text TEXT NOT NULL,
            pronunciation REAL,
            derived INTEGER NOT NULL DEFAULT 0,
            accuracy REAL,
            fluency REAL,
            completeness REAL,
            prosody REAL,
            config TEXT NOT NULL,
            settings TEXT NOT NULL,
            raw TEXT NOT NULL
        ) STRICT
        """,
        """
        INSERT INTO verdict (session, created, engine, engine_version, text, pronunciation, config, settings, raw)
        SELECT id, created, engine, engine_version, text, pronunciation, config, settings, raw FROM session ORDER BY id
        """,
        "CREATE INDEX verdict_of_session ON verdict (session, id)",
        # SQLite cannot drop columns of a table whose definition holds comments, so the table is made anew; the ids of
        # deleted sessions stay spent. `scenario` is the id of one, empty for a text of one's own.
        """
        CREATE TABLE kept (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            created TEXT NOT NULL,
            title TEXT NOT NULL,
            audio TEXT NOT NULL UNIQUE,
            seconds REAL NOT NULL,
            scenario TEXT NOT NULL DEFAULT '',
            notes TEXT NOT NULL DEFAULT ''
        ) STRICT
        """,
        "INSERT INTO kept (id, created, title, audio, seconds) SELECT id, created, title, audio, seconds FROM session",
        "DELETE FROM sqlite_sequence WHERE name = 'kept'",
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'kept', seq FROM sqlite_sequence WHERE name = 'session'",
        "DROP TABLE session",
        "ALTER TABLE kept RENAME TO session",
        "CREATE INDEX session_by_age ON session (created)",
        # How a sound (ARPABET) was said in one verdict: how often, the sum of its scores, how often it was below 60,
        # and the worst of them: the word, what was heard, the score, and when (seconds).
        """
        CREATE TABLE sound (
            phone TEXT NOT NULL,
            verdict INTEGER NOT NULL REFERENCES verdict (id),
            said INTEGER NOT NULL,
            total REAL NOT NULL,
            poor INTEGER NOT NULL,
            word TEXT NOT NULL,
            heard TEXT NOT NULL,
            score REAL NOT NULL,
            start REAL,
            stop REAL,
            PRIMARY KEY (phone, verdict)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX sound_of_verdict ON sound (verdict)",
    ),
    (
        # A turn of a conversation; a session that has any is one. Ticks count from the start of its sound; `raw` is
        # the verdict on the turn alone, if there is one, and `own` says that the words were the learner's own.
        """
        CREATE TABLE turn (
            session INTEGER NOT NULL REFERENCES session (id),
            place INTEGER NOT NULL,
            who TEXT NOT NULL,
            text TEXT NOT NULL,
            start INTEGER NOT NULL,
            length INTEGER NOT NULL,
            own INTEGER NOT NULL,
            raw TEXT,
            PRIMARY KEY (session, place)
        ) STRICT
        """,
    ),
    (
        # Whether the voice is no person's; until here it was known by the titles of the bundled samples.
        "ALTER TABLE session ADD COLUMN synthetic INTEGER NOT NULL DEFAULT 0",
        "UPDATE session SET synthetic = 1 WHERE title LIKE '%(synthetic voice)'",
    ),
    (
        # What each verdict on a conversation says of a turn alone; until here there was room for that of the newest.
        # `talk` says that the verdict was kept while the talk went on, which then makes it anew.
        """
        CREATE TABLE turn_verdict (
            verdict INTEGER NOT NULL REFERENCES verdict (id),
            place INTEGER NOT NULL,
            raw TEXT NOT NULL,
            PRIMARY KEY (verdict, place)
        ) STRICT
        """,
        """
        INSERT INTO turn_verdict (verdict, place, raw)
        SELECT (SELECT max(id) FROM verdict WHERE verdict.session = turn.session), place, raw
        FROM turn WHERE raw IS NOT NULL
        """,
        "ALTER TABLE turn DROP COLUMN raw",
        "ALTER TABLE verdict ADD COLUMN talk INTEGER NOT NULL DEFAULT 0",
    ),
)
"""The statements that lead from version n to n + 1. A released step is never changed, only followed by another."""

VERSION = len(MIGRATIONS)


class StoreUnusable(SonorantError):
    """The store of sessions cannot be opened or written."""


class SessionDeleted(StoreUnusable):
    """The session that is asked for is no longer there."""


class StoreFromNewerVersion(StoreUnusable):
    """A newer version of the application wrote the store; it was left as it is."""


def connect(path: Path) -> sqlite3.Connection:
    """Open a connection in autocommit mode, for one thread, to be closed by the caller."""
    connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def prepare(path: Path) -> None:
    """Create the database, or bring it to the present version; an older one is first kept beside it as a copy.

    Raises:
        StoreFromNewerVersion: it is left untouched.
        sqlite3.Error: it is damaged or cannot be written.
    """
    connection = connect(path)
    try:
        version = _version(connection)
        if version > VERSION:
            raise StoreFromNewerVersion(
                "The sessions were saved by a newer version of Sonorant: update this one to open them."
            )
        if version == VERSION:
            return
        connection.execute("PRAGMA journal_mode = WAL")
        if version > 0:
            _keep_copy(connection, path.with_name(f"{path.stem}.v{version}{path.suffix}"))
        connection.execute("BEGIN IMMEDIATE")
        for step in range(_version(connection), VERSION):
            for statement in MIGRATIONS[step]:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    finally:
        connection.close()


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _keep_copy(connection: sqlite3.Connection, path: Path) -> None:
    copy = sqlite3.connect(path)
    try:
        connection.backup(copy)
    finally:
        copy.close()
