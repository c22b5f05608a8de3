"""The model voice: what is heard in which order, and how it ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from sonorant.audio.files import Audio
from sonorant.speech.failures import Progress, no_progress
from sonorant.ui.model_voice import ModelVoice
from sonorant.ui.tasks import Tasks
from sonorant.ui.widgets.banner import Notice
from sonorant.ui.widgets.face import Face
from sonorant.voices.base import Spoken, Voice, VoiceFailed
from sonorant.voices.flite import Flite

MINE = Audio(np.zeros(16_000, np.float32), 16_000)


class Clockwork:
    """A player whose sound takes as long as it is, times `pace`."""

    owner: object | None = None
    failure: str | None = None
    available = True

    def __init__(self, pace: float = 0.02) -> None:
        self.pace = pace
        self.played: list[tuple[Audio, float, float]] = []
        self._began = 0.0

    def play(
        self, audio: Audio, start: float = 0.0, end: float | None = None, speed: float = 1.0, loop: bool = False
    ) -> None:
        self.played.append((audio, start, audio.seconds if end is None else end))
        self._began = time.monotonic()

    def stop(self) -> None:
        self._began = 0.0

    def close(self) -> None:
        self.stop()

    def position(self) -> float | None:
        if not self._began:
            return None
        _, start, end = self.played[-1]
        place = start + (time.monotonic() - self._began) / self.pace
        return place if place < end else None


class Stubborn:
    """A voice that waits until it is told to go on, and notices when it is not wanted any more."""

    name = "stubborn"

    def __init__(self) -> None:
        self.gate, self.begun, self.gone = threading.Event(), threading.Event(), threading.Event()

    def speak(self, text: str, speed: float = 1.0, progress: Progress = no_progress) -> Spoken:
        self.begun.set()
        try:
            while not self.gate.wait(0.01):
                progress(0.0)
        finally:
            self.gone.set()
        return Spoken(MINE)


class Bench:
    """A model voice with a voice and a player as a test wants them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.tasks = Tasks()
        self.player = Clockwork()
        self.voice: Voice | None = Flite("kal16")
        self.model = ModelVoice(lambda: self.voice, self.player, self.tasks, self.tasks, self.tasks)
        self.notices: list[Notice] = []
        self.model.noticed.connect(self.notices.append)

    def ended(self) -> None:
        with self.qtbot.waitSignal(self.model.ended, timeout=5000):
            pass


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(qtbot)
    yield bench
    bench.model.stop()
    qtbot.waitUntil(lambda: not bench.tasks.busy)


def test_a_text_is_said_once_and_each_word_is_reached_in_turn(bench: Bench) -> None:
    bench.player.pace = 1.0
    words: list[str] = []
    bench.model.reached.connect(lambda word: words.append(word.text) if word else None)

    bench.model.say("Red sun today.")
    assert bench.model.active
    bench.ended()

    assert list(dict.fromkeys(words)) == ["Red", "sun", "today"]
    assert len(bench.player.played) == 1
    assert not bench.model.active


def test_back_to_back_is_the_model_then_the_learner_then_the_model(bench: Bench) -> None:
    heard: list[bool] = []
    bench.model.spoken.connect(lambda spoken: heard.append(spoken is not None))

    bench.model.back_to_back("sun", MINE, 0.25, 0.5)
    bench.ended()

    (model, _, _), mine, (again, _, _) = bench.player.played
    assert model is again is not MINE
    assert mine == (MINE, 0.25, 0.5)
    assert heard == [True, False, False, False, True, False]


def test_stopping_in_the_middle_plays_nothing_more(bench: Bench) -> None:
    bench.player.pace = 1.0
    bench.model.back_to_back("sun", MINE, 0.0, 1.0)
    bench.qtbot.waitUntil(lambda: bench.model.playback.playing)

    bench.model.stop()
    bench.qtbot.wait(400)

    assert len(bench.player.played) == 1
    assert not bench.model.active


def test_when_somebody_else_begins_to_play_it_gives_way(bench: Bench) -> None:
    bench.player.pace = 1.0
    bench.model.back_to_back("sun", MINE, 0.0, 1.0)
    bench.qtbot.waitUntil(lambda: bench.model.playback.playing)

    bench.player.owner = "somebody else"
    bench.qtbot.waitUntil(lambda: not bench.model.active)

    bench.qtbot.wait(400)
    assert len(bench.player.played) == 1


def test_another_text_ends_the_first_even_before_it_is_spoken(bench: Bench) -> None:
    slow = Stubborn()
    bench.voice = slow
    bench.model.say("One.")
    bench.qtbot.waitUntil(slow.begun.is_set)
    bench.voice = Flite("kal16")

    bench.model.say("Two.")
    bench.ended()

    assert slow.gone.is_set()
    assert len(bench.player.played) == 1
    assert bench.model.said is not None
    assert [word.text for word in bench.model.said.words] == ["Two"]


def test_a_voice_that_fails_is_told_of_and_nothing_is_played(bench: Bench) -> None:
    class Broken:
        name = "broken"

        def speak(self, text: str, speed: float = 1.0, progress: Progress = no_progress) -> Spoken:
            raise VoiceFailed("The voice is hoarse: choose another one.")

    bench.voice = Broken()
    bench.model.say("One.")
    bench.qtbot.waitUntil(lambda: bool(bench.notices))

    assert bench.notices[0].text == "The voice is hoarse: choose another one."
    assert not bench.player.played
    assert not bench.model.active


def test_without_a_voice_it_is_said_where_to_choose_one(bench: Bench) -> None:
    bench.voice = None
    bench.model.say("One.")
    bench.qtbot.waitUntil(lambda: bool(bench.notices))

    assert "choose one in the settings" in bench.notices[0].text


def test_the_mouth_is_within_50_ms_of_what_the_player_plays(bench: Bench) -> None:
    bench.player.pace = 1.0
    face = Face()
    bench.qtbot.addWidget(face)
    face.show()
    bench.model.spoken.connect(face.speak_along)
    bench.model.moved.connect(face.follow)
    shown: list[tuple[float, str]] = []

    def look(_seconds: float | None) -> None:
        place = bench.player.position()
        if place is not None and (not shown or shown[-1][1] != face.shape):
            shown.append((place, face.shape))

    bench.model.moved.connect(look)
    bench.model.say("My boy will show us three very good maps.")
    bench.ended()

    spoken = bench.model.said
    assert spoken is not None
    changes = [
        (viseme.offset / 1e7, viseme.shape)
        for before, viseme in zip((None, *spoken.visemes), spoken.visemes, strict=False)
        if before is None or before.shape is not viseme.shape
    ]
    late = []
    for place, shape in shown[1:]:
        late.append(min((abs(place - offset) for offset, its in changes if its == shape), default=1.0))
    assert len(shown) > 0.8 * len(changes)
    assert np.percentile(late, 95) < 0.05
