#!/usr/bin/env python3
"""Set Sonorant up on this machine, then do a job.

    python3 packaging/dev.py run      open the window; without a display, report on a bundled sample instead
    python3 packaging/dev.py test     lint, types, import rules and tests; further arguments go to pytest
    python3 packaging/dev.py setup    nothing but the set-up, for everything (also `sonorant train`)

The set-up installs missing system packages (Debian and Ubuntu, as root or through sudo), makes `.venv`, and installs
the pinned packages of `packaging/constraints.txt` into it. Where nothing is left to do it takes no noticeable time.
Needs Python 3.11, 3.12 or 3.13 and nothing outside the standard library.
"""

from __future__ import annotations

import compileall
import hashlib
import importlib
import importlib.util
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
DEMO = ROOT / "build" / "demo"
TRIED = ROOT / "build" / "system-packages.tried"
SAMPLES = ROOT / "resources" / "samples"

# What a minimal Debian lacks.
FONTS = ["fontconfig", "libfontconfig1"]
SOUND = ["libasound2-plugins", "libportaudio2"]
WINDOW = [
    *["libdbus-1-3", "libegl1", "libgl1", "libglib2.0-0", "libwayland-cursor0", "libxkbcommon-x11-0", "libxkbcommon0"],
    *["libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0"],
    *["libxcb-shape0", "libxcb-sync1", "libxcb-xfixes0", "libxcb-xinerama0"],
]
VOICE = ["flite"]  # reads texts aloud
# The tests run the window on a display, with a microphone, and compare with a synthesiser, all made of software.
TEST_BED = ["espeak-ng", "pulseaudio", "pulseaudio-utils", "xdotool", "xvfb"]

CHECKS = {
    "ruff check": ["ruff", "check"],
    "ruff format": ["ruff", "format", "--check"],
    "mypy": ["mypy"],
    "lint-imports": ["lint-imports"],
}
CLOSING_LINE = re.compile(r"\d+ (passed|failed|error|skipped|deselected).* in [\d.]+s|no tests ran in [\d.]+s")


IN_TWO = ("-n", "2", "-p", "no:benchmark")
"""What pytest is told where all tests are run: two processes share them."""


def main(arguments: Sequence[str]) -> int:
    """Do the job that the first argument names and return the exit code."""
    job, extra = (arguments[0], arguments[1:]) if arguments else ("", [])
    if job not in ("run", "test", "setup") or (extra and job != "test"):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    if not (3, 11) <= sys.version_info < (3, 14):
        sys.exit(f"Sonorant needs Python 3.11, 3.12 or 3.13, and this is {sys.version.split()[0]}.")
    set_up(everything=job != "run")
    # As pip does with packages: without it the window would start anew from the sources where Python may not write.
    compileall.compile_dir(ROOT / "desktop", quiet=1)
    if job == "test":
        return test(extra)
    return run() if job == "run" else 0


def tool(name: str) -> str:
    """The path of a program in `.venv`."""
    return str(BIN / name)


# -- set-up ------------------------------------------------------------------------------------------------------------


def set_up(*, everything: bool) -> None:
    """Bring system packages, `.venv` and Python packages to the state for everything, or only for running."""
    stamp = VENV / "sonorant.stamp"
    wanted = fingerprint("everything" if everything else "run")
    done = stamp.is_file() and stamp.read_text() in (wanted, fingerprint("everything"))
    packages = [*FONTS, *SOUND, *WINDOW, *VOICE, *(TEST_BED if everything else [])]
    install_system_packages(packages, first_time=not done)
    if done:
        return
    make_venv()
    stamp.unlink(missing_ok=True)
    install_python_packages(everything=everything)
    stamp.write_text(wanted)


def fingerprint(extent: str) -> str:
    """A digest of everything that the content of `.venv` follows from, set up to this extent."""
    digest = hashlib.sha256(f"{extent} {sys.version} {ROOT}".encode())
    for file in (ROOT / "pyproject.toml", ROOT / "setup.py", CONSTRAINTS, Path(__file__)):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def install_system_packages(names: Sequence[str], *, first_time: bool) -> None:
    """Install the missing ones of `names` where apt does it; elsewhere say the first time what to install.

    What could not be installed is tried again only when what is wanted or missing has changed.
    """
    if not sys.platform.startswith("linux"):
        if first_time:
            print("To install by hand: nothing but this Python; PortAudio and Qt come with the packages.", flush=True)
        return
    if not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        if first_time:
            print("This system has no apt. Please see to it that these are installed (Debian's names):")
            print("  " + " ".join(names))
        return
    here = installed_system_packages()
    missing = [name for name in names if name not in here]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python3.{sys.version_info.minor}-venv")
    if not missing:
        return
    if os.geteuid() != 0 and not shutil.which("sudo"):
        print(f"There is no sudo here; please have these system packages installed: {' '.join(missing)}")
        return
    attempt = f"{fingerprint('system')} {' '.join(missing)}"
    if TRIED.is_file() and TRIED.read_text() == attempt:
        print(f"These system packages could not be installed, going on without: {' '.join(missing)}", flush=True)
        return
    print(f"Installing system packages: {' '.join(missing)}", flush=True)
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    if os.geteuid() != 0:
        apt.insert(0, "sudo")
    subprocess.run([*apt, "update"], check=False)
    if subprocess.run([*apt, "install", "--yes", "--no-install-recommends", *missing], check=False).returncode:
        print("Not all of them could be installed (see above); going on without.", flush=True)
        TRIED.parent.mkdir(parents=True, exist_ok=True)
        TRIED.write_text(attempt)


def installed_system_packages() -> set[str]:
    """The names of all installed Debian packages, and the names that these provide for others."""
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Abbrev}${Package}, ${Provides}\n"]
    lines = subprocess.run(query, check=True, capture_output=True, text=True).stdout.splitlines()
    installed = ", ".join(line[3:] for line in lines if line.startswith("ii"))
    return {name.split()[0] for name in installed.split(",") if name.strip()}


def make_venv() -> None:
    """Make `.venv`, anew if the one that is there belongs to another Python or another place."""
    if is_usable_venv():
        return
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        sys.exit(f"This Python cannot make virtual environments: install {package} and try again.")
    print(f"Making {VENV}", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def is_usable_venv() -> bool:
    """Whether `.venv` is there, works, lies where it was made and has this version of Python."""
    ask = "import sys; print(sys.version, sys.prefix)"
    try:
        answer = subprocess.run([tool("python"), "-c", ask], check=True, capture_output=True, text=True).stdout
        made_at = (VENV / "pyvenv.cfg").read_text()
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.strip() == f"{sys.version} {VENV}" and str(VENV) in made_at


def install_python_packages(*, everything: bool) -> None:
    """Install the project itself, editable, and what it needs to run or for everything, at the pinned versions."""
    print("Installing Python packages into .venv (some 300 MB the first time, which takes minutes)", flush=True)
    # Quiet, since what it says names the index that this machine uses; errors are shown all the same.
    pip = [tool("python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    pip += ["--constraint", str(CONSTRAINTS)]
    project = f"{ROOT}[train]" if everything else str(ROOT)
    # Only ready-made packages, so that no compiler is needed; the exception is pure Python without a wheel.
    ready_made = ["--only-binary", ":all:", "--no-binary", "eng-to-ipa", "--no-build-isolation"]
    try:
        subprocess.run([*pip, "pip", "setuptools"], check=True)
        extra = development_requirements() if everything else []
        subprocess.run([*pip, *ready_made, *extra, "--editable", project], check=True)
    except subprocess.CalledProcessError:
        sys.exit("The Python packages could not be installed: see pip's message above and try again.")


def development_requirements() -> list[str]:
    """The `dev` dependency group of pyproject.toml (the pip of Debian 12 cannot read groups itself)."""
    return list(toml(ROOT / "pyproject.toml")["dependency-groups"]["dev"])


def toml(file: Path) -> dict[str, Any]:
    """The content of a TOML file."""
    import tomllib  # noqa: PLC0415 - unknown to the Pythons that main() turns away

    return tomllib.loads(file.read_text(encoding="utf-8"))


# -- jobs --------------------------------------------------------------------------------------------------------------


def run() -> int:
    """Open the window, or report on a bundled sample where there is no display to open it on."""
    if has_display():
        return subprocess.call([tool("sonorant")])
    print("There is no display here, so no window: assessing a bundled sample instead.", flush=True)
    DEMO.mkdir(parents=True, exist_ok=True)
    report, picture = str(DEMO / "report.html"), str(DEMO / "window.png")
    recording, text = sample("planted")
    assess = [tool("sonorant"), "assess", str(recording), "--text", text]
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    for command in (
        assess,
        [*assess, "--format", "html", "--out", report],
        [tool("sonorant"), "--self-check", "--screenshot", picture],
    ):
        if code := subprocess.call(command, env=offscreen):
            return code
    print(f"The report (open it in a browser): {report}\nA picture of the window: {picture}")
    return 0


def sample(name: str) -> tuple[Path, str]:
    """A bundled recording and the text that is read in it."""
    listed = toml(SAMPLES / "samples.toml")["sample"]
    [entry] = [entry for entry in listed if entry["id"] == name]
    return SAMPLES / entry["file"], entry["text"]


def has_display() -> bool:
    """Whether a window can be opened. The application asks the same, by the same file."""
    there: bool = runpy.run_path(str(ROOT / "desktop" / "sonorant" / "display.py"))["there"]()
    return there


def test(pytest_arguments: Sequence[str]) -> int:
    """Do all checks and the tests, whichever fail; the last line printed is pytest's closing line."""
    failed = []
    for name, (program, *arguments) in CHECKS.items():
        print(f"-- {name}", flush=True)
        if subprocess.call([tool(program), *arguments], cwd=ROOT):
            failed.append(name)
    print("-- pytest", flush=True)
    code, output = pytest(pytest_arguments or IN_TWO)
    closing = [line for line in output if CLOSING_LINE.search(line)]
    if failed:
        print(f"Failed before the tests: {', '.join(failed)}")
    if closing and (failed or output[-1] != closing[-1]):
        print(closing[-1])
    return code or bool(failed)


def pytest(arguments: Sequence[str]) -> tuple[int, list[str]]:
    """Run pytest, passing on what it says as it says it; return its exit code and the lines."""
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    # More threads than cores wait for each other, busily.
    environment = {"OPENBLAS_NUM_THREADS": "1"} | os.environ
    command = [tool("python"), "-m", "pytest", *colour, *arguments]
    said = b""
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        while block := os.read(process.stdout.fileno(), 4096):
            sys.stdout.buffer.write(block)
            sys.stdout.buffer.flush()
            said += block
    return process.returncode, [line for line in said.decode(errors="replace").splitlines() if line.strip()]


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
