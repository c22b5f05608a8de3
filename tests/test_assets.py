"""The bundled files are found wherever Sonorant runs from."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sonorant import assets

CHECKOUT = Path(__file__).resolve().parents[1]


def test_a_checkout_uses_its_own_resources() -> None:
    assert assets.path() == CHECKOUT / "resources"
    assert assets.path("samples", "flawless.flac") == CHECKOUT / "resources" / "samples" / "flawless.flac"


@pytest.mark.slow
def test_a_wheel_carries_every_resource_and_an_install_finds_them(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(CHECKOUT / name, source)
    for folder in ("desktop", "resources"):
        shutil.copytree(CHECKOUT / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "--wheel-dir", str(tmp_path), str(source)], check=True)

    installed = tmp_path / "site-packages"
    [wheel] = tmp_path.glob("sonorant-*.whl")
    zipfile.ZipFile(wheel).extractall(installed)

    shipped = {
        file.relative_to(installed / "sonorant" / "resources") for file in _files(installed / "sonorant/resources")
    }
    kept = {file.relative_to(CHECKOUT / "resources") for file in _files(CHECKOUT / "resources")}
    assert kept
    assert shipped == kept
    found = subprocess.run(
        [sys.executable, "-c", "from sonorant import assets; print(assets.path('samples'))"],
        env={**os.environ, "PYTHONPATH": str(installed)},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(found.stdout.strip()) == installed / "sonorant" / "resources" / "samples"


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]
