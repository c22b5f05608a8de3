"""The session on view given away as a file: its verdict, its sound, and of a conversation who said what."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sonorant.sessions.exports.saving import Form, file_name
from sonorant.ui.shelf import Opened, Shelf
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.widgets.session_card import FORMS, SessionCard
from sonorant.ui.words import translate

if TYPE_CHECKING:
    from sonorant.ui.downloads import Downloads


class SessionExports(QObject):
    """Does what the menu of a card asks for.

    Signals:
        noticed: carries a `Notice`.
    """

    noticed = Signal(object)

    def __init__(
        self,
        card: SessionCard,
        shelf: Shelf,
        tasks: Tasks,
        opened: Callable[[], Opened | None],
        strictness: Callable[[Opened], float],
        over: QWidget,
    ) -> None:
        """`opened` is what is on view, `strictness` (0 to 1) that by which it is marked; dialogs open over a widget."""
        super().__init__(over)
        self._card, self._shelf, self._tasks, self._over = card, shelf, tasks, over
        self._opened, self._strictness = opened, strictness
        card.export.connect(self._on_export)
        card.download.connect(self._on_download)
        card.transcript.connect(self._on_transcript)
        shelf.exported.connect(self._on_exported)

    @cached_property
    def downloads(self) -> Downloads:
        """Asks where to write to; made when that is wanted."""
        from sonorant.ui.downloads import Downloads  # noqa: PLC0415

        downloads = Downloads(self._tasks, self._over)
        downloads.noticed.connect(self.noticed)
        return downloads

    def _on_export(self, form: Form) -> None:
        opened = self._opened()
        if opened is None:
            return
        name, kind = f"{file_name(opened.session.title)}{form.value}", f"{translate('ui', FORMS[form])} (*{form.value})"

        def chosen(path: Path) -> None:
            self._shelf.export(opened, form, path, self._strictness(opened))

        self.downloads.ask(translate("ui", "Export"), name, [kind], chosen)

    def _on_download(self) -> None:
        opened = self._opened()
        if opened is not None and (sound := opened.sound) is not None:
            self.downloads.ask_for_sound(opened.session.title, lambda: sound.audio, self._card.sound.text())

    def _on_transcript(self) -> None:
        opened = self._opened()
        if opened is not None:
            self.downloads.ask_for_text(opened.session.title, lambda: opened.session.turns)

    def _on_exported(self, path: Path) -> None:
        self.noticed.emit(Notice(translate("ui", "Written to “{0}”.").format(path.name)))
