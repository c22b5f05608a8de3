"""Numbers, dates and lengths of time are written as the language of the window writes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from sonorant.ui.dates import DAY, clock, shown
from sonorant.ui.drilling import outcome
from sonorant.ui.numbers import Number
from sonorant.ui.settings import Language
from sonorant.ui.widgets.time_stack import TimeAxis
from sonorant.ui.words import speak


@pytest.fixture
def language(qapp: QApplication) -> Iterator[QApplication]:
    """An application to be let speak; afterwards it speaks as before."""
    yield qapp
    for each in qapp.findChildren(QTranslator):
        qapp.removeTranslator(each)
        each.deleteLater()
    QLocale.setDefault(QLocale.system())


def test_german_has_a_comma_and_a_point_after_the_day(language: QApplication) -> None:
    speak(language, Language.GERMAN)

    assert f"{Number(2.54):.1f} s" == "2,5 s"
    assert clock(61.24) == "1:01,2"
    assert TimeAxis("bottom").tickStrings([61.0, 61.5], 1.0, 0.5) == ["1:01,0", "1:01,5"]
    assert shown(datetime(2026, 5, 3, 12, tzinfo=UTC), DAY) == "3. Mai 2026"


def test_an_english_window_is_english_on_any_system(language: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as abroad:
        abroad.setattr(QLocale, "system", lambda: QLocale("fr_FR"))
        for chosen in (Language.ENGLISH, Language.SYSTEM):  # there is no French, so the system gets English as well
            speak(language, chosen)

            assert f"{Number(2.54):.1f}" == "2.5"
            assert shown(datetime(2026, 5, 3, 12, tzinfo=UTC), DAY) == "3 May 2026"


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0:00.0"), (59.94, "0:59.9"), (59.96, "1:00.0"), (600.0, "10:00.0"), (3725.5, "62:05.5")]
)
def test_sixty_seconds_are_a_minute(seconds: float, said: str) -> None:
    assert clock(seconds) == said


@pytest.mark.parametrize(("days", "said"), [(0, "today"), (1, "tomorrow"), (3, "in 3 days")])
def test_a_drill_says_on_which_day_it_comes_again(days: int, said: str) -> None:
    assert outcome(91.0, datetime.now(UTC) + timedelta(days=days)).endswith(f"This drill is due again {said}.")


def test_only_what_went_well_is_praised() -> None:
    now = datetime.now(UTC)
    assert outcome(91.0, now).startswith("Well done: 91 of 100.")
    assert outcome(42.0, now).startswith("This time: 42 of 100.")
