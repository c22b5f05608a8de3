"""The set-up: what it is sure of without touching the machine."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13")


@pytest.fixture
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "packaging" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_declared_requirement_is_pinned_to_an_allowed_version_on_every_python() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["train"],
        *project["dependency-groups"]["dev"],
    ]
    for python in PYTHONS:
        pins = _pins(python)
        for requirement in map(Requirement, declared):
            if requirement.marker is None or requirement.marker.evaluate({"python_version": python}):
                name = canonicalize_name(requirement.name)
                assert name in pins, f"{requirement.name} is not pinned for Python {python}"
                assert requirement.specifier.contains(pins[name]), f"{name}=={pins[name]} is not {requirement}"


def test_the_constraints_are_exact_versions_and_name_no_address() -> None:
    for line in _constraint_lines():
        assert re.fullmatch(r"[a-z0-9-]+==[0-9.]+(; python_version [!=]= '3\.\d+')?", line), line


def test_every_pinned_package_is_listed_with_its_licence() -> None:
    listed = set(re.findall(r"[\w-]+", (ROOT / "resources" / "THIRD_PARTY.md").read_text(encoding="utf-8").lower()))

    assert {name for python in PYTHONS for name in _pins(python)} - listed == set()


def test_a_change_of_the_pins_makes_the_set_up_run_again(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dev.fingerprint("run")
    assert dev.fingerprint("run") == before
    assert dev.fingerprint("everything") != before

    changed = tmp_path / "constraints.txt"
    changed.write_text((ROOT / "packaging" / "constraints.txt").read_text() + "one-more==1\n")
    monkeypatch.setattr(dev, "CONSTRAINTS", changed)

    assert dev.fingerprint("run") != before


@pytest.fixture
def machine(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that stand for those of a Debian whose apt can install nothing; `calls` lists its calls."""
    programs = {
        "apt-get": f'echo "$@" >> {tmp_path}/calls; exit 100',
        "dpkg-query": 'echo "ii here, "',
        "sudo": 'exec "$@"',
        "env": 'shift; exec "$@"',
    }
    for name, script in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "calls").touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(dev, "TRIED", tmp_path / "build" / "tried")
    return tmp_path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is no apt")
def test_what_cannot_be_installed_is_tried_once_and_then_only_named(
    dev: ModuleType, machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def calls() -> int:
        return (machine / "calls").read_text().count("\n")

    dev.install_system_packages(["here", "gone"], first_time=True)
    assert calls() == 2  # update and install
    capsys.readouterr()

    dev.install_system_packages(["here", "gone"], first_time=False)
    assert calls() == 2
    assert capsys.readouterr().out.rstrip().endswith(": gone")

    dev.install_system_packages(["here", "gone", "new"], first_time=False)
    assert calls() == 4


def test_where_there_is_no_apt_the_first_start_says_what_to_install(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    dev.install_system_packages(["libportaudio2"], first_time=True)
    assert capsys.readouterr().out.startswith("To install by hand: nothing but this Python")

    dev.install_system_packages(["libportaudio2"], first_time=False)
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no shell scripts there")
def test_pip_is_quiet_and_does_not_name_the_index(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\n')
    python.chmod(0o755)
    monkeypatch.setattr(dev, "BIN", tmp_path)
    dev.install_python_packages(everything=True)
    calls = (tmp_path / "calls").read_text().splitlines()
    assert len(calls) == 2
    assert all("install --quiet" in call for call in calls)


def test_a_missing_or_foreign_venv_is_not_used(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "BIN", tmp_path / ".venv" / "bin")
    assert not dev.is_usable_venv()

    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / ".venv"], check=True)
    assert dev.is_usable_venv()

    (tmp_path / ".venv").rename(tmp_path / "moved")
    monkeypatch.setattr(dev, "VENV", tmp_path / "moved")
    monkeypatch.setattr(dev, "BIN", tmp_path / "moved" / "bin")
    assert not dev.is_usable_venv()


def test_the_sample_that_stands_in_for_the_window_has_its_recording_and_its_text(dev: ModuleType) -> None:
    recording, text = dev.sample("planted")

    assert recording.is_file()
    assert len(text.split()) > 5


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="windows need no such display there")
def test_a_display_that_does_not_answer_is_none(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-4711")

    assert not dev.has_display()


@pytest.mark.parametrize("arguments", [[], ["walk"], ["run", "fast"], ["--help"]])
def test_anything_but_a_known_job_is_answered_with_the_usage(
    dev: ModuleType, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == 2
    assert "packaging/dev.py run" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        "2 passed in 2.22s",
        "==== 1 failed, 19 passed in 4.01s ====",
        "\x1b[32m\x1b[32m\x1b[1m712 passed\x1b[0m\x1b[32m in 125.00s (0:02:05)\x1b[0m\x1b[0m",
        "no tests ran in 0.01s",
        "1 error in 0.11s",
    ],
)
def test_pytests_closing_line_is_known_from_the_others(dev: ModuleType, line: str) -> None:
    assert dev.CLOSING_LINE.search(line)
    assert not dev.CLOSING_LINE.search("FAILED tests/test_dev.py::test_it - assert 1 == 2")


@pytest.mark.parametrize(("check", "expected"), [("pass", 0), ("raise SystemExit(3)", 1)])
def test_a_failed_check_fails_the_whole_but_the_tests_run_and_their_closing_line_comes_last(
    dev: ModuleType, check: str, expected: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "BIN", Path(sys.executable).parent)
    monkeypatch.setattr(dev, "CHECKS", {"a check": ["python", "-c", check]})

    assert dev.test(["-q", "tests/test_assets.py", "-k", "checkout"]) == expected
    said = capfd.readouterr().out.splitlines()
    assert said[-1].startswith("1 passed")
    assert ("Failed before the tests: a check" in said) == bool(expected)


def _constraint_lines() -> list[str]:
    lines = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _pins(python: str) -> dict[str, str]:
    pins = [Requirement(line) for line in _constraint_lines()]
    return {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin in pins
        if pin.marker is None or pin.marker.evaluate({"python_version": python})
    }
