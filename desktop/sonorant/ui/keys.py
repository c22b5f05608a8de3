"""The keys of the main window: what they do, which they are, and how to set others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from sonorant.ui.key_hints import KEYS
from sonorant.ui.report_model import KINDS
from sonorant.ui.settings import QT_TRANSLATE_NOOP


class Acting(Protocol):
    """The window in which keys do something."""

    def record_or_stop(self) -> None: ...
    def toggle_playing(self) -> None: ...
    def hear_model(self) -> None: ...
    def compare(self) -> None: ...
    def step(self, way: int) -> None: ...
    def go(self, page: int) -> None: ...
    def open_file(self) -> None: ...
    def cancel(self) -> None: ...
    def show_settings(self) -> None: ...
    def show_keys(self) -> None: ...
    def toggle_kind(self, number: int) -> None: ...
    def close(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Command:
    """Something that keys do. `keys` are the usual ones; `id` is what the settings remember others by."""

    id: str
    title: str
    keys: tuple[str, ...]
    act: Callable[[Acting], object]


def _toggle_kind(number: int, window: Acting) -> None:
    window.toggle_kind(number)


COMMANDS: Sequence[Command] = (
    Command("record", QT_TRANSLATE_NOOP("ui", "Record, or stop and assess"), ("R",), lambda w: w.record_or_stop()),
    Command("play", QT_TRANSLATE_NOOP("ui", "Play, or stop playing"), ("Space",), lambda w: w.toggle_playing()),
    Command("model", QT_TRANSLATE_NOOP("ui", "Hear the text, or stop"), ("M",), lambda w: w.hear_model()),
    Command("compare", QT_TRANSLATE_NOOP("ui", "Listen, mine, listen; or stop"), ("L",), lambda w: w.compare()),
    Command("next", QT_TRANSLATE_NOOP("ui", "Next error"), ("F8", "N"), lambda w: w.step(1)),
    Command("previous", QT_TRANSLATE_NOOP("ui", "Previous error"), ("Shift+F8", "P"), lambda w: w.step(-1)),
    Command("practice", QT_TRANSLATE_NOOP("ui", "Go to Practice"), ("Ctrl+1",), lambda w: w.go(0)),
    Command("review", QT_TRANSLATE_NOOP("ui", "Go to Review"), ("Ctrl+2",), lambda w: w.go(1)),
    Command("progress", QT_TRANSLATE_NOOP("ui", "Go to Progress"), ("Ctrl+3",), lambda w: w.go(2)),
    Command("open", QT_TRANSLATE_NOOP("ui", "Open a recording"), ("Ctrl+O",), lambda w: w.open_file()),
    Command("cancel", QT_TRANSLATE_NOOP("ui", "Cancel the assessment"), ("Escape",), lambda w: w.cancel()),
    Command("settings", QT_TRANSLATE_NOOP("ui", "Settings"), ("Ctrl+,",), lambda w: w.show_settings()),
    Command("keys", QT_TRANSLATE_NOOP("ui", "Keyboard shortcuts"), ("F1",), lambda w: w.show_keys()),
    *(
        Command(f"kind{number}", kind.title, (str(number + 1),), partial(_toggle_kind, number))
        for number, kind in enumerate(KINDS)
    ),
    Command("close", QT_TRANSLATE_NOOP("ui", "Close the window"), ("Ctrl+W", "Ctrl+Q"), lambda w: w.close()),
)


def keys_of(command: Command, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that do something now: the usual ones, or those that the user chose, with blanks between them."""
    return tuple(chosen[command.id].split()) if command.id in chosen else command.keys


def conflicts(chosen: Mapping[str, str]) -> dict[str, list[Command]]:
    """The keys that would do more than one thing, with what they would do."""
    users: dict[str, list[Command]] = {}
    for command in COMMANDS:
        for key in keys_of(command, chosen):
            users.setdefault(QKeySequence(key).toString(), []).append(command)
    return {key: commands for key, commands in users.items() if len(commands) > 1}


class KeyMap(QObject):
    """Binds the keys to a window, and binds them anew when the user has chosen others.

    Letters typed into a text go to the text: editors claim them before shortcuts do.

    Signals:
        changed: other keys hold now.
    """

    changed = Signal()

    def __init__(self, window: QWidget, acting: Acting, chosen: Mapping[str, str]) -> None:
        """Keys pressed in `window` let `acting` do something."""
        super().__init__(window)
        self._window, self._acting = window, acting
        self._shortcuts: list[QShortcut] = []
        self._chosen: Mapping[str, str] | None = None
        self.bind(chosen)

    def bind(self, chosen: Mapping[str, str]) -> None:
        """Have these keys do what they are chosen for, in place of the ones that did."""
        if chosen == self._chosen:
            return
        self._chosen = dict(chosen)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []
        for command in COMMANDS:
            for key in keys_of(command, chosen):
                shortcut = QShortcut(QKeySequence(key), self._window, autoRepeat=False)
                shortcut.activated.connect(partial(command.act, self._acting))
                self._shortcuts.append(shortcut)
        self._window.setProperty(KEYS, {command.id: self.hint(command.id) for command in COMMANDS})
        self.changed.emit()

    @property
    def bound(self) -> list[str]:
        """All keys that do something."""
        return [shortcut.key().toString() for shortcut in self._shortcuts]

    def hint(self, id_: str) -> str:
        """The first key of a command as it is written on the keyboard; empty if it has none."""
        command = next(each for each in COMMANDS if each.id == id_)
        keys = keys_of(command, self._chosen or {})
        return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
