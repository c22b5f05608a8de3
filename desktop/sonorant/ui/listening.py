"""The microphone in use: begun and ended in the background, and looked at while it records."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from sonorant.audio.live import LiveEnvelope
from sonorant.audio.recorder import Recorder
from sonorant.speech.failures import Progress
from sonorant.ui.services import Services
from sonorant.ui.tasks import Tasks

LOOK_MILLISECONDS = 40


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What came from the microphone since the last look.

    Attributes:
        samples: shape (n,), at the rate that `Listening.started` told.
        envelope: the same for drawing; None once the recording is at its end.
        seconds: of the whole recording so far.
        warning: what is the matter with the sound, one sentence, if anything is.
        failure: why the recording has broken off, one sentence, if it has.
    """

    samples: NDArray[np.float32]
    envelope: LiveEnvelope | None
    seconds: float
    warning: str | None
    failure: str | None


class Listening(QObject):
    """At most one recording at a time. All methods are for the GUI thread and return at once.

    Signals:
        started: carries the file that is recorded to and the rate of the samples in Hz.
        not_started: carries why, one sentence.
        heard: carries what was `Heard` since the last time.
        ended: carries what was `Heard` at the end.
        not_ended: carries why it could not be ended as it should, one sentence.
    """

    started = Signal(object, int)
    not_started = Signal(str)
    heard = Signal(object)
    ended = Signal(object)
    not_ended = Signal(str)

    def __init__(self, services: Services, devices: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._devices = services, devices
        self._recorder: Recorder | None = None
        self._over = False
        self._timer = QTimer(self, interval=LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin to record a new take."""

        def start(_: Progress) -> tuple[Recorder, Path]:
            path = self._services.store.new_take()
            recorder = self._services.new_recorder(path)
            recorder.collect()
            recorder.start()
            return recorder, path

        self._devices.run(start, done=self._on_started, failed=self.not_started.emit)

    def pause_or_resume(self) -> bool:
        """Leave out what comes from now on, or go on; whether it is left out now."""
        recorder = self._recorder
        if recorder is None:
            return False
        if recorder.paused:
            recorder.resume()
        else:
            recorder.pause()
        return recorder.paused

    def stop(self) -> None:
        """End the recording; `ended` follows."""
        recorder = self._recorder
        self._timer.stop()
        if recorder is not None:
            self._devices.run(lambda _: recorder.stop(), done=self._on_stopped, failed=self.not_ended.emit)

    def shut_down(self) -> None:
        """End what goes on because the window closes, and what is only just beginning as well."""
        self._over = True
        self._timer.stop()
        self._close(self._recorder)

    def _on_started(self, started: tuple[Recorder, Path]) -> None:
        recorder, path = started
        if self._over:  # nobody would end it
            self._close(recorder)
            return
        self._recorder = recorder
        self.started.emit(path, recorder.rate)
        self._timer.start()

    def _close(self, recorder: Recorder | None) -> None:
        if recorder is not None:
            self._devices.run(lambda _: recorder.stop())

    def _look(self) -> None:
        recorder = self._recorder
        if recorder is not None:
            self.heard.emit(_heard(recorder, recorder.drain()))

    def _on_stopped(self, _seconds: float) -> None:
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            self.ended.emit(_heard(recorder, None))


def _heard(recorder: Recorder, envelope: LiveEnvelope | None) -> Heard:
    return Heard(recorder.samples(), envelope, recorder.seconds, recorder.warning, recorder.failure)
