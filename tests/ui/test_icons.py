"""The application's own icons."""

from __future__ import annotations

from PySide6.QtCore import QSize

from sonorant.ui.icons import icon


def test_an_icon_for_which_there_is_no_room_is_empty_and_nobody_complains() -> None:
    assert icon("play").pixmap(QSize(0, 5)).isNull()
    assert not icon("play").pixmap(QSize(16, 16)).isNull()
