"""What an engine said, word for word, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sonorant.speech import azure_json
from sonorant.speech.assessment import Assessment
from sonorant.ui.words import translate

PIECE = 8_000
"""Letters that are taken in at once: of ten minutes of speech there are millions, which would hold up the window."""


class JsonView(QPlainTextEdit):
    """A text to be read and copied; the beginning of a long one is there at once, the rest comes by and by."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("json")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(translate("ui", "What the engine said, as JSON"))
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text = ""

    def show_text(self, text: str) -> None:
        """Show a text in place of the one before."""
        self._text = text
        self.setPlainText(text[:PIECE])
        if len(text) > PIECE:
            from sonorant.ui.turns import in_turns  # noqa: PLC0415 - the start has no text yet

            in_turns(self, self._take_rest(text), lambda: None)

    def _take_rest(self, text: str) -> Iterator[None]:
        for begin in range(PIECE, len(text), PIECE):
            if self._text is not text:
                return  # another one is shown by now
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(text[begin : begin + PIECE])
            yield


def as_json(assessment: Assessment) -> str:
    """An assessment in Azure's shape, with what is Sonorant's own in it."""
    return json.dumps(azure_json.to_json(assessment), ensure_ascii=False, indent=1)
