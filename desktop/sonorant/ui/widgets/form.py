"""Fields of a dialog: each with a name, a word of help, and both for screen readers."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLayout, QWidget

from sonorant.ui.widgets.common import label


def form() -> QFormLayout:
    """A layout for such fields."""
    result = QFormLayout()
    result.setHorizontalSpacing(16)
    result.setVerticalSpacing(4)
    result.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
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
        to.addRow("", label(help_, "muted9", wrap=True))
