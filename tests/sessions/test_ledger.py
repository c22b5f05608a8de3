"""The data ledger: nothing without consent, nothing unrecorded, nothing kept against the user's will."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sonorant.sessions.ledger import FILE, Ledger, LedgerUnusable
from sonorant.speech.disclosure import Disclosure, Disclosures, NotAllowed

HERE, THERE = "here.example", "there.example"
VOICE = Disclosure(HERE, "assessment", 6.8, 106)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "data")


def test_keeps_account_as_engines_expect_it(ledger: Ledger) -> None:
    as_such: Disclosures = ledger
    ledger.consent(HERE)
    as_such.settle(as_such.announce(VOICE), 3.4, 106)
    assert [entry.disclosure.seconds for entry in ledger.entries()] == [3.4]


def test_without_consent_nothing_is_entered(ledger: Ledger) -> None:
    ledger.consent(THERE)
    with pytest.raises(NotAllowed, match=r"here\.example: allow it first, or use the embedded engine"):
        ledger.announce(VOICE)
    assert ledger.entries() == []


def test_consent_is_for_one_destination_and_lasts(ledger: Ledger, tmp_path: Path) -> None:
    ledger.consent(HERE)
    ledger.consent(HERE)
    again = Ledger(tmp_path / "data")
    assert again.allows(HERE)
    assert not again.allows(THERE)
    [consent] = again.consents()
    assert consent.destination == HERE
    assert datetime.now(UTC) - consent.since < timedelta(minutes=1)


def test_consent_can_be_taken_back_and_the_account_stays(ledger: Ledger) -> None:
    ledger.consent(HERE)
    ledger.announce(VOICE)
    ledger.withdraw(HERE)
    assert not ledger.allows(HERE)
    assert len(ledger.entries()) == 1


def test_says_what_where_and_when_newest_first(ledger: Ledger) -> None:
    ledger.enter(VOICE)
    ledger.enter(Disclosure(THERE, "transcription", 2.0))
    newest, oldest = ledger.entries()
    assert newest.disclosure == Disclosure(THERE, "transcription", 2.0, 0)
    assert oldest.disclosure == VOICE
    assert oldest.at <= newest.at <= datetime.now(UTC)


def test_is_cleared_without_a_trace_and_keeps_consents(ledger: Ledger, tmp_path: Path) -> None:
    ledger.consent(HERE)
    ledger.enter(Disclosure(THERE, "a very particular purpose"))
    ledger.clear()
    assert ledger.entries() == []
    assert ledger.allows(HERE)
    assert b"particular" not in (tmp_path / "data" / FILE).read_bytes()


class TestClearedInTheMiddleOfATake:
    def test_what_is_sent_afterwards_is_entered_anew(self, ledger: Ledger) -> None:
        entry = ledger.enter(VOICE)
        [before] = ledger.entries()
        ledger.clear()
        ledger.settle(entry, 7.8, 106)
        ledger.settle(entry, 8.8, 106)
        assert ledger.entries() == [replace(before, disclosure=replace(VOICE, seconds=8.8))]

    def test_nothing_comes_back_of_what_was_never_sent(self, ledger: Ledger) -> None:
        entry = ledger.enter(VOICE)
        ledger.clear()
        ledger.settle(entry, 0.0, 0)
        assert ledger.entries() == []


def test_who_settles_waits_for_no_other_program(ledger: Ledger, tmp_path: Path) -> None:
    first, second = ledger.enter(VOICE), ledger.enter(VOICE)
    with closing(sqlite3.connect(tmp_path / "data" / FILE)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        for seconds in (1.0, 2.0, 3.0):
            ledger.settle(first, seconds, 106)
        ledger.settle(second, 4.0, 106)
        assert time.monotonic() - began < 0.2
        other.rollback()
    assert [entry.disclosure.seconds for entry in ledger.entries()] == [4.0, 3.0]


def test_what_is_settled_last_is_written_though_the_program_ends(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sonorant.sessions.ledger import Ledger\n"
        "from sonorant.speech.disclosure import Disclosure\n"
        "ledger = Ledger(Path(sys.argv[1])); ledger.settle(ledger.enter(Disclosure('a', 'assessment', 6.8)), 3.4, 0)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)
    assert [entry.disclosure.seconds for entry in Ledger(tmp_path).entries()] == [3.4]


def test_what_is_settled_is_written_although_no_thread_can_be_had(ledger: Ledger) -> None:
    entry = ledger.enter(VOICE)
    before = threading.stack_size(1 << 46)  # more than there is of memory
    try:
        with pytest.raises(RuntimeError):
            threading.Thread(target=print).start()
        ledger.settle(entry, 3.4, 106)
    finally:
        threading.stack_size(before)
    assert [each.disclosure.seconds for each in ledger.entries()] == [3.4]


def test_many_threads_may_write(ledger: Ledger) -> None:
    threads = [threading.Thread(target=ledger.enter, args=(VOICE,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({entry.id for entry in ledger.entries()}) == 8


class TestALedgerThatCannotBeUsed:
    def test_because_it_is_damaged(self, tmp_path: Path) -> None:
        (tmp_path / FILE).write_bytes(b"no database " * 100)
        with pytest.raises(LedgerUnusable, match="so nothing is sent"):
            Ledger(tmp_path).enter(VOICE)

    def test_because_a_newer_version_wrote_it(self, tmp_path: Path) -> None:
        connection = sqlite3.connect(tmp_path / FILE)
        connection.execute("PRAGMA user_version = 99")
        connection.close()
        with pytest.raises(LedgerUnusable, match="newer version"):
            Ledger(tmp_path).entries()

    def test_because_there_is_no_folder_for_it(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(LedgerUnusable, match="so nothing is sent"):
            Ledger(tmp_path / "file" / "data").enter(VOICE)

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user to whom rights apply")
    def test_because_it_may_not_be_written(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o500)
        with pytest.raises(LedgerUnusable, match="rights"):
            Ledger(tmp_path).enter(VOICE)

    def test_is_not_told_when_it_is_too_late(self, tmp_path: Path) -> None:
        ledger = Ledger(tmp_path)
        entry = ledger.enter(VOICE)
        (tmp_path / FILE).write_bytes(b"no database " * 100)
        ledger.settle(entry, 1.0, 1)
        with pytest.raises(LedgerUnusable):  # by then what settles it has failed, and said nothing
            ledger.entries()
