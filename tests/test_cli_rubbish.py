"""Whatever the command line is given, it ends with 0, 2 or 3 and says at most one line on standard error."""

from __future__ import annotations

import io
import os
import string
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from command_line import refused, run
from sonorant import assets
from sonorant.audio.files import read, resample
from sonorant.cli import main
from sonorant.practice import samples

FLAWLESS = samples.load(assets.path("samples"))[0]
RUBBISH = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

Assess = Callable[..., int]


@pytest.fixture
def assess(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Assess:
    """Assesses within an empty folder, where the two files given in bytes are "take" and "text"."""
    monkeypatch.chdir(tmp_path)

    def checked(*arguments: str, take: bytes = b"", text: bytes = b"") -> int:
        Path("take").write_bytes(take)
        Path("text").write_bytes(text)
        code = main(["assess", *arguments])
        out, err = capsys.readouterr()
        assert code in {0, 2, 3}, err
        assert err.count("\n") == (code != 0), err
        assert "Traceback" not in out + err
        assert out == "" or code == 0
        assert (Path("take").read_bytes(), Path("text").read_bytes()) == (take, text)
        for left in set(os.listdir()) - {"take", "text"}:
            assert code == 0
            assert Path(left).stat().st_size > 0
            Path(left).unlink()
        return code

    return checked


def encoded(container: str, subtype: str | None = None, seconds: float = 1.0) -> bytes:
    """The beginning of the flawless sample, of which one word is whole."""
    audio = read(FLAWLESS.audio)
    file = io.BytesIO()
    soundfile.write(file, audio.samples[: int(seconds * audio.rate)], audio.rate, subtype, format=container)
    return file.getvalue()


TAKE = encoded("WAV")
HEADS = {
    "nothing": b"",
    "WAV": TAKE[:44],
    "WAV, before its format": TAKE[:20],
    "FLAC": encoded("FLAC")[:100],
    "OGG": encoded("OGG", "VORBIS")[:100],
    "MP3": encoded("MP3")[:100],
    "AIFF": encoded("AIFF")[:54],
}
# No name leads out of the folder.
arguments = st.one_of(
    st.text(st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]), max_size=20),
    st.binary(max_size=20).map(lambda some: os.fsdecode(some.translate(None, b"/\\\0"))),
    st.text(string.ascii_letters + "-=", max_size=8),
    st.integers().map(str),
)
VALUES = {
    "--text": ["I think", ""],
    "--text-file": ["text", "take", "missing", "."],
    "--engine": ["embedded"],
    "--format": ["summary", "json", "csv", "textgrid", "html"],
    "--out": ["report", "take", "text", ".", "", "missing/report"],
    "--granularity": ["phoneme", "syllable", "word", "fulltext"],
    "--alphabet": ["ipa", "sapi"],
    "--grading": ["hundred", "five"],
    "--nbest": ["0", "1", "5", "1000000"],
    "--locale": ["en-US", "en-GB", "de-DE"],
    "--scenario-id": ["a"],
}
option = st.sampled_from(list(VALUES)).flatmap(
    lambda name: st.one_of(st.sampled_from(VALUES[name]), st.sampled_from(VALUES[name]), arguments).map(
        lambda value: f"{name}={value}"
    )
)


@RUBBISH
@given(head=st.sampled_from(list(HEADS)), content=st.binary(max_size=5_000))
def test_any_bytes_as_a_recording(assess: Assess, head: str, content: bytes) -> None:
    assess("take", "--text", FLAWLESS.text, take=HEADS[head] + content)


@RUBBISH
@given(head=st.sampled_from(list(HEADS)), content=st.binary(max_size=5_000))
def test_any_bytes_on_standard_input(
    assess: Assess, monkeypatch: pytest.MonkeyPatch, head: str, content: bytes
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(HEADS[head] + content)))
    assess("-", "--text", FLAWLESS.text)


@RUBBISH
@given(container=st.sampled_from(["WAV", "FLAC", "OGG", "MP3", "AIFF"]), share=st.floats(0.0, 1.0))
def test_a_recording_cut_off_anywhere(assess: Assess, container: str, share: float) -> None:
    whole = encoded(container)
    assess("take", "--text", "I", take=whole[: int(share * len(whole))])


@RUBBISH
@given(text=st.one_of(st.binary(max_size=100), st.text(max_size=60).map(str.encode)))
def test_any_bytes_as_a_text(assess: Assess, text: bytes) -> None:
    assess("take", "--text-file", "text", take=TAKE, text=text)


@RUBBISH
@given(text=arguments)
@example(text="9" * 5_000)
@example(text="1," * 5_000)
@example(text="a" * 5_000)
def test_any_text(assess: Assess, text: str) -> None:
    assess("take", f"--text={text}", take=TAKE)


@settings(RUBBISH, max_examples=60)
@given(options=st.lists(option, max_size=4))
def test_any_options(assess: Assess, options: list[str]) -> None:
    assess("take", *options, take=TAKE, text=b"I think")


@RUBBISH
@given(given_arguments=st.lists(arguments, max_size=4))
def test_any_arguments(assess: Assess, given_arguments: list[str]) -> None:
    assess(*given_arguments)


def test_a_flac_file_that_breaks_off_is_told_in_one_line(tmp_path: Path) -> None:
    whole = FLAWLESS.audio.read_bytes()
    (tmp_path / "take.flac").write_bytes(whole[: len(whole) // 2])
    said = refused(run("assess", tmp_path / "take.flac", "--text", FLAWLESS.text))
    assert "“take.flac” is damaged" in said


def test_a_recording_in_5_1_is_judged(tmp_path: Path) -> None:
    sound = resample(read(FLAWLESS.audio), 48_000).samples
    channels = np.zeros((len(sound), 6), np.float32)
    channels[:, 2] = sound  # the one in the middle, which speech is on
    soundfile.write(tmp_path / "take.wav", channels, 48_000, subtype="PCM_24")
    finished = run("assess", tmp_path / "take.wav", "--text", FLAWLESS.text)
    assert (finished.returncode, finished.stderr) == (0, b"")
    (accuracy,) = (line.split()[1] for line in finished.stdout.decode().splitlines() if line.startswith("Accuracy"))
    assert int(accuracy) > 90
