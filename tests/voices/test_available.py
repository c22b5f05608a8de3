"""Which voices there are, and which one speaks. The systems' own programs are stood in for by small ones."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from sonorant import voices
from sonorant.voices.aligned import not_aligned
from sonorant.voices.base import Voice, VoiceFailed
from sonorant.voices.espeak import Espeak
from sonorant.voices.system import POWERSHELL, SAY, SystemVoice, installed

SAMANTHA_AND_OTHERS = """
Albert              en_US    # Hello! My name is Albert.
Anna                de_DE    # Hallo! Ich heiße Anna.
Bad News            en_US    # Hello! My name is Bad News.
Daniel (English (UK)) en_GB    # Hello! My name is Daniel.
"""
STAND_IN = """#!{python}
import json, os, subprocess, sys
arguments, environment = sys.argv[1:], os.environ
if "?" in arguments or "GetInstalledVoices" in arguments[-1]:
    print({listing!r})
    raise SystemExit
out = arguments[arguments.index("-o") + 1] if "-o" in arguments else environment["SONORANT_FILE"]
text = sys.stdin.read()
asked = {{"arguments": arguments, "text": text}} | {{k: v for k, v in environment.items() if k.startswith("SONORANT_")}}
with open({log!r}, "w") as file:
    json.dump(asked, file)
subprocess.run(["/usr/bin/env", "PATH={path}", "flite", "-voice", "kal16", "-t", text, "-o", out], check=True)
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """`stand_in(name, listing)`: puts a program of that name on the path; gives the file that tells its last call."""

    def make(name: str, listing: str) -> Path:
        log, program = tmp_path / "asked.json", tmp_path / "bin" / name
        program.parent.mkdir()
        code = STAND_IN.format(python=sys.executable, listing=listing, log=str(log), path=os.environ["PATH"])
        program.write_text(code)
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
        return log

    return make


def test_here_are_the_voices_of_flite_and_espeak_and_flites_come_first() -> None:
    found = [voice.name for voice in voices.available(platform="linux")]

    assert found[0] == "flite slt"
    assert "espeak-ng en-us" in found


def test_every_offered_voice_speaks() -> None:
    for voice in voices.available():
        assert isinstance(voice, Voice)
        spoken = voice.speak("This is a test.")
        assert 0.5 < spoken.audio.seconds < 4
        assert spoken.audio.rate >= 16_000


def test_the_chosen_voice_is_the_one_named_else_the_best_and_none_if_none_is_wanted() -> None:
    there = voices.available(platform="linux")

    assert voices.chosen(there[2].name, there) is there[2]
    assert voices.chosen("", there) is there[0]
    assert voices.chosen("flite somebody who left", there) is there[0]
    assert voices.chosen(voices.NONE, there) is None
    assert voices.chosen("", []) is None


@pytest.mark.parametrize("speed", [0.5, 1.5])
def test_espeak_speaks_as_fast_as_it_is_told(speed: float) -> None:
    text = "Winter is colder here than in the south of the country."
    usual, other = Espeak("en-us").speak(text), Espeak("en-us").speak(text, speed)

    assert other.audio.seconds == pytest.approx(usual.audio.seconds / speed, rel=0.2)


def test_macos_offers_its_american_voices_and_they_get_the_text_on_standard_input(stand_in) -> None:
    log = stand_in(SAY, SAMANTHA_AND_OTHERS)

    found = installed(not_aligned, "darwin")
    spoken = found[1].speak("-v $HOME `x`; it costs $5.", 0.8)

    assert [voice.name for voice in found] == ["system Albert", "system Bad News"]
    assert spoken.audio.seconds > 1
    asked = json.loads(log.read_text())
    assert asked["arguments"][:4] == ["-v", "Bad News", "-r", "140"]
    assert asked["text"] == "v HOME x, it costs five dollars."


def test_windows_speaks_through_powershell_with_nothing_pasted_into_code(stand_in) -> None:
    log = stand_in(POWERSHELL, "Microsoft Zira Desktop\r\nMicrosoft David Desktop\r")

    found = installed(not_aligned, "win32")
    spoken = found[0].speak("'; Remove-Item x; it's fine.", 1.5)

    assert [voice.name for voice in found] == ["system Microsoft Zira Desktop", "system Microsoft David Desktop"]
    assert spoken.audio.seconds > 0.5
    asked = json.loads(log.read_text())
    assert (asked["SONORANT_VOICE"], asked["SONORANT_RATE"]) == ("Microsoft Zira Desktop", "4")
    assert "Remove" not in " ".join(asked["arguments"])
    assert "Remove" in asked["text"]


def test_a_system_voice_that_fails_or_makes_no_sound_is_reported_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / SAY
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    for code, sentence in (
        ("echo 'Voice not found' >&2; exit 1", r"“say” failed \(Voice not found\): choose another voice"),
        ("exit 0", "“system Samantha” made no sound: choose another voice"),
    ):
        program.write_text(f"#!/bin/sh\n{code}\n")
        program.chmod(0o755)
        with pytest.raises(VoiceFailed, match=sentence):
            SystemVoice(SAY, "Samantha").speak("Hello.")


def test_on_linux_the_system_has_no_voices() -> None:
    assert installed(not_aligned, "linux") == []
