"""Sessions on disk: each take with the evidence of its verdict."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from sonorant.audio import files
from sonorant.sessions import schema
from sonorant.sessions.schema import StoreUnusable
from sonorant.speech import azure_json
from sonorant.speech.assessment import Assessment
from sonorant.speech.config import AssessmentConfig, from_json_string, to_json_string
from sonorant.speech.failures import UnusableInput

_NO_SOUND_BYTES = 44
"""The header of a WAV without a sample."""

_HALF_A_FILE_SECONDS = 600
"""No file takes longer to write, so an older part of one belongs to no running program."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A session as it stands in the list. `created` is in UTC, `pronunciation` 0–100."""

    id: int
    title: str
    created: datetime
    text: str
    engine: str
    pronunciation: float | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Session:
    """A session with its evidence: the sound, what was asked for, and the engine's raw answer (JSON) read anew."""

    id: int
    title: str
    created: datetime
    audio: Path
    seconds: float
    config: AssessmentConfig
    assessment: Assessment
    raw: str


class Store:
    """The sessions under one folder: a database and a folder of takes.

    Every method is plain and blocking and may be called from any thread, one at a time.
    """

    def __init__(self, root: Path) -> None:
        """Open the store, creating or upgrading it.

        Raises:
            StoreUnusable: with one sentence: another program's file, no permission, written by a newer version.
        """
        self._takes = root / "takes"
        self._database = root / "sessions.db"
        with _failures_explained(root):
            self._takes.mkdir(parents=True, exist_ok=True)
            schema.prepare(self._database)
            self._sweep()

    def new_take(self, suffix: str = ".wav") -> Path:
        """A path inside the store at which nothing stands yet, to record to."""
        now = datetime.now(UTC)
        return self._takes / f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}{suffix}"

    def save(self, take: Path, assessment: Assessment, config: AssessmentConfig, title: str) -> Session:
        """Keep a take and its verdict.

        The sound is kept as FLAC. A take of this store is then removed, any other file stays as it is. A kill in
        between leaves the take unsaved but whole, or the session complete.

        Raises:
            UnusableInput: the take cannot be read.
            StoreUnusable: the store cannot be written; the take is kept.
        """
        sound = files.read(take)
        ours = take.parent == self._takes
        audio = take.with_suffix(".flac") if ours else self.new_take(".flac")
        created = datetime.now(UTC)
        raw = json.dumps(azure_json.to_json(assessment), ensure_ascii=False)
        provenance = assessment.provenance
        row = {
            "created": created.isoformat(),
            "title": title,
            "audio": audio.name,
            "seconds": sound.seconds,
            "config": to_json_string(config),
            "engine": provenance.engine if provenance else "",
            "engine_version": provenance.version if provenance else "",
            "settings": json.dumps(dict(provenance.settings) if provenance else {}, ensure_ascii=False),
            "raw": raw,
            "text": assessment.text,
            "pronunciation": assessment.scores.pronunciation,
        }
        with _failures_explained(self._database.parent):
            if audio != take:
                files.write_flac(audio, sound)
            with self._connected() as connection:
                places = ", ".join(f":{name}" for name in row)
                cursor = connection.execute(f"INSERT INTO session ({', '.join(row)}) VALUES ({places})", row)
            if ours and audio != take:
                take.unlink(missing_ok=True)
        assert cursor.lastrowid is not None
        return Session(cursor.lastrowid, title, created, audio, sound.seconds, config, assessment, raw)

    def sessions(self) -> list[Summary]:
        """All sessions, the newest first."""
        columns = ", ".join(field.name for field in fields(Summary))
        with _failures_explained(self._database.parent), self._connected() as connection:
            rows = connection.execute(f"SELECT {columns} FROM session ORDER BY created DESC, id DESC").fetchall()
        return [Summary(**{**row, "created": datetime.fromisoformat(row["created"])}) for row in map(dict, rows)]

    def open(self, id: int) -> Session:  # noqa: A002
        """The session with its evidence.

        Raises:
            StoreUnusable: there is no such session, or its row is damaged.
        """
        row = self._row(id)
        try:
            config = from_json_string(row["config"])
            assessment = azure_json.from_json(json.loads(row["raw"]))
        except (ValueError, UnusableInput):
            audio = row["audio"]
            raise StoreUnusable(
                f"The verdict of this session is damaged: assess its recording “{audio}” again, or delete it."
            ) from None
        return Session(
            id=row["id"],
            title=row["title"],
            created=datetime.fromisoformat(row["created"]),
            audio=self._takes / row["audio"],
            seconds=row["seconds"],
            config=config,
            assessment=assessment,
            raw=row["raw"],
        )

    def delete(self, id: int) -> None:  # noqa: A002
        """Remove the session and everything that was derived from its take."""
        audio = self._row(id)["audio"]
        with _failures_explained(self._database.parent), self._connected() as connection:
            # The recording first: should this be interrupted, what is left is a session that can be deleted again,
            # and not a recording that comes back.
            self._remove(audio)
            connection.execute("DELETE FROM session WHERE id = ?", (id,))

    def unfinished(self) -> list[Path]:
        """The takes that no session was made of (the application was killed), the oldest first."""
        with _failures_explained(self._database.parent), self._connected() as connection:
            saved = {Path(name).stem for (name,) in connection.execute("SELECT audio FROM session")}
            takes: dict[str, Path] = {}
            for file in sorted(self._takes.iterdir(), key=lambda file: (file.stem, file.suffix == ".flac")):
                if file.suffix == ".part" or file.stem in saved or file.stat().st_size <= _NO_SOUND_BYTES:
                    continue
                takes.setdefault(file.stem, file)
        return list(takes.values())

    def discard(self, take: Path) -> None:
        """Remove an unfinished take."""
        with _failures_explained(self._database.parent):
            self._remove(take.name)

    def _remove(self, name: str) -> None:
        """Remove a take in all its forms."""
        for file in list(self._takes.iterdir()):
            if file.stem == Path(name).stem:
                file.unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Remove what a kill in the middle of `save` left: half a file, or a take whose session is complete."""
        with self._connected() as connection:
            saved = {Path(name).stem: name for (name,) in connection.execute("SELECT audio FROM session")}
        for file in list(self._takes.iterdir()):
            half = file.suffix == ".part" and time.time() - file.stat().st_mtime > _HALF_A_FILE_SECONDS
            if half or saved.get(file.stem, file.name) != file.name:
                file.unlink(missing_ok=True)

    def _row(self, id: int) -> sqlite3.Row:  # noqa: A002
        with _failures_explained(self._database.parent), self._connected() as connection:
            row: sqlite3.Row | None = connection.execute("SELECT * FROM session WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise StoreUnusable("This session is no longer in the store: it was deleted.")
        return row

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        connection = schema.connect(self._database)
        try:
            yield connection
        finally:
            connection.close()


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
