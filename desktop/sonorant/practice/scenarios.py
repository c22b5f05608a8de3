"""What there is to practise: readings, exercises and topics kept as TOML files, one scenario in each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from sonorant.speech.content import LEVELS
from sonorant.speech.failures import UnusableInput

KINDS = ("conversation", "topic", "exercise", "reading")
KEYS = ("title", "kind", "level", "text")
OPTIONAL = ("hint",)
WORDS_PER_MINUTE = 120
"""How fast a learner reads aloud, about."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One thing to practise. `id` is the file's name without its ending; `level` is a CEFR level, "A1" to "C2".

    `text` is what to read aloud or, in a topic, the question to answer; `hint` says what to attend to, if anything.
    """

    id: str
    title: str
    kind: str
    level: str
    text: str
    hint: str = ""

    @property
    def words(self) -> int:
        """How many words the text has."""
        return len(self.text.split())

    @property
    def seconds(self) -> float:
        """How long reading it aloud takes, about."""
        return 60 * self.words / WORDS_PER_MINUTE


def load(folder: Path) -> list[Scenario]:
    """Read every ``*.toml`` of `folder`, easiest first, then by title.

    Raises:
        UnusableInput: the folder or a file cannot be read, or a file breaks the schema; names the file and the key.
    """
    if not folder.is_dir():
        raise UnusableInput(f"There is no folder of scenarios at {folder}; check the installation.")
    scenarios = [_read(path) for path in folder.glob("*.toml")]
    return sorted(scenarios, key=lambda each: (LEVELS.index(each.level), each.title))


def _read(path: Path) -> Scenario:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as failure:
        raise UnusableInput(f"{path.name} cannot be read: {failure.strerror}.") from failure
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        raise UnusableInput(f"{path.name} is not a TOML file in UTF-8: {failure}.") from failure
    values: dict[str, str] = {}
    for key in (*KEYS, *(key for key in OPTIONAL if key in table)):
        value = table.get(key)
        if key not in table:
            raise UnusableInput(f"{path.name} has no key '{key}'; add it.")
        if not isinstance(value, str) or not value.strip():
            raise UnusableInput(f"{path.name}: '{key}' must be text that is not empty.")
        # Line ends inside a text are only how the file is laid out.
        values[key] = " ".join(value.split())
    for key in table:
        if key not in KEYS + OPTIONAL:
            allowed_keys = ", ".join(KEYS + OPTIONAL)
            raise UnusableInput(f"{path.name}: the key '{key}' is not known; the keys are {allowed_keys}.")
    for key, allowed in (("kind", KINDS), ("level", LEVELS)):
        if values[key] not in allowed:
            raise UnusableInput(f"{path.name}: '{key}' must be one of {', '.join(allowed)}, not '{values[key]}'.")
    return Scenario(id=path.stem, **values)
