"""The keys of the main window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton

from sonorant.ui.report_model import KINDS

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
        elif window.viewer is not None:
            window.viewer.toggle()

    for keys, act in (
        (("R",), window.record_or_stop),
        (("Space",), play),
        (("F8", "N"), lambda: window.step(1)),
        (("Shift+F8", "P"), lambda: window.step(-1)),
        *(((str(number + 1),), partial(window.toggle_kind, number)) for number in range(len(KINDS))),
        (("Ctrl+1",), lambda: window.go(0)),
        (("Ctrl+2",), lambda: window.go(1)),
        (("Ctrl+3",), lambda: window.go(2)),
        (("Ctrl+O",), window.open_file),
        (("Escape",), window.practice.cancel),
        (("Ctrl+W",), window.close),
    ):
        for key in keys:
            QShortcut(QKeySequence(key), window, autoRepeat=False).activated.connect(act)
