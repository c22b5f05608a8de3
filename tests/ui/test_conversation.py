"""A conversation in the window: the real engine hears, a real synthesiser speaks on both sides."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

import synthetic_speech
from sonorant.audio import files
from sonorant.audio.files import Audio
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.practice.partners import base as partners
from sonorant.sessions.chats import Speaker
from sonorant.sessions.store import Store
from sonorant.speech.assessment import Assessment
from sonorant.speech.timing import to_seconds
from sonorant.ui import conversing
from sonorant.ui.report_model import Report, build
from sonorant.ui.talk import Stage as Where
from sonorant.ui.widgets.bubble import Bubble
from sonorant.voices.flite import Flite
from talkative import COFFEE, MILK, Talkative
from window_stage import Stage


@pytest.fixture
def talk(stage: Stage) -> Talkative:
    stage.assessor, stage.voice = EmbeddedAssessor(), Flite("slt")
    talk = Talkative(stage)
    talk.begin("coffee-to-go")
    return talk


def test_the_partner_opens_speaks_and_offers_what_to_say(talk: Talkative, stage: Stage) -> None:
    suggestions = talk.card.answer.suggestions
    assert talk.said == ["Good morning! What can I get you?"]
    assert suggestions.item(0).text() == COFFEE
    assert suggestions.count() == 3
    assert stage.loudspeaker.played == [(0.0, None)]


def test_what_is_said_freely_is_found_among_the_suggestions_and_the_branch_follows(talk: Talkative) -> None:
    talk.say(COFFEE)
    assert talk.said[1:] == [COFFEE, "Sure. Normal milk or oat milk?"]
    talk.say("Do you charge extra for oat milk?")
    assert talk.said[-1] == "It's thirty cents more, but it's really creamy."


def test_an_answer_that_fits_nothing_is_asked_again_and_leads_nowhere(talk: Talkative) -> None:
    talk.say("I would like to buy a horse and two elephants.")
    assert talk.said[-1] == "Sorry, the machine is so loud. What would you like to drink?"
    assert not talk.bubbles[1].line.fits
    assert talk.bubbles[1].line.audible
    talk.say(COFFEE)
    assert talk.said[-1] == "Sure. Normal milk or oat milk?"


def test_silence_is_no_answer(talk: Talkative) -> None:
    talk.stage.hears = Audio(np.zeros(16_000, np.float32), 16_000)
    talk.window.record_or_stop()
    talk.stage.wait(lambda: talk.window.practice.state.recording)
    talk.window.record_or_stop()
    talk.stage.qtbot.waitUntil(lambda: talk.window.banner.notice is not None, timeout=40_000)
    talk.settle()
    assert len(talk.said) == 1
    assert talk.conversing.talk is not None
    assert talk.conversing.talk.stage is Where.LEARNER
    assert Store(talk.stage.folder).unfinished() == []


def test_a_line_of_ones_own_is_typed_said_and_understood_by_its_words(talk: Talkative) -> None:
    own = "Could I have a coffee with milk, please?"
    talk.card.answer.own.setText(own)
    talk.say(own)
    assert talk.said[1:] == [own, "Sure. Normal milk or oat milk?"]
    assert talk.conversing.lines[1].own


def test_without_a_voice_one_goes_on_by_writing(talk: Talkative) -> None:
    talk.card.answer.choose(0)
    talk.card.answer.send.click()
    talk.settle()
    assert talk.said[1:] == [COFFEE, "Sure. Normal milk or oat milk?"]
    assert not talk.bubbles[1].line.audible


def test_an_answer_is_assessed_and_its_words_are_coloured_and_can_be_heard(talk: Talkative, stage: Stage) -> None:
    talk.say(COFFEE)
    mine = talk.bubbles[1]
    mine.assess.click()
    talk.settle()
    assert mine.words.isVisible()
    assert mine.score.text().isdigit()

    mine.words.anchorClicked.emit(QUrl("#2"))
    viewer = talk.window.practice_page.viewer
    assert viewer.selection.place is not None
    assert viewer.selection.place.word == 2
    row = viewer.report and viewer.report.row(viewer.selection.place)
    assert row
    assert row.name == "coffee"
    assert stage.loudspeaker.played[-1] == (row.start, row.end)
    assert viewer.waveform.isVisible()


def test_each_answer_is_assessed_at_once_if_one_wants(talk: Talkative) -> None:
    talk.card.each.click()
    talk.say(COFFEE)
    assert talk.conversing.lines[1].report is not None
    assert talk.window.practice_page.viewer.report is not None


def test_the_whole_conversation_is_assessed_kept_and_shown(talk: Talkative) -> None:
    talk.say(COFFEE)
    talk.say(MILK)
    talk.card.whole.click()
    talk.settle()

    report = talk.window.practice_page.viewer.report
    assert report is not None
    assert [word.word for word in report.assessment.words or ()][-2:] == ["is", "fine"]
    assert all(line.report is not None for line in talk.conversing.lines if line.mine)
    store = Store(talk.stage.folder)
    (kept,) = store.sessions()
    session = store.open(kept.id)
    assert [turn.who for turn in session.turns] == [Speaker.PARTNER, Speaker.LEARNER] * 2 + [Speaker.PARTNER]
    assert session.scenario == "coffee-to-go"
    assert store.unfinished() == []


def test_its_report_is_made_in_the_background(talk: Talkative, monkeypatch: pytest.MonkeyPatch) -> None:
    makers: list[threading.Thread] = []

    def watched(assessment: Assessment) -> Report:
        makers.append(threading.current_thread())
        return build(assessment)

    monkeypatch.setattr(conversing, "build", watched)
    talk.say(COFFEE)
    talk.card.whole.click()
    talk.settle()
    assert talk.conversing.whole is not None
    assert len(makers) == 1
    assert threading.main_thread() not in makers


def test_what_cannot_be_kept_is_told_and_the_conversation_goes_on(talk: Talkative) -> None:
    talk.say(COFFEE)
    takes, away = talk.stage.folder / "takes", talk.stage.folder / "elsewhere"
    takes.rename(away)
    talk.card.whole.click()
    talk.settle()
    away.rename(takes)
    assert talk.window.banner.notice is not None
    assert "not saved yet" in talk.window.banner.notice.text
    talk.say(MILK)
    assert talk.said[-1] == "Great. Is that to drink here or to go?"


def test_clearing_while_all_is_assessed_clears(talk: Talkative) -> None:
    talk.say(COFFEE)
    talk.card.whole.click()
    talk.conversing.clear()
    talk.settle()
    assert talk.conversing.talk is not None
    assert talk.conversing.talk.stage is Where.BEFORE
    assert not talk.card.answer.isEnabled()
    assert talk.said == []


def test_what_the_partner_still_says_when_one_begins_again_is_not_heard(talk: Talkative) -> None:
    talk.conversing.heard = False
    talk.conversing.send(COFFEE)
    talk.conversing.begin()
    talk.conversing.begin()
    talk.settle()
    assert talk.said == ["Good morning! What can I get you?"]


def test_how_far_one_is_is_shown(talk: Talkative) -> None:
    assert talk.card.enough.value() == 0
    talk.say(COFFEE)
    assert 0 < talk.card.enough.value() < 50
    assert "0 of 3 sentences of your own" in talk.card.so_far.text()  # that one was suggested
    assert talk.card.whole.isEnabled()
    talk.conversing.send("I'm in a hurry. Could I have some milk, too?")
    talk.settle()
    assert "2 of 3 sentences of your own" in talk.card.so_far.text()


def test_clearing_asks_once_and_the_saved_session_stays(talk: Talkative) -> None:
    talk.say(COFFEE)
    talk.card.clears.click()
    box = talk.card.findChild(QMessageBox)
    assert box.isVisible()
    next(button for button in box.buttons() if "lear chat" in button.text()).click()
    talk.settle()
    assert talk.bubbles == []
    assert talk.card.begin.isVisible()
    assert len(Store(talk.stage.folder).sessions()) == 1


def test_a_turn_of_either_side_can_be_heard_again(talk: Talkative, stage: Stage) -> None:
    talk.say(COFFEE)
    heard = len(stage.loudspeaker.played)
    for bubble in talk.bubbles[:2]:
        bubble.listen.click()
    assert len(stage.loudspeaker.played) == heard + 2


def test_the_partner_can_be_silent(talk: Talkative, stage: Stage) -> None:
    talk.card.voice.click()
    heard = len(stage.loudspeaker.played)
    talk.say(COFFEE)
    assert len(stage.loudspeaker.played) == heard
    talk.bubbles[2].listen.click()
    talk.settle()
    assert len(stage.loudspeaker.played) == heard + 1


def test_the_word_that_the_partner_says_is_highlighted_and_the_face_speaks_along(
    talk: Talkative, stage: Stage, qtbot: QtBot
) -> None:
    talk.card.avatar.click()
    assert talk.room.face.isVisible()
    talk.bubbles[0].listen.click()
    spoken = talk.conversing.lines[0].spoken
    assert spoken is not None
    stage.loudspeaker.place = to_seconds(spoken.words[0].offset) + 0.02
    qtbot.waitUntil(lambda: talk.bubbles[0].text.span == (0, 4), timeout=3000)
    assert talk.room.face.speaking
    stage.loudspeaker.place = None
    qtbot.waitUntil(lambda: talk.bubbles[0].text.span is None, timeout=3000)


def test_recording_silences_the_partner(talk: Talkative, stage: Stage) -> None:
    talk.bubbles[0].listen.click()
    assert stage.loudspeaker.place is not None
    talk.window.record_or_stop()
    assert stage.loudspeaker.place is None
    stage.wait(lambda: talk.window.practice.state.recording)
    stage.hears = synthetic_speech.say(COFFEE, "rms").audio
    talk.window.record_or_stop()
    talk.settle()


def test_a_reading_puts_the_conversation_away_and_it_goes_on_later(talk: Talkative) -> None:
    talk.say(COFFEE)
    talk.window.practice_page.picker.choose("market-morning")
    assert not talk.card.isVisible()
    assert talk.window.practice_page.viewer.waveform.isVisible()
    talk.window.practice_page.picker.choose("coffee-to-go")
    assert talk.card.isVisible()
    talk.say(MILK)
    assert talk.said[-1] == "Great. Is that to drink here or to go?"


def test_a_conversation_goes_to_its_end_and_can_begin_again(talk: Talkative) -> None:
    talk.conversing.heard = False
    answer = talk.card.answer
    while answer.isVisible():
        answer.choose(answer.suggestions.count() - 1)
        answer.send.click()
        talk.settle()
    assert talk.card.again.isVisible()
    assert not talk.window.practice.state.can_open
    talk.card.again.click()
    talk.settle()
    assert len(talk.said) == 1


class Failing:
    """A chat model that stops in the middle of its line; the script goes on."""

    def opening(self) -> partners.Said:
        return partners.Said("Hello! How are you?")

    def reply(self, line: partners.Line) -> Iterator[partners.Event]:
        yield partners.Piece("Well, I ")
        yield partners.FellBack("The chat model does not answer: the script goes on.")
        yield partners.Said("What would you like?", ("Some tea, please.",))


def test_a_partner_that_falls_back_says_so_and_takes_back_what_it_began(stage: Stage) -> None:
    stage.new_partner = lambda _: Failing()
    talk = Talkative(stage)
    talk.begin("coffee-to-go")
    talk.card.answer.own.setText("Fine, thank you.")
    talk.card.answer.send.click()
    talk.settle()
    assert talk.said == ["Hello! How are you?", "Fine, thank you.", "What would you like?"]
    assert talk.window.banner.notice is not None
    assert "does not answer" in talk.window.banner.notice.text


def test_the_keyboard_is_enough(talk: Talkative) -> None:
    suggestions = talk.card.answer.suggestions
    suggestions.setFocus()
    QTest.keyClick(suggestions, Qt.Key.Key_Down)
    QTest.keyClick(suggestions, Qt.Key.Key_Return)
    assert talk.conversing.talk is not None
    assert talk.conversing.talk.meant == suggestions.currentItem().text()


def chosen_file(talk: Talkative, file: Path) -> None:
    talk.stage.wait(lambda: any(each.isVisible() for each in talk.card.findChildren(QFileDialog)))
    dialog = next(each for each in talk.card.findChildren(QFileDialog) if each.isVisible())
    dialog.fileSelected.emit(str(file))
    dialog.close()
    talk.stage.wait(lambda: talk.window.banner.notice is not None)
    talk.settle()


def click(bubble: Bubble, word: str) -> None:
    cursor = bubble.text.textCursor()
    cursor.setPosition(bubble.line.text.index(word) + 1)
    QTest.mouseClick(
        bubble.text.viewport(), Qt.MouseButton.LeftButton, pos=bubble.text.cursorRect(cursor).center() + QPoint(2, 0)
    )


def test_a_word_of_the_partners_line_is_heard_and_its_sounds_are_seen_by_a_click(talk: Talkative, stage: Stage) -> None:
    stage.loudspeaker.played.clear()
    click(talk.bubbles[0], "morning")
    talk.settle()
    assert talk.bubbles[0].sounds.isVisible()
    assert talk.bubbles[0].sounds.text() == "morning  /ˈm ɔ ɹ n ɪ ŋ/"
    assert len(stage.loudspeaker.played) == 1
    assert talk.conversing.voice.spoken is not None
    assert [word.text for word in talk.conversing.voice.spoken.words] == ["morning"]


def test_a_word_of_ones_own_line_is_heard_by_the_keyboard_until_the_report_has_it(
    talk: Talkative, stage: Stage
) -> None:
    talk.say(COFFEE)
    bubble = talk.bubbles[1]
    assert bubble.text.isVisible()
    stage.loudspeaker.played.clear()
    bubble.text.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(bubble.text, key)
    assert bubble.text.chosen == "large"
    QTest.keyClick(bubble.text, Qt.Key.Key_Return)
    talk.settle()
    assert bubble.sounds.text() == "large  /l ɑ ɹ dʒ/"
    assert len(stage.loudspeaker.played) == 1

    bubble.assess.click()
    stage.qtbot.waitUntil(lambda: bubble.line.report is not None, timeout=40_000)
    talk.settle()
    assert not bubble.sounds.isVisible()


def test_a_click_beside_the_words_says_nothing(talk: Talkative, stage: Stage) -> None:
    stage.loudspeaker.played.clear()
    text = talk.bubbles[0].text
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=text.viewport().rect().bottomRight())
    talk.settle()
    assert stage.loudspeaker.played == []
    assert not talk.bubbles[0].sounds.isVisible()


@pytest.mark.parametrize("ending", [".wav", ".flac", ".mp3"])
def test_the_chat_is_downloaded_with_both_voices_in_order(talk: Talkative, tmp_path: Path, ending: str) -> None:
    talk.card.voice.click()  # what was said silently is in it, too
    talk.say(COFFEE)
    file = tmp_path / f"chat{ending}"
    talk.card.downloads.click()
    chosen_file(talk, file)

    sound = files.read(file)
    parts = [line.spoken.audio if line.spoken else line.sound.audio for line in talk.conversing.lines]
    assert sound.seconds == pytest.approx(sum(part.seconds for part in parts) + 2 * 0.5, abs=0.1)
    begin = parts[0].seconds + 0.5
    mine = files.resample(Audio(sound.samples[round(begin * sound.rate) :], sound.rate), parts[1].rate).samples
    length = min(len(mine), len(parts[1].samples))
    if ending != ".mp3":  # which is not exact
        assert np.corrcoef(mine[:length], parts[1].samples[:length])[0, 1] > 0.9


def test_the_transcript_is_saved(talk: Talkative, tmp_path: Path) -> None:
    talk.say(COFFEE)
    file = tmp_path / "chat.txt"
    talk.card.texts.click()
    chosen_file(talk, file)
    assert f"You: {COFFEE}" in file.read_text()


def test_a_folder_that_is_gone_at_download_is_one_sentence(talk: Talkative, tmp_path: Path) -> None:
    talk.say(COFFEE)
    talk.card.downloads.click()
    chosen_file(talk, tmp_path / "gone" / "chat.wav")
    assert talk.window.banner.notice is not None
    assert "Written" not in talk.window.banner.notice.text
    assert len(talk.said) == 3


def test_the_report_of_a_reading_goes_away_when_a_conversation_is_opened(stage: Stage) -> None:
    window = stage.open()
    window.practice_page.show_planted_sample()
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()

    window.practice_page.picker.choose("coffee-to-go")

    assert window.practice_page.viewer.report is None
    assert window.practice.state.take is None
