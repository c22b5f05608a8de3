"""Synthesisers as child processes: they end, whatever happens."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from sonorant.speech.failures import Cancelled, no_progress
from sonorant.voices.base import VoiceFailed
from sonorant.voices.process import run

SLEEPER = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"


def _is_gone(file: Path) -> bool:
    try:
        os.kill(int(file.read_text()), 0)
    except ProcessLookupError:
        return True
    return False


def test_text_goes_in_on_standard_input_and_what_is_printed_comes_back() -> None:
    command = [sys.executable, "-c", "print(input().upper(), end='')"]

    assert run(command, no_progress, text="it's; $(rm) `x` --version") == "IT'S; $(RM) `X` --VERSION"


def test_a_program_that_takes_too_long_is_ended_and_said_to(tmp_path: Path) -> None:
    began, file = time.monotonic(), tmp_path / "pid"

    with pytest.raises(VoiceFailed, match="takes too long"):
        run([sys.executable, "-c", SLEEPER, str(file)], no_progress, seconds=1.5)
    assert time.monotonic() - began < 10
    assert _is_gone(file)


def test_cancelling_ends_the_program_at_once(tmp_path: Path) -> None:
    file = tmp_path / "pid"

    def until_it_runs(_share: float) -> None:
        if file.exists() and file.read_text():
            raise Cancelled

    with pytest.raises(Cancelled):
        run([sys.executable, "-c", SLEEPER, str(file)], until_it_runs, seconds=50)
    assert _is_gone(file)


def test_a_program_that_fails_is_reported_in_its_own_words() -> None:
    with pytest.raises(VoiceFailed, match=r"failed \(no such voice\): choose another voice"):
        run([sys.executable, "-c", "raise SystemExit('no such voice')"], no_progress)


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(VoiceFailed, match="“no-such-voice” cannot be started"):
        run(["no-such-voice"], no_progress)
