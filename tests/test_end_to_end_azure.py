"""The same way as in `test_end_to_end`, with Azure Speech: set up from nothing, agreed to, spoken to, and left."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from emulators.azure.process import KEY, EmulatorProcess
from sonorant.sessions.ledger import Ledger
from sonorant.sessions.store import Store
from sonorant.speech.assessment import TICKS_PER_SECOND, Assessment, ErrorType
from test_end_to_end import PLANTED, REPORT_TITLE, SAMPLES, User, application, display, until, xdotool
from virtual_microphone import virtual_microphone

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(150),
    pytest.mark.skipif(sys.platform != "linux", reason="needs X11 and PulseAudio"),
]


def test_what_is_said_into_the_microphone_is_judged_by_azure_shown_and_kept(
    tmp_path: Path, service: EmulatorProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    home = tmp_path / "home"
    store = Store(home)
    with virtual_microphone() as microphone, display() as name:
        with application(microphone.environment, name, home) as user:
            user.press("End", *["Up"] * len(SAMPLES))  # above the samples: a text of one's own
            user.press("Tab", "Tab")  # over the divider
            user.type(PLANTED.text)
            set_up(user, service.endpoint)
            user.insist(["r"], lambda: window(user, "Consent"), "the question for consent")
            assert service.connections() == []
            assert not list((home / "takes").glob("*.wav"))
            agree(user)

            take = until(lambda: next((home / "takes").glob("*.wav"), None), "a take on disk")
            until(lambda: take.stat().st_size > 30_000, "sound in the take")
            assert microphone.play(PLANTED.audio).wait(30) == 0
            user.press("r")
            (summary,) = until(store.sessions, "a saved session")
            until(lambda: user.title() == REPORT_TITLE, "the report")
            check(store.open(summary.id).assessment)

            # Closed in the middle of another take, it ends at once; what was recorded is kept.
            user.insist(["r"], lambda: next((home / "takes").glob("*.wav"), None), "another take on disk")
            until(lambda: len(service.connections()) > 1, "the service being asked")
            began = time.monotonic()
            user.press("ctrl+q")
        assert time.monotonic() - began < 2.0
        assert len(Store(home).unfinished()) == 1

    assert summary.engine == "azure"
    [consent] = Ledger(home).consents()
    assert service.endpoint.endswith(consent.destination)
    assert [entry.disclosure.purpose for entry in Ledger(home).entries()] == ["assessment"] * 2
    assert not [file for file in home.rglob("*") if file.is_file() and KEY.encode() in file.read_bytes()]


def set_up(user: User, endpoint: str) -> None:
    """Choose Azure Speech, which asks how it is reached, and answer that."""
    user.insist(["alt+e", "Down"], lambda: window(user, "Azure Speech"), "the settings of Azure Speech")
    focus(user, "Azure Speech")
    user.press("Tab")
    user.type(endpoint)
    user.press("Tab", "Tab")
    user.type(KEY)
    user.press("Return", "Escape")
    until(lambda: not window(user, "Azure Speech"), "the end of the settings")
    xdotool(user.display, "windowfocus", "--sync", user.window)


def agree(user: User) -> None:
    focus(user, "Consent")
    user.press("Tab", "space")
    until(lambda: not window(user, "Consent"), "the end of the question")
    xdotool(user.display, "windowfocus", "--sync", user.window)


def window(user: User, title: str) -> str:
    """The visible window of that title; empty if there is none."""
    return xdotool(user.display, "search", "--onlyvisible", "--name", f"^{title}$")


def focus(user: User, title: str) -> None:
    xdotool(user.display, "windowfocus", "--sync", window(user, title).splitlines()[0])


def check(found: Assessment) -> None:
    """The report is of what was said: its words, the planted pause and the planted errors at their times."""
    words = found.words or ()
    assert [word.word for word in words] == PLANTED.text.lower().replace(".", "").split()
    assert found.provenance is not None
    assert found.provenance.engine == "azure"
    (pause,) = [word for word in words if word.pause and ErrorType.UNEXPECTED_BREAK in word.pause.error_types]
    planted_pause = next(each for each in PLANTED.planted if each.kind == "pause")
    assert pause.word == planted_pause.word
    assert pause.pause is not None
    assert pause.pause.length == pytest.approx((planted_pause.end - planted_pause.start) * TICKS_PER_SECOND, rel=0.25)
    assert pause.offset is not None
    # The take began some time before the sample was played.
    shift = pause.offset / TICKS_PER_SECOND - planted_pause.end
    assert 0.2 < shift < 20

    poor = {
        (word.word, phoneme.phoneme): (phoneme.offset or 0) / TICKS_PER_SECOND - shift
        for word in words
        for phoneme in word.phonemes or ()
        if phoneme.accuracy is not None and phoneme.accuracy < 60
    }
    planted = {(each.word, each.phoneme): each.start for each in PLANTED.planted if each.phoneme}
    assert set(poor) & set(planted)
    for key in set(poor) & set(planted):
        assert poor[key] == pytest.approx(planted[key], abs=0.1)
