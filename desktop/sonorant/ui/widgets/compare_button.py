"""The report's button to hear how it should sound beside how it was said."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QEnterEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from sonorant.ui.icons import icon
from sonorant.ui.key_hints import icon_side, key_of, with_key
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.words import translate

WORD, SENTENCE, ALL = "word", "sentence", "all"
TITLES = {
    WORD: QT_TRANSLATE_NOOP("ui", "The selected &word"),
    SENTENCE: QT_TRANSLATE_NOOP("ui", "Its &sentence"),
    ALL: QT_TRANSLATE_NOOP("ui", "The whole &text"),
}
NAME = QT_TRANSLATE_NOOP("ui", "Listen, mine, listen")
TIP = QT_TRANSLATE_NOOP("ui", "Hear how it should sound, how you said it, and again how it should sound")


class CompareButton(QToolButton):
    """Offers what to hear back to back; stops what is heard. Hidden until there is a voice to compare with.

    Signals:
        wanted: carries `WORD`, `SENTENCE` or `ALL`; anything stops what is heard.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("view")
        self.setIcon(icon("listen"))
        self._fit_icon()
        self.setText(translate("ui", "Compare ▾"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(translate("ui", NAME))
        self.setToolTip(translate("ui", TIP))
        self.setAccessibleDescription(translate("ui", TIP))
        self.actions_by_name: dict[str, QAction] = {}
        self._menu = QMenu(self)
        for name, title in TITLES.items():
            action = self._menu.addAction(translate("ui", title))
            action.setData(name)
            action.triggered.connect(self._on_chosen)
            self.actions_by_name[name] = action
        self.setMenu(self._menu)
        self._playing = False
        self.clicked.connect(self._on_clicked)
        self.show_selected(False)
        self.hide()

    def show_selected(self, selected: bool) -> None:
        """Whether a word is selected."""
        for name in (WORD, SENTENCE):
            self.actions_by_name[name].setEnabled(selected)

    def show_playing(self, playing: bool) -> None:
        """While something is heard, the button stops it instead of opening its menu."""
        if playing == self._playing:
            return
        self._playing = playing
        self.setMenu(None if playing else self._menu)  # type: ignore[arg-type]
        self.setText(translate("ui", "Stop") if playing else translate("ui", "Compare ▾"))
        self.setIcon(icon("stop" if playing else "listen"))
        self.setAccessibleName(translate("ui", "Stop playing") if playing else translate("ui", NAME))

    def _fit_icon(self) -> None:
        self.setIconSize(QSize(icon_side(self), icon_side(self)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_icon()

    def _on_chosen(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.wanted.emit(sender.data())

    def _on_clicked(self) -> None:
        if self._playing:
            self.wanted.emit(ALL)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setToolTip(with_key(translate("ui", TIP), key_of(self, "compare")))
        super().enterEvent(event)
