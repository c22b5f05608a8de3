"""The data ledger: what has left this machine, where to, when and how much, and where it may go at all.

It has a file of its own beside the sessions: it outlives them, and clearing one does not touch the other.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sonorant.speech.disclosure import Disclosure, NotAllowed
from sonorant.speech.failures import SonorantError

FILE = "ledger.sqlite3"
_VERSION = 1
_TABLES = (
    """
    CREATE TABLE consent (
        destination TEXT PRIMARY KEY,
        since TEXT NOT NULL             -- UTC, ISO 8601
    ) STRICT
    """,
    """
    CREATE TABLE entry (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,               -- UTC, ISO 8601
        destination TEXT NOT NULL,
        purpose TEXT NOT NULL,
        seconds REAL NOT NULL,
        characters INTEGER NOT NULL
    ) STRICT
    """,
)


class LedgerUnusable(SonorantError):
    """The ledger cannot be read or written; nothing is sent without it."""


@dataclass(frozen=True, slots=True)
class Consent:
    """A destination to which things may be sent, and since when."""

    destination: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what was sent, where, when. `seconds` is 0 where the destination was only contacted."""

    id: int
    at: datetime
    disclosure: Disclosure


class Ledger:
    """The ledger in a folder; keeps no connection open, and may be used from any thread and by several processes.

    It is a `speech.disclosure.Disclosures`. Every method raises LedgerUnusable if the file cannot be used, but
    `settle`, which comes when it is too late. A file that another program holds is waited for two seconds, by `settle`
    on a thread of its own: a verdict is there by then.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._entered: dict[int, tuple[str, Disclosure]] = {}  # when and what, by the number of the entry
        self._lock = threading.Lock()  # over the two that follow
        self._unsettled: dict[int, tuple[float, int]] = {}  # what is still to be written, by the number of the entry
        self._settling: threading.Thread | None = None

    def consents(self) -> list[Consent]:
        """Where things may be sent, in order of consent."""
        with self._open() as connection:
            rows = connection.execute("SELECT destination, since FROM consent ORDER BY since, rowid").fetchall()
        return [Consent(destination, datetime.fromisoformat(since)) for destination, since in rows]

    def allows(self, destination: str) -> bool:
        """Whether the user has consented to this destination."""
        with self._open() as connection:
            found = connection.execute("SELECT 1 FROM consent WHERE destination = ?", (destination,)).fetchone()
        return found is not None

    def consent(self, destination: str) -> None:
        """Note the user's consent to one destination."""
        with self._open() as connection:
            connection.execute("INSERT OR IGNORE INTO consent VALUES (?, ?)", (destination, _now()))

    def withdraw(self, destination: str) -> None:
        """Take the consent back; what was sent before stays in the ledger."""
        with self._open() as connection:
            connection.execute("DELETE FROM consent WHERE destination = ?", (destination,))

    def announce(self, disclosure: Disclosure) -> int:
        """See `Disclosures.announce`."""
        with self._open() as connection:
            found = connection.execute("SELECT 1 FROM consent WHERE destination = ?", (disclosure.destination,))
            if found.fetchone() is None:
                raise NotAllowed(
                    f"Nothing was sent to {disclosure.destination}: allow it first, or use the embedded engine."
                )
            return self._enter(connection, disclosure)

    def enter(self, disclosure: Disclosure) -> int:
        """Enter something for which consent was given in another way, such as on the command line."""
        with self._open() as connection:
            return self._enter(connection, disclosure)

    def settle(self, entry: int, seconds: float, characters: int) -> None:
        """See `Disclosures.settle`. An entry that was cleared meanwhile comes back, as more was sent."""
        with self._lock:
            self._unsettled[entry] = seconds, characters
            if self._settling is not None:
                return
            settling = threading.Thread(target=self._settle, name="ledger")  # no daemon: the program waits for it
            with contextlib.suppress(RuntimeError):  # no thread is to be had, or the program is ending (Python 3.12)
                settling.start()
                self._settling = settling
                return
        self._settle()

    def entries(self) -> list[Entry]:
        """Everything that was sent, newest first."""
        self._wait_until_settled()
        with self._open() as connection:
            rows = connection.execute(
                "SELECT id, at, destination, purpose, seconds, characters FROM entry ORDER BY id DESC"
            ).fetchall()
        return [Entry(id_, datetime.fromisoformat(at), Disclosure(*rest)) for id_, at, *rest in rows]

    def clear(self) -> None:
        """Forget what was sent; consents stay."""
        self._wait_until_settled()
        with self._open() as connection:
            connection.execute("DELETE FROM entry")

    def _settle(self) -> None:
        while True:
            with self._lock:
                if not self._unsettled:
                    self._settling = None
                    return
                entry, (seconds, characters) = self._unsettled.popitem()
            with contextlib.suppress(LedgerUnusable), self._open() as connection:
                done = connection.execute(
                    "UPDATE entry SET seconds = ?, characters = ? WHERE id = ?", (seconds, characters, entry)
                )
                if done.rowcount == 0 and entry in self._entered and (seconds or characters):
                    at, first = self._entered[entry]
                    _write(connection, entry, at, replace(first, seconds=seconds, characters=characters))

    def _wait_until_settled(self) -> None:
        with self._lock:
            settling = self._settling
        if settling is not None:
            settling.join()

    def _enter(self, connection: sqlite3.Connection, disclosure: Disclosure) -> int:
        at = _now()
        entry = _write(connection, None, at, disclosure)
        self._entered[entry] = at, disclosure
        return entry

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(self._path, timeout=2, isolation_level=None)) as connection:
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute("BEGIN IMMEDIATE")
                _prepare(connection)
                yield connection
                connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise LedgerUnusable(
                f"The data ledger “{self._path}” cannot be used ({error}), so nothing is sent: free some space, check "
                "the rights of the folder, or move the file away."
            ) from None


@dataclass(frozen=True, slots=True)
class Consented:
    """The ledger without its question: for a destination that the user has named for this one time."""

    ledger: Ledger

    def announce(self, disclosure: Disclosure) -> int:
        """Enter what is about to leave."""
        return self.ledger.enter(disclosure)

    def settle(self, entry: int, seconds: float, characters: int) -> None:
        """See `Disclosures.settle`."""
        self.ledger.settle(entry, seconds, characters)


def _prepare(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 0:
        for table in _TABLES:
            connection.execute(table)
        connection.execute(f"PRAGMA user_version = {_VERSION}")
    elif version > _VERSION:
        raise LedgerUnusable(
            "The data ledger was written by a newer version of Sonorant, so nothing is sent: update this one."
        )


def _write(connection: sqlite3.Connection, entry: int | None, at: str, sent: Disclosure) -> int:
    """Write a line under this number, or under the next one, which is given."""
    done = connection.execute(
        "INSERT INTO entry (id, at, destination, purpose, seconds, characters) VALUES (?, ?, ?, ?, ?, ?)",
        (entry, at, sent.destination, sent.purpose, sent.seconds, sent.characters),
    )
    assert done.lastrowid is not None
    return done.lastrowid


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
