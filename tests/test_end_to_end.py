"""The whole way as a user goes it: keys pressed on a display, a sound system, the engine, and a restart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from sonorant import assets
from sonorant.audio import files
from sonorant.practice import samples
from sonorant.sessions.store import Store
from sonorant.speech.assessment import TICKS_PER_SECOND, Assessment, ErrorType, PhonemeError
from sonorant.ui.state import title_of
from sound_bench import NOTHING_CONNECTED
from virtual_microphone import VirtualMicrophone, virtual_microphone

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(120),
    pytest.mark.skipif(sys.platform != "linux", reason="needs X11 and PulseAudio"),
]
T = TypeVar("T")
PORTAUDIO = "Expression '"
"""How that library begins what it prints, from a thread of its own, when a device goes away."""
UNDERRUN = "underrun occurred"
"""How ALSA ends what it prints when other programs leave the application too little time."""
SAMPLES = samples.load(assets.path("samples"))
PLANTED = next(sample for sample in SAMPLES if sample.planted)
REPORT_TITLE = f"{title_of(PLANTED.text)} – Sonorant"


def test_what_is_said_into_the_microphone_is_judged_shown_and_kept(tmp_path: Path) -> None:
    home = tmp_path / "home"
    store = Store(home)
    with virtual_microphone() as microphone, display() as name:
        with application(microphone.environment, name, home) as user:
            user.press("End", *["Up"] * len(SAMPLES))  # above the samples: a text of one's own
            user.press("Tab", "Tab")  # over the divider
            user.type(PLANTED.text)
            user.press("Tab")
            # Until the microphone is found, the key does nothing.
            take = user.insist(["r"], lambda: next((home / "takes").glob("*.wav"), None), "a take on disk")
            until(lambda: take.stat().st_size > 30_000, "sound in the take")
            assert microphone.play(PLANTED.audio).wait(30) == 0
            user.press("r")
            (summary,) = until(store.sessions, "a saved session")
            until(lambda: user.title() == REPORT_TITLE, "the report")
            user.press("ctrl+q")

        check(store.open(summary.id).assessment)

        with application(microphone.environment, name, home) as user:
            assert user.title() == "Sonorant"
            user.press("ctrl+2")
            with ear(microphone) as loudest:
                user.insist(["F8"], lambda: loudest() > 0.05, "the sound of an error of the session")
            user.press("ctrl+q")


def test_a_microphone_that_is_unplugged_leaves_what_was_recorded(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with virtual_microphone() as microphone, display() as name, application(microphone.environment, name, home) as user:
        take = user.insist(["r"], lambda: next((home / "takes").glob("*.wav"), None), "a take on disk")
        speaker = microphone.play(PLANTED.audio)
        until(lambda: take.stat().st_size > 300_000, "sound in the take")
        microphone.unplug()
        until(lambda: files.read(take).seconds > 3 and take.stat().st_mtime < time.time() - 2, "the end of the take")
        speaker.wait(20)
        user.press("ctrl+q")

    kept = files.read(take)
    assert abs(kept.samples).max() > 0.1
    assert Store(home).unfinished() == [take]


def test_a_take_that_was_recorded_until_a_kill_is_found_again_and_can_be_heard(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with virtual_microphone() as microphone, display() as name:
        with application(microphone.environment, name, home, ends_with=-signal.SIGKILL) as user:
            take = user.insist(["r"], lambda: next((home / "takes").glob("*.wav"), None), "a take on disk")
            speaker = microphone.play(PLANTED.audio)
            until(lambda: take.stat().st_size > 300_000, "sound in the take")
            user.process.kill()
        speaker.wait(20)
        assert abs(files.read(take).samples).max() > 0.1

        with application(microphone.environment, name, home) as user, ear(microphone) as loudest:
            # To the list, from there back to “Open it” in the banner, as soon as that is there; then listen to it.
            to_the_offer = ["alt+w", *["shift+Tab"] * 4, "space"]
            user.insist([*to_the_offer, "alt+w", "space"], lambda: loudest() > 0.05, "the sound of the take")
            user.press("ctrl+q")
    assert Store(home).unfinished() == [take]


def test_a_demonstration_needs_no_microphone_no_loudspeaker_and_no_key(tmp_path: Path) -> None:
    nothing = {**os.environ, **NOTHING_CONNECTED}
    with display() as name, application(nothing, name, tmp_path / "home", "--demo") as user:
        until(lambda: user.title() == f"{PLANTED.title} – Sonorant", "the report of the sample")
        user.press("ctrl+q")
    assert Store(tmp_path / "home").sessions() == []


@contextmanager
def ear(microphone: VirtualMicrophone) -> Iterator[Callable[[], float]]:
    """Listen to the loudspeaker; what is given says how loud it has been so far, 0 to 1."""
    command = ["parec", "--device=loudspeaker.monitor", "--format=s16le", "--rate=16000", "--channels=1"]
    with tempfile.TemporaryFile() as sound:
        listener = subprocess.Popen(command, env=microphone.environment, stdout=sound)

        def loudest() -> float:
            sound.seek(0)
            raw = sound.read()
            return float(abs(np.frombuffer(raw[: len(raw) // 2 * 2], np.int16).astype(int)).max(initial=0)) / 32768

        try:
            yield loudest
        finally:
            listener.kill()
            listener.wait()


def check(found: Assessment) -> None:
    """The report is of what was said: its words, the planted errors, and their times."""
    words = found.words or ()
    assert [word.word for word in words] == PLANTED.text.lower().replace(".", "").split()
    # The take began some time before the sample was played: the first word says how long.
    first = words[0].offset
    assert first is not None
    (pause,) = [word for word in words if word.pause and ErrorType.UNEXPECTED_BREAK in word.pause.error_types]
    planted_pause = next(each for each in PLANTED.planted if each.kind == "pause")
    assert pause.word == planted_pause.word
    assert pause.pause is not None
    assert pause.pause.length == pytest.approx((planted_pause.end - planted_pause.start) * TICKS_PER_SECOND, rel=0.15)
    assert pause.offset is not None
    shift = pause.offset / TICKS_PER_SECOND - planted_pause.end
    assert 0.2 < shift < 10

    said = {
        (word.word, phoneme.phoneme): (phoneme.offset or 0) / TICKS_PER_SECOND - shift
        for word in words
        for phoneme in word.phonemes or ()
        if phoneme.finding and phoneme.finding.error != PhonemeError.NONE
    }
    planted = {(each.word, each.phoneme): each.start for each in PLANTED.planted if each.phoneme}
    assert set(said) >= set(planted)
    for key, start in planted.items():
        assert said[key] == pytest.approx(start, abs=0.08)


@dataclass(frozen=True)
class User:
    """Someone at the keyboard of a display."""

    display: str
    window: str
    process: subprocess.Popen[str]

    def press(self, *keys: str) -> None:
        for key in keys:
            self._xdotool("key", "--clearmodifiers", key)
            time.sleep(0.1)

    def type(self, text: str) -> None:
        self._xdotool("type", "--delay", "5", text)
        time.sleep(0.2)

    def insist(self, keys: Sequence[str], condition: Callable[[], T | None], what: str) -> T:
        """Press the keys, and again if nothing comes of it for some seconds, as the application may still be busy.

        Many seconds: what a key began late on a busy computer must not be ended by the next one.
        """

        def pressed() -> T | None:
            self.press(*keys)
            return within(9, condition)

        return until(pressed, what)

    def title(self) -> str:
        return self._xdotool("getwindowname", self.window)

    def _xdotool(self, *arguments: str) -> str:
        return xdotool(self.display, *arguments)


@contextmanager
def application(
    environment: Mapping[str, str], display: str, home: Path, *arguments: str, ends_with: int = 0
) -> Iterator[User]:
    """The application with the keyboard on its window; at the end it must have closed so and said nothing."""
    environment = {
        **environment,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "SONORANT_HOME": str(home),
    }
    command = [sys.executable, "-m", "sonorant", *arguments]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=environment, stdout=pipe, stderr=subprocess.STDOUT, text=True)
    try:
        search = ["search", "--onlyvisible", "--pid", str(process.pid), "--name", "Sonorant"]
        window = until(lambda: xdotool(display, *search).splitlines(), "the window", process)[0]
        xdotool(display, "windowfocus", "--sync", window)
        yield User(display, window, process)
        said, _ = process.communicate(timeout=20)
        own = [line for line in said.splitlines() if not line.startswith(PORTAUDIO) and not line.endswith(UNDERRUN)]
        assert (process.returncode, own) == (ends_with, [])
    finally:
        process.kill()
        process.communicate()


@contextmanager
def display() -> Iterator[str]:
    """A display of its own; its name."""
    command = ["Xvfb", "-displayfd", "1", "-noreset", "-screen", "0", "1280x720x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            name = f":{server.stdout.readline().strip()}"
            until(lambda: xdotool(name, "getdisplaygeometry"), "a display that answers")
            yield name
        finally:
            server.terminate()


def xdotool(display: str, *arguments: str) -> str:
    done = subprocess.run(
        ["xdotool", *arguments], env={"DISPLAY": display}, capture_output=True, text=True, timeout=20, check=False
    )
    return done.stdout.strip()


def until(condition: Callable[[], T | None], what: str, process: subprocess.Popen[str] | None = None) -> T:
    """What the condition gives as soon as it is true."""
    found = within(30, condition, process)
    return found if found else pytest.fail(f"waited in vain for {what}")


def within(seconds: float, condition: Callable[[], T | None], process: subprocess.Popen[str] | None = None) -> T | None:
    """What the condition gives, if it is true in that time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        assert process is None or process.poll() is None, f"the application ended: {process.communicate()[0]}"
        time.sleep(0.1)
    return None
