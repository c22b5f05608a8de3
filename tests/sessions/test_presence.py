"""Two Sonorants may use one store: neither takes what the other is at work on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sonorant.sessions.presence import Presence
from sonorant.sessions.store import Store

RECORD = """
import sys, pathlib
from sonorant.audio.take import TakeWriter
from sonorant.sessions.store import Store
import numpy
store = Store(pathlib.Path(sys.argv[1]))
header_only, recording, recorded = [store.new_take() for _ in range(3)]
TakeWriter(header_only, 16_000).close()
for path in (recording, recorded):
    writer = TakeWriter(path, 16_000)
    writer.append(numpy.ones(16_000, numpy.int16))
    writer.flush()
writer.close()  # assessed now, saved in a while
print(header_only.name, recording.name, recorded.name, flush=True)
sys.stdin.read()
"""


@contextmanager
def another(root: Path) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Another Sonorant, with a take just begun, one being recorded and one that waits for its verdict."""
    with subprocess.Popen(
        [sys.executable, "-c", RECORD, str(root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().split()
        finally:
            process.kill()


def names(store: Store) -> list[str]:
    return [take.name for take in store.unfinished()]


def test_the_takes_of_a_running_sonorant_are_its_own_until_it_ends(tmp_path: Path) -> None:
    with another(tmp_path) as (process, (header_only, recording, recorded)):
        store = Store(tmp_path)
        assert names(store) == []
        assert {file.name for file in store.new_take().parent.iterdir()} == {header_only, recording, recorded}
        process.kill()
        process.wait()
        assert set(names(store)) == {recording, recorded}
        assert set(names(Store(tmp_path))) == {recording, recorded}
    assert {file.name for file in store.new_take().parent.iterdir()} == {recording, recorded}


def test_ones_own_takes_are_unfinished_when_asked(tmp_path: Path) -> None:
    store = Store(tmp_path)
    take = store.new_take()
    take.write_bytes(b"x" * 100)

    assert store.unfinished() == [take]
    assert Store(tmp_path).unfinished() == [take]


def test_what_killed_ones_left_is_cleared_away(tmp_path: Path) -> None:
    with another(tmp_path) as (process, _):
        process.kill()
        process.wait()
    (left,) = (tmp_path / "running").iterdir()
    store = Store(tmp_path)
    (here,) = (tmp_path / "running").iterdir()
    assert here != left
    del store
    assert list((tmp_path / "running").iterdir()) == []


def test_a_token_that_nobody_has_is_nowhere(tmp_path: Path) -> None:
    assert not Presence(tmp_path).is_elsewhere("abcdef")
    assert not Presence(tmp_path).is_elsewhere("")


SWEEP = """
import sys, pathlib
from sonorant.sessions.store import Store
print("ready", flush=True)
for _ in range(60):
    Store(pathlib.Path(sys.argv[1])).unfinished()
"""


def test_one_starts_while_another_saves(tmp_path: Path) -> None:
    takes = Store(tmp_path).new_take().parent
    with subprocess.Popen([sys.executable, "-c", SWEEP, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        while process.poll() is None:
            for number in range(20):  # as files are when a take is saved: there for a moment
                file = takes / f".take{number}.part"
                file.touch()
                file.unlink()
    assert process.returncode == 0
