"""One's own voice before and after a drill: what is played is what was said, wherever it is kept by then."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

import synthetic_speech
from sonorant.audio.files import Audio
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.practice.advice import Advice
from sonorant.practice.delivery_advice import on_completeness
from sonorant.practice.drill_book import Voice
from sonorant.sessions import chats
from sonorant.sessions.chats import ChatTurn, Speaker
from sonorant.sessions.store import Store
from sonorant.speech.assessment import Assessment, ErrorType, Word
from sonorant.speech.failures import UnusableInput
from sonorant.speech.timing import to_seconds
from sonorant.ui import own_voice
from sonorant.ui.main_window import REVIEW, MainWindow
from sonorant.ui.own_voice import AROUND, Source, voice_of
from sonorant.ui.viewer import Viewer
from sonorant.voices.flite import Flite
from talkative import COFFEE, MILK, Talkative
from window_stage import Stage

MISTAKES = {"milk": ["m", "eh1", "t", "k"], "fine": ["p", "ow1", "n"]}


@pytest.fixture
def talk(stage: Stage) -> Talkative:
    """Two answers were given, the second with mistakes; the partner is silent and has no voice in the recording."""
    stage.assessor, stage.voice = EmbeddedAssessor(), Flite("slt")
    talk = Talkative(stage)
    talk.window.practice_page.picker.choose("coffee-to-go")
    talk.card.voice.click()
    talk.begin("coffee-to-go")
    talk.say(COFFEE)
    talk.say(MILK, MISTAKES)
    return talk


def settle(stage: Stage, condition: Callable[[], bool]) -> None:
    stage.qtbot.waitUntil(condition, timeout=40_000)
    window = stage.windows[-1]
    stage.qtbot.waitUntil(lambda: not any(each.busy for each in window.runners), timeout=40_000)
    stage.settle()


def drill(stage: Stage, window: MainWindow, viewer: Viewer) -> Advice:
    """Ask for feedback on the report on view, and begin the first drill that has a place; the advice that it is of."""
    viewer.report_panel.improve.click()
    panel = viewer.report_panel.coach
    settle(stage, lambda: bool(panel.cards))
    panel.more.click()
    card = next(each for each in panel.cards if not each.drill.isHidden() and each.advice.places)
    card.drill.click()
    settle(stage, lambda: window.coach.drilling.round is not None)
    assert window.coach.bar.mine_before.isVisible()
    return card.advice


def heard_before(stage: Stage, window: MainWindow) -> NDArray[np.float32]:
    """The samples that “Me before” plays."""
    count = len(stage.loudspeaker.played)
    window.coach.bar.mine_before.click()
    settle(stage, lambda: len(stage.loudspeaker.played) > count)
    stage.loudspeaker.place = None
    return last_played(stage)


def last_played(stage: Stage) -> NDArray[np.float32]:
    audio, (start, stop) = stage.loudspeaker.sounds[-1], stage.loudspeaker.played[-1]
    return cut(audio, start, audio.seconds if stop is None else stop)


def cut(audio: Audio, start: float, stop: float) -> NDArray[np.float32]:
    return audio.samples[round(start * audio.rate) : round(stop * audio.rate)]


def around(audio: Audio, advice: Advice, begin: float = 0.0) -> NDArray[np.float32]:
    """What was said in a take at the first place of the advice; times in it count from `begin` seconds before that."""
    place = advice.places[0]
    assert place.offset is not None
    start, stop = to_seconds(place.offset), to_seconds(place.offset + (place.duration or 0))
    return cut(audio, max(0.0, start - begin - AROUND), stop - begin + AROUND)


def same(played: NDArray[np.float32], said: NDArray[np.float32]) -> bool:
    return len(said) > 0 and np.abs(said).max() > 0.01 and np.allclose(played, said, atol=1e-3)


def give_voices(talk: Talkative) -> None:
    """The silent partner gets a voice, as for a download: the recording is put together anew."""
    given = list[bool]()
    talk.conversing.said.give_voices(lambda: given.append(True))
    settle(talk.stage, lambda: bool(given) and not talk.conversing.keeping.waiting)
    assert talk.conversing.lines[0].spoken is not None


def answer(talk: Talkative) -> Audio:
    """The sound of the second answer."""
    sound = talk.conversing.lines[3].sound
    assert sound is not None
    return sound.audio


def test_of_one_answers_report_it_is_that_answer_also_when_the_partner_gets_a_voice(
    talk: Talkative, stage: Stage
) -> None:
    talk.bubbles[3].assess.click()
    talk.settle()
    advice = drill(stage, talk.window, talk.window.practice_page.viewer)
    said = around(answer(talk), advice)
    assert same(heard_before(stage, talk.window), said)
    give_voices(talk)
    assert same(heard_before(stage, talk.window), said)


def test_of_the_whole_conversations_report_it_is_the_answer_that_the_advice_is_on(
    talk: Talkative, stage: Stage
) -> None:
    talk.card.whole.click()
    talk.settle()
    whole = talk.conversing.whole
    assert whole is not None
    advice = drill(stage, talk.window, talk.window.practice_page.viewer)
    said = around(answer(talk), advice, to_seconds(whole.turns[3].offset))
    assert same(heard_before(stage, talk.window), said)
    give_voices(talk)
    assert same(heard_before(stage, talk.window), said)


def test_of_a_conversation_in_review_as_well(talk: Talkative, stage: Stage) -> None:
    talk.card.whole.click()
    talk.settle()
    talk.window.go(REVIEW)
    page = talk.window.review_page
    settle(stage, lambda: page.opened is not None)
    assert page.viewer is not None
    assert page.opened is not None
    advice = drill(stage, talk.window, page.viewer)
    said = around(answer(talk), advice, to_seconds(page.opened.session.turns[3].offset))
    assert same(heard_before(stage, talk.window), said)
    give_voices(talk)
    assert same(heard_before(stage, talk.window), said)


def test_of_a_reading_it_is_the_reading_and_afterwards_what_was_just_said(stage: Stage) -> None:
    stage.assessor = EmbeddedAssessor()
    window = stage.open()

    def record(audio: Audio) -> None:
        stage.hears = audio
        window.record_or_stop()
        stage.wait(lambda: window.practice.state.recording)
        window.record_or_stop()
        settle(stage, lambda: window.practice.state.judged)

    window.practice_page.picker.choose_own_text()
    window.practice_page.prompt.editor.setPlainText(MILK)
    read = synthetic_speech.say(MILK, "rms", pronounced=MISTAKES).audio
    record(read)
    advice = drill(stage, window, window.practice_page.viewer)
    assert same(heard_before(stage, window), around(read, advice))

    drilling = window.coach.drilling
    assert drilling.round is not None
    again = synthetic_speech.say(drilling.round.item.text, "rms").audio
    record(again)
    settle(stage, lambda: drilling.round is not None and drilling.round.now is not None)
    count = len(stage.loudspeaker.played)
    window.coach.bar.mine_now.click()
    settle(stage, lambda: len(stage.loudspeaker.played) > count)
    stage.loudspeaker.place = None
    assert same(last_played(stage), again.samples)
    assert same(heard_before(stage, window), around(read, advice))


def answer_of(text: str, *times: tuple[int, int] | None) -> Assessment:
    """The verdict on an answer whose words have these offsets and durations; those without were left out."""
    begins = [match.span() for match in re.finditer(r"\w+", text)]
    return Assessment(
        text,
        words=tuple(
            Word(text[slice(*span)].lower(), error=ErrorType.OMISSION, span=span)
            if time is None
            else Word(text[slice(*span)].lower(), accuracy=90.0, offset=time[0], duration=time[1], span=span)
            for span, time in zip(begins, times, strict=True)
        ),
    )


def test_a_word_left_out_at_the_start_of_an_answer_is_heard_in_that_answer() -> None:
    tea = answer_of("Tea please", (1_000, 9_000), (10_000, 50_000))
    large = answer_of("A large tea", None, (8_000_000, 4_000_000), (12_000_000, 5_000_000))
    turns = (
        ChatTurn(Speaker.LEARNER, "Tea please", 0, 25_000_000, True, tea),
        ChatTurn(Speaker.PARTNER, "Large or small?", 30_000_000, 20_000_000),
        ChatTurn(Speaker.LEARNER, "A large tea", 55_000_000, 30_000_000, True, large),
    )
    [missing] = on_completeness(chats.whole(turns))
    assert voice_of(Source(5, turns=turns), missing) == Voice(5, pytest.approx(0.5), pytest.approx(1.5), turn=2)


def test_an_answer_that_was_never_written_is_one_sentence(talk: Talkative, stage: Stage) -> None:
    [kept] = Store(stage.folder).sessions()
    with pytest.raises(UnusableInput, match=r"^This answer was not saved .+\.$"):
        own_voice.load(Store(stage.folder), Voice(kept.id, 0.0, 1.0, turn=99))
