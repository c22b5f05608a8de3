"""What the user can set: declared once, each with its type, its default and a word of help. Without Qt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from sonorant.audio.files import NotWritten, write_whole

VERSION = 1
"""Of the file. A newer file is read as far as it is understood, and what is not understood is kept in it."""


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text that is translated where it is shown; the name is the one that Qt's tools look for."""
    return text


class Scheme(StrEnum):
    """Light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Language(StrEnum):
    """Of the window; the language that is practised is another matter."""

    SYSTEM = "system"
    ENGLISH = "en"
    GERMAN = "de"


class Engine(StrEnum):
    """Who judges."""

    EMBEDDED = "embedded"
    AZURE = "azure"


@dataclass(frozen=True, slots=True)
class About:
    """How a setting is called, what it does, and (for numbers) from where to where it goes."""

    title: str
    help: str
    least: float = 0.0
    most: float = 1.0


def _about(title: str, help_: str, least: float = 0.0, most: float = 1.0) -> dict[str, About]:
    return {"about": About(title, help_, least, most)}


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Devices are "name|host API", empty for the one that the system prefers; keys are by command.

    `azure` is what `ui.azure_choices` reads and writes, `chat` names the chat model: its endpoint and its name there.
    Of conversations: `aloud`, whether the partner is heard; `avatar`, whether it is seen; `assess_each`, whether each
    answer is assessed as soon as it is given.
    """

    engine: Engine = field(
        default=Engine.EMBEDDED,
        metadata=_about(
            QT_TRANSLATE_NOOP("ui", "Engine"),
            QT_TRANSLATE_NOOP("ui", "Who judges; Azure Speech needs a key, and what you say is sent to it."),
        ),
    )

    microphone: str = field(
        default="",
        metadata=_about(
            QT_TRANSLATE_NOOP("ui", "Microphone"),
            QT_TRANSLATE_NOOP("ui", "What is recorded with; it is remembered by its name."),
        ),
    )
    loudspeaker: str = field(
        default="",
        metadata=_about(
            QT_TRANSLATE_NOOP("ui", "Loudspeaker"),
            QT_TRANSLATE_NOOP("ui", "What is played on; if it is not there, the system's own is used."),
        ),
    )
    scheme: Scheme = field(
        default=Scheme.SYSTEM,
        metadata=_about(
            QT_TRANSLATE_NOOP("ui", "Colours"),
            QT_TRANSLATE_NOOP("ui", "Light or dark, or as the system is."),
        ),
    )
    text_percent: int = field(
        default=100,
        metadata=_about(
            QT_TRANSLATE_NOOP("ui", "Size of text"),
            QT_TRANSLATE_NOOP("ui", "In percent; large text is for presenting to a class as well."),
            80,
            200,
        ),
    )
    strictness: int = field(
        default=50,
        metadata=_about(
            QT_TRANSLATE_NOOP("ui", "Strictness"),
            QT_TRANSLATE_NOOP("ui", "How much counts as an error: 0 only what is certain, 100 every doubt."),
            0,
            100,
        ),
    )
    syllables: bool = field(
        default=False,
        metadata=_about(
            QT_TRANSLATE_NOOP("ui", "Syllables under the waveform"),
            QT_TRANSLATE_NOOP("ui", "A row between the words and the sounds."),
        ),
    )
    spectrogram: bool = field(
        default=False,
        metadata=_about(
            QT_TRANSLATE_NOOP("ui", "Spectrogram under the waveform"),
            QT_TRANSLATE_NOOP("ui", "Which frequencies sound when; it makes the waveform lower."),
        ),
    )
    pitch: bool = field(
        default=False,
        metadata=_about(
            QT_TRANSLATE_NOOP("ui", "Pitch under the waveform"),
            QT_TRANSLATE_NOOP("ui", "How the voice rises and falls."),
        ),
    )
    voice: str = field(
        default="",
        metadata=_about(
            QT_TRANSLATE_NOOP("ui", "Voice"),
            QT_TRANSLATE_NOOP("ui", "Who reads aloud and speaks as your partner."),
        ),
    )
    voice_percent: int = field(
        default=100,
        metadata=_about(
            QT_TRANSLATE_NOOP("ui", "Speed of the voice"),
            QT_TRANSLATE_NOOP("ui", "In percent of its own; slower is easier to follow."),
            50,
            150,
        ),
    )
    face: bool = field(
        default=True,
        metadata=_about(
            QT_TRANSLATE_NOOP("ui", "Face of the voice"),
            QT_TRANSLATE_NOOP("ui", "A drawn face whose mouth shows the sounds; with less motion it keeps still."),
        ),
    )
    language: Language = field(
        default=Language.SYSTEM,
        metadata=_about(
            QT_TRANSLATE_NOOP("ui", "Language of the window"),
            QT_TRANSLATE_NOOP("ui", "The window is opened anew in it; what is practised stays English."),
        ),
    )
    reduced_motion: bool = field(
        default=False,
        metadata=_about(
            QT_TRANSLATE_NOOP("ui", "Less motion"),
            QT_TRANSLATE_NOOP(
                "ui", "Menus and hints appear at once, without fading or sliding, and drawn faces keep still."
            ),
        ),
    )
    aloud: bool = True
    avatar: bool = False
    assess_each: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    azure: Mapping[str, str] = field(default_factory=dict)
    chat: Mapping[str, str] = field(default_factory=dict)


def about(name: str) -> About:
    """What is said about a setting."""
    found: About = Settings.__dataclass_fields__[name].metadata["about"]
    return found


class SettingsFile:
    """The settings as JSON in a file that holds all of them or what it held before."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unknown: dict[str, Any] = {}

    def load(self) -> Settings:
        """The settings as saved; what is missing or makes no sense has its default."""
        try:
            given = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            given = {}
        if not isinstance(given, dict):
            given = {}
        known = {each.name for each in fields(Settings)}
        self._unknown = {name: value for name, value in given.items() if name not in known}
        return Settings(
            **{name: value for name in known & given.keys() if (value := _checked(name, given[name])) is not None}
        )

    def save(self, settings: Settings) -> None:
        """Keep the settings, with what a newer version may have added.

        Raises:
            NotWritten: the disk is full or the folder is read-only.
        """
        values = {**self._unknown, **asdict(settings)}
        values["version"] = max(VERSION, _number(self._unknown.get("version")))
        content = json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True).encode()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, content)
        except (OSError, NotWritten) as error:
            raise NotWritten(f"The settings could not be saved: {error}") from None


def _checked(name: str, value: Any) -> Any:
    """The value if the setting can have it, else None."""
    default = getattr(_DEFAULTS, name)
    if isinstance(default, StrEnum):
        return type(default)(value) if value in list(type(default)) else None
    if isinstance(default, Mapping):
        fine = isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
        return value if fine else None
    if type(value) is not type(default):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        bounds = about(name)
        return value if bounds.least <= value <= bounds.most else None
    return value


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


_DEFAULTS = Settings()
