"""Sessions on disk: each take with the evidence of its verdict."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sonorant.audio import files
from sonorant.sessions import chat_rows, chats, progress, schema, verdicts
from sonorant.sessions.chat_rows import Writing
from sonorant.sessions.chats import ChatTurn, Utterance
from sonorant.sessions.presence import Presence
from sonorant.sessions.schema import SessionDeleted, StoreUnusable
from sonorant.sessions.search import EVERYTHING, Search, Summary, find
from sonorant.sessions.takes import Takes
from sonorant.sessions.verdicts import Verdict, verdict_of
from sonorant.speech import azure_json
from sonorant.speech.assessment import Assessment
from sonorant.speech.config import AssessmentConfig, from_json_string
from sonorant.speech.content import Content
from sonorant.speech.failures import UnusableInput

__all__ = ["Search", "Session", "Store", "Summary", "Verdict"]


@dataclass(frozen=True, slots=True)
class Session:
    """A session: the sound, all verdicts (the oldest first), and one of them with its evidence.

    `config` is what was asked for, `raw` the engine's answer (JSON) that `assessment` is read from, `verdict` its id.
    `synthetic` says that the voice is no person's.
    `turns` are those of a conversation, whose sound is both voices, with what `verdict` says of each; any other session
    has none.
    """

    id: int
    title: str
    created: datetime
    audio: Path
    seconds: float
    config: AssessmentConfig
    assessment: Assessment
    raw: str
    verdict: int
    verdicts: tuple[Verdict, ...]
    scenario: str = ""
    notes: str = ""
    turns: tuple[ChatTurn, ...] = ()
    synthetic: bool = False


class Store:
    """The sessions under one folder: a database and a folder of takes.

    Every method is plain and blocking and may be called from any thread, one at a time.
    """

    def __init__(self, root: Path) -> None:
        """Open the store, creating or upgrading it.

        Raises:
            StoreUnusable: with one sentence: another program's file, no permission, written by a newer version.
        """
        self._database = root / "sessions.db"
        with _failures_explained(root):
            (root / "takes").mkdir(parents=True, exist_ok=True)
            schema.prepare(self._database)
            self._takes = Takes(root / "takes", Presence(root / "running"))
            self._takes.sweep(self._saved())

    def new_take(self, suffix: str = ".wav") -> Path:
        """A path inside the store at which nothing stands yet, to record to."""
        return self._takes.new(suffix)

    def save(
        self,
        take: Path,
        assessment: Assessment,
        config: AssessmentConfig,
        title: str,
        scenario: str = "",
        *,
        synthetic: bool = False,
    ) -> Session:
        """Keep a take and its verdict; `scenario` is the id of what was practised, empty for a text of one's own.

        `synthetic` says that the voice is no person's.
        The sound is kept as FLAC. A take of this store is then removed, any other file stays as it is. A kill in
        between leaves the take unsaved but whole, or the session complete.

        Raises:
            UnusableInput: the take cannot be read.
            StoreUnusable: the store cannot be written; the take is kept.
        """
        sound = files.read(take)
        ours = take.parent == self._takes.folder
        audio = take.with_suffix(".flac") if ours else self.new_take(".flac")
        created = datetime.now(UTC).isoformat()
        row = {
            "created": created,
            "title": title,
            "audio": audio.name,
            "seconds": sound.seconds,
            "scenario": scenario,
            "synthetic": synthetic,
        }
        with _failures_explained(self._database.parent):
            if audio != take:
                files.write_flac(audio, sound)
            with self._changing() as connection:
                session = _insert(connection, row)
                verdicts.add(connection, session, created, assessment, config)
            if ours and audio != take:
                take.unlink(missing_ok=True)
        return self.open(session)

    def keep_chat(
        self,
        utterances: Sequence[Utterance],
        config: AssessmentConfig,
        title: str,
        scenario: str = "",
        id: int | None = None,  # noqa: A002
        content: Content | None = None,
        engine: str | None = None,
    ) -> Session:
        """Keep a conversation as it stands by now, or keep it anew: with `id`, in place of what that session held.

        Each engine has a verdict on the turns of the learner that it judged, now or before, with `content` for that on
        the words; the one of `engine` becomes the newest. Verdicts that were added to the session stay. Takes of this
        store that the utterances name are removed in the end; a kill in between leaves them, or the session as it was.

        Raises:
            NotWritten, StoreUnusable: the disk is full or cannot be written; takes are kept.
            SessionDeleted: that session was deleted meanwhile; nothing is written.
        """
        sound, turns = chats.compose(utterances)
        now = datetime.now(UTC).isoformat()
        with _failures_explained(self._database.parent):
            with self._changing() as connection:
                kept = None if id is None else _found(connection, id)
                audio = self.new_take(".flac") if kept is None else self._takes.folder / kept["audio"]
                files.write_flac(audio, sound)  # while nobody can delete the session, so that it does not come back
                row = {"title": title, "audio": audio.name, "seconds": sound.seconds, "scenario": scenario}
                session = _insert(connection, {"created": now, **row}) if id is None else id
                connection.execute("UPDATE session SET seconds = ? WHERE id = ?", (sound.seconds, session))
                verdict = chat_rows.keep(connection, Writing(session, turns, config, now, content), engine)
            for take in {each.take for each in utterances if each.take is not None} - {audio}:
                if take.parent == self._takes.folder:
                    take.unlink(missing_ok=True)
        return self.open(session, verdict)

    def judge_chat(
        self,
        id: int,  # noqa: A002
        turns: Sequence[ChatTurn],
        config: AssessmentConfig,
        content: Content | None = None,
    ) -> Session:
        """Keep another verdict on a conversation, made of those of one engine on its turns (`chats.judged_anew`).

        Raises:
            SessionDeleted, StoreUnusable: there is no such session, or the store cannot be written.
        """
        now = Writing(id, turns, config, datetime.now(UTC).isoformat(), content)
        with self._changing(id) as connection:
            chat_rows.judge(connection, now)
        return self.open(id)

    def add_verdict(self, id: int, assessment: Assessment, config: AssessmentConfig) -> Session:  # noqa: A002
        """Keep another verdict on the take of a session, beside those that it has; the session is now listed with it.

        Raises:
            SessionDeleted, StoreUnusable: there is no such session, or the store cannot be written.
        """
        with self._changing(id) as connection:
            verdicts.add(connection, id, datetime.now(UTC).isoformat(), assessment, config)
        return self.open(id)

    def sessions(self, search: Search = EVERYTHING) -> list[Summary]:
        """The sessions that `search` asks for, the newest first."""
        with _failures_explained(self._database.parent), self._connected() as connection:
            return find(connection, search)

    def open(self, id: int, verdict: int | None = None) -> Session:  # noqa: A002
        """The session with the evidence of one of its verdicts, by default the newest.

        Raises:
            SessionDeleted, StoreUnusable: there is no such session, or its row is damaged.
        """
        row = self._row(id)
        with _failures_explained(self._database.parent), self._connected() as connection:
            rows = verdicts.rows(connection, id)
            chosen = next((each for each in rows if each["id"] == verdict), rows[-1])
            turns = chat_rows.rows(connection, id, chosen["id"])
        try:
            config = from_json_string(chosen["config"])
            assessment = azure_json.from_json(json.loads(chosen["raw"]))
            exchange = tuple(map(chat_rows.turn_of, turns))
        except (ValueError, UnusableInput):
            audio = row["audio"]
            raise StoreUnusable(
                f"The verdict of this session is damaged: assess its recording “{audio}” again, or delete it."
            ) from None
        return Session(
            id=row["id"],
            title=row["title"],
            created=datetime.fromisoformat(row["created"]),
            audio=self._takes.folder / row["audio"],
            seconds=row["seconds"],
            config=config,
            assessment=assessment,
            raw=chosen["raw"],
            verdict=chosen["id"],
            verdicts=tuple(map(verdict_of, rows)),
            scenario=row["scenario"],
            notes=row["notes"],
            synthetic=bool(row["synthetic"]),
            turns=exchange,
        )

    def rename(self, id: int, title: str) -> None:  # noqa: A002
        """Give a session another title."""
        self._set(id, "title", title)

    def note(self, id: int, notes: str) -> None:  # noqa: A002
        """Write what there is to remember about a session, in place of what was written before."""
        self._set(id, "notes", notes)

    def files_of(self, id: int) -> list[Path]:  # noqa: A002
        """The recording of a session and everything on disk that was made of it: what `delete` will remove."""
        name = self._row(id)["audio"]
        with _failures_explained(self._database.parent):
            return self._takes.forms(name)

    def delete(self, id: int) -> None:  # noqa: A002
        """Remove the session and everything that was derived from its take, and see that it is gone.

        Raises:
            SessionDeleted, StoreUnusable: there is none, or not all of it could be removed; the session is then kept.
        """
        with self._changing(id) as connection:
            audio = _found(connection, id)["audio"]
            # The recording first: should this be interrupted, what is left is a session that can be deleted again,
            # and not a recording that comes back.
            self._takes.remove(audio)
            if left := self._takes.forms(audio):
                raise StoreUnusable(f"“{left[0].name}” could not be removed: close what has it open and try again.")
            for copy in self._database.parent.glob(f"{self._database.stem}.v*{self._database.suffix}"):
                copy.unlink(missing_ok=True)  # what an older version had written of it is in there
            for (verdict,) in connection.execute("SELECT id FROM verdict WHERE session = ?", (id,)).fetchall():
                verdicts.forget(connection, verdict)
            connection.execute("DELETE FROM turn WHERE session = ?", (id,))
            connection.execute("DELETE FROM session WHERE id = ?", (id,))

    def history(self) -> list[progress.Point]:
        """The scores of all sessions, the oldest first."""
        with self._caught_up() as connection:
            return progress.history(connection)

    def sounds(self, engine: str) -> list[progress.Sound]:
        """How each sound was said in the sessions that `engine` judged, the weakest first."""
        with self._caught_up() as connection:
            return progress.sounds(connection, engine)

    def examples(self, engine: str, phone: str) -> list[progress.Example]:
        """Where a sound (ARPABET) was said worst."""
        with self._caught_up() as connection:
            return progress.examples(connection, engine, phone)

    def unfinished(self) -> list[Path]:
        """The takes that no session was made of (the application was killed), the oldest first.

        What another running Sonorant has recorded is its own.
        """
        with _failures_explained(self._database.parent):
            return self._takes.unfinished(self._saved())

    def discard(self, take: Path) -> None:
        """Remove an unfinished take."""
        with _failures_explained(self._database.parent):
            self._takes.remove(take.name)

    def _saved(self) -> list[str]:
        """The names of the recordings of all sessions."""
        with self._connected() as connection:
            return [name for (name,) in connection.execute("SELECT audio FROM session")]

    def _set(self, id: int, column: str, value: str) -> None:  # noqa: A002
        with self._changing(id) as connection:
            connection.execute(f"UPDATE session SET {column} = ? WHERE id = ?", (value, id))

    def _row(self, id: int) -> sqlite3.Row:  # noqa: A002
        with _failures_explained(self._database.parent), self._connected() as connection:
            return _found(connection, id)

    @contextmanager
    def _caught_up(self) -> Iterator[sqlite3.Connection]:
        with _failures_explained(self._database.parent), self._connected() as connection:
            progress.catch_up(connection)
            yield connection

    @contextmanager
    def _changing(self, id: int | None = None) -> Iterator[sqlite3.Connection]:  # noqa: A002
        """A transaction, undone if anything fails; if a session is named, it is there until the end."""
        with _failures_explained(self._database.parent), self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            if id is not None:
                _found(connection, id)
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        connection = schema.connect(self._database)
        try:
            yield connection
        finally:
            connection.close()


def _insert(connection: sqlite3.Connection, row: Mapping[str, object]) -> int:
    places = ", ".join(f":{name}" for name in row)
    id_ = connection.execute(f"INSERT INTO session ({', '.join(row)}) VALUES ({places})", row).lastrowid
    assert id_ is not None
    return id_


def _found(connection: sqlite3.Connection, id_: int) -> sqlite3.Row:
    row: sqlite3.Row | None = connection.execute("SELECT * FROM session WHERE id = ?", (id_,)).fetchone()
    if row is None:
        raise SessionDeleted("This session is no longer in the store: it was deleted.")
    return row


@contextmanager
def _failures_explained(root: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreUnusable(f"The sessions in “{root}” cannot be reached ({error}): check the disk.") from None
    except sqlite3.DatabaseError as error:
        raise StoreUnusable(
            f"The list of sessions in “{root}” is damaged ({error}): move the file sessions.db away to start a new "
            "one; the recordings are kept."
        ) from None
    except OSError as error:
        reason = error.strerror or error
        raise StoreUnusable(
            f"The folder “{root}” cannot be used ({reason}): check the disk and its permissions."
        ) from None
