"""Feedback on what was said in one's own words is a chat model's where one is set up, and says whose it is."""

from __future__ import annotations

import json

import pytest

from emulators.azure.process import KEY, EmulatorProcess
from sonorant.practice.chat_account import destination
from sonorant.practice.partners.choosing import Chosen
from sonorant.sessions.store import Store
from sonorant.speech.content import LOCAL
from sonorant.ui.chat_choice import by_settings
from sonorant.ui.main_window import REVIEW, MainWindow
from sonorant.ui.talk import Stage as Where
from sonorant.ui.widgets.coach_panel import CoachPanel
from sonorant.vault import Secret
from synthetic_speech import say
from window_stage import Stage, press

SAID = "I was there. It were good. I liked it very much."
VERDICT = {
    "grammar_score": 71,
    "vocabulary_score": 64,
    "topic_score": 93,
    "mistakes": [{"quote": "It were", "better": "It was", "rule": "agreement", "reason": "One thing was."}],
    "words": [],
}
NOBODY = "http://127.0.0.1:9/v1"


@pytest.fixture
def chat_service(chat_service: EmulatorProcess) -> EmulatorProcess:
    """A chat model that answers with `VERDICT`."""
    chat_service.misbehave(said=json.dumps(VERDICT))
    return chat_service


@pytest.fixture
def window(stage: Stage) -> MainWindow:
    def chosen() -> Chosen:
        return by_settings(stage.windows[-1].preferences, stage.keys, stage.ledger, Chosen)

    stage.judge_words = lambda lines, topic: chosen().judge_words(lines, topic)
    stage.words_go_to = lambda: chosen().destination()
    return stage.open()


def set_up(stage: Stage, window: MainWindow, endpoint: str) -> None:
    stage.keys.keep_for_now(destination(endpoint), Secret(KEY))
    window.preferences.change(chat={"endpoint": endpoint, "model": "some-model"})


def answer_a_topic(stage: Stage, window: MainWindow, said: str = SAID) -> None:
    window.practice_page.picker.choose("topic-weekend")
    window.practice_page.prompt.editor.setPlainText(said)
    speak(stage, window)
    stage.wait(lambda: window.practice.state.judged)
    stage.settle()


def answer_a_partner(stage: Stage, window: MainWindow) -> None:
    conversing = window.room.conversing
    window.practice_page.picker.choose("coffee-to-go")
    stage.hears = say(SAID, "rms").audio
    window.room.begin()
    stage.wait(lambda: conversing.talk is not None and conversing.talk.stage is Where.LEARNER)
    conversing.mean(SAID)
    speak(stage, window)
    stage.wait(lambda: any(line.own for line in conversing.lines))
    stage.settle()


def speak(stage: Stage, window: MainWindow) -> None:
    window.record_or_stop()
    stage.wait(lambda: window.practice.state.recording)
    window.record_or_stop()
    stage.wait(lambda: not window.practice.state.recording)
    stage.qtbot.waitUntil(lambda: not any(each.busy for each in window.runners), timeout=40_000)
    stage.settle()


def ask(window: MainWindow) -> CoachPanel:
    panel = window.practice_page.viewer.report_panel
    panel.improve.click()
    return panel.coach


def ask_in_review(stage: Stage, window: MainWindow) -> CoachPanel:
    window.go(REVIEW)
    stage.wait(lambda: window.review_page.opened is not None)
    stage.settle()
    assert window.review_page.viewer is not None
    panel = window.review_page.viewer.report_panel
    panel.improve.click()
    return panel.coach


def told(stage: Stage, panel: CoachPanel) -> str:
    stage.qtbot.waitUntil(panel.grammar.isVisible, timeout=40_000)
    return f"{panel.grammar.text()}\n{panel.vocabulary.text()}"


def test_a_topic_is_judged_by_the_model_once_it_is_allowed(
    stage: Stage, window: MainWindow, chat_service: EmulatorProcess
) -> None:
    set_up(stage, window, f"{chat_service.endpoint}/v1")
    answer_a_topic(stage, window)
    panel = ask(window)
    stage.wait(lambda: window.gate.question is not None)
    assert chat_service.connections() == []
    press(window, "Allow and send")
    words = told(stage, panel)
    assert "Grammar: 71 of 100, by some-model." in words
    assert "“It were” → “It was”" in words
    assert "64 of 100, by some-model." in words
    assert "topic: 93 of 100" in words
    [entry] = stage.ledger.entries()
    assert entry.disclosure.purpose == "grammar and vocabulary"
    assert window.practice.state.title in json.dumps(chat_service.connections())

    panel.wanted.emit()
    stage.wait(lambda: panel.state.text() != "Looking at what you said…")
    assert len(stage.ledger.entries()) == 1


def test_another_model_is_asked_for_the_same_words_and_the_same_one_is_not(
    stage: Stage, window: MainWindow, chat_service: EmulatorProcess
) -> None:
    set_up(stage, window, f"{chat_service.endpoint}/v1")
    stage.ledger.consent(destination(f"{chat_service.endpoint}/v1"))
    answer_a_topic(stage, window)
    panel = ask(window)
    assert "by some-model" in told(stage, panel)
    window.preferences.change(chat={"endpoint": f"{chat_service.endpoint}/v1", "model": "another-model"})
    for _ in range(2):
        panel.wanted.emit()
        stage.wait(lambda: "by another-model" in panel.grammar.text())
        stage.settle()
    assert len(stage.ledger.entries()) == 2


def test_in_review_the_model_is_told_what_was_practised_and_not_how_the_session_is_called(
    stage: Stage, window: MainWindow, chat_service: EmulatorProcess
) -> None:
    set_up(stage, window, f"{chat_service.endpoint}/v1")
    stage.ledger.consent(destination(f"{chat_service.endpoint}/v1"))
    answer_a_topic(stage, window)
    topic = window.practice.state.title
    store = Store(stage.folder)
    [kept] = store.sessions()
    store.rename(kept.id, "Told in confidence")
    assert "topic: 93 of 100" in told(stage, ask_in_review(stage, window))
    sent = json.dumps(chat_service.connections())
    assert topic in sent
    assert "in confidence" not in sent


def test_what_was_found_here_without_consent_is_no_reason_not_to_ask_the_model(
    stage: Stage, window: MainWindow, chat_service: EmulatorProcess
) -> None:
    set_up(stage, window, f"{chat_service.endpoint}/v1")
    conversing = window.room.conversing
    answer_a_partner(stage, window)
    conversing.assess_all()
    stage.wait(lambda: conversing.whole is not None)
    stage.settle()
    assert conversing.whole is not None
    assert conversing.whole.assessment.content is not None
    assert conversing.whole.assessment.content.origin == LOCAL
    panel = ask(window)
    stage.wait(lambda: window.gate.question is not None)
    press(window, "Send nothing")
    assert "Found by rules on this machine" in told(stage, panel)
    panel = ask_in_review(stage, window)
    stage.wait(lambda: window.gate.question is not None)
    assert chat_service.connections() == []
    press(window, "Allow and send")
    assert "Grammar: 71 of 100, by some-model." in told(stage, panel)
    conversing.clear()


def test_an_answer_in_a_conversation_is_judged_by_the_model_too(
    stage: Stage, window: MainWindow, chat_service: EmulatorProcess
) -> None:
    set_up(stage, window, f"{chat_service.endpoint}/v1")
    stage.ledger.consent(destination(f"{chat_service.endpoint}/v1"))
    conversing = window.room.conversing
    answer_a_partner(stage, window)
    conversing.assess(next(number for number, line in enumerate(conversing.lines) if line.own))
    stage.wait(lambda: window.practice_page.viewer.report is not None)
    stage.settle()
    panel = ask(window)
    assert "Grammar: 71 of 100, by some-model." in told(stage, panel)
    panel.more.click()
    mistake = next(card.advice for card in panel.cards if card.advice.aspect == "grammar")
    assert mistake.passages == ("It was good.",)
    conversing.clear()


def test_what_may_not_be_sent_is_judged_here_and_says_so(
    stage: Stage, window: MainWindow, chat_service: EmulatorProcess
) -> None:
    set_up(stage, window, f"{chat_service.endpoint}/v1")
    answer_a_topic(stage, window)
    panel = ask(window)
    stage.wait(lambda: window.gate.question is not None)
    press(window, "Send nothing")
    words = told(stage, panel)
    assert "Found by rules on this machine" in words
    assert "Nothing was sent." in words
    assert chat_service.connections() == []


def test_where_the_model_fails_it_is_judged_here_and_says_why(stage: Stage, window: MainWindow) -> None:
    set_up(stage, window, NOBODY)
    stage.ledger.consent(destination(NOBODY))
    answer_a_topic(stage, window)
    words = told(stage, ask(window))
    assert "Found by rules on this machine" in words
    assert destination(NOBODY) in words


def test_of_too_few_sentences_nothing_is_sent_and_nothing_asked(stage: Stage, window: MainWindow) -> None:
    set_up(stage, window, NOBODY)
    answer_a_topic(stage, window, "I was there.")
    assert "2 more sentences" in told(stage, ask(window))
    assert window.gate.question is None
    assert stage.ledger.entries() == []


def test_a_text_that_was_given_is_judged_by_nobody(stage: Stage, window: MainWindow) -> None:
    set_up(stage, window, NOBODY)
    speak(stage, window)
    stage.wait(lambda: window.practice.state.judged)
    stage.settle()
    panel = ask(window)
    stage.qtbot.waitUntil(lambda: bool(panel.cards), timeout=40_000)
    assert not panel.grammar.isVisible()
    assert stage.ledger.entries() == []
