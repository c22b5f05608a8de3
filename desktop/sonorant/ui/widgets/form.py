"""Fields of a dialog: each with a name, a word of help, and both for screen readers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QLayout, QWidget

from sonorant.ui.widgets.common import label


def form() -> QFormLayout:
    """A layout for such fields."""
    result = QFormLayout()
    result.setHorizontalSpacing(16)
    result.setVerticalSpacing(4)
    result.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return result


def hint(text: str = "") -> QLabel:
    """A word of help below a field: close to it, and apart from the next one."""
    result = label(text, "muted9", wrap=True)
    result.setAlignment(Qt.AlignmentFlag.AlignTop)
    result.setContentsMargins(0, 0, 0, 6)
    return result


def add_field(to: QFormLayout, field: QWidget, title: str, help_: str, row: QLayout | None = None) -> None:
    """Put a field at the end, or a row that it stands in, with its name before and the help below."""
    field.setAccessibleName(title)
    field.setAccessibleDescription(help_)
    field.setToolTip(help_)
    heading = label(title)
    heading.setBuddy(field)
    if row is None:
        to.addRow(heading, field)
    else:
        to.addRow(heading, row)
    if help_:
        to.addRow("", hint(help_))
