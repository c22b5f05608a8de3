"""The real window with a microphone, a loudspeaker and an engine that do as a test tells them."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

import sample_assessment
from emulators.azure.process import KEY
from sonorant import assets
from sonorant.audio import files
from sonorant.audio.devices import DeviceUnavailable
from sonorant.audio.files import Audio
from sonorant.audio.live import LiveEnvelope
from sonorant.engines.base import Assessor, Partial
from sonorant.practice import conversations, samples, scenarios
from sonorant.practice.content import look
from sonorant.practice.conversations import Conversation
from sonorant.practice.drill_book import DrillBook
from sonorant.practice.own_conversations import OwnConversations
from sonorant.practice.own_texts import OwnTexts
from sonorant.practice.partners import Partner
from sonorant.practice.partners.choosing import nowhere
from sonorant.practice.partners.scripted import ScriptedPartner
from sonorant.sessions.ledger import Ledger
from sonorant.sessions.store import Store
from sonorant.speech.assessment import Assessment, Scores
from sonorant.speech.config import AssessmentConfig
from sonorant.speech.failures import Progress, no_progress
from sonorant.ui.azure_choices import AzureChoices
from sonorant.ui.keeping import JudgeWords
from sonorant.ui.live_verdict import OpenStream
from sonorant.ui.main_window import LATER, MainWindow
from sonorant.ui.preferences import Preferences
from sonorant.ui.services import Services, nothing_spoken, nothing_to_load
from sonorant.ui.settings import SettingsFile
from sonorant.vault import Keys, Secret
from sonorant.voices.base import Voice

PATIENCE_MILLISECONDS = 15_000
"""Nothing takes so long; where other processes want the same cores, some of it takes more than five seconds."""

for _module in LATER:  # loaded now, so that the first window of a busy computer is not waited for
    importlib.import_module(_module)


class Judge:
    """An engine that answers what it is told to, or fails so; it waits at `gate`, asking whether to go on."""

    def __init__(self) -> None:
        self.answer: Assessment | Exception = sample_assessment.sample()
        self.gate = threading.Event()
        self.gate.set()
        self.asked: list[tuple[Audio, AssessmentConfig]] = []

    def assess(self, audio: Audio, config: AssessmentConfig, progress: Progress = no_progress) -> Assessment:
        self.asked.append((audio, config))
        progress(0.5)
        while not self.gate.wait(0.01):
            progress(0.5)
        if isinstance(self.answer, Exception):
            raise self.answer
        return replace(self.answer, text=config.reference_text)


class Microphone:
    """A recorder that hears the sample sound, and can be refused or fail."""

    refused = False

    def __init__(self, path: Path, hears: Audio | None = None) -> None:
        self.path, self.hears, self.place = path, hears, 0
        self.failure: str | None = None
        self.seconds = 0.0
        self.clipped = False
        self.warning: str | None = None
        self.paused = False
        self.rate = hears.rate if hears is not None else 16_000

    def collect(self) -> None:
        pass

    def samples(self) -> NDArray[np.float32]:
        """What is to be heard, ten times as fast as life; or else silence."""
        if self.hears is None or self.paused:
            return np.zeros(0 if self.paused else 640, np.float32)
        begin, self.place = self.place, self.place + self.rate * 4 // 10
        return self.hears.samples[begin : self.place]

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False

    def start(self) -> None:
        if self.refused:
            raise DeviceUnavailable("The microphone is in use by another program.")

    def drain(self) -> LiveEnvelope:
        if self.paused:
            return LiveEnvelope(np.zeros(0, np.float32), np.zeros(0, np.float32), 0.01, 0.0, False)
        self.seconds += 0.04
        column = np.full(4, 0.5, dtype=np.float32)
        return LiveEnvelope(-column, column, 0.01, 0.5, self.clipped)

    def stop(self) -> float:
        files.write_wav(self.path, self.hears or sample_assessment.sound())
        return self.seconds


class Loudspeaker:
    """A player that remembers what it was asked to play and is where the test says."""

    owner: object | None = None

    def __init__(self) -> None:
        self.available = True
        self.failure: str | None = None
        self.played: list[tuple[float, float | None]] = []
        self.manners: list[tuple[float, bool]] = []
        self.sounds: list[Audio] = []
        self.place: float | None = None

    def play(
        self, audio: Audio, start: float = 0.0, end: float | None = None, speed: float = 1.0, loop: bool = False
    ) -> None:
        self.sounds.append(audio)
        self.played.append((start, end))
        self.manners.append((speed, loop))
        self.place = start

    def set_loop(self, loop: bool) -> None:
        self.manners[-1] = self.manners[-1][0], loop

    def stop(self) -> None:
        self.place = None

    def close(self) -> None:
        self.stop()

    def position(self) -> float | None:
        return self.place


class Stream:
    """An engine that listens while the take is recorded: each time it is asked, one more word was read."""

    alive = True

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.pieces: list[int] = []
        self.asked = self.finished = self.resumed = 0
        self.cancelled = False
        self.refuses: Exception | None = None

    def feed(self, samples: NDArray[np.float32]) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.pieces.append(len(samples))

    def pause(self) -> None:
        raise NotImplementedError

    def resume(self) -> None:
        self.resumed += 1

    def cancel(self) -> None:
        self.cancelled = True

    def partial(self) -> Partial:
        self.asked += 1
        return Partial(self.asked, Scores(pronunciation=50.0, accuracy=50.0 + self.asked))

    def finish(self, progress: Progress = no_progress) -> Assessment:
        progress(0.5)
        self.finished += 1
        assert not isinstance(self.judge.answer, Exception)
        return self.judge.answer


class Stage:
    """Opens windows over one store and holds what stands behind them."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.folder, self.qtbot = folder, qtbot
        self.judge, self.loudspeaker = Judge(), Loudspeaker()
        self.microphones: list[Microphone] = []
        self.microphone_refused = False
        self.hears: Audio | None = None
        self.assessor: Assessor | None = None
        self.settings: SettingsFile | None = None
        self.voice: Voice | None = None
        self.forget_spoken: Callable[[], None] = nothing_spoken
        self.prepare: Callable[[], None] = nothing_to_load
        self.new_partner: Callable[[Conversation], Partner] = ScriptedPartner
        self.judge_words: JudgeWords = look
        self.words_go_to: Callable[[], str] = nowhere
        self.stream: Stream | None = None
        self.open_stream: OpenStream | None = None
        self.no_microphone: str | None = None
        self.windows: list[MainWindow] = []
        self.ledger, self.keys = Ledger(folder), Keys()

    def open(self) -> MainWindow:
        """A window that has all that it looks for at its start."""
        window = self.show()
        self.wait(lambda: not self._is_busy(window))
        return window

    def show(self) -> MainWindow:
        """A window that is only just painted."""
        services = Services(
            Store(self.folder),
            self.assessor or self.judge,
            self.loudspeaker,
            OwnTexts(self.folder / "texts"),
            lambda audio: np.full(int(audio.seconds * 100), 200.0, np.float32),
            self.open_stream or (self.stream and (lambda _config, _rate: self.stream)),
            self._new_recorder,
            lambda: self.no_microphone,
            voice=lambda: self.voice,
            new_partner=self.new_partner,
            judge_words=self.judge_words,
            words_go_to=self.words_go_to,
            own_conversations=OwnConversations(self.folder / "conversations"),
            drills=DrillBook(self.folder / "drills.db"),
            ledger=self.ledger,
            keys=self.keys,
            forget_spoken=self.forget_spoken,
            prepare=self.prepare,
        )
        window = MainWindow(
            services,
            scenarios.load(assets.path("scenarios")),
            samples.load(assets.path("samples")),
            Preferences(self.settings),
            conversations.load(assets.path("conversations")),
        )
        self.windows.append(window)
        window.show()
        window.start()
        return window

    def set_up_azure(self, choices: AzureChoices, key: str = KEY, *, allowed: bool = True) -> None:
        """Give the newest window an account with Azure Speech, and consent to what goes there if `allowed`."""
        if key:
            self.keys.keep_for_now(choices.destination, Secret(key))
        if allowed:
            self.ledger.consent(choices.destination)
        self.windows[-1].engines.set_up(choices)

    def close(self, window: MainWindow) -> None:
        self.judge.gate.set()
        window.close()
        self.wait(lambda: not window.isVisible())
        self.windows.remove(window)
        window.deleteLater()

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MILLISECONDS)

    def settle(self) -> None:
        window = self.windows[-1]
        self.wait(lambda: not self._is_busy(window) and not window.practice.state.busy)

    @staticmethod
    def _is_busy(window: MainWindow) -> bool:
        return any(tasks.busy for tasks in window.runners)

    def _new_recorder(self, path: Path) -> Microphone:
        microphone = Microphone(path, self.hears)
        microphone.refused = self.microphone_refused
        self.microphones.append(microphone)
        return microphone


def press(window: MainWindow, name: str) -> None:
    """Press the button of that name on the question or the banner."""
    for place in (window.gate.question, window.banner):
        for each in place.findChildren(QAbstractButton) if place is not None else ():
            if each.text() == name and each.isVisible():
                QTest.mouseClick(each, Qt.MouseButton.LeftButton)
                return
    raise AssertionError(f"there is no button “{name}”")
