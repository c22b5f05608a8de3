"""Settings and keys as the user changes them, and what the window makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QByteArray, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QMainWindow, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from sonorant.audio.devices import Device
from sonorant.ui.keys import COMMANDS, conflicts
from sonorant.ui.keys_dialog import KeysDialog
from sonorant.ui.main_window import PRACTICE, PRESENTER_PERCENT, REVIEW, MainWindow
from sonorant.ui.preferences import Preferences, device_named, name_of
from sonorant.ui.settings import Scheme, Settings, SettingsFile
from sonorant.ui.settings_dialog import Found, SettingsDialog
from sonorant.ui.shape import Shape
from sonorant.ui.widgets.panes import STEP, Divider, Panes
from window_stage import Stage

W = TypeVar("W", bound=QWidget)
MIC, HEADSET = Device("Built-in", "ALSA", 2, 48_000), Device("Headset | left", "ALSA", 1, 44_100)


def of(kind: type[W], widget: QWidget) -> W:
    assert isinstance(widget, kind)
    return widget


@pytest.fixture
def settings(stage: Stage, window: MainWindow) -> Callable[[Found], SettingsDialog]:
    def opened(found: Found) -> SettingsDialog:
        dialog = SettingsDialog(window.preferences, window.devices, True, lambda _: found, window)
        dialog.open()
        stage.settle()
        return dialog

    return opened


def test_every_setting_has_a_field_with_a_name_and_a_word_of_help(settings: Callable[[Found], SettingsDialog]) -> None:
    dialog = settings(Found((), ()))
    elsewhere = {"keys", "azure", "chat", "aloud", "avatar", "assess_each"}  # dialogs and buttons of their own
    assert set(dialog.fields) == {each.name for each in fields(Settings)} - elsewhere
    for field in dialog.fields.values():
        assert field.accessibleName()
        assert field.accessibleDescription()
    dialog.close()


def test_what_is_chosen_holds_at_once(window: MainWindow, settings: Callable[[Found], SettingsDialog]) -> None:
    dialog = settings(Found((), ()))
    of(QSpinBox, dialog.fields["text_percent"]).setValue(150)
    of(QCheckBox, dialog.fields["pitch"]).click()
    scheme = of(QComboBox, dialog.fields["scheme"])
    scheme.setCurrentIndex(2)
    scheme.activated.emit(2)
    of(QSpinBox, dialog.fields["strictness"]).setValue(80)
    now = window.preferences.now
    assert (now.text_percent, now.pitch, now.scheme, now.strictness) == (150, True, Scheme.DARK, 80)
    viewer = window.practice_page.viewer
    assert viewer.play_bar.lanes["pitch"].isChecked()
    assert viewer.report_panel.strictness.value == 0.8
    dialog.close()


def test_devices_are_chosen_by_name_and_one_that_is_gone_is_still_named(
    stage: Stage, window: MainWindow, settings: Callable[[Found], SettingsDialog]
) -> None:
    window.preferences.change(microphone="Old one|ALSA")
    dialog = settings(Found((MIC, HEADSET), ()))
    choice = of(QComboBox, dialog.fields["microphone"])
    assert [choice.itemText(i) for i in range(choice.count())] == [
        "As the system",
        "Built-in – ALSA",
        "Headset | left – ALSA",
        "Old one (not connected)",
    ]
    assert choice.currentText() == "Old one (not connected)"
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    assert device_named(window.preferences.now.microphone) == Device("Headset | left", "ALSA", 1, 0)
    QTest.mouseClick(dialog.refresh, Qt.MouseButton.LeftButton)
    stage.settle()
    assert choice.currentText() == "Headset | left – ALSA"
    window.preferences.change(loudspeaker=name_of(HEADSET))
    assert window._services.player.wanted == ("Headset | left", "ALSA")
    dialog.close()


def test_devices_are_not_looked_for_anew_while_somebody_is_heard(stage: Stage, window: MainWindow) -> None:
    stage.loudspeaker.place = 0.5  # the model reads the text aloud
    window.show_settings()
    (dialog,) = window.findChildren(SettingsDialog)
    assert not dialog.refresh.isEnabled()
    dialog.close()
    stage.loudspeaker.place = None
    stage.settle()


def test_what_is_changed_in_the_view_is_a_setting_too(stage: Stage, window: MainWindow) -> None:
    viewer = window.practice_page.viewer
    viewer.play_bar.lanes["syllables"].trigger()
    viewer.report_panel.strictness.slider.setValue(2)
    stage.wait(lambda: window.preferences.now.strictness == 10)
    assert window.preferences.now.syllables


def test_changes_are_saved_but_not_those_of_a_demonstration(stage: Stage, window: MainWindow, tmp_path: Path) -> None:
    preferences = Preferences(SettingsFile(tmp_path / "settings.json"))
    preferences.save_with(window.shelf)
    preferences.change_for_now(text_percent=130)
    preferences.change(pitch=True)
    stage.settle()
    assert preferences.now.text_percent == 130
    assert SettingsFile(tmp_path / "settings.json").load() == Settings(pitch=True)


def test_settings_that_cannot_be_saved_are_told(stage: Stage, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    preferences = Preferences(SettingsFile(tmp_path / "file" / "settings.json"))
    preferences.save_with(window.shelf)
    said: list[object] = []
    preferences.noticed.connect(said.append)
    preferences.change(pitch=True)
    stage.settle()
    assert "could not be saved" in str(said)
    assert preferences.now.pitch


def test_a_demonstration_is_in_large_type_and_shows_the_sample(stage: Stage, window: MainWindow) -> None:
    window.demonstrate()
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()
    assert window.preferences.now.text_percent == PRESENTER_PERCENT
    assert "synthetic" in window.windowTitle()


# Keys


def test_no_key_does_two_things_as_it_comes() -> None:
    assert conflicts({}) == {}


def test_the_window_of_keys_lists_every_command(window: MainWindow) -> None:
    window.show_keys()
    (dialog,) = window.findChildren(KeysDialog)
    assert set(dialog.edits) == {command.id for command in COMMANDS}
    assert [edit.keySequence().toString() for edit in dialog.edits["next"]] == ["F8", "N"]
    dialog.close()


def test_the_window_of_keys_tells_of_those_of_single_parts_and_cuts_no_sentence(window: MainWindow) -> None:
    dialog = KeysDialog(window.preferences, window)
    for told in ("Tab and Shift+Tab go from error to error", "arrow keys choose a sound", "Delete removes"):
        assert any(told in each.text() for each in dialog.findChildren(QLabel))
    assert {line.placeholderText() for line in dialog.findChildren(QLineEdit)} == {"–"}
    dialog.close()


def test_another_key_does_it_at_once_and_the_old_one_no_more(window: MainWindow) -> None:
    dialog = KeysDialog(window.preferences, window)
    dialog.edits["review"][0].setKeySequence(QKeySequence("F6"))
    dialog.edits["review"][0].editingFinished.emit()
    dialog.close()
    assert window.preferences.now.keys == {"review": "F6"}
    assert window.keys.hint("review") == "F6"
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.currentIndex() == PRACTICE
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.pages.currentIndex() == REVIEW


def test_both_keys_of_a_command_can_be_others(window: MainWindow) -> None:
    dialog = KeysDialog(window.preferences, window)
    for edit, key in zip(dialog.edits["next"], ("F7", "J"), strict=True):
        edit.setKeySequence(QKeySequence(key))
        edit.editingFinished.emit()
    dialog.close()
    assert window.preferences.now.keys == {"next": "F7 J"}
    window.preferences.change(keys=window.preferences.now.keys | {"previous": "K"})
    assert set(window.keys.bound) >= {"F7", "J", "K"}
    assert not {"F8", "N", "P", "Shift+F8"} & set(window.keys.bound)


def test_tool_tips_name_the_keys_that_hold_now(judged: MainWindow) -> None:
    def said() -> list[str]:
        panel = judged.practice_page.viewer.report_panel
        place = QPointF(panel.next.rect().center())
        QApplication.sendEvent(panel.next, QEnterEvent(place, place, QPointF(panel.next.mapToGlobal(place))))
        return [panel.next.toolTip(), judged.navigation.tabs.tabToolTip(REVIEW)]

    assert said() == ["Next error (F8)", "Review (Ctrl+2)"]
    judged.preferences.change(keys={"next": "J", "review": ""})
    assert said() == ["Next error (J)", "Review"]


def test_hints_name_the_keys_that_hold_now(stage: Stage) -> None:
    window = stage.open()
    transport, play_bar = window.practice_page.transport, window.practice_page.viewer.play_bar
    assert transport.said.text().startswith("Press Record (R) and read")
    assert transport.mic.accessibleDescription() == "Record yourself reading the text (R)"

    window.preferences.change(keys={"record": "F5", "next": "", "play": "F6"})
    assert transport.said.text().startswith("Press Record (F5) and read")
    assert transport.mic.accessibleDescription() == "Record yourself reading the text (F5)"

    window.show_planted_sample()
    stage.wait(lambda: window.practice.state.judged)
    stage.settle()
    assert transport.said.text() == "Click a word or a sound to hear it."
    assert play_bar.listen.accessibleDescription() == "Play the recording, or what is selected of it (F6)"

    window.preferences.change(keys={"record": ""})
    assert transport.said.text() == "Click a word or a sound to hear it. F8 goes to the next error."
    window.practice.put_away()
    assert transport.said.text().startswith("Press Record and read")


def test_a_key_that_does_something_already_is_refused_by_name(window: MainWindow) -> None:
    dialog = KeysDialog(window.preferences, window)
    dialog.edits["review"][0].setKeySequence(QKeySequence("R"))
    dialog.edits["review"][0].editingFinished.emit()
    assert dialog.problem.text().startswith("R already does “Record, or stop and assess”")
    assert dialog.edits["review"][0].keySequence() == QKeySequence("Ctrl+2")
    assert window.preferences.now.keys == {}
    dialog.close()


def test_a_command_can_have_no_key_and_the_usual_ones_come_back(window: MainWindow) -> None:
    window.preferences.change(keys={"review": ""})
    assert window.keys.hint("review") == ""
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.currentIndex() == PRACTICE
    window.preferences.change(keys={})
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.currentIndex() == REVIEW


# The shape of the window


def test_the_window_is_as_large_as_it_was(tmp_path: Path) -> None:
    def shown(size: tuple[int, int] | None) -> tuple[int, int]:
        window = QMainWindow()
        Shape(tmp_path / "window.ini").keep(window)
        if size is not None:
            window.resize(*size)
        window.show()
        now = window.width(), window.height()
        window.close()
        return now

    shown((700, 500))
    assert shown(None) == (700, 500)
    assert (tmp_path / "window.ini").exists()


def test_the_parts_of_the_window_share_it_as_they_did(tmp_path: Path) -> None:
    def shown(sizes: list[int] | None) -> list[int]:
        window = QMainWindow()
        Shape(tmp_path / "window.ini").keep(window)
        panes = Panes("practice", ((QWidget(), 200, 0), (QWidget(), 400, 1)))
        window.setCentralWidget(panes)
        window.resize(812, 400)
        window.show()
        if sizes is not None:
            panes.setSizes(sizes)
        now = panes.sizes()
        window.close()
        return now

    assert shown(None) == [200, 600]
    assert shown([300, 500]) == [300, 500]
    assert shown(None) == [300, 500]


def test_the_keyboard_moves_what_divides_the_window(window: MainWindow, qtbot: QtBot) -> None:
    panes = next(each for each in window.findChildren(Panes) if each.objectName() == "practice")
    first = panes.sizes()
    window.activateWindow()
    window.practice_page.picker.list.setFocus()
    qtbot.keyClick(window.practice_page.picker.list, Qt.Key.Key_Tab)
    divider = of(Divider, QApplication.focusWidget())
    assert divider is panes.handle(1)
    still = divider.grab().toImage()

    qtbot.keyClick(divider, Qt.Key.Key_Right)
    assert panes.sizes()[0] == first[0] + STEP
    qtbot.keyClick(divider, Qt.Key.Key_Left)
    assert panes.sizes() == first
    qtbot.keyClick(divider, Qt.Key.Key_Home)
    assert panes.sizes()[0] == window.practice_page.picker.minimumWidth()

    divider.clearFocus()
    assert divider.grab().toImage() != still  # one sees where the keyboard is


def test_a_damaged_shape_is_passed_over(tmp_path: Path) -> None:
    damaged = "[General]\ngeometry=@ByteArray(nonsense)\n[panes]\npractice=@ByteArray(none)\n"
    (tmp_path / "window.ini").write_text(damaged)
    window = QMainWindow()
    Shape(tmp_path / "window.ini").keep(window)
    assert isinstance(window.saveGeometry(), QByteArray)


def test_settings_are_written_as_plain_json(tmp_path: Path) -> None:
    SettingsFile(tmp_path / "s.json").save(Settings())
    assert json.loads((tmp_path / "s.json").read_text())["version"] == 1
