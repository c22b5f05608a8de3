"""Recordings given away as files, and of conversations who said what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sonorant.audio.files import Audio
from sonorant.sessions.chats import ChatTurn
from sonorant.sessions.exports import chat
from sonorant.sessions.exports.chat import SoundForm, TextForm
from sonorant.sessions.exports.saving import file_name
from sonorant.speech.failures import Progress
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.words import translate

SOUNDS = {
    SoundForm.WAV: QT_TRANSLATE_NOOP("ui", "WAV sound"),
    SoundForm.FLAC: QT_TRANSLATE_NOOP("ui", "FLAC sound"),
    SoundForm.MP3: QT_TRANSLATE_NOOP("ui", "MP3 sound"),
}
TEXTS = {
    TextForm.TEXT: QT_TRANSLATE_NOOP("ui", "Text"),
    TextForm.CSV: QT_TRANSLATE_NOOP("ui", "CSV table"),
}


class Downloads(QObject):
    """Asks for a file and writes it in the background.

    Signals:
        noticed: carries a `Notice`.
    """

    noticed = Signal(object)

    def __init__(self, tasks: Tasks, over: QWidget) -> None:
        """Dialogs open over a widget."""
        super().__init__(over)
        self._tasks, self._over = tasks, over

    def ask_for_sound(self, title: str, sound: Callable[[], Audio], heading: str) -> None:
        """Write a sound in the form that the name of the file asks for; it is put together in the background."""
        kinds = [f"{translate('ui', SOUNDS[form])} (*{form.value})" for form in chat.sound_forms()]

        def chosen(path: Path) -> None:
            form = next((each for each in chat.sound_forms() if each.value == path.suffix.lower()), SoundForm.WAV)
            self._write(path, lambda progress: chat.write_sound(sound(), form, path, progress))

        self.ask(heading, f"{file_name(title)}{SoundForm.WAV.value}", kinds, chosen)

    def ask_for_text(self, title: str, turns: Callable[[], Sequence[ChatTurn]]) -> None:
        """Write who said what."""
        kinds = [f"{translate('ui', TEXTS[form])} (*{form.value})" for form in TextForm]

        def chosen(path: Path) -> None:
            form = TextForm.CSV if path.suffix.lower() == TextForm.CSV.value else TextForm.TEXT
            self._write(path, lambda _: chat.write_transcript(turns(), title, form, path))

        self.ask(translate("ui", "Save the transcript"), f"{file_name(title)}{TextForm.TEXT.value}", kinds, chosen)

    def ask(self, heading: str, name: str, kinds: Sequence[str], chosen: Callable[[Path], None]) -> None:
        """Ask for a file to write; `name` is proposed, `kinds` are what can be chosen, as Qt's dialog wants them."""
        dialog = QFileDialog(self._over, heading, name, ";;".join(kinds))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: chosen(Path(file)))
        dialog.open()

    def _write(self, path: Path, write: Callable[[Progress], None]) -> None:
        self._tasks.run(write, done=lambda _: self._tell(path), failed=self._on_failed, lasting=True)

    def _tell(self, path: Path) -> None:
        self.noticed.emit(Notice(translate("ui", "Written to “{0}”.").format(path.name)))

    def _on_failed(self, why: str) -> None:
        self.noticed.emit(Notice(why))
