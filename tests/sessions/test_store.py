"""A session is there whole or not at all, and says tomorrow what it says today."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from sample_assessment import sample
from sonorant import assets
from sonorant.audio import files
from sonorant.audio.files import Audio
from sonorant.engines.embedded.assessor import EmbeddedAssessor
from sonorant.practice import samples
from sonorant.sessions import schema
from sonorant.sessions.schema import StoreFromNewerVersion, StoreUnusable
from sonorant.sessions.store import Session, Store
from sonorant.speech import azure_json
from sonorant.speech.assessment import Assessment, PhonemeAlphabet, Provenance, Scores
from sonorant.speech.config import AssessmentConfig, GradingSystem, Granularity
from sonorant.speech.failures import UnusableInput

CONFIG = AssessmentConfig(
    reference_text="I think the river ran by.",
    grading_system=GradingSystem.HUNDRED_MARK,
    granularity=Granularity.WORD,
    enable_miscue=True,
    phoneme_alphabet=PhonemeAlphabet.IPA,
    nbest_phoneme_count=5,
    enable_prosody=True,
    locale="en-GB",
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def recorded(store: Store, seconds: float = 1.0) -> Path:
    """A take as the recorder leaves it."""
    take = store.new_take()
    moments = np.arange(round(16_000 * seconds)) / 16_000
    files.write_wav(take, Audio((0.3 * np.sin(2 * np.pi * 300 * moments)).astype(np.float32), 16_000))
    return take


def saved(store: Store, title: str = "A reading", assessment: Assessment | None = None) -> Session:
    return store.save(recorded(store), assessment or sample(), CONFIG, title)


def takes(store: Store) -> list[str]:
    return sorted(file.name for file in store.new_take().parent.iterdir())


def test_a_session_opens_again_after_a_restart_as_it_was_saved(store: Store, tmp_path: Path) -> None:
    session = saved(store, "The river – “twice”")

    again = Store(tmp_path / "store").open(session.id)

    assert again == session
    assert again.assessment == sample()
    assert again.config == CONFIG
    assert json.loads(again.raw) == azure_json.to_json(sample())
    assert timedelta(0) <= datetime.now(UTC) - again.created < timedelta(minutes=1)


def test_a_session_keeps_how_sure_its_verdict_is(store: Store, tmp_path: Path) -> None:
    _, planted = samples.load(assets.path("samples"))
    config = AssessmentConfig(planted.text, enable_miscue=True, enable_prosody=True)
    judged = EmbeddedAssessor().assess(files.read(planted.audio), config)
    session = saved(store, assessment=judged)

    kept = Store(tmp_path / "store").open(session.id).assessment

    assert set(kept.scores.intervals) == {"accuracy", "fluency", "prosody", "pronunciation"}
    assert kept.scores.intervals == judged.scores.intervals
    spoken = [word for word in kept.words or () if word.accuracy is not None and word.offset is not None]
    assert all(word.interval for word in spoken)
    assert [word.interval for word in kept.words or ()] == [word.interval for word in judged.words or ()]
    assert set(reliable(kept)) == {True, False}
    assert reliable(kept) == reliable(judged)


def reliable(assessment: Assessment) -> list[bool]:
    """Of each finding, whether it can be relied on."""
    sounds = [phoneme for word in assessment.words or () for phoneme in word.phonemes or ()]
    return [sound.finding.reliable for sound in sounds if sound.finding]


def test_the_sound_is_kept_exactly_as_flac_and_the_take_goes(store: Store) -> None:
    take = recorded(store)
    before = files.read(take)

    session = store.save(take, sample(), CONFIG, "")

    after = files.read(session.audio)
    assert (session.audio.suffix, session.seconds, after.rate) == (".flac", 1.0, before.rate)
    assert np.array_equal(after.samples, before.samples)
    assert takes(store) == [session.audio.name]


def test_a_file_from_elsewhere_is_copied_and_left_alone(store: Store, tmp_path: Path) -> None:
    mine = tmp_path / "mine.wav"
    files.write_wav(mine, files.read(recorded(store)))

    first, second = (store.save(mine, sample(), CONFIG, "mine") for _ in range(2))

    assert mine.exists()
    assert first.audio != second.audio
    assert {first.audio.name, second.audio.name} < set(takes(store))


def test_the_list_is_the_newest_first_and_says_what_each_session_is(store: Store) -> None:
    assert store.sessions() == []
    ids = [saved(store, f"take {number}").id for number in range(3)]

    newest, *_, oldest = store.sessions()

    assert [summary.id for summary in store.sessions()] == ids[::-1]
    assert (newest.title, oldest.title) == ("take 2", "take 0")
    assert (newest.text, newest.engine, newest.pronunciation) == (sample().text, "embedded", 66.2)
    assert newest.seconds == 1.0
    assert newest.created.utcoffset() == timedelta(0)


def test_an_assessment_with_nothing_in_it_is_kept_too(store: Store) -> None:
    session = saved(store, assessment=Assessment())

    assert store.open(session.id).assessment == Assessment()
    assert store.sessions()[0].pronunciation is None


def test_deleting_removes_the_session_and_every_file_of_it(store: Store) -> None:
    kept, gone = saved(store, "kept"), saved(store, "gone")
    gone.audio.with_suffix(".png").write_bytes(b"derived from the take")

    store.delete(gone.id)

    assert [summary.id for summary in store.sessions()] == [kept.id]
    assert takes(store) == [kept.audio.name]
    for ask in (store.open, store.delete):
        with pytest.raises(StoreUnusable, match="no longer in the store"):
            ask(gone.id)


def test_nothing_of_a_deleted_session_stays_in_the_database(store: Store, tmp_path: Path) -> None:
    saved(store, "kept in plain view")
    session = saved(store, "a title that nobody else has")

    def seen(text: str) -> bool:
        return any(text.encode() in file.read_bytes() for file in (tmp_path / "store").glob("sessions*"))

    assert seen("a title that nobody else has")
    store.delete(session.id)
    assert not seen("a title that nobody else has")
    assert seen("kept in plain view")


@pytest.mark.parametrize("column", ["raw", "config"])
@pytest.mark.parametrize("value", ["no JSON", "[1]"])
def test_a_damaged_verdict_is_a_sentence_and_the_session_can_be_deleted(
    store: Store, tmp_path: Path, column: str, value: str
) -> None:
    session = saved(store)
    connection = sqlite3.connect(tmp_path / "store" / "sessions.db")
    connection.execute(f"UPDATE verdict SET {column} = ?", (value,))
    connection.commit()
    connection.close()

    with pytest.raises(StoreUnusable, match="verdict of this session is damaged"):
        store.open(session.id)
    store.delete(session.id)
    assert store.sessions() == []


def test_what_deleting_will_remove_is_known_before(store: Store) -> None:
    saved(store)
    session = saved(store)
    picture = session.audio.with_suffix(".png")
    picture.write_bytes(b"derived from the take")

    assert set(store.files_of(session.id)) == {session.audio, picture}


def test_what_cannot_be_removed_is_told_and_the_session_stays(store: Store) -> None:
    session = saved(store)
    session.audio.unlink()
    session.audio.mkdir()
    (session.audio / "in the way").touch()

    with pytest.raises(StoreUnusable, match="cannot be used"):
        store.delete(session.id)
    assert [summary.id for summary in store.sessions()] == [session.id]


def test_assessing_again_keeps_both_verdicts_and_lists_the_newer(store: Store) -> None:
    session = saved(store)
    newer = replace(sample(), scores=Scores(pronunciation=91.0), provenance=Provenance("embedded", "0.2.0"))

    again = store.add_verdict(session.id, newer, CONFIG)

    assert [(each.engine_version, each.pronunciation) for each in again.verdicts] == [("0.1.0", 66.2), ("0.2.0", 91.0)]
    assert (again.assessment, again.verdict) == (newer, again.verdicts[1].id)
    assert store.open(session.id) == again
    assert store.open(session.id, again.verdicts[0].id).assessment == sample()
    assert [summary.pronunciation for summary in store.sessions()] == [91.0]
    assert (again.audio, again.created) == (session.audio, session.created)

    store.delete(session.id)
    with pytest.raises(StoreUnusable, match="no longer in the store"):
        store.add_verdict(session.id, newer, CONFIG)


def test_a_session_is_renamed_and_noted(store: Store) -> None:
    id_ = store.save(recorded(store), sample(), CONFIG, "before", scenario="night-bus").id

    store.rename(id_, "after")
    store.note(id_, "The r was better.")

    session, (summary,) = store.open(id_), store.sessions()
    assert (session.title, session.notes, session.scenario) == ("after", "The r was better.", "night-bus")
    assert (summary.title, summary.notes, summary.scenario) == ("after", "The r was better.", "night-bus")


def test_the_id_of_a_deleted_session_is_not_given_again(store: Store) -> None:
    gone = saved(store).id
    store.delete(gone)

    assert saved(store).id > gone


def test_takes_without_a_session_are_unfinished_until_saved_or_discarded(store: Store, tmp_path: Path) -> None:
    saved(store)
    first, second, third = (recorded(store) for _ in range(3))
    empty = store.new_take()
    empty.write_bytes(second.read_bytes()[:44])
    nothing = store.new_take()
    nothing.touch()

    again = Store(tmp_path / "store")
    assert set(again.unfinished()) == {first, second, third}
    assert not empty.exists()
    assert not nothing.exists()

    again.save(first, sample(), CONFIG, "found again")
    again.discard(second)
    assert again.unfinished() == [third]
    assert not second.exists()


def test_every_new_take_is_another_path_where_nothing_stands(store: Store) -> None:
    paths = {store.new_take() for _ in range(100)} | {store.new_take(".flac")}

    assert len(paths) == 101
    assert not any(path.exists() for path in paths)


def test_what_a_kill_in_the_middle_of_saving_leaves_is_put_right(store: Store, tmp_path: Path) -> None:
    session = saved(store)
    killed_before_the_row = recorded(store)
    files.write_flac(killed_before_the_row.with_suffix(".flac"), files.read(killed_before_the_row))
    killed_after_the_row = session.audio.with_suffix(".wav")
    killed_after_the_row.write_bytes(killed_before_the_row.read_bytes())
    half = session.audio.with_name(".x.flac.77.part")
    half.write_bytes(b"half a file")
    os.utime(half, (time.time() - 3600, time.time() - 3600))

    again = Store(tmp_path / "store")

    assert again.unfinished() == [killed_before_the_row]
    again.save(killed_before_the_row, sample(), CONFIG, "")
    assert takes(again) == sorted([session.audio.name, killed_before_the_row.with_suffix(".flac").name])


def test_a_take_that_cannot_be_read_is_neither_saved_nor_removed(store: Store) -> None:
    take = store.new_take()
    take.write_bytes(b"RIFF but nothing else")

    with pytest.raises(UnusableInput):
        store.save(take, sample(), CONFIG, "")
    assert take.exists()
    assert store.sessions() == []


SAVE_UNTIL_KILLED = """
import pathlib, sys
sys.path[:0] = sys.argv[2:]
from test_store import CONFIG, recorded, sample, Store
store = Store(pathlib.Path(sys.argv[1]))
while True:
    take = recorded(store, 0.2)
    print(take.stem, flush=True)
    store.save(take, sample(), CONFIG, take.stem)
    print(take.stem, "saved", flush=True)
"""


@pytest.mark.parametrize("after", [0.05, 0.11, 0.23, 0.37, 0.5])
def test_a_kill_while_saving_loses_no_take_and_leaves_no_half_session(tmp_path: Path, after: float) -> None:
    root = tmp_path / "store"
    here = Path(__file__).parent
    command = [sys.executable, "-c", SAVE_UNTIL_KILLED, str(root), str(here), str(here.parent)]
    saver = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert saver.stdout is not None
    first = saver.stdout.readline()
    time.sleep(after)
    saver.send_signal(signal.SIGKILL)
    lines = [first, *saver.communicate()[0].splitlines()]
    told_saved = {line.split()[0] for line in lines if "saved" in line}
    told_recorded = {line.split()[0] for line in lines}

    store = Store(root)
    sessions = {summary.title: store.open(summary.id) for summary in store.sessions()}
    unfinished = {take.stem for take in store.unfinished()}

    assert told_saved <= sessions.keys()
    assert told_recorded <= sessions.keys() | unfinished
    assert not sessions.keys() & unfinished
    for session in sessions.values():
        assert files.read(session.audio).seconds == 0.2
        assert session.assessment == sample()
    connection = sqlite3.connect(root / "sessions.db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_an_older_database_is_kept_as_a_copy_and_brought_up_to_date(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = saved(store)
    steps = (*schema.MIGRATIONS, ("ALTER TABLE session ADD COLUMN note TEXT NOT NULL DEFAULT 'none'",))
    monkeypatch.setattr(schema, "MIGRATIONS", steps)
    monkeypatch.setattr(schema, "VERSION", len(steps))

    assert Store(tmp_path / "store").open(session.id) == session

    def value(name: str, question: str) -> object:
        connection = sqlite3.connect(tmp_path / "store" / name)
        try:
            return connection.execute(question).fetchone()[0]
        finally:
            connection.close()

    assert value("sessions.db", "SELECT note FROM session") == "none"
    assert value("sessions.db", "PRAGMA user_version") == len(steps)
    copy = f"sessions.v{len(steps) - 1}.db"
    assert value(copy, "PRAGMA user_version") == len(steps) - 1
    assert value(copy, "SELECT title FROM session") == "A reading"

    Store(tmp_path / "store").delete(session.id)
    assert not (tmp_path / "store" / copy).exists()  # it held what was deleted


def test_a_step_that_fails_leaves_the_older_database_as_it_was(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = saved(store)
    with monkeypatch.context() as changed:
        steps = (*schema.MIGRATIONS, ("ALTER TABLE session ADD COLUMN note TEXT", "ALTER TABLE nowhere ADD COLUMN x"))
        changed.setattr(schema, "MIGRATIONS", steps)
        changed.setattr(schema, "VERSION", len(steps))
        with pytest.raises(StoreUnusable):
            Store(tmp_path / "store")

    assert Store(tmp_path / "store").open(session.id) == session


def test_a_database_of_a_newer_version_is_refused_and_left_alone(store: Store, tmp_path: Path) -> None:
    saved(store)
    database = tmp_path / "store" / "sessions.db"
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = database.read_bytes()

    with pytest.raises(StoreFromNewerVersion, match="newer version of Sonorant: update this one"):
        Store(tmp_path / "store")
    assert database.read_bytes() == before


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "sessions.db").write_bytes(b"no database at all, but some text that is long enough" * 50)

    with pytest.raises(StoreUnusable, match="is damaged") as caught:
        Store(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(StoreUnusable, match="cannot be used"):
        Store(tmp_path / "file" / "store")


SAVE_ON_A_FULL_DISK = """
import pathlib, resource, signal, sys
sys.path[:0] = sys.argv[2:]
from test_store import CONFIG, recorded, sample, Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store(pathlib.Path(sys.argv[1]))
for limit in (1_000, 20_000):  # no room for the sound; none for the row
    take = recorded(store)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        store.save(take, sample(), CONFIG, "x" * 30_000)
    except Exception as error:
        print(take.exists(), type(error).__name__, error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.save(take, sample(), CONFIG, "with room again")
print(*[summary.title for summary in store.sessions()])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_full_disk_is_a_sentence_and_the_take_stays(tmp_path: Path) -> None:
    here = Path(__file__).parent
    command = [sys.executable, "-c", SAVE_ON_A_FULL_DISK, str(tmp_path / "store"), str(here), str(here.parent)]

    done = subprocess.run(command, capture_output=True, text=True, check=True)

    first, second, third = done.stdout.splitlines()
    assert first.startswith("True NotWritten “")
    assert second.startswith("True StoreUnusable The sessions in “")
    assert third == "with room again"
    assert done.stderr == ""
