"""Where the command line writes: no input is lost, and a stream that is closed or full has one clear outcome."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
import soundfile  # type: ignore[import-untyped]

from command_line import refused, run, run_without
from sonorant import assets
from sonorant.cli import assess, main, progress
from sonorant.practice import samples

FLAWLESS = samples.load(assets.path("samples"))[0]
ANOTHER_TEXT = "Forty seven purple umbrellas danced behind our kitchen whenever Professor Jacobs shouted goodbye."
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="its shell does not close streams")
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")


@pytest.fixture
def take(tmp_path: Path) -> Path:
    (tmp_path / "take.flac").write_bytes(FLAWLESS.audio.read_bytes())
    return tmp_path / "take.flac"


@pytest.fixture
def no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is judged in this test, nor is the recording read."""

    def never(*_given: object) -> None:
        pytest.fail("the work has begun")

    for step in ("_audio", "_judge"):
        monkeypatch.setattr(assess, step, never)


def said_in_one_line(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err


class TestAFolderForTheReport:
    @pytest.mark.usefixtures("no_work")
    @pytest.mark.parametrize("out", ["", ".", "./", "..", "/"])
    def test_is_told_before_the_work(self, capsys: pytest.CaptureFixture[str], take: Path, out: str) -> None:
        assert main(["assess", str(take), "--text", FLAWLESS.text, "--out", out]) == 2
        assert "is a folder" in said_in_one_line(capsys)


class TestAnInputAsThePlaceForTheReport:
    @pytest.mark.usefixtures("no_work")
    @pytest.mark.parametrize("link", [None, os.symlink, os.link], ids=["itself", "symlink", "hard link"])
    def test_is_told_before_the_work_and_stays_what_it_is(
        self, capsys: pytest.CaptureFixture[str], take: Path, link
    ) -> None:
        out = take if link is None else take.with_name("report.txt")
        if link is not None:
            link(take, out)
        assert main(["assess", str(take), "--text", FLAWLESS.text, "--out", str(out)]) == 2
        assert f"“{out.name}” is the recording itself" in said_in_one_line(capsys)
        assert out.read_bytes() == take.read_bytes() == FLAWLESS.audio.read_bytes()

    @pytest.mark.usefixtures("no_work")
    def test_the_text_neither(self, capsys: pytest.CaptureFixture[str], take: Path) -> None:
        text = take.with_name("text.txt")
        text.write_text(FLAWLESS.text, encoding="utf-8")
        assert main(["assess", str(take), "--text-file", str(text), "--out", str(text)]) == 2
        assert "“text.txt” is the text itself" in said_in_one_line(capsys)
        assert text.read_text(encoding="utf-8") == FLAWLESS.text

    @POSIX
    def test_nor_the_recording_on_standard_input(self, take: Path) -> None:
        finished = run_without(f"<'{take}'", "assess", "-", "--text", FLAWLESS.text, "--out", take)
        assert "“take.flac” is the recording itself" in refused(finished)
        assert take.read_bytes() == FLAWLESS.audio.read_bytes()

    def test_a_device_cannot_be_lost(self, take: Path) -> None:
        assert run("assess", take, "--text", FLAWLESS.text, "--out", os.devnull).returncode == 0


@POSIX
class TestClosedOutput:
    def test_is_told(self, take: Path) -> None:
        said = refused(run_without(">&-", "assess", take, "--text", FLAWLESS.text))
        assert "The output cannot be written (standard output is closed)" in said

    @pytest.mark.usefixtures("no_work")
    def test_is_told_before_the_work(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], take: Path
    ) -> None:
        with monkeypatch.context() as closed:
            closed.setattr(sys, "stdout", None)
            assert main(["assess", str(take), "--text", FLAWLESS.text]) == 2
        assert "standard output is closed" in said_in_one_line(capsys)

    def test_is_not_needed_for_a_report_in_a_file(self, take: Path) -> None:
        out = take.with_name("report.txt")
        finished = run_without(">&-", "assess", take, "--text", FLAWLESS.text, "--out", out)
        assert (finished.returncode, finished.stderr) == (0, b"")
        assert out.read_text(encoding="utf-8").startswith("take  ")

    @pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1"])
    def test_is_told_where_the_file_is_standard_output_by_name(self, take: Path, name: str) -> None:
        said = refused(run_without(">&-", "assess", take, "--text", FLAWLESS.text, "--out", name))
        assert "standard output is closed" in said

    @pytest.mark.parametrize("option", ["--help", "--version"])
    def test_help_that_cannot_be_given_is_a_failure(self, option: str) -> None:
        assert "standard output is closed" in refused(run_without(">&-", option))

    def test_figures_that_cannot_be_given_are_a_failure(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        from sonorant.engines.embedded import benchmark

        monkeypatch.setattr(benchmark, "run", lambda *_given: {"utterances": 3})
        asked = ["benchmark", "--labels", "labels", "--audio", "audio"]
        assert main(asked) == 0
        assert capsys.readouterr().out.splitlines()[-1] == '{"utterances": 3}'
        with monkeypatch.context() as closed:
            closed.setattr(sys, "stdout", None)
            assert main(asked) == 2
        assert "standard output is closed" in said_in_one_line(capsys)


@needs_full
@pytest.mark.parametrize("option", ["--help", "--version"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_help_for_a_full_disk_is_a_failure(option: str, unbuffered: str) -> None:
    with FULL.open("wb") as full:
        finished = run(option, stdout=full, environment={"PYTHONUNBUFFERED": unbuffered})
    assert "No space left" in refused(finished)


REFUSALS = {
    "an argument": (["assess", "--louder"], 2),
    "a text": (["assess", str(FLAWLESS.audio), "--text", ANOTHER_TEXT], 3),
}


class TestErrorsThatCannotBeTold:
    @needs_full
    @pytest.mark.parametrize("refusal", REFUSALS)
    @pytest.mark.parametrize("unbuffered", ["", "1"])
    def test_keep_their_code_when_the_disk_is_full(self, refusal: str, unbuffered: str) -> None:
        arguments, code = REFUSALS[refusal]
        with FULL.open("wb") as full:
            finished = run(*arguments, stderr=full, environment={"PYTHONUNBUFFERED": unbuffered})
        assert (finished.returncode, finished.stdout) == (code, b"")

    @POSIX
    @pytest.mark.parametrize("refusal", REFUSALS)
    @pytest.mark.parametrize("closed", ["2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
    def test_keep_their_code_when_it_is_closed_and_go_nowhere_else(self, refusal: str, closed: str) -> None:
        arguments, code = REFUSALS[refusal]
        finished = run_without(closed, *arguments)
        expected = 2 if ">&- 2" in closed else code
        assert (finished.returncode, finished.stdout, finished.stderr) == (expected, b"", b"")

    def test_nor_is_progress(self, monkeypatch: pytest.MonkeyPatch, take: Path) -> None:
        monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0.0)
        with monkeypatch.context() as closed:
            closed.setattr(sys, "stderr", None)
            assert main(["assess", str(take), "--text", FLAWLESS.text]) == 0


@POSIX
@pytest.mark.parametrize("closed", ["2>&-", "<&- 2>&-", "<&- >&- 2>&-"])
def test_no_file_takes_the_place_of_a_closed_stream(take: Path, closed: str) -> None:
    """The decoder of MP3 is kept from printing there: the recording would be cut off from it."""
    sound, rate = soundfile.read(take)
    soundfile.write(take.with_suffix(".mp3"), sound, rate)
    out = take.with_name("report.csv")
    arguments = ["assess", take.with_suffix(".mp3"), "--text", FLAWLESS.text, "--format", "csv", "--out", out]
    assert run_without(closed, *arguments).returncode == 0
    assert out.read_text(encoding="utf-8-sig").startswith("word,")


def test_a_report_in_a_file_is_not_coloured_for_the_terminal(monkeypatch: pytest.MonkeyPatch, take: Path) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdout", Terminal(io.BytesIO()))
    out = take.with_name("report.txt")
    assert main(["assess", str(take), "--text", FLAWLESS.text, "--out", str(out)]) == 0
    assert "\x1b" not in out.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not take such names")
class TestNamesThatWouldCommandTheTerminal:
    NAMES = ("\x1b[31mred\a", "two\nlines", "turned\u202e", "\x9b2J", os.fsdecode(b"caf\xe9"))

    def test_a_name_of_nothing_else_is_no_title(self, capsysbinary: pytest.CaptureFixture[bytes], take: Path) -> None:
        take = take.rename(take.with_name("\x1b\u202e.flac"))
        assert main(["assess", str(take), "--text", FLAWLESS.text]) == 0
        assert capsysbinary.readouterr().out.startswith(b"Recording  ")

    @pytest.mark.parametrize("name", NAMES, ids=ascii)
    @pytest.mark.parametrize("option", ["recording", "--text-file", "--out"])
    def test_are_plain_in_failures(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path, option: str, name: str
    ) -> None:
        missing = str(tmp_path / "missing" / name)
        arguments = ["assess", missing] if option == "recording" else ["assess", str(FLAWLESS.audio), option, missing]
        assert main(arguments if option == "--text-file" else [*arguments, "--text", FLAWLESS.text]) == 2
        said = said_in_one_line(capsys)
        assert not set(said) & set("\x1b\a\x9b\u202e\\")
        assert name.strip("\x1b\x9b\u202e")[:3] in said

    def test_are_plain_in_complaints_about_arguments(self) -> None:
        said = refused(run("assess", FLAWLESS.audio, "--\x1b[31mred"))
        assert "\x1b" not in said
        assert "[31mred" in said

    @pytest.mark.parametrize(
        ("form", "name"),
        [*(("summary", name) for name in NAMES), ("html", NAMES[-1]), ("textgrid", NAMES[-1])],
        ids=ascii,
    )
    def test_are_plain_in_titles(
        self, capsysbinary: pytest.CaptureFixture[bytes], take: Path, form: str, name: str
    ) -> None:
        take = take.rename(take.with_name(f"{name}.flac"))
        assert main(["assess", str(take), "--text", FLAWLESS.text, "--format", form]) == 0
        said = capsysbinary.readouterr().out.decode("utf-8")
        assert not set(said) & set("\x1b\a\x9b\u202e")
        if form == "summary":
            title = said.splitlines()[0]
            assert title.endswith(f"  {FLAWLESS.seconds:.1f} s")
            assert name.strip("\x1b\x9b\u202e")[:3] in title
