"""Under a text to read: hear it, shadow it, and the face of the voice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sonorant.ui.widgets.common import button, label, row
from sonorant.ui.widgets.contrast_view import ContrastView
from sonorant.ui.widgets.face import Face
from sonorant.ui.words import translate


class ModelBar(QWidget):
    """Says what was pressed.

    Signals:
        listen: hear the text, or stop.
        shadow: begin a round of shadowing, or end it.
    """

    listen = Signal()
    shadow = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = Face()
        self.face.setFixedSize(76, 84)
        self.hear = button(
            translate("ui", "Hear it"), "listen", tip=translate("ui", "A voice reads the text aloud"), command="model"
        )
        self.repeat = button(
            translate("ui", "Shadow it"),
            "shadow",
            tip=translate("ui", "Listen, then repeat: recording starts and ends by itself, and both are compared"),
        )
        self.step = label("", "muted", wrap=True)
        self.contrast = ContrastView()
        buttons = row(self.hear, self.repeat, self.step)
        buttons.setStretch(2, 1)
        line = row(self.face, spacing=12)
        line.addLayout(buttons, 1)
        line.setAlignment(self.face, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(line)
        layout.addWidget(self.contrast)
        self.hear.clicked.connect(self.listen)
        self.repeat.clicked.connect(self.shadow)

    def show_state(self, can_hear: bool, hearing: bool, can_shadow: bool, shadowing: bool, step: str) -> None:
        """Show what can be done, what goes on, and in a few words what to do now."""
        stops = hearing and not shadowing
        self.hear.setEnabled(can_hear or stops)
        self.hear.setText(translate("ui", "Stop") if stops else translate("ui", "Hear it"))
        self.hear.setAccessibleName(self.hear.text())
        self.repeat.setEnabled(can_shadow)
        self.repeat.setText(translate("ui", "Stop shadowing") if shadowing else translate("ui", "Shadow it"))
        self.repeat.setAccessibleName(self.repeat.text())
        self.step.setText(step)
