"""The settings while the window is open: changed in one place, heard everywhere, saved in the background."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from sonorant.audio.devices import Device
from sonorant.ui.settings import Settings, SettingsFile
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.banner import Notice


class Preferences(QObject):
    """Holds the settings; without a file they hold only as long as the window is open.

    Signals:
        changed: carries the new `Settings`.
        noticed: carries a `Notice`.
    """

    changed = Signal(object)
    noticed = Signal(object)

    def __init__(self, file: SettingsFile | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._tasks: Tasks | None = None
        self.now = self._kept = file.load() if file is not None else Settings()

    def save_with(self, tasks: Tasks) -> None:
        """Set what saves in the background."""
        self._tasks = tasks

    def change(self, **values: Any) -> None:
        """Change some settings, by their names."""
        self.change_for_now(**values)
        kept = replace(self._kept, **values)
        file = self._file
        if kept != self._kept and file is not None and self._tasks is not None:
            self._tasks.run(lambda _: file.save(kept), failed=self._on_failed)
        self._kept = kept

    def change_for_now(self, **values: Any) -> None:
        """Change some settings until the window closes."""
        settings = replace(self.now, **values)
        if settings != self.now:
            self.now = settings
            self.changed.emit(settings)

    def _on_failed(self, why: str) -> None:
        self.noticed.emit(Notice(why))


def device_named(name: str) -> Device | None:
    """The device that is meant by "name|host API"; None where it is the system's choice."""
    plain, _, host = name.rpartition("|")
    return Device(plain, host, 1, 0) if plain else None


def name_of(device: Device) -> str:
    """How a device is remembered."""
    return f"{device.name}|{device.host_api}"
