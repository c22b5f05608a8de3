"""Who may know whom, seen at run time; the contracts in pyproject.toml say the same about the source."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import sonorant

HEAVY = ("PySide6", "pyqtgraph", "sounddevice", "azure")
SLOW = ("cefrpy", "harper", "lemminflect", "openai", "wordfreq")
"""Takes its time to load, and is not needed by most."""
THE_ONES_THAT_MAY = ("sonorant.app", "sonorant.ui", "sonorant.engines.azure", "sonorant.voices.azure")

IMPORT_ALL_BUT = """
import importlib, json, pkgutil, sys

heavy, left_out = json.loads(sys.argv[1])
sys.modules.update(dict.fromkeys(heavy))  # makes `import` of each raise ModuleNotFoundError

def import_below(package):
    for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if found.name in left_out or found.name.endswith(".__main__"):
            continue
        module = importlib.import_module(found.name)
        imported.append(found.name)
        if found.ispkg:
            import_below(module)

imported = []
import_below(importlib.import_module("sonorant"))
print(json.dumps(imported))
"""

IMPORT_COMMAND_LINE = """
import importlib, pkgutil, sys
import sonorant.cli

for found in pkgutil.iter_modules(sonorant.cli.__path__, "sonorant.cli."):
    importlib.import_module(found.name)
print(*sys.modules, sep="\\n")
"""

IMPORT_PRACTICE = """
import sys
import sonorant.practice.content, sonorant.practice.partners.chat
print(*sys.modules, sep="\\n")
"""


def test_everything_but_the_window_and_azure_works_without_qt_sounddevice_and_the_azure_sdk() -> None:
    imported = json.loads(_python(IMPORT_ALL_BUT, json.dumps([HEAVY, THE_ONES_THAT_MAY])))

    folder = Path(sonorant.__file__).parent
    modules = {
        ".".join(("sonorant", *file.relative_to(folder).with_suffix("").parts)).removesuffix(".__init__")
        for file in folder.rglob("*.py")
    } - {"sonorant", "sonorant.__main__"}
    assert set(imported) == {
        name for name in modules if not f"{name}.".startswith(tuple(f"{n}." for n in THE_ONES_THAT_MAY))
    }


def test_the_command_line_loads_no_qt_sounddevice_or_azure() -> None:
    loaded = _python(IMPORT_COMMAND_LINE).split()

    assert "sonorant.cli.assess" in loaded
    assert not {name.partition(".")[0] for name in loaded} & {*HEAVY, *SLOW}


def test_whoever_practises_loads_what_takes_long_only_when_it_is_used() -> None:
    loaded = _python(IMPORT_PRACTICE).split()

    assert {"sonorant.practice.content", "sonorant.practice.partners.chat"} <= set(loaded)
    assert not {name.partition(".")[0] for name in loaded} & {*HEAVY, *SLOW}


def _python(code: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
