#!/usr/bin/env python3
"""Collect the texts of the window that can be translated into `resources/translations`, for Qt Linguist.

    .venv/bin/python packaging/translations.py

New texts come in untranslated, translations of texts that are gone go. The program reads these files as they are.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("de",)


def main(folder: Path) -> None:
    """Bring the files in `folder` up to date."""
    sources = sorted((ROOT / "desktop" / "sonorant" / "ui").rglob("*.py"))
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    for language in LANGUAGES:
        file = folder / f"sonorant_{language}.ts"
        target = ["-target-language", language, "-source-language", "en"]
        options = ["-no-obsolete", "-locations", "none", *target]
        subprocess.run([tool, *options, *map(str, sources), "-ts", str(file)], check=True)


if __name__ == "__main__":
    main(ROOT / "resources" / "translations")
