"""Moments as the user reads them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale

SHORT_DAY = "d MMM"
DAY = "d MMM yyyy"
MINUTE = "d MMM yyyy HH:mm"


def shown(moment: datetime, form: str = MINUTE) -> str:
    """A moment with a time zone, in that of this computer and in the language of the window."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(moment.timestamp())), form)


def clock(seconds: float) -> str:
    """A length of time as minutes and seconds."""
    return f"{int(seconds // 60)}:{seconds % 60:04.1f}"
