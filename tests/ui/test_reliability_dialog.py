"""How reliable the engine is, shown to whoever asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from sonorant import assets
from sonorant.engines.embedded import report_card
from sonorant.speech.phonemes import PHONES
from sonorant.ui.main_window import MainWindow
from sonorant.ui.reliability_dialog import LEAST_TABLE, ReliabilityDialog
from sonorant.ui.settings import Language, Settings
from sonorant.ui.theme import Appearance
from window_stage import Stage


def opened(stage: Stage, window: MainWindow) -> ReliabilityDialog:
    window.show_reliability()
    stage.settle()
    found = window.findChild(ReliabilityDialog)
    assert isinstance(found, ReliabilityDialog)
    return found


def test_it_tells_agreement_every_sound_and_what_was_not_measured(stage: Stage, window: MainWindow) -> None:
    dialog = opened(stage, window)
    card = report_card.read(assets.path("models", report_card.FILE_NAME))
    assert "Agreement with experts" in dialog.agreement.text()
    assert all(f"{agreed:.2f}" in dialog.agreement.text() for agreed in card.correlations.values())
    assert f"accuracy {card.noise['accuracy']:.1f}" in dialog.noise.text()
    assert card.boundaries is not None
    assert f"{100 * card.boundaries['within_20_ms']:.0f} % within 20 ms" in dialog.places.text()
    assert f"{1000 * card.boundaries['median']:.0f} ms" in dialog.places.text()
    assert dialog.table.model().rowCount() == len(PHONES)
    assert "other first languages" in dialog.not_covered.text()
    assert "speechocean762" in dialog.measured.text()
    assert f"Version {card.version} with model {card.model}, measured on" in dialog.measured.text()
    assert dialog.table.accessibleName()
    dialog.close()


@pytest.mark.usefixtures("speaking")
@pytest.mark.parametrize("language", [Language.ENGLISH, Language.GERMAN])
def test_with_large_text_it_scrolls_and_cuts_nothing(stage: Stage, window: MainWindow, qapp: QApplication) -> None:
    appearance = qapp.findChild(Appearance)
    appearance.follow(Settings(text_percent=200))
    dialog = opened(stage, window)
    told = [dialog.agreement, dialog.noise, dialog.explained, dialog.places, dialog.not_covered, dialog.measured]
    stage.wait(lambda: all(each.height() >= each.heightForWidth(each.width()) for each in told))
    size, table = dialog.size(), dialog.table.size()
    close = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Close)
    bottom = close.mapTo(dialog, close.rect().bottomLeft()).y()
    dialog.close()
    appearance.follow(Settings())

    assert size.width() <= 1280
    assert size.height() <= 720
    assert table.height() >= LEAST_TABLE
    assert bottom < size.height()


def test_without_its_card_it_says_so(
    stage: Stage, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "path", tmp_path.joinpath)
    dialog = opened(stage, window)
    assert "missing or damaged" in dialog.agreement.text()
    dialog.close()
    QApplication.processEvents()
