"""Numbers as the user reads them."""

from __future__ import annotations

from PySide6.QtCore import QLocale


class Number(float):
    """A number that is written with the decimal sign of the window's language, in whatever form is asked for."""

    def __format__(self, form: str) -> str:
        return super().__format__(form).replace(".", QLocale().decimalPoint())
