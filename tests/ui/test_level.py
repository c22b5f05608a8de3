"""The level meter: words that can be read, and that a screen reader can say."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from sonorant.ui.widgets import level
from sonorant.ui.widgets.level import LevelMeter


@pytest.fixture
def meter(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> LevelMeter:
    monkeypatch.setattr(level, "HOLD_MILLISECONDS", 100)
    meter = LevelMeter()
    qtbot.addWidget(meter)
    return meter


def test_the_highest_peak_stands_long_enough_to_be_read(meter: LevelMeter, qtbot: QtBot) -> None:
    meter.show_peak(0.5, clipped=False)
    meter.show_peak(0.05, clipped=False)
    assert meter.words.text() == "Peak -6 dB"
    assert meter.bar.value() == 57  # the bar moves with the voice

    qtbot.wait(120)
    meter.show_peak(0.05, clipped=False)
    assert meter.words.text() == "Peak -26 dB"


def test_clipping_stands_long_enough_to_be_read_and_is_said_once(
    meter: LevelMeter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(level, "announce", lambda _source, text: said.append(text))
    meter.show_peak(1.0, clipped=True)
    for _ in range(3):
        meter.show_peak(0.1, clipped=False)
        meter.show_peak(1.0, clipped=True)
    meter.show_peak(0.1, clipped=False)
    assert meter.words.text() == meter.bar.accessibleDescription() == "Clipping: speak softer"
    assert meter.bar.property("band") == "poor"
    assert said == ["Clipping: speak softer"]

    qtbot.wait(120)
    meter.show_peak(0.1, clipped=False)
    assert meter.words.text() == "Peak -20 dB"
    assert meter.bar.property("band") == "good"


def test_a_voice_that_is_hardly_heard_is_called_very_quiet(meter: LevelMeter) -> None:
    meter.show_peak(0.001, clipped=False)
    assert meter.words.text() == "Peak -60 dB, very quiet"


def test_another_recording_begins_without_what_the_last_one_was_like(meter: LevelMeter) -> None:
    meter.show_peak(1.0, clipped=True)
    meter.clear()
    meter.show_peak(0.1, clipped=False)
    assert meter.words.text() == "Peak -20 dB"
