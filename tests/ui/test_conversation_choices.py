"""How one wants to talk stays as it was, from one start to the next."""

from __future__ import annotations

from sonorant.ui.settings import SettingsFile
from window_stage import Stage


def test_voice_avatar_and_assessing_each_answer_are_remembered(stage: Stage) -> None:
    stage.settings = SettingsFile(stage.folder / "settings.json")
    window = stage.open()
    card = window.room.card
    assert (card.voice.isChecked(), card.avatar.isChecked(), card.each.isChecked()) == (True, False, False)
    for switch in (card.voice, card.avatar, card.each):
        switch.click()
    stage.settle()
    stage.close(window)

    room = stage.open().room
    card = room.card
    assert (card.voice.isChecked(), card.avatar.isChecked(), card.each.isChecked()) == (False, True, True)
    assert not room.conversing.heard
    assert room.conversing.each
    stage.windows[-1].practice_page.picker.choose("coffee-to-go")
    card.begin.click()
    stage.settle()
    assert room.face.isVisibleTo(card)
