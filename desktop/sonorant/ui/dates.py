"""Moments and lengths of time as the user reads them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale

from sonorant.ui.numbers import Number
from sonorant.ui.settings import QT_TRANSLATE_NOOP
from sonorant.ui.words import translate

SHORT_DAY = QT_TRANSLATE_NOOP("ui", "d MMM")
DAY = QT_TRANSLATE_NOOP("ui", "d MMM yyyy")
MINUTE = QT_TRANSLATE_NOOP("ui", "d MMM yyyy HH:mm")
"""Forms of Qt, which are translated: languages order and point a date in their own ways."""
CLOCK = "HH:mm"
"""The same everywhere."""


def shown(moment: datetime, form: str = MINUTE) -> str:
    """A moment with a time zone, in that of this computer and in the language of the window."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    written = translate("ui", form) if form in (SHORT_DAY, DAY, MINUTE) else form
    return QLocale().toString(local, written)


def clock(seconds: float) -> str:
    """A length of time as minutes and seconds, to a tenth."""
    minutes, tenths = divmod(round(10 * seconds), 600)
    return f"{minutes}:{Number(tenths / 10):04.1f}"
