"""The keys of the main window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    from sonorant.ui.main_window import MainWindow


def bind_keys(window: MainWindow) -> None:
    """R records and stops, Space plays, F8 or N goes on to the next error, Escape cancels the assessment.

    Letters typed into a text go to the text: editors claim them before shortcuts do.
    """

    def play() -> None:
        # A shortcut comes before the widget with the focus, but Space on a button must press that button.
        focus = window.focusWidget()
        if isinstance(focus, QAbstractButton):
            focus.click()
        else:
            window.playback.toggle()

    for keys, act in (
        (("R",), window.practice.record_or_stop),
        (("Space",), play),
        (("F8", "N"), lambda: window.step(1)),
        (("Shift+F8", "P"), lambda: window.step(-1)),
        (("Ctrl+O",), window.ask_for_file),
        (("Escape",), window.practice.cancel),
        (("Ctrl+Q", "Ctrl+W"), window.close),
    ):
        for key in keys:
            QShortcut(QKeySequence(key), window, autoRepeat=False).activated.connect(act)
