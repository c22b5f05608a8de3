"""The command line as its users meet it: real processes, real files, one line for each failure."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]

from command_line import refused, run
from sonorant import __version__, assets
from sonorant.audio.files import read
from sonorant.cli import main
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.practice import samples
from sonorant.speech import azure_json
from sonorant.speech.config import AssessmentConfig
from sonorant.ui.report_model import build

FLAWLESS, PLANTED = samples.load(assets.path("samples"))
HARDER = PLANTED.text.replace("red", "rid").replace("boats", "votes")
"""A text with sounds that are not in the sample, some of which the engine only doubts."""
RATE = 16_000


def tone(seconds: float) -> np.ndarray:
    return (0.3 * np.sin(2 * np.pi * 300 * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one file of each unusable kind."""
    (tmp_path / "empty.wav").touch()
    (tmp_path / "letter.wav").write_text("Dear Sir or Madam,\n" * 100, encoding="utf-8")
    (tmp_path / "picture.flac").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    flac = FLAWLESS.audio.read_bytes()
    (tmp_path / "header-only.flac").write_bytes(flac[:60])
    soundfile.write(tmp_path / "nothing.wav", np.zeros(0, np.float32), RATE)
    soundfile.write(tmp_path / "silent.wav", np.zeros(RATE * 2, np.float32), RATE)
    (tmp_path / "folder.wav").mkdir()
    return tmp_path


class TestHelp:
    def test_version(self) -> None:
        assert run("--version").stdout.decode() == f"sonorant {__version__}\n"

    @pytest.mark.parametrize("command", [[], ["assess"], ["train"], ["train-g2p"], ["benchmark"]], ids=" ".join)
    def test_every_command_has_help(self, command: Sequence[str]) -> None:
        finished = run(*command, "--help")
        assert finished.returncode == 0
        assert finished.stderr == b""
        assert finished.stdout.startswith(" ".join(["usage: sonorant", *command]).encode())

    def test_help_waits_for_nothing_heavy(self) -> None:
        heavy = "PySide6", "azure", "sounddevice", "soundfile", "numpy", "jinja2", "praatio"
        code = (
            "import sys; from sonorant.cli import main; main(['assess', '--help']);"
            f"sys.exit(','.join(set({heavy!r}) & set(sys.modules)) or 0)"
        )
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)

    def test_assessing_loads_neither_qt_nor_azure_nor_devices(self) -> None:
        heavy = "PySide6", "azure", "sounddevice"
        code = (
            "import sys, sonorant.cli.assess, sonorant.engines.embedded;"
            f"sys.exit(','.join(set({heavy!r}) & set(sys.modules)) or 0)"
        )
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


class TestUnusableArguments:
    def test_an_unknown_command(self) -> None:
        assert "'asses'" in refused(run("asses"))

    def test_an_unknown_option(self) -> None:
        assert "--louder" in refused(run("assess", FLAWLESS.audio, "--text", "a", "--louder"))

    def test_an_option_cut_short(self) -> None:
        assert "--gran" in refused(run("assess", FLAWLESS.audio, "--text", "a", "--gran", "word"))

    def test_no_recording(self) -> None:
        assert "AUDIO" in refused(run("assess", "--text", "a"))

    def test_an_unknown_format(self) -> None:
        assert "'pdf'" in refused(run("assess", FLAWLESS.audio, "--text", "a", "--format", "pdf"))

    def test_text_given_twice(self, tmp_path: Path) -> None:
        (tmp_path / "text.txt").write_text("a", encoding="utf-8")
        said = refused(run("assess", FLAWLESS.audio, "--text", "a", "--text-file", tmp_path / "text.txt"))
        assert "--text-file: not allowed with argument --text" in said

    @pytest.mark.parametrize(
        ("option", "value", "name"),
        [("--nbest", "-1", "NBestPhonemeCount"), ("--nbest", "lots", "--nbest"), ("--locale", "Welsh", "Locale")],
    )
    def test_a_value_out_of_range_is_named(self, option: str, value: str, name: str) -> None:
        assert name in refused(run("assess", FLAWLESS.audio, "--text", "a", f"{option}={value}"))

    def test_a_picture_of_nothing(self) -> None:
        assert "--self-check" in refused(run("--screenshot", "window.png"))

    def test_a_take_to_check_without_its_text(self) -> None:
        assert "--audio and --text" in refused(run("--self-check", "--audio", FLAWLESS.audio))

    @pytest.mark.parametrize("jobs", ["0", "-1", "x"])
    def test_no_jobs(self, jobs: str) -> None:
        assert "--jobs" in refused(run("benchmark", "--labels", "l", "--audio", "a", f"--jobs={jobs}"))


class TestUnusableCorpus:
    @pytest.mark.parametrize("command", [["train", "--out", "models"], ["benchmark"]], ids=lambda command: command[0])
    def test_is_told_in_one_line(self, command: Sequence[str], tmp_path: Path) -> None:
        (tmp_path / "labels").write_bytes(b"no gzip")
        for labels in ("missing", "labels", "."):
            refused(run(*command, "--labels", tmp_path / labels, "--audio", tmp_path))

    def test_a_place_for_models_that_cannot_be_is_told_before_the_work(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        assert "--out" in refused(run("train-g2p", "--out", tmp_path / "file" / "models"))


class TestMistakesOfOurs:
    def test_are_not_blamed_on_the_users_files(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def gone(_self: EmbeddedAssessor, *_given: object) -> None:
            raise FileNotFoundError(2, "No such file or directory", "model.npz")

        monkeypatch.setattr(EmbeddedAssessor, "assess", gone)
        assert main(["assess", str(FLAWLESS.audio), "--text", "hello"]) == 1
        assert "inside Sonorant (FileNotFoundError" in capsys.readouterr().err


class TestUnusableText:
    @pytest.mark.parametrize("text", ["", "   ", "\n", "…!?"])
    def test_empty(self, text: str) -> None:
        assert "There is no text" in refused(run("assess", FLAWLESS.audio, "--text", text))

    @pytest.mark.parametrize("text", ["我想要一张桌子。", "Добрый день"])
    def test_of_another_script(self, text: str) -> None:
        assert "no English words" in refused(run("assess", FLAWLESS.audio, "--text", text))

    def test_an_empty_file(self, tmp_path: Path) -> None:
        (tmp_path / "text.txt").touch()
        assert "There is no text" in refused(run("assess", FLAWLESS.audio, "--text-file", tmp_path / "text.txt"))

    def test_a_missing_file(self, tmp_path: Path) -> None:
        assert "“text.txt”" in refused(run("assess", FLAWLESS.audio, "--text-file", tmp_path / "text.txt"))

    def test_a_folder(self, tmp_path: Path) -> None:
        refused(run("assess", FLAWLESS.audio, "--text-file", tmp_path))

    def test_the_folder_one_is_in(self) -> None:
        assert "“.”" in refused(run("assess", FLAWLESS.audio, "--text-file", "."))

    def test_what_would_command_the_terminal_is_not_printed(self, tmp_path: Path) -> None:
        (tmp_path / "text.txt").write_text(f"\x1b[2J\x07{PLANTED.text}\x00\x9b\u202e", encoding="utf-8")
        finished = run("assess", PLANTED.audio, "--text-file", tmp_path / "text.txt")
        assert finished.returncode == 0
        assert not set("\x00\x07\x1b\x9b\u202e") & set(finished.stdout.decode("utf-8"))

    def test_a_file_that_is_not_utf8(self, tmp_path: Path) -> None:
        (tmp_path / "text.txt").write_bytes(b"caf\xe9")
        assert "UTF-8" in refused(run("assess", FLAWLESS.audio, "--text-file", tmp_path / "text.txt"))

    @pytest.mark.skipif(sys.platform == "win32", reason="arguments are not bytes there")
    def test_an_argument_that_is_not_utf8(self) -> None:
        assert "UTF-8" in refused(run("assess", FLAWLESS.audio, "--text", os.fsdecode(b"caf\xe9")))


class TestUnusableRecording:
    @pytest.mark.parametrize(
        "name",
        [
            "missing.wav",
            "empty.wav",
            "letter.wav",
            "picture.flac",
            "header-only.flac",
            "nothing.wav",
            "folder.wav",
            "letter.wav/inside.wav",
            "long" * 100 + ".wav",
            "über – 声.wav",
        ],
        ids=lambda name: name[:20],
    )
    def test_is_told_in_one_line(self, folder: Path, name: str) -> None:
        refused(run("assess", folder / name, "--text", "hello"))

    def test_nothing_on_standard_input(self) -> None:
        assert "standard input" in refused(run("assess", "-", "--text", "hello")).lower()

    @pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="there is no file that cannot be read")
    def test_standard_input_that_fails(self) -> None:
        command = [sys.executable, "-m", "sonorant", "assess", "-", "--text", "hello"]
        with Path("/proc/self/mem").open("rb") as broken:
            finished = subprocess.run(command, stdin=broken, capture_output=True, check=False)
        assert "standard input cannot be read" in refused(finished)

    def test_no_recording_on_standard_input(self) -> None:
        refused(run("assess", "-", "--text", "hello", given=b"hello " * 1000))

    def test_it_is_told_in_the_c_locale_too(self, folder: Path) -> None:
        ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        assert "“missing.wav”" in refused(run("assess", folder / "missing.wav", "--text", "a", environment=ascii_only))


class TestNothingToJudge:
    def test_silence(self, folder: Path) -> None:
        refused(run("assess", folder / "silent.wav", "--text", "hello"), code=3)

    def test_noise(self, tmp_path: Path) -> None:
        noise = np.random.default_rng(1).normal(0, 0.1, RATE * 3).astype(np.float32)
        soundfile.write(tmp_path / "noise.wav", noise, RATE)
        refused(run("assess", tmp_path / "noise.wav", "--text", "I think the river is very wide."), code=3)

    def test_a_tone(self, tmp_path: Path) -> None:
        soundfile.write(tmp_path / "tone.wav", tone(3), RATE)
        refused(run("assess", tmp_path / "tone.wav", "--text", "I think the river is very wide."), code=3)

    def test_a_click(self, tmp_path: Path) -> None:
        soundfile.write(tmp_path / "click.wav", tone(0.05), RATE)
        refused(run("assess", tmp_path / "click.wav", "--text", "hello"), code=3)

    @pytest.mark.parametrize("sound", ["silent", "noise"])
    def test_no_speech_and_no_text(self, tmp_path: Path, folder: Path, sound: str) -> None:
        noise = np.random.default_rng(0).normal(0, 0.1, RATE).astype(np.float32)
        soundfile.write(tmp_path / "noise.wav", noise, RATE)
        refused(run("assess", folder / "silent.wav" if sound == "silent" else tmp_path / "noise.wav"), code=3)

    def test_another_text(self) -> None:
        text = "Forty seven purple umbrellas danced behind our kitchen whenever Professor Jacobs shouted goodbye."
        refused(run("assess", FLAWLESS.audio, "--text", text), code=3)


def assessed(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str | Path) -> str:
    """What is printed on the planted sample."""
    code = main(["assess", str(PLANTED.audio), "--text", PLANTED.text, *map(str, arguments)])
    captured = capsysbinary.readouterr()
    assert captured.err == b""
    assert code == 0
    return captured.out.decode("utf-8")


class TestWithoutText:
    @pytest.fixture(scope="class")
    @staticmethod
    def done() -> subprocess.CompletedProcess[bytes]:
        return run("assess", FLAWLESS.audio)

    def test_the_words_are_called_a_draft(self, done) -> None:
        said = done.stdout.decode("utf-8")
        assert done.returncode == 0
        assert "A draft of what was said" in said
        assert "Note: The words are a draft, often wrong" in said

    def test_there_are_measures_and_no_scores(self, done) -> None:
        said = done.stdout.decode("utf-8")
        for measure in ("Speed", "Pauses", "Pitch"):
            assert f"\n{measure} " in said
        for score in ("Pronunciation", "Accuracy", "Fluency", "Nothing was marked"):
            assert score not in said

    def test_another_language_is_refused(self) -> None:
        assert "en-US only" in refused(run("assess", FLAWLESS.audio, "--locale", "de-DE"))


def rows(said: str) -> list[dict[str, str]]:
    """The lines of a CSV; like that of the window it begins with the mark that spreadsheets know UTF-8 by."""
    assert said[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(said[1:], newline="")))


def errors_in_json(said: str) -> list[str]:
    words = json.loads(said)["NBest"][0]["Words"]
    found = [each.get("Sonorant", {}).get("ErrorType") for word in words for each in word.get("Phonemes", ())]
    return [each for each in found if each not in {None, "None"}]


class TestAssess:
    def test_the_summary_names_the_take_the_scores_the_errors_and_the_engine(
        self, capsysbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        said = assessed(capsysbinary)
        assert said.startswith(f"{PLANTED.title}  {PLANTED.seconds:.1f} s\n")
        for aspect in ("Pronunciation", "Accuracy", "Fluency", "Completeness", "Prosody"):
            assert f"\n{aspect} " in said
        assert "“home”: oʊ was said as æ." in said
        assert f"Assessed by embedded {__version__}" in said
        assert "\x1b" not in said, "no colour when it is not a terminal"
        assert max(map(len, said.splitlines())) <= 100

    def test_json_has_azures_shape(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        answer = json.loads(assessed(capsysbinary, "--format", "json"))
        assert answer["RecognitionStatus"] in {0, "Success"}
        words = answer["NBest"][0]["Words"]
        assert [word["Word"].lower() for word in words][:3] == ["i", "think", "his"]
        assert words[1]["Phonemes"][0]["Phoneme"] == "θ"
        assert len(words[1]["Phonemes"][0]["PronunciationAssessment"]["NBestPhonemes"]) == 5
        assert azure_json.from_json(answer).words

    def test_csv_lists_every_phoneme(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        table = rows(assessed(capsysbinary, "--format", "csv"))
        assert [(row["word"].lower(), row["expected"]) for row in table][1:3] == [("think", "θ"), ("think", "ɪ")]

    def test_textgrid_ends_with_the_take(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        said = assessed(capsysbinary, "--format", "textgrid")
        assert said.startswith('File type = "ooTextFile"\nObject class = "TextGrid"\n')
        assert f"xmax = {PLANTED.seconds:g}" in said

    def test_html_is_a_page_that_calls_the_sample_synthetic(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        said = assessed(capsysbinary, "--format", "html")
        assert said.startswith("<!DOCTYPE html>")
        assert "Synthetic voice" in said

    @pytest.mark.parametrize("grading", ["hundred", "five"])
    def test_every_form_marks_what_the_window_marks(
        self, capsysbinary: pytest.CaptureFixture[bytes], grading: str
    ) -> None:
        raw = EmbeddedAssessor().assess(read(PLANTED.audio), AssessmentConfig(HARDER, enable_miscue=True))
        in_window = [row for row in build(raw).rows if row.place.phoneme is not None and row.marks]
        assert 0 < len(in_window) <= sum(bool(each.finding) for word in raw.words or () for each in word.phonemes or ())
        argv = ["assess", str(PLANTED.audio), "--text", HARDER, "--grading", grading, "--format"]

        def said(form: str) -> str:
            assert main([*argv, form]) == 0
            return capsysbinary.readouterr().out.decode()

        assert len([row for row in rows(said("csv")) if row["error"]]) == len(in_window)
        assert len(errors_in_json(said("json"))) == len(in_window)
        substituted = sum(row.marks[0].letter == "S" for row in in_window)
        assert len(re.findall(r"S\?? another sound", said("textgrid"))) == substituted
        assert said("summary").count("was said as") == substituted

    def test_a_recording_that_breaks_off_is_told(
        self, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
    ) -> None:
        sound, rate = soundfile.read(FLAWLESS.audio)
        soundfile.write(tmp_path / "take.wav", sound, rate)
        content = (tmp_path / "take.wav").read_bytes()
        (tmp_path / "take.wav").write_bytes(content[: len(content) * 9 // 10])
        assert main(["assess", str(tmp_path / "take.wav"), "--text", FLAWLESS.text]) == 0
        of = f"{FLAWLESS.seconds * 0.9:.1f} of {FLAWLESS.seconds:.1f} seconds"
        assert f"Note: The file breaks off after {of}." in capsysbinary.readouterr().out.decode()

    def test_sapi_names(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        answer = json.loads(assessed(capsysbinary, "--format", "json", "--alphabet", "sapi", "--nbest", "2"))
        think = answer["NBest"][0]["Words"][1]
        assert [each["Phoneme"] for each in think["Phonemes"]] == ["th", "ih", "ng", "k"]
        assert len(think["Phonemes"][0]["PronunciationAssessment"]["NBestPhonemes"]) == 2

    @pytest.mark.parametrize(
        ("granularity", "levels"),
        [("fulltext", set()), ("word", {"Words"}), ("syllable", {"Words", "Syllables"})],
    )
    def test_coarser_granularity_leaves_the_finer_out(
        self, capsysbinary: pytest.CaptureFixture[bytes], granularity: str, levels: set[str]
    ) -> None:
        said = assessed(capsysbinary, "--format", "json", "--granularity", granularity)
        best = json.dumps(
            json.loads(said)["NBest"]
        )  # how evenly syllables are spoken, which is told of all of it, stays
        assert {level for level in ("Words", "Syllables", "Phonemes") if f'"{level}"' in best} == levels

    def test_five_point_grading(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        hundred = json.loads(assessed(capsysbinary, "--format", "json"))["NBest"][0]["PronunciationAssessment"]
        five = json.loads(assessed(capsysbinary, "--format", "json", "--grading", "five"))["NBest"][0]
        assert five["PronunciationAssessment"]["AccuracyScore"] == pytest.approx(hundred["AccuracyScore"] / 20)

    def test_a_text_file_says_the_same_as_the_text(
        self, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
    ) -> None:
        (tmp_path / "text.txt").write_bytes(b"\xef\xbb\xbf" + PLANTED.text.encode() + b"\r\n")
        by_text = assessed(capsysbinary)
        assert main(["assess", str(PLANTED.audio), "--text-file", str(tmp_path / "text.txt")]) == 0
        assert capsysbinary.readouterr().out.decode() == by_text

    def test_standard_input_says_the_same_as_the_file(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        by_file = assessed(capsysbinary, "--format", "csv")
        finished = run("assess", "-", "--text", PLANTED.text, "--format", "csv", given=PLANTED.audio.read_bytes())
        assert finished.returncode == 0
        assert finished.stdout.decode() == by_file

    def test_a_file_out_is_written_whole_and_nothing_is_printed(
        self, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
    ) -> None:
        expected = assessed(capsysbinary, "--format", "csv")
        out = tmp_path / "report.csv"
        out.write_text("what stood here before", encoding="utf-8")
        assert assessed(capsysbinary, "--format", "csv", "--out", out) == ""
        assert out.read_bytes().decode() == expected
        assert list(tmp_path.iterdir()) == [out]

    def test_a_file_that_cannot_be_written_is_told(self, tmp_path: Path) -> None:
        out = tmp_path / "nowhere" / "report.csv"
        assert "could not be written" in refused(run("assess", PLANTED.audio, "--text", PLANTED.text, "--out", out))

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
    def test_a_full_disk_is_told(self) -> None:
        command = [sys.executable, "-m", "sonorant", "assess", str(PLANTED.audio), "--text", PLANTED.text]
        with Path("/dev/full").open("wb") as full:
            finished = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        assert finished.returncode == 2
        assert finished.stderr.decode().startswith("sonorant: The output cannot be")
        assert finished.stderr.count(b"\n") == 1

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
    @pytest.mark.parametrize("form", ["json", "html", "csv", "textgrid"])
    def test_a_disk_that_fills_while_writing_leaves_no_half_file(self, tmp_path: Path, form: str) -> None:
        code = (
            "import resource, signal, sys; from sonorant.cli import main;"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)); sys.exit(main(sys.argv[1:]))"
        )
        out = tmp_path / "report"
        finished = subprocess.run(
            [
                sys.executable,
                "-c",
                code,
                "assess",
                PLANTED.audio,
                "--text",
                PLANTED.text,
                "--format",
                form,
                "--out",
                out,
            ],
            capture_output=True,
            check=False,
        )
        assert "“report”" in refused(finished)
        assert not list(tmp_path.iterdir())

    def test_phonemes_are_printed_in_the_c_locale_too(self) -> None:
        ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        finished = run("assess", PLANTED.audio, "--text", PLANTED.text, "--format", "csv", environment=ascii_only)
        assert "θ" in finished.stdout.decode("utf-8")
        assert finished.stderr == b""

    def test_a_reader_that_has_seen_enough_is_no_failure(self) -> None:
        command = [sys.executable, "-m", "sonorant", "assess", str(PLANTED.audio), "--text", PLANTED.text]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals there")
class TestInterruption:
    def test_while_waiting_for_input(self) -> None:
        command = [sys.executable, "-m", "sonorant", "assess", "-", "--text", "hello"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdin
            # A first mouthful is taken only when the program is listening.
            process.stdin.write(PLANTED.audio.read_bytes()[:100_000])
            process.stdin.flush()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        assert (process.returncode, out) == (130, b"")
        assert err == b"sonorant: Interrupted.\n"

    @pytest.mark.slow
    def test_while_at_work_after_the_progress_bar_has_appeared(self, tmp_path: Path) -> None:
        import pty

        sound, rate = soundfile.read(FLAWLESS.audio)
        soundfile.write(tmp_path / "long.wav", np.tile(sound, 12), rate)
        out = tmp_path / "report.csv"
        command = [sys.executable, "-m", "sonorant", "assess", str(tmp_path / "long.wav"), "--format", "csv"]
        command += ["--text", " ".join([FLAWLESS.text] * 12), "--out", str(out)]
        terminal, end = pty.openpty()
        with subprocess.Popen(command, stderr=end, stdout=subprocess.DEVNULL) as process:
            os.close(end)
            said = b""
            while b"Assessing" not in said:
                said += os.read(terminal, 1000)
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
        said += os.read(terminal, 10_000)
        os.close(terminal)
        assert process.returncode == 130
        assert said.replace(b"\r\n", b"\n").endswith(b"\r\x1b[Ksonorant: Interrupted.\n")
        assert sorted(each.name for each in tmp_path.iterdir()) == ["long.wav"]
