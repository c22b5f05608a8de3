"""The settings, in a dialog that is made from their declaration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from sonorant.audio import devices
from sonorant.audio.devices import Device
from sonorant.speech.failures import Progress
from sonorant.ui.preferences import Preferences, name_of
from sonorant.ui.settings import QT_TRANSLATE_NOOP, Engine, Language, Scheme, Settings, about
from sonorant.ui.tasks import Tasks
from sonorant.ui.voice_settings import VoiceSettings
from sonorant.ui.widgets.common import ChoiceBox, Column, button, fit, row
from sonorant.ui.widgets.form import add_field, form

translate = QCoreApplication.translate
CHOICES = {
    Engine.EMBEDDED: QT_TRANSLATE_NOOP("ui", "On this machine"),
    Engine.AZURE: "Azure Speech",
    Scheme.SYSTEM: QT_TRANSLATE_NOOP("ui", "As the system"),
    Scheme.LIGHT: QT_TRANSLATE_NOOP("ui", "Light"),
    Scheme.DARK: QT_TRANSLATE_NOOP("ui", "Dark"),
    Language.SYSTEM: QT_TRANSLATE_NOOP("ui", "As the system"),
    Language.ENGLISH: "English",
    Language.GERMAN: "Deutsch",
}
DEVICES = ("microphone", "loudspeaker")


@dataclass(frozen=True, slots=True)
class Found:
    """The devices that are there."""

    microphone: Sequence[Device]
    loudspeaker: Sequence[Device]


def look(refresh: bool) -> Found:
    """List the devices; `refresh` looks for new ones, which ends what records or plays."""
    if refresh:
        devices.refresh()
    return Found(devices.inputs(), devices.outputs())


class SettingsDialog(QDialog):
    """Every change holds at once."""

    def __init__(
        self,
        preferences: Preferences,
        tasks: Tasks,
        idle: bool,
        look: Callable[[bool], Found] = look,
        parent: QWidget | None = None,
        voices: Callable[[QComboBox], VoiceSettings] | None = None,
    ) -> None:
        """`tasks` run what speaks with devices; `idle` says that nothing records or plays.

        `voices` fills the choice of a voice.
        """
        super().__init__(parent)
        self.setWindowTitle(translate("ui", "Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._preferences, self._tasks, self._look = preferences, tasks, look
        self.fields: dict[str, QWidget] = {}
        self._form = form()
        for each in fields(Settings):
            if each.metadata:
                self._add(each.name)
        self.refresh = button(translate("ui", "Look for devices again"))
        self.refresh.setEnabled(idle)
        self.refresh.clicked.connect(lambda: self._list_devices(True))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        inner = QWidget()
        inner.setLayout(self._form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.addWidget(Column(inner), 1)
        voice = self.fields["voice"]
        assert isinstance(voice, QComboBox)
        self.voices = voices(voice) if voices is not None else None
        if self.voices is not None:
            layout.addWidget(self.voices.told)
            layout.addLayout(row(self.refresh, self.voices.attempt, 1, buttons))
        else:
            layout.addLayout(row(self.refresh, 1, buttons))
        fit(self, 640, 620)
        self._show_devices(Found((), ()))
        self._list_devices(False)

    def _add(self, name: str) -> None:
        said, value = about(name), getattr(self._preferences.now, name)
        field = self._field(name, value)
        add_field(self._form, field, translate("ui", said.title), translate("ui", said.help))
        self.fields[name] = field

    def _field(self, name: str, value: object) -> QWidget:
        if isinstance(value, bool):
            box = QCheckBox()
            box.setChecked(value)
            box.toggled.connect(lambda on: self._preferences.change(**{name: on}))
            return box
        if isinstance(value, int):
            number = QSpinBox()
            number.setRange(int(about(name).least), int(about(name).most))
            number.setSingleStep(10)
            number.lineEdit().setTextMargins(6, 0, 0, 0)  # the style sheet's padding does not reach it
            number.setValue(value)
            number.setKeyboardTracking(False)
            number.valueChanged.connect(lambda new: self._preferences.change(**{name: new}))
            return number
        choice = ChoiceBox()
        if isinstance(value, StrEnum):
            for each in type(value):
                choice.addItem(translate("ui", CHOICES[each]), each)
            choice.setCurrentIndex(list(type(value)).index(value))
            choice.activated.connect(lambda _: self._preferences.change(**{name: type(value)(choice.currentData())}))
        else:
            choice.activated.connect(lambda _: self._preferences.change(**{name: choice.currentData()}))
        return choice

    # Devices: looked for in the background, listed by name and host API.

    def _list_devices(self, refresh: bool) -> None:
        def ask(_: Progress) -> Found:
            return self._look(refresh)

        self.destroyed.connect(self._tasks.run(ask, done=self._show_devices).cancel)

    def _show_devices(self, found: Found) -> None:
        for name in DEVICES:
            choice = self.fields[name]
            assert isinstance(choice, QComboBox)
            wanted: str = getattr(self._preferences.now, name)
            choice.clear()
            choice.addItem(translate("ui", "As the system"), "")
            for device in getattr(found, name):
                choice.addItem(f"{device.name} – {device.host_api}", name_of(device))
            if choice.findData(wanted) < 0:
                choice.addItem(translate("ui", "{0} (not connected)").format(wanted.rpartition("|")[0]), wanted)
            choice.setCurrentIndex(choice.findData(wanted))
