"""The window's front door: puts the parts together and starts them."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from sonorant import assets, display
from sonorant.audio import devices
from sonorant.audio.devices import Device
from sonorant.audio.files import Audio, resample
from sonorant.audio.player import Player
from sonorant.audio.recorder import Recorder
from sonorant.engines.base import Assessor
from sonorant.engines.embedded import EmbeddedAssessor
from sonorant.practice import conversations, samples, scenarios
from sonorant.practice.drill_book import DrillBook
from sonorant.practice.own_conversations import OwnConversations
from sonorant.practice.own_texts import OwnTexts
from sonorant.sessions.folder import data_folder
from sonorant.sessions.ledger import Consented, Ledger
from sonorant.sessions.store import Store
from sonorant.speech.failures import SonorantError, UnusableInput
from sonorant.ui.first_frame import FirstFrame
from sonorant.ui.icons import icon
from sonorant.ui.logs import Faults, logged
from sonorant.ui.main_window import MainWindow
from sonorant.ui.preferences import Preferences, device_named
from sonorant.ui.reopening import Reopening
from sonorant.ui.services import Services, missing_microphone
from sonorant.ui.settings import Scheme, SettingsFile
from sonorant.ui.shape import Shape
from sonorant.ui.state import Take
from sonorant.ui.tasks import until_stopped
from sonorant.ui.theme import Appearance
from sonorant.ui.voice_rack import VoiceRack, azure_offers
from sonorant.ui.words import speak
from sonorant.vault import Keys
from sonorant.voices.base import Voice
from sonorant.voices.cache import cache_folder

# What is imported further down is not needed before the window is painted: nobody should have to wait for it.
if TYPE_CHECKING:
    from sonorant.practice.partners.choosing import Chosen
    from sonorant.ui.self_check import SelfCheck

SWITCH_SECONDS = 0.0002
"""How long a thread at work keeps the window waiting for the interpreter, each time it wants it: 25 times as long
unless told otherwise, which adds up to stops that are seen."""


def main(asked: argparse.Namespace) -> int:
    """Open the window, or check that it works (`self_check`); the exit code."""
    began = time.monotonic()
    if not _has_display():
        if not asked.self_check:
            print("Sonorant's window needs a display; `sonorant assess --help` works without one.", file=sys.stderr)
            return 2
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if asked.scale:
        os.environ["QT_SCALE_FACTOR"] = str(asked.scale)
    sys.setswitchinterval(SWITCH_SECONDS)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in a terminal ends it; what was recorded is on disk
    app = QApplication.instance() or QApplication(["sonorant"])
    assert isinstance(app, QApplication)
    app.setApplicationName("Sonorant")
    app.setDesktopFileName("sonorant")
    app.setWindowIcon(icon("microphone"))
    with tempfile.TemporaryDirectory(prefix="sonorant-") as temporary:
        folder, store, problem = _open_store(Path(temporary), only_temporary=asked.self_check)
        with logged(folder / "logs") as faults:
            window = _window(app, folder, store, asked.theme)
            _open(window, faults)
            check = _check(window, began, asked) if asked.self_check else None
            if problem is not None:
                window.tell(problem)
            if asked.demo:
                QTimer.singleShot(0, window.demonstrate)
            gc.freeze()  # what is there now stays: looking through all of it for garbage stops the window for 40 ms
            _show_until_closed(app, window, lambda: _window(app, folder, store, asked.theme), faults)
            return check.finish() if check is not None else 0


def _show_until_closed(app: QApplication, window: MainWindow, anew: Callable[[], MainWindow], faults: Faults) -> None:
    """Run the window until the user closes it; after another language was chosen there is a new one."""
    reopening = Reopening(window)
    app.exec()
    while reopening.wanted:
        window.deleteLater()
        window = anew()
        _open(window, faults)
        reopening = Reopening(window)
        app.exec()


def _open(window: MainWindow, faults: Faults) -> None:
    faults.happened.connect(window.tell)
    FirstFrame(window, window.start)
    window.show()


def _window(app: QApplication, folder: Path, store: Store, theme: str | None) -> MainWindow:
    """The window with everything it works with, kept in `folder`."""
    preferences = Preferences(SettingsFile(folder / "settings.json"))
    if theme is not None:
        preferences.change_for_now(scheme=Scheme(theme))
    speak(app, preferences.now.language)
    keys, ledger = Keys(), Ledger(folder)

    def named() -> Chosen:
        """Who one talks with by the environment: may ask the keyring."""
        from sonorant.practice.partners import choosing  # noqa: PLC0415

        return choosing.chosen(keys, Consented(ledger))

    window = MainWindow(
        _services(folder, store, preferences, keys, ledger, named),
        scenarios.load(assets.path("scenarios")),
        samples.load(assets.path("samples")),
        preferences,
        conversations.load(assets.path("conversations")),
    )
    # Once all widgets are there: those that are put together in a style take it anew at every step.
    appearance = Appearance(app, preferences.now)
    preferences.changed.connect(appearance.follow)
    Shape(folder / "window.ini").keep(window)

    def look_for_partner() -> None:
        window.partner.run(lambda progress: until_stopped(named, progress), failed=window.tell)

    window.furnished.connect(look_for_partner)
    return window


def _services(
    folder: Path, store: Store, preferences: Preferences, keys: Keys, ledger: Ledger, named: Callable[[], Chosen]
) -> Services:
    """What the window works with; each asks the settings when it is needed, so that they hold at once."""
    assessor = EmbeddedAssessor()
    rack = VoiceRack(
        lambda: preferences.now,
        lambda: _voices(assessor),
        lambda settings: azure_offers(settings, keys, ledger),
        cache_folder(),
    )

    def microphone() -> Device | None:
        return device_named(preferences.now.microphone)

    def new_recorder(path: Path) -> Recorder:
        wanted = microphone()
        return Recorder(path, wanted and (devices.named(wanted.name, wanted.host_api, "input") or wanted))

    @cache
    def chosen() -> Chosen:
        """Who one talks with, and who judges the words."""
        from sonorant.ui.chat_choice import by_settings  # noqa: PLC0415

        return by_settings(preferences, keys, ledger, lambda: _or_script(named))

    return Services(
        store,
        assessor,
        Player(),
        OwnTexts(folder / "texts"),
        _pitch,
        assessor.open_stream,
        new_recorder,
        lambda: missing_microphone(microphone()),
        new_partner=lambda conversation: chosen().new_partner(conversation),
        judge_words=lambda lines, topic: chosen().judge_words(lines, topic),
        words_go_to=lambda: chosen().destination(),
        voice=rack.chosen,
        own_conversations=OwnConversations(folder / "conversations"),
        drills=DrillBook(folder / "drills.db"),
        voices=rack.offers,
        ledger=ledger,
        keys=keys,
        forget_spoken=rack.forget_spoken,
        prepare=assessor.prepare,
    )


def _or_script(named: Callable[[], Chosen]) -> Chosen:
    """The script and what is found on this machine, where what the environment names cannot be used."""
    from sonorant.practice.partners.choosing import Chosen  # noqa: PLC0415

    try:
        return named()
    except UnusableInput:
        return Chosen()


def _voices(assessor: Assessor) -> list[Voice]:
    """The voices of this machine; the engine hears when those say what that do not tell."""
    from sonorant import voices  # noqa: PLC0415
    from sonorant.ui.aligner import aligner_of  # noqa: PLC0415

    return voices.available(aligner_of(assessor))


def _check(window: MainWindow, began: float, asked: argparse.Namespace) -> SelfCheck:
    from sonorant.ui.self_check import SelfCheck  # noqa: PLC0415

    page = asked.page or "practice"
    if asked.audio is not None:
        takes = [Take(asked.audio, asked.text, asked.audio.stem)]
    else:
        known = samples.load(assets.path("samples"))
        ordered = sorted(known, key=lambda sample: bool(sample.planted), reverse=page == "practice")
        takes = [
            Take(sample.audio, sample.text, sample.title, keep=page != "practice", synthetic=sample.synthetic)
            for sample in (ordered[:1] if page == "practice" else ordered)
        ]
    return SelfCheck(window, began, page, takes, asked.screenshot)


def _pitch(audio: Audio) -> NDArray[np.float32]:
    """The pitch in Hz for each 10 ms, NaN where there is no voice."""
    from sonorant.engines.embedded.frontend import HOP, RATE  # noqa: PLC0415
    from sonorant.engines.embedded.pitch import track  # noqa: PLC0415

    samples = resample(audio, RATE).samples
    return np.exp(track(samples, len(samples) // HOP).log_hz)


def _has_display() -> bool:
    """Whether a window can be opened, on a display or on what stands for one."""
    stand_in = not os.environ.get("QT_QPA_PLATFORM", "xcb").startswith(("xcb", "wayland"))
    return stand_in or display.there()


def _open_store(temporary: Path, only_temporary: bool) -> tuple[Path, Store, str | None]:
    """The folder in which everything is kept, the store in it, and what is wrong, if anything is."""
    if only_temporary:
        return temporary, Store(temporary), None
    try:
        return data_folder(), Store(data_folder()), None
    except SonorantError as failure:
        return temporary, Store(temporary), f"Sessions cannot be kept after closing. {failure}"
