"""Choosing a file for what is given away of a conversation."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QFileDialog

from talkative import Talkative


def write_to(talk: Talkative, button: QAbstractButton, file: Path) -> None:
    """Press the button, choose the file, and wait until it is written or is not."""

    def dialogs() -> list[QFileDialog]:
        return [each for each in talk.card.findChildren(QFileDialog) if each.isVisible()]

    button.click()
    talk.stage.wait(lambda: bool(dialogs()))
    [dialog] = dialogs()
    dialog.fileSelected.emit(str(file))
    dialog.close()
    talk.settle()
