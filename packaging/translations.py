#!/usr/bin/env python3
"""Collect the texts that can be translated into `resources/translations`, for Qt Linguist.

    .venv/bin/python packaging/translations.py

Those of the window are marked in the code (context "ui"); failures and advice of the other rooms are found by
`sentences.py` (context "failures"). New texts come in untranslated, translations of texts that are gone go. The program
reads these files as they are.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "desktop" / "sonorant"
sys.path.insert(0, str(Path(__file__).parent))

from sentences import sentences  # noqa: E402

LANGUAGES = ("de",)


def main(folder: Path) -> None:
    """Bring the files in `folder` up to date."""
    sources = sorted((SOURCE / "ui").rglob("*.py"))
    said = [f"QT_TRANSLATE_NOOP('failures', {json.dumps(each, ensure_ascii=False)})" for each in sentences(SOURCE)]
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    with tempfile.TemporaryDirectory() as temporary:
        listed = Path(temporary, "failures.py")
        listed.write_text("\n".join(said), encoding="utf-8")
        for language in LANGUAGES:
            file = folder / f"sonorant_{language}.ts"
            target = ["-target-language", language, "-source-language", "en"]
            options = ["-no-obsolete", "-locations", "none", *target]
            subprocess.run([tool, *options, *map(str, sources), str(listed), "-ts", str(file)], check=True)


if __name__ == "__main__":
    main(ROOT / "resources" / "translations")
